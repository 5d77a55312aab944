"""（六）其他处理 printed as one row: its leaves are absent, and every equation counts the one row in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.form import load_form
from tasks.records import Finding, Origin, PlacedCell, Placement, Semantic, State
from tests.checking.reports import case, found, of, placed, report

FORM = load_form("f2021")
COLUMNS = FORM.table("t3").blocks[0].columns
LEAVES = [row.code for row in FORM.table("t3").blocks[0].rows if row.within("other")]


def undivided(handled: int, total: int | None = None, disposed: int = 0) -> Placement:
    """A balanced report that disposed of `handled` more by the one row; total and disposed are misprints."""
    more = {
        "t3.new_received.natural_person": 3 + handled,
        "t3.new_received.total": 4 + handled,
        "t3.disposed_total.natural_person": 3 + handled + disposed,
        "t3.disposed_total.total": 4 + handled,
    }
    sound = report(more)
    absent = {f"t3.{leaf}.{column.code}" for leaf in LEAVES for column in COLUMNS}
    cells = {
        code: PlacedCell(code, "", Semantic.ABSENT, None, Origin(line=1)) if code in absent else cell
        for code, cell in sound.cells.items()
    }
    row = {code: placed(code, 0) for code in FORM.undivided}
    row["t3.other_handling.natural_person"] = placed("t3.other_handling.natural_person", handled)
    row["t3.other_handling.total"] = placed("t3.other_handling.total", handled if total is None else total)
    return replace(sound, cells=cells | row)


def failing(findings: list[Finding], rule: str) -> list[str]:
    return [finding.message for finding in of(findings, rule, State.FAIL)]


@pytest.mark.parametrize("handled", [0, 5])
def test_the_one_row_is_counted(handled: int) -> None:
    findings = found(case(undivided(handled)))
    assert failing(findings, "K-01") == failing(findings, "K-02") == failing(findings, "W-01") == []
    (balance,) = (f for f in of(findings, "K-02", State.PASS) if "t3.disposed_total.natural_person" in f.cells)
    assert "t3.other_handling.natural_person" in balance.cells
    assert len(of(findings, "W-01", State.PASS)) == 26


def test_a_report_that_divides_the_group_has_no_equation_of_it() -> None:
    findings = found(case(report()))
    assert len(of(findings, "W-01", State.PASS)) == 25
    assert not any("other_handling" in code for finding in findings for code in finding.cells)


def test_a_total_without_the_one_row_fails_and_names_it() -> None:
    (told,) = failing(found(case(undivided(5, disposed=-5))), "K-02")
    assert "其他处理 5" in told and "相差 5 件" in told


def test_the_one_row_must_add_up_itself() -> None:
    (told,) = failing(found(case(undivided(5, total=6))), "W-01")
    assert told.startswith("「其他处理」一行")


def test_the_office_is_told_to_ask_for_the_rows() -> None:
    (told,) = of(found(case(undivided(5))), "C-05", State.FAIL)
    assert told.severity == "soft" and "3.其他" in told.message and "t3.other_handling.total" in told.cells


def test_a_wholly_blank_table_is_blank_although_some_of_its_cells_are_absent() -> None:
    blank = undivided(0)
    cells = {
        code: PlacedCell(code, "", Semantic.BLANK, None, Origin(line=1))
        if code.startswith("t3.") and cell.semantic is not Semantic.ABSENT
        else cell
        for code, cell in blank.cells.items()
    }
    assert any("整张空白" in message for message in failing(found(case(replace(blank, cells=cells))), "C-03"))
