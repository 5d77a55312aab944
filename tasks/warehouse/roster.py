"""The roster of a county as it stood for a report year, and what changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.language import _
from tasks.records import Agency, Change
from tasks.warehouse.columns import from_date, from_json, storable, to_date, to_json
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


def record_roster(engine: Engine, county: str, year: int, agencies: Sequence[Agency]) -> int:
    """Make the snapshot equal to the roster file; gives the number of lines added, changed or taken out.

    ValueError in plain words where another county of the same warehouse has an agency of that code.
    """
    key = {"county": county, "year": year}
    rows = [key | {"position": place} | _row(agency, year) for place, agency in enumerate(agencies)]
    with writing(engine, "roster", county, year) as connection:
        _refuse_shared(connection, county, [agency.code for agency in agencies])
        found = connection.execute(statement("season/select_agencies"), key).mappings()
        stored = {row["agency_code"]: dict(row) for row in found}
        changed = [row for row in rows if stored.pop(row["agency_code"], None) != row]
        if changed:
            connection.execute(statement("season/upsert_agency"), changed)
        if stored:
            gone = [key | {"agency_code": code} for code in sorted(stored)]
            connection.execute(statement("season/delete_agency"), gone)
    return len(changed) + len(stored)


def _refuse_shared(connection: Connection, county: str, codes: Sequence[str]) -> None:
    """Reports are kept by agency code: two counties in one warehouse must not use the same."""
    for row in connection.execute(statement("season/select_other_counties"), {"county": county}):
        if row.agency_code in codes:
            words = _("机关代码“{code}”在同一仓库里已属于 {other}；请各县用不同的代码，如在前面加行政区划代码。")
            raise ValueError(words.format(code=row.agency_code, other=row.county))


def roster(engine: Engine, county: str, year: int) -> tuple[Agency, ...]:
    """The recorded roster of a year, exempt agencies included, in the order of its file."""
    with reading(engine) as connection:
        rows = connection.execute(statement("season/select_agencies"), {"county": county, "year": year}).mappings()
        return tuple(_agency(row) for row in rows)


def record_lineage(engine: Engine, county: str, year: int, changes: Sequence[Change]) -> bool:
    """Make the recorded changes of a year equal to those of the county's file; False if they were."""
    key = {"county": county, "year": year}
    rows = [key | {"position": place} | _change_row(change) for place, change in enumerate(changes)]
    with writing(engine, "roster", county, year) as connection:
        if [dict(row) for row in connection.execute(statement("season/select_lineage"), key).mappings()] == rows:
            return False
        connection.execute(statement("season/delete_lineage"), key)
        if rows:
            connection.execute(statement("season/insert_lineage"), rows)
    return True


def lineage(engine: Engine, county: str, year: int) -> tuple[Change, ...]:
    """The recorded changes of a year in the order of the file."""
    with reading(engine) as connection:
        rows = connection.execute(statement("season/select_lineage"), {"county": county, "year": year}).mappings()
        return tuple(_change(row) for row in rows)


def _change_row(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "effective_on": to_date(change.on),
        "predecessors": to_json(change.before),
        "successors": to_json(change.after),
        "basis": storable(change.basis),
    }


def _change(row: RowMapping) -> Change:
    return Change(
        kind=row["kind"],
        on=date.fromisoformat(row["effective_on"]),
        before=tuple(from_json(row["predecessors"])),
        after=tuple(from_json(row["successors"])),
        basis=row["basis"],
    )


def _row(agency: Agency, year: int) -> dict[str, Any]:
    return {
        "agency_code": agency.code,
        "name": agency.name,
        "short_name": agency.short_name,
        "kind": agency.kind,
        "aliases": to_json(agency.aliases),
        "valid_from": to_date(agency.valid_from),
        "valid_to": to_date(agency.valid_to),
        "contact": agency.contact,
        "email": agency.email,
        "exempt": agency.exempt,
        "flags": to_json(sorted(agency.flags)),
        "expected": agency.expected_in(year),
        "phone": agency.phone,
        "included_in": agency.included_in,
    }


def _agency(row: RowMapping) -> Agency:
    return Agency(
        code=row["agency_code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        aliases=tuple(from_json(row["aliases"])),
        valid_from=from_date(row["valid_from"]),
        valid_to=from_date(row["valid_to"]),
        contact=row["contact"],
        email=row["email"],
        exempt=row["exempt"],
        flags=frozenset(from_json(row["flags"])),
        phone=row["phone"],
        included_in=row["included_in"],
    )
