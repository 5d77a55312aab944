"""Summarise: what a night did, for the run's row, the artifacts and the terminal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks import reporting
from tasks.language import _
from tasks.open import Desk, moment
from tasks.records import Severity
from tasks.survey import YearData, read_year, standing_of


@dataclass(frozen=True)
class YearSummary:
    """One season in numbers and names; standings by code, refusals as (file, reason, detail).

    season holds what failed between the reports, hard or soft, as (rule, agency, severity, sentence).
    """

    year: int
    standings: dict[str, str]
    missing: list[str]
    refused: list[tuple[str, str, str]]
    hard: int
    soft: int
    rollup: str
    accepted: int
    expected: int
    season: list[tuple[str, str, str, str]]

    def to_json(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "expected": self.expected,
            "accepted": self.accepted,
            "standings": dict(Counter(self.standings.values())),
            "missing": self.missing,
            "refused": [{"file": file, "reason": reason, "detail": detail} for file, reason, detail in self.refused],
            "hard": self.hard,
            "soft": self.soft,
            "rollup": self.rollup,
            "season": [
                {"rule": rule, "agency": agency, "severity": severity, "message": message}
                for rule, agency, severity, message in self.season
            ],
        }

    def sentence(self) -> str:
        """One line for the terminal: who filed, who is wrong, whether the sum stands."""
        count = Counter(self.standings.values())
        standing = reporting.Standing
        return _(
            "{year} 年度：应报 {expected}，通过 {accepted}，有疑问 {questioned}，需更正 {returned}，"
            "未报 {missing}，经同意免报 {waived}，拒收 {refused} 件；汇总{rollup}"
        ).format(
            year=self.year,
            expected=self.expected,
            accepted=count[standing.ACCEPTED] + count[standing.CONFIRMED] + count[standing.RECORDED],
            questioned=count[standing.QUESTIONED],
            returned=count[standing.RETURNED],
            missing=count[standing.MISSING] + count[standing.OVERDUE],
            waived=count[standing.WAIVED],
            refused=len(self.refused),
            rollup=_ROLLUP[self.rollup](),
        )


_ROLLUP = {
    "complete": lambda: _("已齐"),
    "draft": lambda: _("为草稿"),
    "blocked": lambda: _("受阻"),
    "": lambda: _("未做"),
}


def summarise(desk: Desk, year: int, on: date | None = None) -> YearSummary:
    """The season of a year as it stands in the warehouse."""
    today = moment(on).date()
    data: YearData = read_year(desk, year, today)
    agencies = desk.expected(year)
    standings = {agency.code: str(standing_of(desk, data, agency, today)) for agency in agencies}
    lacking = {reporting.Standing.MISSING, reporting.Standing.OVERDUE}
    rollup = data.rollup
    return YearSummary(
        year,
        standings,
        [agency.name for agency in agencies if standings[agency.code] in lacking],
        [(refusal.file_name, refusal.reason, refusal.detail) for refusal in data.refused()],
        sum(data.open(code, Severity.HARD) for code in data.revisions),
        sum(data.open(code, Severity.SOFT) for code in data.revisions),
        rollup.status if rollup else "",
        rollup.accepted if rollup else 0,
        len(agencies),
        [
            (it.finding.rule, it.agency, str(it.finding.severity), it.finding.text)
            for it in data.season
            if it.finding.failed and it.finding.severity is not Severity.INFO
        ],
    )
