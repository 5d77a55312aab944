"""Add a county up: accepted revisions only, leaves summed in SQL, totals recomputed and compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from tasks.form import Form, addends, form_for, load_form, undivided_addends
from tasks.language import _
from tasks.warehouse.adjustments import Adjustment, find_adjustments
from tasks.warehouse.columns import from_micros, from_text, to_micros
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.revisions import find_revisions
from tasks.warehouse.rollup_rows import conflict_order, find_rollup, store_rollup
from tasks.warehouse.rollups import Area, Conflict, Coverage, Rollup, RollupCell
from tasks.warehouse.season import present_steps
from tasks.warehouse.statements import statement


def roll_up(
    engine: Engine,
    county: str,
    year: int,
    expected: Collection[str],
    now: datetime,
    *,
    zero: Collection[str] = (),
    areas: Collection[str] = (),
    roster: Collection[str] | None = None,
    waived: Callable[[Conflict], bool] = lambda _conflict: False,
) -> Rollup:
    """Add up the accepted reports of the expected agencies (codes) and store the result if it changed.

    Only the edition of the form prescribed for the year is added. A missing agency is missing, never 0; a blank cell
    of an accepted report counts as 0 and is counted as imputed. Cells of `zero` (rule T-02) block unless they are 0.
    `areas` are the counties below, of which the newest complete rollup is added; `roster` names every agency that this
    area ever had, so that accepted reports of others in the same warehouse are none of its own (None = all are).
    `waived` tells of a conflict whether people let it stand: where they do of all, none blocks.
    ValueError for a year without a form.
    """
    form = form_for(year)
    if form is None:
        raise ValueError(_("{year} 年度没有全国统一的表格，不能汇总；请从 2019 年度起汇总").format(year=year))
    with writing(engine, "rollup", county, year) as connection:
        coverage = tuple(_coverage(connection, form, year, frozenset(expected), roster))
        below = tuple(_area(connection, form, year, area) for area in sorted(areas))
        counted = {entry.agency for entry in coverage if entry.standing == "counted"}
        made = tuple(each for each in find_adjustments(connection, county, year) if each.agency in counted)
        cells = _add_up(connection, form, year, _Ledger(coverage, below, made))
        conflicts = sorted(_conflicts(connection, form, year, coverage, zero), key=conflict_order)
        tolerant = bool(conflicts) and all(waived(conflict) for conflict in conflicts)
        rollup = Rollup(county, year, form.id, cells, coverage, tuple(conflicts), now, made, below, tolerant=tolerant)
        return store_rollup(connection, rollup)


def differing_cells(engine: Engine, rollup: Rollup) -> tuple[str, ...]:
    """The cells of a stored rollup that its own coverage, areas and adjustments, added up anew, do not give: none."""
    form = load_form(rollup.form)
    with reading(engine) as connection:
        ledger = _Ledger(rollup.coverage, rollup.areas, rollup.adjustments)
        anew = _add_up(connection, form, rollup.year, ledger)
    return tuple(code for code, cell in anew.items() if rollup.cells.get(code) != cell)


def _coverage(
    connection: Connection, form: Form, year: int, expected: frozenset[str], roster: Collection[str] | None
) -> Iterator[Coverage]:
    steps = present_steps(connection, year)
    accepted = find_revisions(connection, "accepted", year)
    handed_in = find_revisions(connection, "latest", year)
    own = accepted.keys() if roster is None else accepted.keys() & set(roster)
    for agency in sorted(expected | own):
        state = steps[agency].state if agency in steps else ""
        revision = accepted.get(agency)
        if revision is not None:
            standing = "counted" if revision.form == form.id else "other_form"
            yield Coverage(agency, standing if agency in expected else "not_expected", state, revision.number)
        elif state == "waived":
            yield Coverage(agency, "waived", state, None)
        else:
            yield Coverage(agency, "not_accepted" if agency in handed_in else "missing", state, None)


def _area(connection: Connection, form: Form, year: int, area: str) -> Area:
    rollup = find_rollup(connection, area, year)
    if rollup is None:
        return Area(area, "missing", None)
    if rollup.form != form.id:
        return Area(area, "other_form", rollup.number)
    return Area(area, "counted" if rollup.status == "complete" else rollup.status, rollup.number)


@dataclass(slots=True)
class _Sum:
    """What a cell adds up to so far, in millionths; how many reports stated it or left it blank."""

    micros: int = 0
    stated: int | None = None
    addends: int = 0
    imputed: int = 0


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Everything that a rollup is added up from."""

    coverage: tuple[Coverage, ...]
    areas: tuple[Area, ...]
    adjustments: tuple[Adjustment, ...]


