"""Checks of a whole season: what was found about agencies and the county, and what was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from tasks.records import SeasonFinding, State
from tasks.warehouse.columns import digest, to_json, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.findings import from_row, to_row
from tasks.warehouse.statements import statement

# 没有列出的，就是通过或不适用
_KEPT = {State.FAIL, State.UNDECIDED}


def season_inputs(engine: Engine, county: str, year: int, part: str) -> str:
    """The hash of what the last check of a part (collate, due, reconcile) looked at; "" before the first."""
    with reading(engine) as connection:
        key = {"county": county, "year": year, "part": part}
        row = connection.execute(statement("season/select_last_season_check"), key).mappings().one_or_none()
        return row["inputs_hash"] if row else ""


def record_season_check(
    engine: Engine, county: str, year: int, part: str, found: Sequence[SeasonFinding], *, inputs: str, now: datetime
) -> bool:
    """Record what failed or is undecided in a part of a season; False if the last check found the same."""
    key = {"county": county, "year": year, "part": part}
    rows = [
        {"agency_code": it.agency, "revision": it.revision} | to_row(it.finding)
        for it in found
        if it.finding.state in _KEPT
    ]
    findings_hash = digest([to_json(row) for row in rows])
    with writing(engine, "season", county, year) as connection:
        last = connection.execute(statement("season/select_last_season_check"), key).mappings().one_or_none()
        if last is not None and last["findings_hash"] == findings_hash:
            again = key | {"check_number": last["check_number"], "inputs_hash": inputs}
            if last["inputs_hash"] != inputs:
                connection.execute(statement("season/update_season_check"), again)
            return False
        check = key | {"check_number": last["check_number"] + 1 if last else 1}
        head = check | {"inputs_hash": inputs, "findings_hash": findings_hash, "checked_at": to_time(now)}
        connection.execute(statement("season/insert_season_check"), head)
        if rows:
            batch = [check | {"position": place} | row for place, row in enumerate(rows)]
            connection.execute(statement("season/insert_season_findings"), batch)
    return True


def season_findings(engine: Engine, county: str, year: int) -> tuple[SeasonFinding, ...]:
    """What the last checks of a season found, the reports first: what failed or is undecided."""
    with reading(engine) as connection:
        rows = connection.execute(statement("season/select_season_findings"), {"county": county, "year": year})
        return tuple(SeasonFinding(row["agency_code"], from_row(row), row["revision"]) for row in rows.mappings())
