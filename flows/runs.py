"""The row that every run leaves in the warehouse, so that a night that did not run can be noticed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from prefect import runtime

from tasks import warehouse
from tasks.open import moment, open_desk
from tasks.summarise import YearSummary


def begin(home: str, flow: str, on: date | None) -> str:
    """Note that a run began; gives its id."""
    run = str(runtime.flow_run.id or moment().isoformat())
    warehouse.begin_run(open_desk(home).engine, run, flow, moment(on))
    return run


def end(home: str, run: str, summaries: Sequence[YearSummary], on: date | None) -> list[dict[str, Any]]:
    """Note how the run ended; gives its summary as plain data."""
    data = [summary.to_json() for summary in summaries]
    day = moment(on)
    warehouse.end_run(open_desk(home).engine, run, "completed", {"on": day.date().isoformat(), "years": data}, day)
    return data
