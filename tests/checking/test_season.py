"""Whom the findings of a season are about, beside the proofs of its rules (tests/proving)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tasks.checking import check_arrivals, check_due, check_outside, check_paired, check_summed, court
from tasks.form import load_form
from tasks.records import Arrived, Due, Outside, Printed, SeasonFinding, State, Summed

FORM = load_form("f2021")
LICENSING = "t2.licensing.decisions"
BY = court(2023)


def failing(found: Iterable[SeasonFinding]) -> set[tuple[str, str]]:
    return {(it.agency, it.finding.rule) for it in found if it.finding.failed}


def arrived(agency: str, sha256: str, outcome: str = "read", reason: str = "", revision: int | None = None) -> Arrived:
    noon = datetime(2024, 1, 20, 4, tzinfo=UTC)
    return Arrived(agency, f"{agency}局", f"{sha256}.docx", sha256, outcome, reason, "打不开", noon, revision)


def test_one_file_of_two_senders_is_told_of_both_and_of_their_revisions() -> None:
    found = check_arrivals([arrived("a", "1", revision=1), arrived("b", "1", revision=3), arrived("c", "2")], BY)
    assert failing(found) == {("a", "A-01"), ("b", "A-01")}
    assert {it.agency: it.revision for it in found if it.finding.failed} == {"a": 1, "b": 3}
    assert "“1.docx”与b局报来的是同一个文件" in found[0].finding.message


def test_one_cause_is_told_once() -> None:
    found = check_arrivals([arrived("a", "1"), arrived("b", "1", "refused", "wrong_agency")], BY)
    assert failing(found) == {("b", "A-01")}
    assert [it.finding.state for it in found if (it.agency, it.finding.rule) == ("b", "P-01")] == [State.NOT_APPLICABLE]


def test_what_only_came_with_a_report_is_nobodys_twin_and_replaces_no_refused_file() -> None:
    letters = [arrived("a", "1", "read", "no_report"), arrived("b", "1", "read", "no_report")]
    later = replace(letters[0], at=letters[0].at + timedelta(days=1))
    found = check_arrivals([*letters, later, arrived("a", "2", "refused", "encrypted")], BY)
    assert failing(found) == {("a", "P-01")}


def test_each_agency_has_findings_of_its_own() -> None:
    day = date(2024, 1, 31)
    rows = [Due(code, f"{code}局", 2023, date(2024, 2, 14), day, received=day, published=day) for code in "ab"]
    found = check_due([replace(rows[0], accepted=1, page={}, values={LICENSING: Decimal(3)}), rows[1]], FORM, BY)
    assert failing(found) == {("a", "P-04"), ("b", "A-04")}
    assert "行政许可·本年处理决定数量」 3→□" in "".join(it.finding.message for it in found)


def test_what_all_cells_have_in_common_is_said_once() -> None:
    sums = {code: Decimal(0) for code in FORM.cells}
    nothing = Summed(2023, "f2021", sums, True, Printed(2023), Printed(2022))
    assert [(it.finding.rule, it.finding.state) for it in check_summed(nothing, BY)] == [
        ("A-06", State.UNDECIDED),
        ("A-07", State.UNDECIDED),
    ]
    wrong = check_summed(replace(nothing, printed=Printed(2023, sums | {LICENSING: Decimal(6)})), BY)
    assert failing(wrong) == {("", "A-06")}
    assert len(wrong) < 8


def test_a_register_speaks_of_the_agency_or_of_the_county() -> None:
    figure = Outside("a", "甲局", LICENSING, "行政许可", Decimal(30), "双公示", Decimal(31))
    county = replace(figure, agency="", name="青禾县")
    assert failing(check_outside([figure, county], BY)) == {("a", "A-08"), ("", "A-08")}
    assert check_paired([], BY) == []
