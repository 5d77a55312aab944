"""Duties: which agencies have handed in and published, in time and the same figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tasks import warehouse
from tasks.form import form_for
from tasks.language import _
from tasks.open import CLOCK, Desk
from tasks.published import Saved, figures, saved
from tasks.records import Due, SeasonFinding
from tasks.ruling import ruling

if TYPE_CHECKING:
    from tasks.checking.season import Court


def check_duties(desk: Desk, year: int, now: datetime) -> bool:
    """Who must report, has, is late, has published, and whether the page says the same; publications are noted.

    True if anything was found anew; while nothing that was looked at changes, nothing is done.
    """
    form = form_for(year)
    if form is None:
        return False
    rows = list(_rows(desk, year, now.astimezone(CLOCK).date()))
    pages = {file.owner: file for file in saved(desk, year) if file.owner}
    accepted = warehouse.accepted_revisions(desk.engine, year)
    inputs = fingerprint(
        ruling(desk, year).version,
        [_undated(row) for row in rows],
        sorted((code, it.content_hash) for code, it in accepted.items()),
        sorted((code, file.sha256) for code, file in pages.items()),
    )
    changed = False
    if warehouse.season_inputs(desk.engine, desk.county.code, year, "due") != inputs:
        from tasks.checking import check_due  # noqa: PLC0415 - Great Expectations takes seconds to import

        found = check_due([_with_page(desk, row, pages.get(row.agency)) for row in rows], form, court_of(desk, year))
        changed = record(desk, year, "due", found, inputs=inputs, now=now)
    _note_publications(desk, year, now)
    return changed


def _rows(desk: Desk, year: int, today: date) -> Iterator[Due]:
    season = desk.county.season(year)
    accepted = warehouse.accepted_revisions(desk.engine, year)
    steps = warehouse.states(desk.engine, year)
    received = _first_received(desk, year)
    published = {code: it.on for code, it in warehouse.disclosures(desk.engine, year).items()}
    published |= {it.agency: it.on for it in desk.registers.publications if it.year == year}
    for agency in desk.expected(year):
        code = agency.code
        yield Due(
            code,
            agency.name,
            year,
            today,
            season.agency_deadline,
            season.internal_deadline,
            accepted=int(code in accepted),
            revision=accepted[code].number if code in accepted else None,
            waived=code in steps and steps[code].state == "waived",
            received=received.get(code),
            published=published.get(code),
            listed=bool(published),
            backload=desk.backload(year),
        )


def _undated(row: Due) -> Any:
    """The row without its day, but with what the day means: a day later nothing is new until a deadline passes."""
    deadlines = (row.internal, row.statutory)
    return replace(row, today=date.min), [bool(day and row.today > day) for day in deadlines]


def _first_received(desk: Desk, year: int) -> dict[str, date]:
    """The day on which each agency's first usable file came."""
    days: dict[str, date] = {}
    for arrival in warehouse.arrivals(desk.engine, year):
        if arrival.outcome == "read" and not arrival.beside:
            days.setdefault(arrival.agency, arrival.receipt.received_at.astimezone(CLOCK).date())
    return days


def _with_page(desk: Desk, row: Due, page: Saved | None) -> Due:
    if page is None or not row.accepted:
        return row
    stated, fault = figures(desk, page)
    own = warehouse.past_reports(desk.engine, row.year, [row.agency])[row.agency].values
    return replace(row, page=stated, page_fault=fault, values=own)


def _note_publications(desk: Desk, year: int, now: datetime) -> None:
    """Note what publications.csv says of accepted reports, unless their saved page differs from them."""
    differing = {
        it.agency
        for it in warehouse.season_findings(desk.engine, desk.county.code, year)
        if it.finding.rule == "P-04" and it.finding.failed
    }
    states = warehouse.states(desk.engine, year)
    for it in desk.registers.publications:
        step = states.get(it.agency)
        if it.year == year and step and step.state == "accepted" and it.agency not in differing:
            why = _("{day} 公开于 {url}").format(day=it.on, url=it.url)
            who = desk.county.office.name
            warehouse.disclose(desk.engine, it.agency, year, url=it.url, on=it.on, who=who, why=why, when=now)


def fingerprint(*parts: Any) -> str:
    """A hash of everything that a check looks at; the same while none of it changes."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, default=str).encode()).hexdigest()[:32]


def court_of(desk: Desk, year: int) -> Court:
    """The rules of a year as the county changed them, judged by Great Expectations."""
    from tasks.checking.season import Court  # noqa: PLC0415 - heavy

    rules = ruling(desk, year)
    return Court(year, rules.rules, silenced=frozenset(rules.silenced))


def record(desk: Desk, year: int, part: str, found: list[SeasonFinding], *, inputs: str, now: datetime) -> bool:
    """Keep what a part of the season's checks found, with the hash of what it looked at."""
    return warehouse.record_season_check(desk.engine, desk.county.code, year, part, found, inputs=inputs, now=now)
