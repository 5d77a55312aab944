"""The table of steps is the specification's, is closed, and is drawn as it is."""

from __future__ import annotations

import itertools

import pytest

from tasks.language import use
from tasks.season import COUNTED, START, TransitionError, check_step, onward, states, word
from tasks.season.drawing import PAGE, diagram, refreshed

# The way of the specification (expected → received → parsed → returned ⇄ received → accepted → published → corrected).
WAY = ["expected", "received", "parsed", "returned", "received", "parsed", "questioned", "accepted", "published"]
WAY += ["received", "parsed", "corrected"]
FORBIDDEN = [
    ("start", "accepted"),
    ("expected", "parsed"),
    ("expected", "accepted"),
    ("received", "accepted"),
    ("parsed", "published"),
    ("returned", "published"),
    ("questioned", "published"),
    ("waived", "published"),
    ("accepted", "expected"),
    ("accepted", "corrected"),
    ("published", "returned"),
    ("published", "accepted"),
    ("published", "waived"),
    ("corrected", "accepted"),
]


def test_the_way_of_the_specification_is_allowed() -> None:
    for before, after in itertools.pairwise([START, *WAY]):
        check_step("d01", 2023, before, after)


@pytest.mark.parametrize(("before", "after"), FORBIDDEN)
def test_no_step_is_left_out(before: str, after: str) -> None:
    with pytest.raises(TransitionError, match="不能记为"):
        check_step("d01", 2023, before, after)


def test_every_pair_is_decided_by_the_data() -> None:
    for before, after in itertools.product([START, *states()], states()):
        allowed = before in states()[after].sources
        assert (after in onward(before)) is allowed
        if not allowed:
            with pytest.raises(TransitionError):
                check_step("d01", 2023, before, after)


def test_every_state_can_be_reached_and_none_is_a_dead_end() -> None:
    reached, front = set(), {START}
    while front:
        reached |= front
        front = {after for before in front for after in onward(before)} - reached
    assert reached == {START, *states()}
    assert all("received" in onward(state) for state in [START, *states()] if state != "received")


def test_what_counts_was_accepted_once() -> None:
    assert states().keys() >= COUNTED
    assert set(states()["published"].sources) <= COUNTED


def test_a_refusal_says_where_the_agency_stands_and_where_it_can_go() -> None:
    with pytest.raises(TransitionError) as refused:
        check_step("清河口县财政局", 2024, "questioned", "published")
    assert str(refused.value) == (
        "清河口县财政局 2024 年度现在是“存疑待核实”，不能记为“已公开”；"
        "可以转为：“已收到”、“退回更正”、“已接收”、“公开后已更正”、“经同意免报”、“免报”。"
    )


def test_an_unknown_state_is_named() -> None:
    with pytest.raises(ValueError, match="没有“acepted”这个状态"):
        check_step("d01", 2023, START, "acepted")


def test_states_have_words_in_both_languages() -> None:
    assert word("questioned") == "存疑待核实"
    use("en")
    try:
        assert word("questioned") == "questioned"
        assert word("something") == "something"
    finally:
        use("zh")


def test_the_page_is_fresh() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert refreshed(text) == text, "请运行 python -m tasks.season"
    assert "[*] --> expected" in diagram() and "returned --> received" in diagram()


def test_the_page_wants_its_marks() -> None:
    with pytest.raises(ValueError, match="恰有一对标记"):
        refreshed("# 没有标记")
