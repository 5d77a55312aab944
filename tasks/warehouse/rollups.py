"""County rollups as records, stored once for each change of content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.form import load_form
from tasks.warehouse.columns import digest, from_micros, from_text, from_time, to_micros, to_text, to_time
from tasks.warehouse.engine import reading
from tasks.warehouse.statements import statement

# 一格至多十位（见 columns.to_micros），合计容许十三位，仍在 64 位之内
_SUM_DIGITS = 13


@dataclass(frozen=True, slots=True)
class RollupCell:
    """One county figure: a sum, or of a total the figure recomputed from the leaves; None while no report counts.

    addends reports state a number; imputed ones leave it blank, which counts as 0 (of a total: is derived).
    reported is, for totals only, the sum of the totals that the reports state.
    """

    code: str
    value: Decimal | None
    addends: int
    imputed: int
    reported: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How an agency stands to a rollup: counted, waived, missing, not_accepted, other_form or not_expected."""

    agency: str
    standing: str
    state: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell of a counted report that blocks the rollup: total_differs, not_a_number or must_be_zero."""

    agency: str
    code: str
    kind: str
    raw: str
    reported: Decimal | None
    recomputed: Decimal | None


@dataclass(frozen=True, slots=True)
class Rollup:
    """A county's figures of a year. status: blocked by conflicts, draft while agencies lack, else complete."""

    county: str
    year: int
    form: str
    cells: Mapping[str, RollupCell]
    coverage: tuple[Coverage, ...]
    conflicts: tuple[Conflict, ...]
    as_of: datetime
    number: int = 0
    written: bool = False

    @property
    def status(self) -> str:
        if self.conflicts:
            return "blocked"
        expected = [entry for entry in self.coverage if entry.standing != "not_expected"]
        return "complete" if expected and not self.lacking else "draft"

    @property
    def expected(self) -> int:
        return sum(entry.standing != "not_expected" for entry in self.coverage)

    @property
    def accepted(self) -> int:
        return sum(entry.standing == "counted" for entry in self.coverage)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Agencies that the rollup waits for: not received, not accepted, or in another edition of the form."""
        waiting = {"missing", "not_accepted", "other_form"}
        return tuple(entry.agency for entry in self.coverage if entry.standing in waiting)

    @property
    def excluded(self) -> tuple[Coverage, ...]:
        """Accepted reports that are not added: another edition of the form, or an agency that is not expected."""
        return tuple(entry for entry in self.coverage if entry.standing in {"other_form", "not_expected"})


def latest_rollup(engine: Engine, county: str, year: int) -> Rollup | None:
    """The newest stored rollup of a county and year, with cells in the form's order."""
    scope = {"county": county, "year": year}
    with reading(engine) as connection:
        head = connection.execute(statement("rollup/select_last_rollup"), scope).mappings().one_or_none()
        if head is None:
            return None
        key = scope | {"rollup": head["rollup"]}
        cells = connection.execute(statement("rollup/select_rollup_cells"), key).mappings().all()
        coverage = connection.execute(statement("rollup/select_coverage"), key).mappings().all()
        conflicts = connection.execute(statement("rollup/select_conflicts"), key).mappings().all()
    found = {row["cell_code"]: _cell(row) for row in cells}
    return Rollup(
        county=county,
        year=year,
        form=head["form"],
        cells={code: found[code] for code in load_form(head["form"]).cells if code in found},
        coverage=tuple(sorted(map(_coverage, coverage), key=lambda entry: entry.agency)),
        conflicts=tuple(sorted(map(_conflict, conflicts), key=conflict_order)),
        as_of=from_time(head["as_of"]),
        number=head["rollup"],
    )


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
