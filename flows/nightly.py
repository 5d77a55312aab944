"""The night: collect, read, check, load, roll up, remind, publish."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from prefect import flow, runtime

from flows.artifacts import leave_artifacts
from flows.runs import end, failed, running
from tasks.alert import alert
from tasks.check import check
from tasks.collate import collate
from tasks.language import _
from tasks.load import load
from tasks.open import default_home, open_desk
from tasks.place import place
from tasks.read import read
from tasks.receive import receive
from tasks.reconcile import reconcile
from tasks.report import publish, report
from tasks.rollup import rollup
from tasks.summarise import summarise

_log = logging.getLogger("gouji")


def _name() -> str:
    return f"归集-{runtime.flow_run.parameters.get('on') or runtime.flow_run.scheduled_start_time:%Y-%m-%d}"


@flow(name="nightly", flow_run_name=_name, on_failure=[failed], on_crashed=[failed])
def nightly(home: str | None = None, on: date | None = None) -> list[dict[str, Any]]:
    """Collect every season of the county in `home` (default: GOUJI_HOME) as of the day `on` (default: today)."""
    home = str(home or default_home())
    with running(home, "nightly", on) as run:
        years = open_desk(home).years()
        for year in years:
            collect(home, year, on)
            collate(home, year, on)
            rollup(home, year, on)
            reconcile(home, year, on)
        alert(home, on)
        _log.info(_("出表、发布网页……"))
        for year in years:
            report(home, year, on)
        publish(home, on)
        summaries = [summarise(open_desk(home), year, on) for year in years]
        leave_artifacts(home, summaries)
        return end(home, run, summaries, on)


def collect(home: str, year: int, on: date | None) -> None:
    """One season from the inbox to the warehouse; what it changes makes later years be checked again."""
    waiting = receive(home, year)
    _log.info(_("{year} 年度：新到 {count} 份").format(year=year, count=waiting))
    documents = read(home, year)
    submissions = place(home, year, documents)
    _log.info(_("{year} 年度：读出 {count} 份，核对中……").format(year=year, count=len(submissions.items)))
    load(home, year, check(home, year, submissions), on)
