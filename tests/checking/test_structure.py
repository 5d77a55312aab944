"""A season with faults of the structure: each is found once, under its rule; who made none hears nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from tasks.checking import check_filed, conclude, court, observe
from tasks.proving.quick import quick
from tasks.records import Severity, State
from tests.checking import seeded
from tests.checking.seeded import YEAR, Fault, Member, Year, case_of, filed_of, members

LOCATED = {"W-01", "K-01", "K-02"}
"""Sums see it; which of their rules tells depends on the cells."""
ALONE: Mapping[Fault, set[str]] = {
    seeded.row_shifted: LOCATED,
    seeded.column_shifted: LOCATED,
    seeded.cells_exchanged: LOCATED,
    seeded.rows_exchanged: {"S-01"},
    seeded.powers_exchanged: {"S-01"},
    seeded.columns_exchanged: {"S-02"},
    seeded.column_pasted: {"S-03"},
    seeded.column_pasted_and_added: {"S-03"},
    seeded.last_years_tables: {"Y-04"},
    seeded.yuan: {"T-06"},
    seeded.wrong_year: {"R-03"},
    seeded.wrong_agency: {"R-03"},
    seeded.old_problems: {"Y-05"},
}
"""Faults that a report shows by itself."""
BESIDE: Mapping[Fault, str] = {seeded.anothers_table: "S-05", seeded.anothers_problems: "A-02"}
"""Faults that only another report shows; both agencies hear of them."""
FAULTS: tuple[Fault, ...] = (*ALONE, *BESIDE)
COUNT = 40
Found = Mapping[str, list[str]]


@pytest.fixture(scope="module")
def season() -> list[tuple[Member, Fault | None, Year]]:
    """Each fault in two agencies, the second half of the other ten clean."""
    own, rng = members(COUNT), Random(1)
    faults = [*FAULTS, *FAULTS]
    right: list[tuple[Member, Fault | None, Year]] = [(it, None, it.now) for it in own[len(faults) :]]
    pairs = zip(own, faults, strict=False)
    return [(it, fault, fault(it, own[-1 - place % 2], rng)) for place, (it, fault) in enumerate(pairs)] + right


@pytest.fixture(scope="module")
def alone(season: list[tuple[Member, Fault | None, Year]]) -> Found:
    """By agency the rules that its report fails by itself, one a finding."""
    found = conclude(observe([case_of(member, handed_in) for member, _fault, handed_in in season]), judge=quick)
    return {
        code: [it.rule for it in own if it.state is State.FAIL and it.severity is not Severity.INFO]
        for code, own in found.items()
    }


@pytest.fixture(scope="module")
def beside(season: list[tuple[Member, Fault | None, Year]]) -> Found:
    """By agency the rules that its report fails beside the others."""
    reports = [filed_of(member, handed_in) for member, _fault, handed_in in season]
    found = check_filed(reports, replace(court(YEAR), judge=quick))
    told: dict[str, list[str]] = {member.agency.code: [] for member, _fault, _handed_in in season}
    for it in found:
        if it.finding.state is State.FAIL and it.finding.severity is not Severity.INFO:
            told[it.agency].append(it.finding.rule)
    return told


@pytest.mark.parametrize("fault", ALONE, ids=lambda fault: fault.__name__)
def test_a_fault_is_found_once_under_its_rule(
    fault: Fault, season: list[tuple[Member, Fault | None, Year]], alone: Found
) -> None:
    told = [alone[member.agency.code] for member, own, _handed_in in season if own is fault]
    assert len(told) == 2
    assert all(len(rules) == 1 and set(rules) <= ALONE[fault] for rules in told), told


@pytest.mark.parametrize("fault", BESIDE, ids=lambda fault: fault.__name__)
def test_what_only_another_report_shows_is_found_beside_it(
    fault: Fault, season: list[tuple[Member, Fault | None, Year]], beside: Found
) -> None:
    told = [beside[member.agency.code] for member, own, _handed_in in season if own is fault]
    assert len(told) == 2
    assert all(rules.count(BESIDE[fault]) == 1 for rules in told), told


def test_who_made_no_fault_hears_nothing(season: list[tuple[Member, Fault | None, Year]], alone: Found) -> None:
    right = [member.agency.code for member, fault, _handed_in in season if fault is None]
    assert len(right) == COUNT - 2 * len(FAULTS)
    assert {code: alone[code] for code in right if alone[code]} == {}


def test_no_report_stands_beside_another_by_chance(
    season: list[tuple[Member, Fault | None, Year]], beside: Found
) -> None:
    """But for those whose table or prose others handed in as theirs."""
    lent = {member.agency.code for member, _fault, _handed_in in season[-2:]}
    others = [member.agency.code for member, fault, _handed_in in season if fault not in BESIDE]
    assert {code for code in others if "S-05" in beside[code] and code not in lent} == set()


def test_a_pasted_column_is_as_grave_as_the_sums_that_it_breaks() -> None:
    own = members(1)[0]
    kept, added = (fault(own, own, Random(1)) for fault in (seeded.column_pasted, seeded.column_pasted_and_added))
    cases = [replace(case_of(own, handed_in), key=key) for key, handed_in in (("kept", kept), ("added", added))]
    found = conclude(observe(cases), judge=quick)
    (one,) = [it for it in found["kept"] if it.state is State.FAIL]
    assert (one.rule, one.severity) == ("S-03", Severity.HARD)
    assert any(it.rule == "W-01" and "S-03" in it.message for it in found["kept"])
    assert not any(it.rule == "W-01" and "S-03" in it.message for it in found["added"])
