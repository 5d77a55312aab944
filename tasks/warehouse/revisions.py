"""Revisions of the agencies' reports: numbered from 1, immutable, the newest or the accepted one of a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.warehouse.columns import from_text, from_time
from tasks.warehouse.copying import in_parts
from tasks.warehouse.engine import reading
from tasks.warehouse.statements import statement

# 一条语句里最多这么多个机关：SQLite 的参数有上限
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Revision:
    """The head of a revision; (agency, year, number) is its key everywhere."""

    agency: str
    year: int
    number: int
    content_hash: str
    sha256: str
    form: str
    title: str
    supersedes: int | None
    parser_version: str
    loaded_at: datetime

    @property
    def key(self) -> dict[str, Any]:
        """The bind parameters that name this revision in every statement."""
        return {"agency_code": self.agency, "year": self.year, "revision": self.number}


def latest_revisions(engine: Engine, year: int) -> dict[str, Revision]:
    """The newest revision of a year by agency code, accepted or not."""
    with reading(engine) as connection:
        return find_revisions(connection, "latest", year)


def accepted_revisions(engine: Engine, year: int) -> dict[str, Revision]:
    """The revision in force by agency code, of those whose present state is accepted, published or corrected."""
    with reading(engine) as connection:
        return find_revisions(connection, "accepted", year)


def revisions_of(engine: Engine, agency: str, year: int) -> tuple[Revision, ...]:
    """Every revision of an agency's report of a year, the first one first."""
    with reading(engine) as connection:
        return find_revisions_of(connection, agency, year)


def revision_values(
    engine: Engine, agency: str, year: int, *, accepted: bool = True
) -> dict[str, Decimal | None] | None:
    """The figures of an agency's accepted (else newest) revision by cell code; None if there is no such revision."""
    with reading(engine) as connection:
        revision = find_revisions(connection, "accepted" if accepted else "latest", year).get(agency)
        if revision is None:
            return None
        rows = connection.execute(statement("load/select_cells"), revision.key).mappings()
        return {row["cell_code"]: from_text(row["value"]) for row in rows}


def accepted_values(engine: Engine, year: int) -> dict[str, dict[str, Decimal | None]]:
    """The figures of every accepted revision of a year by agency and cell code."""
    with reading(engine) as connection:
        accepted = find_revisions(connection, "accepted", year)
        values: dict[str, dict[str, Decimal | None]] = {code: {} for code in accepted}
        for part in batched(accepted.values()):
            key = {"year": year, "revisions": [(revision.agency, revision.number) for revision in part]}
            for row in connection.execute(statement("load/select_cells_of"), key).mappings():
                values[row["agency_code"]][row["cell_code"]] = from_text(row["value"])
    return values


def find_revisions(connection: Connection, which: str, year: int) -> dict[str, Revision]:
    """The `latest` or the `accepted` revisions of a year, by agency code."""
    rows = connection.execute(statement(f"load/select_{which}_revisions"), {"year": year}).mappings()
    found = sorted((to_revision(row) for row in rows), key=lambda revision: revision.agency)
    return {revision.agency: revision for revision in found}


def batched(revisions: Iterable[Revision]) -> Iterator[list[Revision]]:
    """As many at a time as one statement takes."""
    return in_parts(revisions, AT_ONCE)


def latest_revision(connection: Connection, agency: str, year: int) -> Revision | None:
    """The newest revision of one agency's report."""
    key = {"agency_code": agency, "year": year}
    row = connection.execute(statement("load/select_latest_revision"), key).mappings().one_or_none()
    return to_revision(row) if row else None


def find_revisions_of(connection: Connection, agency: str, year: int) -> tuple[Revision, ...]:
    key = {"agency_code": agency, "year": year}
    rows = connection.execute(statement("load/select_revisions_of"), key).mappings()
    return tuple(to_revision(row) for row in rows)


def to_revision(row: RowMapping | Mapping[str, Any]) -> Revision:
    return Revision(
        agency=row["agency_code"],
        year=row["year"],
        number=row["revision"],
        content_hash=row["content_hash"],
        sha256=row["sha256"],
        form=row["form"],
        title=row["title"],
        supersedes=row["supersedes"],
        parser_version=row["parser_version"],
        loaded_at=from_time(row["loaded_at"]),
    )
