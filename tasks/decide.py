"""Decide: record what a person confirms, waives or takes back, and let everything that follows from it follow."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from tasks import deciding, warehouse
from tasks.check import check_submissions
from tasks.collate import collate_year
from tasks.county import CountyError
from tasks.language import _
from tasks.load import load_checked
from tasks.open import Desk
from tasks.reconcile import reconcile_year
from tasks.records import Agency, Decision, DecisionKind
from tasks.report import publish_pages, write_county
from tasks.reread import agency_named
from tasks.rollup import roll_up_year
from tasks.season import word
from tasks.settle import settle
from tasks.weigh import weigh_reports

_log = logging.getLogger("gouji")


def excuse_finding(desk: Desk, name: str, year: int, target: str, words: deciding.Words) -> tuple[Decision, ...]:
    """Confirm or waive what `target` names of an agency's report; gives the new decisions, none where all is said.

    CountyError with the nearest names where agency or finding is not known.
    """
    report = report_of(desk, agency_named(desk, name, year), year, words.on)
    return warehouse.record_decisions(desk.engine, desk.county.code, deciding.excuse(words, target, report))


def report_of(desk: Desk, agency: Agency, year: int, on: date) -> deciding.Report:
    """An agency's newest report with its findings, as decisions on it are made; CountyError where there is none."""
    revision = warehouse.latest_revisions(desk.engine, year).get(agency.code)
    if revision is None:
        raise CountyError(
            [_("{agency} {year} 年度还没有入库的报告，没有可核实的问题。").format(agency=agency.name, year=year)]
        )
    findings = warehouse.findings_of(desk.engine, revision)
    weighed = weigh_reports(desk, {agency.code: revision}, {agency.code: findings}, on)[agency.code]
    cells = warehouse.load_placement(desk.engine, revision).cells
    return deciding.Report(desk.county.code, agency, year, findings, cells, weighed)


def waive_report(desk: Desk, name: str, year: int, words: deciding.Words) -> tuple[Decision, ...]:
    """Excuse an agency, by name, from reporting on a year."""
    agency = agency_named(desk, name, year)
    _expect(desk, agency, year)
    known = warehouse.decisions_on(desk.engine, agency.code, year)
    found = deciding.waive_report(words, desk.county.code, agency, year, known)
    return warehouse.record_decisions(desk.engine, desk.county.code, found)


def _expect(desk: Desk, agency: Agency, year: int) -> None:
    if agency.exempt:
        raise CountyError([_("{agency} 在名册里已写明免报：{why}。").format(agency=agency.name, why=agency.exempt)])
    if agency.code in warehouse.accepted_revisions(desk.engine, year):
        state = warehouse.states(desk.engine, year)[agency.code].state
        raise CountyError(
            [
                _("{agency} {year} 年度现在是“{state}”，不用免报。").format(
                    agency=agency.name, year=year, state=word(state)
                )
            ]
        )


def take_back(desk: Desk, decision_id: str, words: deciding.Words) -> tuple[Decision, ...]:
    """Revoke a decision; gives the new one, none where that was taken back before."""
    known = warehouse.decisions(desk.engine, desk.county.code)
    found = deciding.revoke(words, decision_id, known)
    return warehouse.record_decisions(desk.engine, desk.county.code, found)


def follow(desk: Desk, made: Sequence[Decision], now: datetime) -> list[Path]:
    """After decisions: states, later years that are checked against these, rollups, documents, pages; changed files."""
    if not made:
        return []
    codes = carry(desk, min(decision.year for decision in made), now) | {decision.agency for decision in made}
    return write(desk, now, codes.pop() if len(codes) == 1 else "")


def carry(desk: Desk, first: int, now: datetime) -> set[str]:
    """Settle a year that a person changed something in and the years after it; gives the agencies that changed."""
    changed: set[str] = set()
    _log.info(_("更新状态、汇总和网页……"))
    for year in desk.years():
        if year > first:
            changed |= set(load_checked(desk, check_submissions(desk, [], year), year, now))
        elif year == first:
            changed |= set(settle(desk, year, now))
        if year >= first:
            collate_year(desk, year, now)
            roll_up_year(desk, year, now)
            reconcile_year(desk, year, now)
    return changed


def write(desk: Desk, now: datetime, only: str = "") -> list[Path]:
    """Documents and pages as they are now (of the agencies only one); gives the changed files."""
    written = [path for year in desk.years() for path in write_county(desk, year, now.date())]
    return written + publish_pages(desk, now.date(), only)


def standings(desk: Desk, on: date, year: int | None = None) -> list[deciding.Judged]:
    """Every decision that is not itself a revocation, with how it stands on a day, in the order of recording."""
    known = [it for it in warehouse.decisions(desk.engine, desk.county.code) if year in {None, it.year}]
    judged: dict[str, deciding.Judged] = {}
    for each in sorted({decision.year for decision in known}):
        latest = warehouse.latest_revisions(desk.engine, each)
        revisions = {code: latest[code] for code in {it.agency for it in known if it.year == each} & latest.keys()}
        findings = warehouse.failing_findings(desk.engine, each, revisions.values())
        for weighed in weigh_reports(desk, revisions, findings, on).values():
            judged |= {entry.decision.id: entry for entry in weighed.judged}
    return [
        judged.get(decision.id) or deciding.judge(decision, known, on)
        for decision in known
        if decision.kind is not DecisionKind.REVOKE
    ]
