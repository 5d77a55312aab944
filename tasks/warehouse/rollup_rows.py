"""Rollups in the warehouse: stored once for each change of content, found by number or by moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.form import load_form
from tasks.warehouse.adjustments import to_adjustment
from tasks.warehouse.columns import digest, from_micros, from_text, from_time, to_micros, to_text, to_time
from tasks.warehouse.engine import reading
from tasks.warehouse.rollups import Area, Conflict, Coverage, Rollup, RollupCell
from tasks.warehouse.statements import statement

# 一格至多十位（见 columns.to_micros），合计容许十三位，仍在 64 位之内
_SUM_DIGITS = 13


def latest_rollup(engine: Engine, county: str, year: int) -> Rollup | None:
    """The newest stored rollup of a county and year, with cells in the form's order."""
    with reading(engine) as connection:
        return find_rollup(connection, county, year)


def rollup_numbered(engine: Engine, county: str, year: int, number: int) -> Rollup | None:
    """One stored rollup by its number."""
    with reading(engine) as connection:
        return find_rollup(connection, county, year, number=number)


def rollup_as_of(engine: Engine, county: str, year: int, moment: datetime) -> Rollup | None:
    """The rollup that held at a moment, exactly as it was stored then; None before the first."""
    with reading(engine) as connection:
        return find_rollup(connection, county, year, moment=moment)


def find_rollup(
    connection: Connection, county: str, year: int, *, number: int | None = None, moment: datetime | None = None
) -> Rollup | None:
    """A stored rollup by its number, by the moment at which it held, or else the newest."""
    scope: dict[str, Any] = {"county": county, "year": year}
    if number is not None:
        found = connection.execute(statement("rollup/select_rollup"), scope | {"rollup": number})
    elif moment is not None:
        found = connection.execute(statement("rollup/select_rollup_as_of"), scope | {"moment": to_time(moment)})
    else:
        found = connection.execute(statement("rollup/select_last_rollup"), scope)
    head = found.mappings().one_or_none()
    if head is None:
        return None
    rows = {name: _rows_of(connection, name, scope | {"rollup": head["rollup"]}) for name in _PARTS}
    cells = {row["cell_code"]: _cell(row) for row in rows["rollup_cells"]}
    return Rollup(
        county=county,
        year=year,
        form=head["form"],
        cells={code: cells[code] for code in load_form(head["form"]).known if code in cells},
        coverage=tuple(sorted(map(_coverage, rows["coverage"]), key=lambda entry: entry.agency)),
        conflicts=tuple(sorted(map(_conflict, rows["conflicts"]), key=conflict_order)),
        as_of=from_time(head["as_of"]),
        adjustments=tuple(map(to_adjustment, rows["rollup_adjustments"])),
        areas=tuple(Area(row["area"], row["standing"], row["area_rollup"]) for row in rows["rollup_areas"]),
        number=head["rollup"],
        tolerant=bool(rows["conflicts"]) and head["status"] != "blocked",
    )


_PARTS = ("rollup_cells", "coverage", "conflicts", "rollup_adjustments", "rollup_areas")


def _rows_of(connection: Connection, name: str, key: dict[str, Any]) -> list[RowMapping]:
    return list(connection.execute(statement(f"rollup/select_{name}"), key).mappings())


def store_rollup(connection: Connection, rollup: Rollup) -> Rollup:
    """Store a rollup under the next number, or give it the number of the last one if that says the same."""
    scope = {"county": rollup.county, "year": rollup.year}
    last = connection.execute(statement("rollup/select_last_rollup"), scope).mappings().one_or_none()
    rows = _rows(rollup)
    content = digest([rollup.form, rollup.status, rows])
    if last is not None and last["content_hash"] == content:
        return replace(rollup, number=last["rollup"], as_of=from_time(last["as_of"]))
    number: int = last["rollup"] + 1 if last else 1
    key = scope | {"rollup": number}
    head = {
        "as_of": to_time(rollup.as_of),
        "form": rollup.form,
        "status": rollup.status,
        "expected": rollup.expected,
        "accepted": rollup.accepted,
        "content_hash": content,
    }
    connection.execute(statement("rollup/insert_rollup"), key | head)
    for name, batch in rows.items():
        if batch:
            connection.execute(statement(f"rollup/insert_{name}"), [key | row for row in batch])
    return replace(rollup, number=number, written=True)


def conflict_order(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.agency, conflict.code, conflict.kind


def _rows(rollup: Rollup) -> dict[str, list[dict[str, Any]]]:
    return {
        "rollup_cells": [_cell_row(cell) for cell in rollup.cells.values()],
        "coverage": [_coverage_row(entry) for entry in rollup.coverage],
        "conflicts": [_conflict_row(conflict) for conflict in rollup.conflicts],
        "rollup_adjustments": [{"adjustment": each.number} for each in rollup.adjustments],
        "rollup_areas": [{"area": a.code, "standing": a.standing, "area_rollup": a.rollup} for a in rollup.areas],
    }


def _cell_row(cell: RollupCell) -> dict[str, Any]:
    return {
        "cell_code": cell.code,
        "value_micros": to_micros(cell.value, _SUM_DIGITS),
        "addends": cell.addends,
        "imputed": cell.imputed,
        "reported_micros": to_micros(cell.reported, _SUM_DIGITS),
    }


def _cell(row: RowMapping) -> RollupCell:
    return RollupCell(
        code=row["cell_code"],
        value=from_micros(row["value_micros"]),
        addends=row["addends"],
        imputed=row["imputed"],
        reported=from_micros(row["reported_micros"]),
    )


def _coverage_row(entry: Coverage) -> dict[str, Any]:
    return {
        "agency_code": entry.agency,
        "standing": entry.standing,
        "state": entry.state,
        "revision": entry.revision,
    }


def _coverage(row: RowMapping) -> Coverage:
    return Coverage(row["agency_code"], row["standing"], row["state"], row["revision"])


def _conflict_row(conflict: Conflict) -> dict[str, Any]:
    return {
        "agency_code": conflict.agency,
        "cell_code": conflict.code,
        "kind": conflict.kind,
        "raw": conflict.raw,
        "reported": to_text(conflict.reported),
        "recomputed": to_text(conflict.recomputed),
    }


def _conflict(row: RowMapping) -> Conflict:
    return Conflict(
        agency=row["agency_code"],
        code=row["cell_code"],
        kind=row["kind"],
        raw=row["raw"],
        reported=from_text(row["reported"]),
        recomputed=from_text(row["recomputed"]),
    )
