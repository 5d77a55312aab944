"""A few hundred damaged native documents in this process; the long run is `make fuzz`."""

from __future__ import annotations

import warnings

import pytest

from tests.accuracy.cases import SOURCES, Case, make
from tests.fuzz.corpus import Seed
from tests.fuzz.damage import damaged
from tests.fuzz.trial import attempt

LAYOUTS = [layout for layout in SOURCES if not layout.endswith(".xlsx")]  # its parser's own deaths need a process


@pytest.fixture(scope="module")
def seeds() -> list[Seed]:
    """One sound document a layout."""
    found = []
    for number, layout in enumerate(LAYOUTS):
        suffix = layout.rpartition(".")[2]
        found.append(Seed(suffix, f".{suffix}", make(Case(number, "f2021", layout, ()))[0]))
    return found


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_damage_ends_as_a_placement_or_a_refusal(start: int, seeds: list[Seed]) -> None:
    for number in range(start, start + 50):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a zip may be made with a name twice: that is the damage
            seed, data = damaged(number, seeds)
        outcome = attempt(data, f"report{seed.suffix}", alarm=False)
        assert not outcome.failed, (number, outcome.detail)


def test_the_same_number_is_the_same_damage(seeds: list[Seed]) -> None:
    assert damaged(11, seeds)[1] == damaged(11, seeds)[1]
