"""The annual rollup of a county: figures, documents, pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import flow

from flows.runs import end, failed, running
from tasks.collate import collate
from tasks.open import default_home, open_desk
from tasks.reconcile import reconcile
from tasks.report import publish, report
from tasks.rollup import rollup
from tasks.summarise import summarise


@flow(name="county", flow_run_name="汇总-{year}", on_failure=[failed], on_crashed=[failed])
def county(year: int, home: str | None = None, on: date | None = None) -> list[dict[str, Any]]:
    """Roll up the accepted reports of a year and write the county's report in the official form."""
    home = str(home or default_home())
    with running(home, "county", on) as run:
        collate(home, year, on)
        rollup(home, year, on)
        open_points = reconcile(home, year, on)
        report(home, year, on)
        publish(home, on)
        (summary,) = end(home, run, [summarise(open_desk(home), year, on)], on)
        return [summary | {"open": open_points}]
