"""By which sets of rules a county's reports were checked, and how they differ from the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from tasks.warehouse.columns import from_json, storable, to_json, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


def record_ruleset(
    engine: Engine, county: str, year: int, ruleset: str, overrides: Sequence[str], *, now: datetime
) -> None:
    """Note a set of rules by its version, with the county's changes in words, the first time that it is used."""
    if ruleset in rulesets(engine, county, year):
        return
    row = {
        "county": county,
        "year": year,
        "ruleset": ruleset,
        "overrides": to_json([storable(sentence) for sentence in overrides]),
        "used_at": to_time(now),
    }
    with writing(engine, "rulesets", county, year) as connection:
        connection.execute(statement("load/insert_ruleset"), row)


def rulesets(engine: Engine, county: str, year: int) -> dict[str, list[str]]:
    """The sets of rules used in a year, the first one first: the county's changes in words, by version."""
    with reading(engine) as connection:
        rows = connection.execute(statement("load/select_rulesets"), {"county": county, "year": year}).mappings()
        return {row["ruleset"]: from_json(row["overrides"]) for row in rows}
