"""The row that every run leaves in the warehouse, so that a night that did not run can be noticed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from prefect import State, runtime
from prefect.client.schemas.objects import FlowRun

from tasks import warehouse
from tasks.open import alone, default_home, moment, open_desk
from tasks.reporting import note_night
from tasks.summarise import YearSummary
from tasks.trouble import trouble


@contextmanager
def running(home: str, flow: str, on: date | None) -> Iterator[str]:
    """Alone over the county: note that a run began and give its id; of a night the pages learn how it went."""
    with alone(home):
        began = moment()
        if flow == "nightly":
            note_night(Path(home) / "site", began)
        try:
            yield _begin(home, flow, on)
        except Exception as error:
            if flow == "nightly":
                with suppress(OSError):  # the disk may be full: then the pages tell by their age
                    note_night(Path(home) / "site", began, failed=trouble(error) or "?")
            raise
        if flow == "nightly":
            note_night(Path(home) / "site", began, moment())


def _begin(home: str, flow: str, on: date | None) -> str:
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
    with suppress(warehouse.DatabaseError):  # the warehouse may be what failed
        desk = open_desk(str(flow_run.parameters.get("home") or default_home()))
        warehouse.end_run(desk.engine, str(flow_run.id), "failed", {"why": state.name or ""}, moment())
