"""The row that every run leaves in the warehouse, so that a night that did not run can be noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from prefect import runtime

from tasks import warehouse
from tasks.language import _
from tasks.open import moment, open_desk
from tasks.summarise import YearSummary


@dataclass(frozen=True)
class RunMark:
    """A run's id and what the pages call it."""

    id: str
    label: str


def begin(home: str, flow: str, on: date | None) -> RunMark:
    """Note that a run began."""
    run = str(runtime.flow_run.id or moment().isoformat())
    warehouse.begin_run(open_desk(home).engine, run, flow, moment(on))
    return RunMark(run, _("{flow} {day}").format(flow=flow, day=moment(on).date()))


def end(home: str, run: RunMark, summaries: Sequence[YearSummary], on: date | None) -> list[dict[str, Any]]:
    """Note how the run ended; gives its summary as plain data."""
    data = [summary.to_json() for summary in summaries]
    day = moment(on)
    warehouse.end_run(open_desk(home).engine, run.id, "completed", {"on": day.date().isoformat(), "years": data}, day)
    return data