def _add_up(connection: Connection, form: Form, year: int, ledger: _Ledger) -> dict[str, RollupCell]:
    """Every cell from what is counted: leaves summed, totals recomputed from the leaves.

    A group that a report prints as one row adds to the totals and keeps cells of its own: nobody says how it divides.
    """
    agencies = _counted(ledger.coverage)
    below = [(area.code, area.rollup) for area in ledger.areas if area.standing == "counted"]
    if not agencies and not below:
        return {code: RollupCell(code, None, 0, 0) for code in form.cells}
    sums: defaultdict[str, _Sum] = defaultdict(_Sum)
    if agencies:
        _add_agencies(connection, form, {"year": year, "counted": agencies}, sums)
    if below:
        _add_areas(connection, {"year": year, "areas": below}, sums)
    for each in ledger.adjustments:
        sums[each.code].micros += to_micros(each.amount) or 0
    whole = undivided_addends(form)
    for total in (*addends(form), *whole):
        parts = (*addends(form).get(total, ()), *whole.get(total, ()))
        sums[total].micros = sum(sums[part].micros for part in parts)
    codes = [*form.cells, *(code for code in form.undivided if sums[code].addends or sums[code].micros)]
    return {code: _cell(code, sums[code], code in addends(form) or code in whole) for code in codes}


def _cell(code: str, found: _Sum, is_total: bool) -> RollupCell:
    # 计入的报告全部空白时按 0 计，空白份数在 imputed 里如实写出
    reported = from_micros(found.stated) if is_total else None
    return RollupCell(code, from_micros(found.micros), found.addends, found.imputed, reported)


def _counted(coverage: Sequence[Coverage]) -> list[tuple[str, int | None]]:
    return [(entry.agency, entry.revision) for entry in coverage if entry.standing == "counted"]


def _add_agencies(connection: Connection, form: Form, scope: dict[str, Any], sums: dict[str, _Sum]) -> None:
    rows = {row.cell_code: row for row in connection.execute(statement("rollup/sum_cells"), scope)}
    reports = len(scope["counted"])
    for code in form.known:
        stated, stating, unusable = (
            (rows[code].value_micros, rows[code].addends, rows[code].unusable) if code in rows else (None, 0, 0)
        )
        own = sums[code]
        own.micros += stated or 0
        own.stated = stated
        own.addends += stating
        own.imputed += reports - stating - unusable if code in form.cells else 0


def _add_areas(connection: Connection, scope: dict[str, Any], sums: dict[str, _Sum]) -> None:
    for row in connection.execute(statement("rollup/sum_area_cells"), scope):
        own = sums[row.cell_code]
        own.micros += row.value_micros or 0
        if row.reported_micros is not None:
            own.stated = (own.stated or 0) + row.reported_micros
        own.addends += row.addends
        own.imputed += row.imputed


def _conflicts(
    connection: Connection, form: Form, year: int, coverage: Sequence[Coverage], zero: Collection[str]
) -> Iterator[Conflict]:
    counted = _counted(coverage)
    if not counted:
        return
    scope = {"form": form.id, "year": year, "counted": counted}
    yield from _differing_totals(connection, form, scope)
    for row in connection.execute(statement("rollup/cells_without_number"), scope):
        yield Conflict(row.agency_code, row.cell_code, "not_a_number", row.raw, from_text(row.value), None)
    if zero:
        for row in connection.execute(statement("rollup/cells_not_zero"), scope | {"zero": sorted(zero)}):
            reported = from_text(row.value)
            yield Conflict(row.agency_code, row.cell_code, "must_be_zero", row.raw, reported, from_micros(0))


def _differing_totals(connection: Connection, form: Form, scope: dict[str, Any]) -> Iterator[Conflict]:
    """Totals that a report's leaves and groups printed as one row do not give."""
    whole: dict[tuple[str, str], int] = {}
    if form.undivided:
        rows = connection.execute(statement("rollup/undivided_cells"), scope | {"undivided": sorted(form.undivided)})
        whole = {(row.agency_code, row.cell_code): row.value_micros for row in rows}
    for row in connection.execute(statement("rollup/totals_that_differ"), scope):
        groups = undivided_addends(form).get(row.cell_code, ())
        recomputed = row.recomputed_micros + sum(whole.get((row.agency_code, code), 0) for code in groups)
        if recomputed != row.reported_micros:
            found = from_micros(row.reported_micros), from_micros(recomputed)
            yield Conflict(row.agency_code, row.cell_code, "total_differs", row.raw, *found)
