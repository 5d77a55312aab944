"""One cause, one finding: under which rule, with which cells, fixes and words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tasks.records import Case, Fact, Finding, Fix, Origin, Severity, State
from tests.checking.reports import Raw, batch, case, found, of, report

GRANTED = "t3.granted"
PREVIOUS = case(report()).previous or {}


def says(kind: str, value: int, *, negated: bool = False) -> Fact:
    return Fact(kind, Decimal(value), "件", "原句。", Origin(line=1), negated=negated, period="year")


def carried(**columns: int) -> dict[str, Decimal | None]:
    return {**PREVIOUS, **{f"t3.carried_forward.{column}": Decimal(value) for column, value in columns.items()}}


def whole_row(row: str, *figures: Raw) -> dict[str, Raw]:
    kinds = ("natural_person", "commercial_enterprise", "research_institution", "public_welfare_org",
             "legal_service_org", "other_org", "total")  # fmt: skip
    return {f"t3.{row}.{kind}": figure for kind, figure in zip(kinds, figures, strict=True)}


CASES: Mapping[str, tuple[Case, list[tuple[str, str]]]] = {
    "row total": (case(report({f"{GRANTED}.total": 4})), [("W-01", "W-01 K-02")]),
    "column total": (case(report({"t3.disposed_total.natural_person": 5})), [("K-02", "W-01 K-01 K-02")]),
    "corner": (case(report({"t3.disposed_total.total": 5})), [("W-01", "W-01 K-01 K-02")]),
    "leaf": (case(report({f"{GRANTED}.natural_person": 12})), [("W-01", "W-01 K-02")]),
    "new": (case(report({"t3.new_received.natural_person": 7})), [("W-01", "W-01 K-01")]),
    "forward": (case(report({"t3.carried_forward.commercial_enterprise": 2})), [("W-01", "W-01 K-01")]),
    "carried in": (case(report({"t3.carried_in.natural_person": 9})), [("W-01", "W-01 K-01 Y-01")]),
    "carried in, last year wrong too": (
        case(report({"t3.carried_in.natural_person": 9}), previous=carried(natural_person=2, total=2)),
        [("W-01", "W-01 K-01"), ("Y-01", "Y-01")],
    ),
    "row and total": (
        case(report({"t3.carried_in.natural_person": 2, "t3.carried_in.total": 2})),
        [("K-01", "K-01 Y-01")],
    ),
    "two places": (
        case(report({f"{GRANTED}.total": 4, "t3.carried_forward.other_org": 3, "t4.review.total": 5})),
        [("W-01", "W-01 K-02"), ("W-01", "W-01 K-01"), ("T-01", "T-01")],
    ),
    "minus": (case(report({f"{GRANTED}.natural_person": -2})), [("C-01", "W-01 K-02")]),
    "moved": (case(report(whole_row("granted", 0, 2, 1, 0, 0, 0, 0))), [("W-01", "W-01 K-02")]),
    "moved into a blank": (case(report(whole_row("granted", None, 2, 1, 0, 0, 0, 0))), [("K-02", "K-02")]),
    "reclassified": (
        case(report({"t3.carried_in.natural_person": 0, "t3.carried_in.other_org": 1,
                     "t3.new_received.natural_person": 4, "t3.new_received.other_org": -1})),
        [("C-01", ""), ("Y-01", "Y-01")],
    ),
    "blank": (case(report({f"{GRANTED}.natural_person": None})), [("C-03", "")]),
    "blank beside a misprint": (
        case(report({f"{GRANTED}.natural_person": None, f"{GRANTED}.commercial_enterprise": 2})),
        [("C-03", ""), ("K-02", "K-02")],
    ),
    "text": (case(report({"t3.new_received.natural_person": "约3"})), [("C-04", "")]),
    "missing": (case(report(missing=["t3.new_received.natural_person"])), [("C-05", "")]),
    "half": (case(report({f"{GRANTED}.total": "3.5"})), [("C-01", "")]),
    "rules": (case(report({"t2.rules.made": 2})), [("T-02", "")]),
    "review": (case(report({"t4.review.total": 4})), [("T-01", "T-01")]),
    "review told": (case(report({"t4.review.total": 4}, narrative=(says("reviews", 3),))), [("T-01", "T-01")]),
    "review told otherwise": (
        case(report({"t4.review.total": 4}, narrative=(says("reviews", 4),))),
        [("T-01", "T-01")],
    ),
    "prose beside": (
        case(report({"t3.new_received.total": 8}, narrative=(says("applications_received", 4),))),
        [("W-01", "W-01 K-01")],
    ),
    "prose against": (
        case(report({"t3.new_received.total": 8}, narrative=(says("applications_received", 6),))),
        [("W-01", "W-01 K-01"), ("N-01", "")],
    ),
    "minus in table two": (case(report({"t2.penalties.decisions": -2})), [("C-01", "")]),
    "minus told": (
        case(report({"t2.penalties.decisions": -2}, narrative=(says("penalty_decisions", 2),))),
        [("C-01", "")],
    ),
    "stock": (
        case(report({"t2.normative_docs.made": 1, "t2.normative_docs.in_force": 2})),
        [("Y-02", "Y-02")],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def results() -> Mapping[str, list[Finding]]:
    """Every case, checked in one batch."""
    return batch({name: one for name, (one, _told) in CASES.items()})


Results = Mapping[str, list[Finding]]


def failing(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.state is State.FAIL]


def only(results: Results, name: str, rule: str = "") -> Finding:
    (finding,) = of(results[name], rule, State.FAIL) if rule else failing(results[name])
    return finding


@pytest.mark.parametrize("name", CASES)
def test_each_cause_is_told_once_under_its_rule(name: str, results: Results) -> None:
    found = [(finding.rule, " ".join(finding.explains)) for finding in failing(results[name])]
    assert sorted(found) == sorted(CASES[name][1])


@pytest.mark.parametrize("name", CASES)
def test_an_equation_that_fails_never_passes(name: str, results: Results) -> None:
    broken = {equation.parts for finding in results[name] for equation in finding.broken}
    assert not [finding for finding in results[name] if finding.state is State.PASS and finding.parts in broken]
    told = [finding.parts for finding in failing(results[name]) for equation in finding.broken[:1]]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("name", "cells", "slip"),
    [
        ("row total", {f"{GRANTED}.total": 3}, "digit_mistyped"),
        ("column total", {"t3.disposed_total.natural_person": 3}, "digit_mistyped"),
        ("leaf", {f"{GRANTED}.natural_person": 2}, ""),
        ("carried in", {"t3.carried_in.natural_person": 1}, "digit_mistyped"),
        ("minus", {f"{GRANTED}.natural_person": 2}, "sign"),
        ("moved", {f"{GRANTED}.natural_person": 2, f"{GRANTED}.commercial_enterprise": 1,
                   f"{GRANTED}.research_institution": 0, f"{GRANTED}.total": 3}, "row_shifted"),
        ("blank", {f"{GRANTED}.natural_person": 2}, "blank"),
        ("text", {"t3.new_received.natural_person": 3}, ""),
        ("missing", {"t3.new_received.natural_person": 3}, ""),
        ("half", {f"{GRANTED}.total": 3}, ""),
        ("rules", {"t2.rules.made": 0}, ""),
    ],
)  # fmt: skip
def test_the_right_value_is_told(name: str, cells: dict[str, int], slip: str, results: Results) -> None:
    assert only(results, name).fixes == (Fix(cells, slip, unique=True, evidence=_evidence(name)),)  # type: ignore[arg-type]


def _evidence(name: str) -> tuple[str, ...]:
    return ("previous",) if name == "carried in" else ()


def test_a_wrong_cell_comes_first_with_both_figures(results: Results) -> None:
    finding = only(results, "leaf")
    assert finding.cells[0] == f"{GRANTED}.natural_person" and f"{GRANTED}.total" in finding.cells
    assert (finding.expected, finding.found, finding.difference) == (2, 12, 10)


def test_table_four_lists_what_would_balance(results: Results) -> None:
    ways = {code: value for fix in only(results, "review").fixes for code, value in fix.cells.items()}
    assert ways == {
        "t4.review.upheld": 3,
        "t4.review.corrected": 1,
        "t4.review.other_result": 1,
        "t4.review.pending": 2,
        "t4.review.total": 3,
    }
    assert not any(fix.unique for fix in only(results, "review").fixes)


def test_the_prose_decides_where_it_can(results: Results) -> None:
    first = only(results, "review told").fixes[0]
    assert first == Fix({"t4.review.total": Decimal(3)}, "digit_mistyped", unique=True, evidence=("narrative",))
    assert "应为 3" in only(results, "review told").message
    otherwise = only(results, "review told otherwise").fixes
    assert otherwise[-1].cells == {"t4.review.total": 3} and not any(fix.unique for fix in otherwise)
    assert only(results, "prose beside").fixes[0].evidence == ("narrative",)


def test_last_years_report_decides_where_it_can(results: Results) -> None:
    first, *others = only(results, "row and total").fixes
    assert first.cells == {"t3.carried_in.natural_person": 1, "t3.carried_in.total": 1}
    assert first.unique and first.evidence == ("previous",) and len(others) == 2


def test_table_two_has_last_year_and_the_prose(results: Results) -> None:
    assert only(results, "minus in table two").fixes == (Fix({"t2.penalties.decisions": Decimal(2)}, "sign"),)
    told = Fix({"t2.penalties.decisions": Decimal(2)}, "sign", unique=True, evidence=("narrative",))
    assert only(results, "minus told").fixes == (told,)
    ways = {code: value for fix in only(results, "stock").fixes for code, value in fix.cells.items()}
    assert ways == {"t2.normative_docs.made": 2, "t2.normative_docs.in_force": 1}
    assert not any(fix.unique for fix in only(results, "stock").fixes)


def test_what_weighs_a_wrong_figure_is_told_by_the_finding_on_it(results: Results) -> None:
    (told,) = of(results["prose beside"], "N-01")
    assert told.state is State.NOT_APPLICABLE and "W-01" in told.message
    assert of(results["prose against"], "N-01")[0].state is State.FAIL


def test_as_grave_as_the_rule(results: Results) -> None:
    assert {finding.severity for name in ("leaf", "moved", "review") for finding in failing(results[name])} == {
        Severity.HARD
    }


def test_the_findings_of_a_report_do_not_depend_on_its_batch(results: Results) -> None:
    for name in ("two places", "moved", "row and total"):
        assert found(CASES[name][0]) == results[name]
