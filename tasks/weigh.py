"""Weigh: the findings of stored reports against what people decided about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tasks import deciding, reporting, warehouse
from tasks.open import CLOCK, Desk
from tasks.records import Decision, Finding

Weighed = deciding.Weighed


def weigh_reports(
    desk: Desk, revisions: Mapping[str, warehouse.Revision], findings: Mapping[str, Sequence[Finding]], on: date
) -> dict[str, Weighed]:
    """Reports of one year by agency code, weighed as of a day; cells are read only where there are decisions."""
    known = decisions_of(desk, {revision.year for revision in revisions.values()})
    return {
        code: deciding.weigh(
            findings.get(code, ()),
            known[code, revision.year],
            warehouse.load_placement(desk.engine, revision).cells if known[code, revision.year] else {},
            on,
        )
        for code, revision in revisions.items()
    }


def decisions_of(desk: Desk, years: set[int]) -> defaultdict[tuple[str, int], list[Decision]]:
    """The county's decisions about some years, by agency code and year."""
    found: defaultdict[tuple[str, int], list[Decision]] = defaultdict(list)
    for decision in warehouse.decisions(desk.engine, desk.county.code):
        if decision.year in years:
            found[decision.agency, decision.year].append(decision)
    return found


def note_of(desk: Desk, judged: deciding.Judged) -> reporting.DecisionNote:
    """A decision with its standing, in names instead of codes."""
    decision = judged.decision
    return reporting.DecisionNote(
        decision.id,
        str(decision.kind),
        desk.name(decision.agency),
        decision.year,
        decision.rule,
        decision.message,
        decision.reason,
        decision.person,
        decision.at.astimezone(CLOCK).date(),
        decision.second,
        decision.until,
        str(judged.standing),
        tuple((change.code, change.before, change.after) for change in judged.changes),
        judged.revoked_by.person if judged.revoked_by else "",
        decision.agency,
    )
