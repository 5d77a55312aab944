"""The annual rollup of a county: figures, documents, pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import flow

from flows.runs import begin, end
from tasks.open import default_home, open_desk
from tasks.report import publish, report
from tasks.rollup import rollup
from tasks.summarise import summarise


@flow(name="county", flow_run_name="汇总-{year}")
def county(year: int, home: str | None = None, on: date | None = None) -> list[dict[str, Any]]:
    """Roll up the accepted reports of a year and write the county's report in the official form."""
    home = str(home or default_home())
    run = begin(home, "county", on)
    rollup(home, year, on)
    report(home, year, on)
    publish(home, on)
    return end(home, run, [summarise(open_desk(home), year, on)], on)
