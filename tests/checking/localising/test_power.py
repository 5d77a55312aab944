"""What the equations see, against counts made by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tasks.checking.localising import power as measured
from tasks.checking.localising.power import distance, lowered, power, rank
from tasks.checking.localising.signatures import System


@pytest.mark.parametrize(("edition", "equations", "cells", "leaves"), [("f2021", 39, 175, 21), ("f2019", 37, 161, 19)])
def test_table_three(edition: str, equations: int, cells: int, leaves: int) -> None:
    """Two equations follow from the others; results may change places unseen, applicants, and new with carried in."""
    found = next(one for one in power(edition) if one.table == "t3")
    assert (found.equations, found.independent, found.cells, found.signatures) == (
        equations,
        equations - 2,
        cells,
        cells,
    )
    assert (found.distance, found.uncovered) == (4, 0)
    assert (len(found.rows), len(found.columns)) == (leaves * (leaves - 1) // 2 + 1, 15)
    assert ("t3.new_received.natural_person", "t3.carried_in.natural_person") in found.rows


def test_table_two_has_nothing_and_table_four_cannot_locate() -> None:
    two, _three, four = power("f2021")
    assert (two.equations, two.distance, two.uncovered) == (0, 1, 10)
    assert (four.equations, four.independent, four.signatures, four.distance) == (3, 3, 0, 2)


@pytest.mark.parametrize(
    ("rows", "least"),
    [
        (({"a": 1, "b": -1},), 2),
        (tuple({one: 1, other: 1} for one, other in pairwise("abcdefa")), None),
        (({"a": 1, "b": 1}, {"b": 1, "c": 1}, {"a": 1, "c": -1}), 3),
        (({"a": 1, "b": 1}, {"b": 1, "c": 1}, {"c": 1, "d": 1}, {"d": 1, "a": 1}), 4),
    ],
)
def test_the_distance_of_small_systems(rows: tuple[dict[str, int], ...], least: int | None) -> None:
    assert distance(System(rows)) == least


def test_the_rank_is_exact() -> None:
    assert rank([[1, 2, 3], [2, 4, 6], [0, 1, 1]]) == 2
    assert rank([[10**15, 1], [10**15, 2]]) == 2


def test_a_catalogue_that_sees_less_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [lowered(edition) for edition in ("f2019", "f2021")] == [[], []]
    weaker = [replace(one, independent=one.independent - 1) for one in power("f2021")]
    monkeypatch.setattr(measured, "power", lambda _edition: weaker)
    assert lowered("f2021") == ["f2021 t3 independent: 36 < 37", "f2021 t4 independent: 2 < 3"]
