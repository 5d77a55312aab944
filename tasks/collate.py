"""Collate: the reports of a season beside each other, and who still has to hand in or to publish."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from prefect import task

from tasks import warehouse
from tasks.checking.marks import VERSION
from tasks.duties import check_duties, court_of, fingerprint, record
from tasks.form import load_form, load_forms
from tasks.language import _
from tasks.open import Desk, moment, open_desk
from tasks.recall import YEARS, forebears
from tasks.records import Arrived, Filed, Marks
from tasks.ruling import ruling
from tasks.settle import settle

CHAPTERS = (1, 5)
_log = logging.getLogger("gouji")


def collate_year(desk: Desk, year: int, now: datetime) -> bool:
    """Check what a season's reports show beside each other, settle the states, then who is late or published another
    report than was accepted; publications that agree are noted. True if anything was found anew.

    What was looked at is remembered: while none of it changes, nothing is done.
    """
    for fault in desk.registers.faults:
        _log.warning(fault)
    beside = _collate(desk, year, now)
    if beside:
        settle(desk, year, now)
    return check_duties(desk, year, now) or beside


def _collate(desk: Desk, year: int, now: datetime) -> bool:
    expected = {agency.code: agency for agency in desk.expected(year)}
    latest = warehouse.latest_revisions(desk.engine, year)
    arrivals = [it for it in warehouse.arrivals(desk.engine, year) if it.outcome != "received"]
    counted = [revision for code, revision in latest.items() if code in expected]
    earlier = {before: warehouse.latest_revisions(desk.engine, before) for before in range(year - YEARS, year)}
    inputs = fingerprint(
        ruling(desk, year).version,
        [agency.names for agency in expected.values()],
        [
            (it.agency, it.number, it.content_hash)
            for it in (*counted, *(r for by in earlier.values() for r in by.values()))
        ],
        [(it.receipt.sha256, it.outcome, it.reason, it.agency, it.receipt.submitter, it.revision) for it in arrivals],
        sorted((code, agency.exempt, agency.included_in) for code, agency in desk.agencies.items()),
    )
    if warehouse.season_inputs(desk.engine, desk.county.code, year, "collate") == inputs:
        return False
    from tasks.checking import check_arrivals, check_filed  # noqa: PLC0415 - Great Expectations is slow

    by = court_of(desk, year)
    found = check_arrivals([_arrived(desk, it, latest, year) for it in arrivals], by)
    found += check_filed(_filed(desk, year, counted), by, _earlier(desk, earlier))
    return record(desk, year, "collate", found, inputs=inputs, now=now)


def _arrived(desk: Desk, arrival: warehouse.Arrival, latest: Mapping[str, warehouse.Revision], year: int) -> Arrived:
    receipt = arrival.receipt
    code = arrival.agency or receipt.submitter
    agency = desk.agencies.get(code)
    newest = latest.get(code)
    current = arrival.revision if newest and arrival.revision == newest.number else None
    return Arrived(
        agency.code if agency else "",
        agency.name if agency else "",
        Path(receipt.file_name).name,
        receipt.sha256,
        arrival.outcome,
        arrival.reason,
        arrival.detail,
        receipt.received_at,
        current if agency and agency.expected_in(year) else None,
        _excluded(desk, code, year) if arrival.outcome == "read" else "",
    )


def _excluded(desk: Desk, code: str, year: int) -> str:
    """Why an agency's own report is not counted; "" = it is."""
    agency = desk.agencies.get(code)
    if agency is None:
        return _("名册里已没有它")
    if agency.included_in:
        return _("由{agency}的报告包括").format(agency=desk.name(agency.included_in))
    if agency.exempt:
        return agency.exempt
    return "" if agency.existed_in(year) else _("{year} 年末已不存在").format(year=year)


def _filed(desk: Desk, year: int, revisions: list[warehouse.Revision]) -> list[Filed]:
    """The reports that count, with their marks; those without are given some, and prose where a mark is shared."""
    from tasks.checking import marks_of, to_compare  # noqa: PLC0415 - heavy

    marks = warehouse.load_marks(desk.engine, year, revisions, VERSION)
    fresh = {it.agency: it for it in revisions if it.agency not in marks}
    reports = warehouse.past_reports(desk.engine, year, fresh, CHAPTERS, newest=True)
    made: dict[str, Marks] = {}
    for code, report in reports.items():
        form = load_form(report.form if report.form in load_forms() else list(load_forms())[-1])
        made[code] = marks_of(form, report.values, report.sections, desk.agencies[code].names)
    warehouse.keep_marks(desk.engine, {fresh[code]: it for code, it in made.items()}, VERSION)
    lines = forebears(desk, year, [revision.agency for revision in revisions])
    filed = [
        Filed(it.agency, desk.name(it.agency), year, it.number, {**marks, **made}[it.agency],
              desk.agencies[it.agency].names, tuple(sorted(lines[it.agency])), it.sha256)
        for it in revisions
    ]  # fmt: skip
    wanted = to_compare(filed)
    prose = warehouse.past_reports(desk.engine, year, wanted, CHAPTERS, newest=True) if wanted else {}
    return [replace(it, chapters=prose[it.agency].sections) if it.agency in wanted else it for it in filed]


def _earlier(desk: Desk, earlier: Mapping[int, Mapping[str, warehouse.Revision]]) -> list[Filed]:
    """Reports of the years before as far as they have marks: only their tables are looked at."""
    found = []
    for year, revisions in earlier.items():
        marks = warehouse.load_marks(desk.engine, year, list(revisions.values()), VERSION)
        found += [
            Filed(code, desk.name(code), year, revisions[code].number, Marks(it.tables)) for code, it in marks.items()
        ]
    return found


@task(task_run_name="通看 {year}", retries=2, retry_delay_seconds=3)
def collate(home: str, year: int, on: date | None = None) -> bool:
    """Prefect's wrapper; a second try finds what the first recorded and goes on."""
    return collate_year(open_desk(home), year, moment(on))
