"""Quality: what stands behind a county sum beside its figures: people's decisions, and rules that were changed."""

from __future__ import annotations

from datetime import date, datetime

from tasks import deciding, reporting, warehouse
from tasks.open import Desk
from tasks.records import Decision, DecisionKind
from tasks.ruling import override_sentences
from tasks.weigh import note_of


def quality_of(desk: Desk, rollup: warehouse.Rollup, on: date, moment: datetime | None = None) -> reporting.Quality:
    """The decisions that let reports count in a rollup, or be missing from it, and the rules changed for its year.

    As of the day `on`, and as known at a moment (None = now), from what was stored then: that never changes.
    """
    known = [
        decision
        for decision in warehouse.decisions(desk.engine, desk.county.code)
        if decision.year == rollup.year and (moment is None or decision.at <= moment)
    ]
    notes = [
        note_of(desk, judged)
        for judged in (deciding.judge(decision, known, on) for decision in known)
        if judged.standing is deciding.Standing.ACTIVE and _bears(desk, rollup, judged.decision)
    ]
    order = {entry.agency: place for place, entry in enumerate(rollup.coverage)}
    notes.sort(key=lambda note: (order.get(note.code, len(order)), note.rule, note.on, note.id))
    return reporting.Quality(tuple(notes), _overrides(desk, rollup.year, moment))


def _bears(desk: Desk, rollup: warehouse.Rollup, decision: Decision) -> bool:
    """Whether a rollup rests on a decision: on the revision it counts, the excused values stand as they were."""
    if decision.kind is DecisionKind.REVOKE:
        return False
    entry = next((entry for entry in rollup.coverage if entry.agency == decision.agency), None)
    if entry is None:
        return False
    if not decision.rule:
        return entry.standing == "waived"
    if entry.standing != "counted" or entry.revision is None:
        return False
    revisions = warehouse.revisions_of(desk.engine, decision.agency, decision.year)
    revision = next(each for each in revisions if each.number == entry.revision)
    return deciding.unchanged(decision.bound, warehouse.load_placement(desk.engine, revision).cells)


def _overrides(desk: Desk, year: int, moment: datetime | None) -> tuple[str, ...]:
    if moment is None:
        return tuple(override_sentences(desk, year))
    used = [it for it in warehouse.rulesets(desk.engine, desk.county.code, year) if it.since <= moment]
    return used[-1].overrides if used else ()
