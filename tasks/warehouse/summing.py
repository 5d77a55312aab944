"""Add a county up: accepted revisions only, leaves summed in SQL, totals recomputed and compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from tasks.form import Form, form_for
from tasks.language import _
from tasks.warehouse.columns import from_micros, from_text
from tasks.warehouse.engine import writing
from tasks.warehouse.revisions import find_revisions
from tasks.warehouse.rollups import Conflict, Coverage, Rollup, RollupCell, conflict_order, store_rollup
from tasks.warehouse.season import present_steps
from tasks.warehouse.statements import statement


def roll_up(
    engine: Engine, county: str, year: int, expected: Collection[str], now: datetime, *, zero: Collection[str] = ()
) -> Rollup:
    """Add up the accepted reports of the expected agencies (codes) and store the result if it changed.

    Only the edition of the form prescribed for the year is added. A missing agency is missing, never 0; a blank cell
    of an accepted report counts as 0 and is counted as imputed. Cells of `zero` (rule T-02) block unless they are 0.
    ValueError for a year without a form.
    """
    form = form_for(year)
    if form is None:
        raise ValueError(_("{year} 年度没有全国统一的表格，不能汇总；请从 2019 年度起汇总").format(year=year))
    with writing(engine, "rollup", county, year) as connection:
        coverage = tuple(_coverage(connection, form, year, frozenset(expected)))
        counted = [(entry.agency, entry.revision) for entry in coverage if entry.standing == "counted"]
        scope = {"form": form.id, "year": year, "counted": counted}
        cells = _cells(connection, form, scope)
        conflicts = sorted(_conflicts(connection, scope, zero), key=conflict_order) if counted else ()
        rollup = Rollup(county, year, form.id, cells, coverage, tuple(conflicts), now)
        return store_rollup(connection, rollup)


def _coverage(connection: Connection, form: Form, year: int, expected: frozenset[str]) -> Iterator[Coverage]:
    steps = present_steps(connection, year)
    accepted = find_revisions(connection, "accepted", year)
    handed_in = find_revisions(connection, "latest", year)
    for agency in sorted(expected | accepted.keys()):
        state = steps[agency].state if agency in steps else ""
        revision = accepted.get(agency)
        if revision is not None:
            standing = "counted" if revision.form == form.id else "other_form"
            yield Coverage(agency, standing if agency in expected else "not_expected", state, revision.number)
        elif state == "waived":
            yield Coverage(agency, "waived", state, None)
        else:
            yield Coverage(agency, "not_accepted" if agency in handed_in else "missing", state, None)


def _cells(connection: Connection, form: Form, scope: dict[str, Any]) -> dict[str, RollupCell]:
    reports = len(scope["counted"])
    if not reports:
        return {code: RollupCell(code, None, 0, 0) for code in form.cells}
    sums = {row.cell_code: row for row in connection.execute(statement("rollup/sum_cells"), scope)}
    found = connection.execute(statement("rollup/recompute_totals"), scope)
    totals = {row.cell_code: row.value_micros for row in found}
    cells = {}
    for code, cell in form.cells.items():
        row = sums.get(code)
        stated, addends, unusable = (row.value_micros, row.addends, row.unusable) if row else (None, 0, 0)
        is_total = cell.row.total or cell.column.total
        value = totals.get(code) if is_total else stated
        # 计入的报告全部空白时按 0 计，空白份数在 imputed 里如实写出
        cells[code] = RollupCell(
            code=code,
            value=from_micros(value or 0),
            addends=addends,
            imputed=reports - addends - unusable,
            reported=from_micros(stated) if is_total else None,
        )
    return cells


def _conflicts(connection: Connection, scope: dict[str, Any], zero: Collection[str]) -> Iterator[Conflict]:
    for row in connection.execute(statement("rollup/totals_that_differ"), scope):
        reported, recomputed = from_micros(row.reported_micros), from_micros(row.recomputed_micros)
        yield Conflict(row.agency_code, row.cell_code, "total_differs", row.raw, reported, recomputed)
    for row in connection.execute(statement("rollup/cells_without_number"), scope):
        yield Conflict(row.agency_code, row.cell_code, "not_a_number", row.raw, from_text(row.value), None)
    if zero:
        for row in connection.execute(statement("rollup/cells_not_zero"), scope | {"zero": sorted(zero)}):
            reported = from_text(row.value)
            yield Conflict(row.agency_code, row.cell_code, "must_be_zero", row.raw, reported, from_micros(0))
