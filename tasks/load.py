"""Load: one transaction a submission, then each agency's state of the season."""

from __future__ import annotations

import logging
from datetime import date, datetime
from functools import partial

from prefect import task

from tasks import warehouse
from tasks.check import Checked, stored_key
from tasks.county import Season
from tasks.open import Desk, moment, open_desk
from tasks.read import PARSER_VERSION, Batch
from tasks.records import Finding, Severity, State

_log = logging.getLogger("gouji.load")
ACTOR = "gouji"


def load_checked(desk: Desk, checked: Checked, year: int, now: datetime) -> list[str]:
    """Load everything that was checked, in order of arrival; gives the codes of the agencies that changed."""
    changed = []
    for item in sorted(checked.submissions, key=lambda item: item.document.receipt.received_at):
        try:
            result = warehouse.load_submission(
                desk.engine,
                item.document.receipt,
                item.agency.code,
                item.placement,
                grid=item.document.grid.to_json(),
                findings=checked.findings[item.key],
                now=now,
                parser_version=PARSER_VERSION,
                grounds=checked.grounds[item.key],
            )
        except Exception:  # one agency's failure never fails the night; its receipt stays pending
            _log.exception("loading failed: %s", item.key)
            continue
        changed += [item.agency.code] if result.written or result.checked else []
    for revision in checked.stored:
        key = stored_key(revision)
        if warehouse.record_findings(desk.engine, revision, checked.findings[key], now, checked.grounds[key]):
            changed.append(revision.agency)
    settle(desk, year, now)
    return sorted(set(changed))


def settle(desk: Desk, year: int, now: datetime) -> None:
    """Bring every expected agency to its state: accepted while no hard finding is open, else returned."""
    refused = {arrival.agency for arrival in warehouse.arrivals(desk.engine, year) if arrival.outcome == "refused"}
    waiting = _waiting(desk.county.season(year), now.date())
    for agency in desk.expected(year):
        nothing = "refused" if agency.code in refused else waiting
        warehouse.settle(desk.engine, agency.code, year, partial(_decide, nothing), who=ACTOR, when=now)


def _decide(
    nothing: str, revision: warehouse.Revision | None, findings: tuple[Finding, ...], step: warehouse.Step | None
) -> tuple[str, str] | None:
    """The state of an agency and why; `nothing` is what it means that there is no revision."""
    if step is not None and step.state not in _OURS:
        return None
    if revision is None:
        return nothing, ""
    hard = open_findings(findings, Severity.HARD)
    return ("returned", _rules(hard)) if hard else ("accepted", "")


def _waiting(season: Season, today: date) -> str:
    """Nothing has arrived: expected, or late by the county's own deadline, or by that of the law (rule P-02)."""
    if today > season.agency_deadline:
        return "late_statutory"
    return "late_internal" if season.internal_deadline and today > season.internal_deadline else "expected"


_OURS = {
    "late_internal",
    "late_statutory",
    "expected",
    "received",
    "parsed",
    "refused",
    "returned",
    "accepted",
}  # a person's word (waived, published) stands


def open_findings(findings: tuple[Finding, ...], severity: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.state is State.FAIL and finding.severity is severity]


def _rules(findings: list[Finding]) -> str:
    return "、".join(sorted({finding.rule for finding in findings}))


@task(task_run_name="入库 {year}", retries=2, retry_delay_seconds=3)
def load(home: str, year: int, checked: Batch[Checked], on: date | None = None) -> list[str]:
    """Prefect's wrapper; a second try writes only what the first did not."""
    desk = open_desk(home)
    changed: list[str] = []
    for part in checked.items:
        changed += load_checked(desk, part, year, moment(on))
    return changed
