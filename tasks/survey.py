"""Survey: one report year as it is stored, read once, and how each agency stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tasks import reporting, warehouse
from tasks.language import _
from tasks.open import CLOCK, Desk
from tasks.records import Agency, Decision, Finding, SeasonFinding, Severity
from tasks.season import COUNTED
from tasks.weigh import Weighed, decisions_of, weigh_reports


@dataclass(frozen=True)
class YearData:
    """One year as stored, read once for all pages; of findings those that fail, before = last year's reports."""

    year: int
    revisions: Mapping[str, warehouse.Revision]
    findings: Mapping[str, Sequence[Finding]]
    states: Mapping[str, warehouse.Step]
    arrivals: Sequence[warehouse.Arrival]
    messages: Sequence[warehouse.Message]
    rollup: warehouse.Rollup | None
    weighed: Mapping[str, Weighed]
    decisions: Mapping[str, Sequence[Decision]]
    disclosures: Mapping[str, warehouse.Disclosure]
    campaign: Sequence[warehouse.SeasonStep]
    backload: bool
    season: Sequence[SeasonFinding] = ()
    before: Mapping[str, warehouse.Revision] = field(default_factory=dict)

    def about(self, code: str) -> list[Finding]:
        """What failed over the season about an agency ("" = the county) and is no finding of its report."""
        return [it.finding for it in self.season if it.agency == code and it.revision is None and it.finding.failed]

    def open(self, code: str, severity: Severity) -> int:
        """How many findings of a consequence are still open."""
        return len(self.weighed[code].still(severity)) if code in self.weighed else 0

    @property
    def changed_at(self) -> datetime:
        """When anything of the year last changed: pages and documents bear this, so that a quiet night writes none."""
        times = [step.at for step in self.states.values()] + ([self.rollup.as_of] if self.rollup else [])
        times += [decision.at for made in self.decisions.values() for decision in made]
        times += [public.at for public in self.disclosures.values()] + [step.at for step in self.campaign]
        return max(times, default=datetime(self.year + 1, 1, 1, tzinfo=CLOCK)).astimezone(CLOCK)

    @property
    def label(self) -> str:
        return _("第 {number} 次汇总").format(number=self.rollup.number if self.rollup else 0)

    @property
    def reminders(self) -> dict[str, date]:
        """When each agency was last written to."""
        return {it.agency: it.sent_at.astimezone(CLOCK).date() for it in self.messages if it.sent_at}

    @property
    def troubles(self) -> list[str]:
        """What a night could not bring to its end, a sentence each: files that wait, words that were not sent."""
        waiting = _("文件“{file}”已收到，但没有处理完（不是文件的问题）；下一夜自动再试。")
        unsent = _("给 {recipient} 的通知“{subject}”没有发出：{error}")
        return [waiting.format(file=it.receipt.file_name) for it in self.arrivals if it.outcome == "received"] + [
            unsent.format(recipient=it.recipient, subject=it.subject, error=it.error)
            for it in self.messages
            if it.error
        ]

    def arrival_of(self, revision: warehouse.Revision) -> warehouse.Arrival | None:
        return next((a for a in self.arrivals if a.receipt.sha256 == revision.sha256 and a.revision), None)

    def beside(self, code: str) -> list[str]:
        """Why files that came with an agency's report are not needed, a sentence each."""
        return [arrival.detail for arrival in self.arrivals if arrival.beside and arrival.agency == code]

    def refused(self, code: str | None = None) -> list[reporting.RefusedFile]:
        """Files not taken, of one agency or of all; the newest first."""
        kept = [a for a in self.arrivals if a.outcome == "refused" and code in {None, a.agency}]
        return [
            reporting.RefusedFile(Path(a.receipt.file_name).name, a.reason, a.detail, a.receipt.received_at)
            for a in reversed(kept)
        ]


def read_year(desk: Desk, year: int, today: date) -> YearData:
    """Everything the pages of a year need, decisions as they stand today."""
    revisions = warehouse.latest_revisions(desk.engine, year)
    findings = warehouse.failing_findings(desk.engine, year, revisions.values())
    return YearData(
        year,
        revisions,
        findings,
        warehouse.states(desk.engine, year),
        warehouse.arrivals(desk.engine, year),
        warehouse.outbox(desk.engine, year),
        warehouse.latest_rollup(desk.engine, desk.county.code, year),
        weigh_reports(desk, revisions, findings, today),
        {code: made for (code, _year), made in decisions_of(desk, {year}).items()},
        warehouse.disclosures(desk.engine, year),
        warehouse.season_steps(desk.engine, desk.county.code, year),
        desk.backload(year),
        warehouse.season_findings(desk.engine, desk.county.code, year),
        warehouse.latest_revisions(desk.engine, year - 1),
    )


def doubtful_cells(desk: Desk, agency: str, year: int) -> frozenset[str]:
    """The cells of an agency's report of a backloaded year that its own failing findings speak of."""
    if not desk.backload(year):
        return frozenset()
    revision = warehouse.latest_revisions(desk.engine, year).get(agency)
    found = warehouse.failing_findings(desk.engine, year, [revision])[agency] if revision else ()
    return frozenset(code for finding in found for code in finding.cells)


def standing_of(desk: Desk, data: YearData, agency: Agency, today: date) -> reporting.Standing:
    """How the pages call an agency's state; what was accepted by somebody's word says so."""
    standing = reporting.Standing
    if not agency.expected_in(data.year):
        return standing.EXEMPT
    step = data.states.get(agency.code)
    state = step.state if step else "expected"
    if state == "questioned" or state in COUNTED:
        weighed = data.weighed.get(agency.code)
        if data.backload and weighed and weighed.open:
            return standing.RECORDED
        accepted = standing.CONFIRMED if weighed and weighed.covered else standing.ACCEPTED
        return standing.QUESTIONED if data.open(agency.code, Severity.SOFT) else accepted
    waiting = standing.OVERDUE if today > desk.county.season(data.year).agency_deadline else standing.MISSING
    return _STANDINGS.get(state, waiting)


_STANDINGS = {
    "returned": reporting.Standing.RETURNED,
    "refused": reporting.Standing.RETURNED,
    "received": reporting.Standing.RECEIVED,
    "parsed": reporting.Standing.RECEIVED,
    "waived": reporting.Standing.WAIVED,
}
