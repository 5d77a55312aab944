"""By which sets of rules a county's reports were checked, and how they differ from the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from tasks.warehouse.columns import from_json, from_time, storable, to_json, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A set of rules by its version, since when it is in use, and the county's changes to the catalogue in words."""

    version: str
    overrides: tuple[str, ...]
    since: datetime


def record_ruleset(
    engine: Engine, county: str, year: int, version: str, overrides: Sequence[str], *, now: datetime
) -> bool:
    """Note that a set of rules comes into use; False where it is in use already."""
    with writing(engine, "rulesets", county, year) as connection:
        used = _select(connection, county, year)
        if used and used[-1].version == version:
            return False
        row = {
            "county": county,
            "year": year,
            "step": len(used) + 1,
            "ruleset": version,
            "overrides": to_json([storable(sentence) for sentence in overrides]),
            "used_at": to_time(now),
        }
        connection.execute(statement("load/insert_ruleset"), row)
        return True


def rulesets(engine: Engine, county: str, year: int) -> tuple[Ruleset, ...]:
    """The sets of rules used in a year, in order."""
    with reading(engine) as connection:
        return _select(connection, county, year)


def _select(connection: Connection, county: str, year: int) -> tuple[Ruleset, ...]:
    rows = connection.execute(statement("load/select_rulesets"), {"county": county, "year": year}).mappings()
    return tuple(Ruleset(row["ruleset"], tuple(from_json(row["overrides"])), from_time(row["used_at"])) for row in rows)
