"""A-04: every agency that must report has exactly one accepted report. Decided over a season, not a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from expectations import Catalogue, catalogue
from tasks.checking.findings import finding
from tasks.checking.observation import Evidence, Observation
from tasks.checking.running import Judge, great_expectations
from tasks.form import Form
from tasks.records import Agency, Case, Finding, State


def observe_season(_case: Case, _form: Form, _rules: Catalogue, seen: Observation) -> None:
    """One report alone cannot tell whether the season is complete."""
    seen.doubt("A-04", "one_report")


def check_completeness(
    expected: Sequence[Agency],
    accepted: Mapping[str, int],
    year: int,
    waived: Mapping[str, str] | None = None,
    *,
    rules: Catalogue | None = None,
    judge: Judge = great_expectations,
) -> list[Finding]:
    """One finding an expected agency, in their order: pass with exactly one accepted report, else fail.

    `accepted` counts accepted reports by agency code; an agency that is not in it has none. To agencies of `waived`,
    by code with the reason, the rule does not apply; these come last.
    """
    excused = [_waived(agency, year, waived[agency.code]) for agency in expected if waived and agency.code in waived]
    expected = [agency for agency in expected if not waived or agency.code not in waived]
    if not expected:
        return excused
    import pandas as pd  # noqa: PLC0415 - only when checking

    from expectations.suite import SEASON, derive, whole  # noqa: PLC0415 - only when checking

    suite = whole(SEASON) if rules is None else derive(SEASON, rules)
    counts = [accepted.get(agency.code, 0) for agency in expected]
    (verdict,) = judge(pd.DataFrame({"accepted": counts}), suite)
    rule = (rules or catalogue())["A-04"]
    outcome = verdict.meta["outcome"]
    text = rule.outcomes[outcome].message
    found = [
        finding(rule, State.FAIL, text, _evidence(agency, count, year), outcome=outcome)
        if position in verdict.failing
        else finding(rule, State.PASS, rule.title, _evidence(agency, count, year))
        for position, (agency, count) in enumerate(zip(expected, counts, strict=True))
    ]
    return found + excused


def _waived(agency: Agency, year: int, reason: str) -> Finding:
    rule = catalogue()["A-04"]
    words = {"agency": agency.name, "year": str(year), "reason": reason}
    return finding(rule, State.NOT_APPLICABLE, rule.not_applicable["waived"], Evidence(words=words))


def _evidence(agency: Agency, count: int, year: int) -> Evidence:
    words = {"agency": agency.name, "year": str(year), "found": str(count)}
    return Evidence(expected=Decimal(1), found=Decimal(count), difference=Decimal(count - 1), words=words)
