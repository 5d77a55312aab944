"""The row that every run leaves in the warehouse, so that a night that did not run can be noticed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

from prefect import State, runtime
from prefect.client.schemas.objects import FlowRun

from tasks import warehouse
from tasks.open import default_home, moment, open_desk
from tasks.summarise import YearSummary


def begin(home: str, flow: str, on: date | None) -> str:
    """Note that a run began; gives its id."""
    log = logging.getLogger("gouji")
    if log.level == logging.NOTSET:  # Prefect lends an extra logger its handlers, not its level
        log.setLevel(logging.INFO)
    run = str(runtime.flow_run.id or moment().isoformat())
    warehouse.begin_run(open_desk(home).engine, run, flow, moment(on))
    return run


def end(home: str, run: str, summaries: Sequence[YearSummary], on: date | None) -> list[dict[str, Any]]:
    """Note how the run ended; gives its summary as plain data."""
    data = [summary.to_json() for summary in summaries]
    day = moment(on)
    warehouse.end_run(open_desk(home).engine, run, "completed", {"on": day.date().isoformat(), "years": data}, day)
    return data


def failed(flow: object, flow_run: FlowRun, state: State[Any]) -> None:
    """Prefect's hook on failure and crash: the run's row says so."""
    desk = open_desk(str(flow_run.parameters.get("home") or default_home()))
    warehouse.end_run(desk.engine, str(flow_run.id), "failed", {"why": state.name or ""}, moment())
