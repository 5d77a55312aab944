"""Runs of the flows, so that a night that failed or never ran can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from tasks.warehouse.columns import from_json, from_time, to_json, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a flow. status: running, completed, failed."""

    run_id: str
    flow: str
    started_at: datetime
    ended_at: datetime | None
    status: str
    summary: Mapping[str, Any]


def begin_run(engine: Engine, run_id: str, flow: str, now: datetime) -> bool:
    """Note that a run began; False if it is known."""
    row = {"run_id": run_id, "flow": flow, "started_at": to_time(now), "summary": to_json({})}
    with writing(engine) as connection:
        return connection.execute(statement("load/insert_run"), row).rowcount == 1


def end_run(engine: Engine, run_id: str, status: str, summary: Mapping[str, Any], now: datetime) -> None:
    """Note how a run ended, with its figures."""
    row = {"run_id": run_id, "status": status, "summary": to_json(dict(summary)), "ended_at": to_time(now)}
    with writing(engine) as connection:
        connection.execute(statement("load/update_run"), row)


def last_run(engine: Engine, flow: str, *, completed: bool = False) -> Run | None:
    """The run of a flow that began last; with completed, of those that came to their end."""
    asked = {"flow": flow, "completed_only": int(completed)}
    with reading(engine) as connection:
        row = connection.execute(statement("load/select_last_run"), asked).mappings().one_or_none()
    if row is None:
        return None
    return Run(
        run_id=row["run_id"],
        flow=row["flow"],
        started_at=from_time(row["started_at"]),
        ended_at=from_time(row["ended_at"]) if row["ended_at"] else None,
        status=row["status"],
        summary=from_json(row["summary"]),
    )
