"""The equations across the years over mergers and splits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.records import Case, Finding, Past, Severity, State
from tests.checking.reports import CLEAN, batch, case, failures, of, past, report

KIND = "natural_person"


def forward(people: int) -> dict[str, Decimal | None]:
    """A report that carries so many people's requests forward."""
    return {**CLEAN, f"t3.carried_forward.{KIND}": Decimal(people), "t3.carried_forward.total": Decimal(people)}


def carried(people: int, year: int = 2023) -> dict[str, Decimal | None]:
    return {**CLEAN, f"t3.carried_in.{KIND}": Decimal(people), "t3.carried_in.total": Decimal(people)}


def continuing(history: Past) -> Case:
    """A report that carries in one request of a person."""
    return case(report(), history={2022: history})


MERGED = (past(forward(0), agency="d02", name="乙局"), past(forward(1), agency="d03", name="丙局"))
CASES = {
    "merged": continuing(Past(MERGED)),
    "merged wrong": continuing(Past((*MERGED, past(forward(2), agency="d04", name="丁局")))),
    "merged, one lacking": continuing(Past(MERGED, lacking=("丁局",))),
    "split": continuing(Past((past(forward(3), name="甲局"),), beside=(past(carried(2), year=2023, name="乙局"),))),
    "split wrong": continuing(Past((past(forward(3), name="甲局"),), beside=(past(carried(1), name="乙局"),))),
    "split, sister lacking": continuing(Past((past(forward(3), name="甲局"),), lacking_beside=("乙局",))),
    "split, sister's figure unknown": continuing(
        Past((past(forward(3)),), beside=(past({**carried(2), "t3.carried_in.total": None}),))
    ),
    "founded": case(report(), previous=None, founded=True),
    "a fraction last year": case(report(), previous={**CLEAN, "t3.carried_forward.total": Decimal("1.5")}),
}


@pytest.fixture(scope="module")
def results() -> Mapping[str, list[Finding]]:
    return batch(CASES)


@pytest.mark.parametrize("name", ["merged", "split"])
def test_the_sum_is_what_counts(name: str, results: Mapping[str, list[Finding]]) -> None:
    assert failures(results[name]) == set()
    assert {finding.state for finding in of(results[name], "Y-01")} == {State.PASS}


@pytest.mark.parametrize(
    ("name", "expected", "source"),
    [("merged wrong", 3, "（乙局＋丙局＋丁局）"), ("split wrong", 2, "（甲局，减去乙局）")],
)
def test_a_wrong_sum_is_hard_and_says_whose(
    name: str, expected: int, source: str, results: Mapping[str, list[Finding]]
) -> None:
    (hard,) = of(results[name], "Y-01", State.FAIL)
    assert (hard.severity, hard.expected, hard.found) == (Severity.HARD, Decimal(expected), Decimal(1))
    assert hard.cells == ("t3.carried_in.natural_person", "t3.carried_in.total")
    assert f"上年报告结转下年度 {expected} 件{source}" in hard.message


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("merged, one lacking", "手边没有丁局的上年度报告"),
        ("split, sister lacking", "由本机关和乙局分接"),
        ("split, sister's figure unknown", "没有可用的数"),
        ("a fraction last year", "没有可用的数"),
    ],
)
def test_what_is_not_at_hand_is_said(name: str, words: str, results: Mapping[str, list[Finding]]) -> None:
    assert failures(results[name]) == set()
    assert words in "".join(finding.message for finding in of(results[name], "Y-01", State.UNDECIDED))


def test_nobody_came_before_a_founded_agency(results: Mapping[str, list[Finding]]) -> None:
    (finding,) = of(results["founded"], "Y-01")
    assert finding.state is State.NOT_APPLICABLE


def test_last_years_sums_leave_a_blank_unknown() -> None:
    one, other = past(forward(1)), past({**forward(2), "t2.licensing.decisions": None}, agency="d02")
    values = Past((one, other)).values or {}
    assert values["t3.carried_forward.total"] == 3
    assert values["t2.licensing.decisions"] is None
    assert Past((one,), lacking=("乙局",)).values is None
    assert Past((one, replace(other, form="f2019"))).form == ""
