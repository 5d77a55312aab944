"""C-03: blank is not zero. What may stand for 0, what is derived, what breaks an equation."""

from __future__ import annotations

from decimal import Decimal

from tasks.form import load_form
from tasks.records import Finding, Fix, Severity, State
from tests.checking.reports import Raw, balanced, case, failures, found, of, report

FORM = load_form("f2021")


def blanks(*codes: str, **other: Raw) -> list[Finding]:
    return found(case(report({**dict.fromkeys(codes, None), **other})))


def summary(findings: list[Finding]) -> list[tuple[Severity, tuple[str, ...]]]:
    return [(finding.severity, finding.cells) for finding in of(findings, "C-03", State.FAIL)]


def test_blanks_that_fit_as_zero_are_one_soft_finding() -> None:
    codes = ("t2.coercion.decisions", "t3.granted.other_org", "t4.litigation_direct.upheld")
    findings = blanks(*codes)
    assert summary(findings) == [(Severity.SOFT, codes)] and failures(findings) == {"C-03"}
    assert not [finding for finding in findings if finding.state is State.UNDECIDED and finding.rule != "A-04"]


def test_a_blank_total_is_derived_and_cannot_check_itself() -> None:
    findings = blanks("t3.granted.total")
    assert summary(findings) == [(Severity.SOFT, ("t3.granted.total",))]
    (derived,) = of(findings, "C-03", State.FAIL)
    assert "＝3" in derived.message and derived.parts == (("t3.granted.total", 1, Decimal(3)),)
    assert [finding.cells for finding in of(findings, "W-01", State.UNDECIDED)] == [("t3.granted.total",)]
    assert len(of(findings, "K-02", State.PASS)) == 7


def test_a_derived_total_still_checks_other_equations() -> None:
    findings = blanks("t3.granted.total", **{"t3.disposed_total.total": 5})
    assert failures(findings) == {"C-03", "W-01"}
    (wrong,) = of(findings, "W-01", State.FAIL)
    assert "[3]" in wrong.message and wrong.expected == 4 and wrong.found == 5
    assert wrong.explains == ("W-01", "K-01", "K-02") and wrong.cells[0] == "t3.disposed_total.total"


def test_totals_of_both_directions_blank() -> None:
    codes = [f"t3.disposed_total.{column.code}" for column in FORM.table("t3").blocks[0].columns]
    findings = blanks(*codes)
    derived, imputed = of(findings, "C-03", State.FAIL)
    assert derived.cells == (codes[0], codes[1], codes[6]) and imputed.cells == tuple(codes[2:6])
    assert failures(findings) == {"C-03"}


def test_a_blank_that_breaks_an_equation_is_hard_with_the_balancing_value() -> None:
    findings = blanks("t3.granted.natural_person")
    assert summary(findings) == [(Severity.HARD, ("t3.granted.natural_person",))]
    (blank,) = of(findings, "C-03", State.FAIL)
    assert blank.expected == 2 and failures(findings) == {"C-03"}
    assert blank.fixes == (Fix({"t3.granted.natural_person": Decimal(2)}, "blank", unique=True),)
    undecided = {finding.rule for finding in findings if finding.state is State.UNDECIDED} - {"A-04"}
    assert undecided == {"W-01", "K-02"}


def test_only_the_guilty_one_of_many_blanks_is_hard() -> None:
    zeros = [code for code, value in balanced(FORM).items() if value == 0 and not code.startswith("t2.")]
    guilty = "t3.granted.natural_person"
    hard, soft = summary(blanks(guilty, *zeros))
    assert hard == (Severity.HARD, (guilty,)) and soft == (Severity.SOFT, tuple(zeros))


def test_a_misprint_is_not_blamed_on_blanks_that_are_settled() -> None:
    findings = blanks("t3.granted.other_org", **{"t3.granted.total": 5})
    assert failures(findings) == {"C-03", "W-01"}
    assert summary(findings) == [(Severity.SOFT, ("t3.granted.other_org",))]
    (row,) = of(findings, "W-01", State.FAIL)
    assert "□" in row.message and row.explains == ("W-01", "K-02")
    assert row.fixes == (Fix({"t3.granted.total": Decimal(3)}, "digit_mistyped", unique=True),)


def test_no_value_above_zero_could_balance_so_the_equation_fails() -> None:
    findings = blanks("t4.review.corrected", **{"t4.review.total": 1})
    assert failures(findings) == {"C-03", "T-01"}
    assert summary(findings) == [(Severity.SOFT, ("t4.review.corrected",))]


def test_a_blank_part_beside_a_derived_total() -> None:
    """The derived total leans on the blank, so it must not vouch for it."""
    findings = blanks("t3.granted.commercial_enterprise", "t3.granted.total")
    assert (Severity.HARD, ("t3.granted.commercial_enterprise",)) in summary(findings)
    assert of(findings, "W-01", State.UNDECIDED) and not of(findings, "K-02", State.FAIL)


def test_a_wholly_blank_table_is_one_hard_finding_and_never_zero() -> None:
    codes = tuple(code for code in FORM.cells if code.startswith("t3."))
    findings = blanks(*codes)
    assert summary(findings) == [(Severity.HARD, codes)]
    assert "空白不等于零" in of(findings, "C-03", State.FAIL)[0].message
    assert not [f for f in findings if f.rule in {"W-01", "K-01", "K-02"} and f.state is not State.UNDECIDED]


def test_a_whole_blank_form_is_three_hard_findings() -> None:
    findings = blanks(*FORM.cells)
    assert [severity for severity, _ in summary(findings)] == [Severity.HARD] * 3
    assert failures(findings) == {"C-03"}
