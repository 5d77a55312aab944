"""Openings and closings of a county's seasons, and what its agencies published of their reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.warehouse.columns import from_time, storable, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.partitions import open_year
from tasks.warehouse.season import Step, append_step, last_step
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class SeasonStep:
    """One opening or closing of a season: by whom, why, when, and whether an old year is only taken in."""

    county: str
    year: int
    number: int
    event: str
    backload: bool
    who: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An agency's own publication of its report: where, on which day, which revision, noted by whom."""

    agency: str
    year: int
    number: int
    url: str
    on: date
    revision: int
    who: str
    at: datetime


def season_steps(engine: Engine, county: str, year: int) -> tuple[SeasonStep, ...]:
    """Every opening and closing of a season, the first one first."""
    with reading(engine) as connection:
        return _steps(connection, county, year)


def record_season_step(
    engine: Engine, county: str, year: int, event: str, *, who: str, why: str, when: datetime, backload: bool = False
) -> bool:
    """Open or close a season; False (and nothing written) where it is so already, in the same way."""
    open_year(engine, year)
    with writing(engine, "season", county, year) as connection:
        past = _steps(connection, county, year)
        if past and (past[-1].event, past[-1].backload) == (event, backload):
            return False
        row = {
            "county": county,
            "year": year,
            "step": len(past) + 1,
            "event": event,
            "backload": backload,
            "actor": storable(who),
            "reason": storable(why),
            "changed_at": to_time(when),
        }
        connection.execute(statement("season/insert_season_step"), row)
        return True


def disclosures(engine: Engine, year: int) -> dict[str, Disclosure]:
    """The newest publication of every agency's report of a year, by agency code."""
    with reading(engine) as connection:
        return select_disclosures(connection, year)


def select_disclosures(connection: Connection, year: int) -> dict[str, Disclosure]:
    rows = connection.execute(statement("season/select_disclosures"), {"year": year}).mappings()
    return {row["agency_code"]: _disclosure(row) for row in rows}


def disclose(engine: Engine, agency: str, year: int, *, url: str, on: date, who: str, why: str, when: datetime) -> bool:
    """Note that an agency published its accepted report; False where this address and day are noted already.

    TransitionError where the report is not accepted.
    """
    with writing(engine, "agency", agency, year) as connection:
        step = last_step(connection, agency, year)
        revision = step.revision if step else None
        past = disclosed(connection, agency, year)
        if past and (past[-1].url, past[-1].on, past[-1].revision) == (url, on, revision):
            return False
        append_step(connection, Step(agency, year, 0, "published", revision, who, why, when))
        row = {
            "agency_code": agency,
            "year": year,
            "disclosure": len(past) + 1,
            "url": storable(url),
            "disclosed_on": on.isoformat(),
            "revision": revision,
            "actor": storable(who),
            "noted_at": to_time(when),
        }
        connection.execute(statement("season/insert_disclosure"), row)
        return True


def disclosed(connection: Connection, agency: str, year: int) -> tuple[Disclosure, ...]:
    key: dict[str, Any] = {"agency_code": agency, "year": year}
    rows = connection.execute(statement("season/select_disclosures_of_agency"), key).mappings()
    return tuple(_disclosure(row) for row in rows)


def _steps(connection: Connection, county: str, year: int) -> tuple[SeasonStep, ...]:
    key: dict[str, Any] = {"county": county, "year": year}
    rows = connection.execute(statement("season/select_season_steps"), key).mappings()
    return tuple(
        SeasonStep(
            row["county"],
            row["year"],
            row["step"],
            row["event"],
            bool(row["backload"]),
            row["actor"],
            row["reason"],
            from_time(row["changed_at"]),
        )
        for row in rows
    )


def _disclosure(row: RowMapping) -> Disclosure:
    return Disclosure(
        row["agency_code"],
        row["year"],
        row["disclosure"],
        row["url"],
        date.fromisoformat(row["disclosed_on"]),
        row["revision"],
        row["actor"],
        from_time(row["noted_at"]),
    )
