"""What a slip of the hand makes of a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.checking.localising.slips import SLIPS, Sheet, cost, slip
from tasks.language.slips import SLIPS as WORDS
from tasks.language.slips import slip_words, witness_words

NEAR = Sheet({"a": 8, "b": 8, "t": 97}, {"a": ("b",)}, {"t": ("a", "b")})


def named(right: int, wrong: int) -> str:
    return slip("x", right, Sheet({"x": wrong}))


@pytest.mark.parametrize(
    ("right", "wrong", "name"),
    [
        (12, 21, "digits_swapped"),
        (1203, 1230, "digits_swapped"),
        (120, 12, "digit_dropped"),
        (123, 13, "digit_dropped"),
        (12, 112, "digit_doubled"),
        (12, 122, "digit_doubled"),
        (12, 17, "digit_mistyped"),
        (0, 5, "digit_mistyped"),
        (5, -5, "sign"),
        (12, 345, ""),
        (100, 7, ""),
        (10, -1, ""),
    ],
)
def test_a_slip_is_named(right: int, wrong: int, name: str) -> None:
    assert named(right, wrong) == name


def test_what_lies_around_a_cell_explains_it() -> None:
    assert slip("a", 100, NEAR) == "neighbour"
    assert slip("t", 105, NEAR) == "stale_total"
    assert slip("t", 103, NEAR) == ""
    assert slip("a", 100, Sheet({"a": 0}, blank={"a"})) == "blank"


@given(st.integers(0, 10**6), st.integers(-10, 10**6))
def test_every_pair_has_a_name_or_none_and_the_likelier_costs_less(right: int, wrong: int) -> None:
    name = named(right, wrong) if right != wrong else ""
    assert name in {"", *SLIPS} and 0 <= cost(name) <= cost("")


def test_every_name_has_its_words() -> None:
    assert set(SLIPS) <= set(WORDS)
    assert slip_words("digits_swapped+sign", "zh") == "相邻两位数字写反、多写了负号"
    assert slip_words("+sign", "en") == "a minus sign too many" and slip_words("", "zh") == ""
    assert witness_words(("previous", "narrative"), "en") == "last year's report, the prose"
