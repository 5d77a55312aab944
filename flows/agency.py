"""Rerun one agency of one year: read its archived files again, check, load, roll up, publish its pages.

Reports of later years that continue this one are checked again where it has changed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from prefect import flow

from flows.runs import end, failed, running
from tasks.check import check
from tasks.collate import collate
from tasks.load import load
from tasks.open import default_home, open_desk
from tasks.place import place
from tasks.read import Batch
from tasks.reconcile import reconcile
from tasks.report import publish, report
from tasks.reread import agency_named, reread
from tasks.rollup import rollup
from tasks.summarise import summarise


@flow(name="agency", flow_run_name="重跑-{agency}-{year}", on_failure=[failed], on_crashed=[failed])
def agency(agency: str, year: int, home: str | None = None, on: date | None = None) -> list[dict[str, Any]]:
    """Rerun the agency named by code, full or short name; CountyError with the nearest names when there is none."""
    home = str(home or default_home())
    code = agency_named(open_desk(home), agency, year).code
    with running(home, "agency", on) as run:
        submissions = place(home, year, reread(home, year, code))
        load(home, year, check(home, year, submissions, [code]), on)
        later = [each for each in open_desk(home).years() if each > year]
        for each in later:
            load(home, each, check(home, each, Batch([])), on)
        for each in (year, *later):
            collate(home, each, on)
            rollup(home, each, on)
            reconcile(home, each, on)
            report(home, each, on)
        publish(home, on, code)
        return end(home, run, [summarise(open_desk(home), year, on)], on)
