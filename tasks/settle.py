"""Settle: bring every agency to its state of the season, by what arrived, what was found and what people decided."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from tasks import deciding, warehouse
from tasks.county import Season
from tasks.language import _
from tasks.open import Desk
from tasks.records import Agency, Finding, Severity

ACTOR = "gouji"
# 公开是人登记的，程序不收回；再报来新的一版才往前走
_STANDS = frozenset({"published", "corrected"})


def settle(desk: Desk, year: int, now: datetime) -> list[str]:
    """Move every agency of the roster's year that has to move; gives the codes of those that did.

    accepted = no hard finding is open and every soft one is confirmed (a county may accept provisionally, with soft
    ones open); questioned = only soft ones are open; returned = a hard one is.
    """
    refused = {arrival.agency for arrival in warehouse.arrivals(desk.engine, year) if arrival.outcome == "refused"}
    waiting = _waiting(desk.county.season(year), now.date())
    moved = []
    for agency in desk.roster:
        if not agency.existed_in(year):
            continue
        nothing = "refused" if agency.code in refused else waiting
        decide = partial(_decide, desk, agency, nothing, now.date())
        if warehouse.settle(desk.engine, agency.code, year, decide, when=now):
            moved.append(agency.code)
    return moved


def _decide(
    desk: Desk, agency: Agency, nothing: str, on: date, situation: warehouse.Situation
) -> warehouse.Settled | None:
    """The state of an agency; `nothing` is what it means that there is no revision. None = it stays as it is."""
    present = situation.step.state if situation.step else ""
    waiver = deciding.report_waiver(situation.decisions, on)
    if present in _STANDS or (present == "waived" and waiver is None):
        return None
    if agency.exempt:
        return warehouse.Settled("exempt", ACTOR, agency.exempt)
    reached = _reached(desk, nothing, on, situation)
    if waiver and waiver.standing is deciding.Standing.ACTIVE and reached.state != "accepted":
        persons = _("、").join((waiver.decision.person, waiver.decision.second))
        return warehouse.Settled("waived", persons, waiver.decision.reason)
    return reached


def _reached(desk: Desk, nothing: str, on: date, situation: warehouse.Situation) -> warehouse.Settled:
    if situation.revision is None:
        return warehouse.Settled(nothing, ACTOR)
    weighed = deciding.weigh(situation.findings, situation.decisions, situation.cells, on)
    hard, soft = weighed.still(Severity.HARD), weighed.still(Severity.SOFT)
    if hard:
        return warehouse.Settled("returned", ACTOR, _rules(hard))
    if soft and not desk.county.provisional:
        return warehouse.Settled("questioned", ACTOR, _rules(soft))
    said = [_("{rule}（{person}认可）").format(rule=it.rule, person=it.person) for it in weighed.covered.values()]
    said += [_("暂收，待核实：{rules}").format(rules=_rules(soft))] if soft else []
    return warehouse.Settled("accepted", ACTOR, _("；").join(dict.fromkeys(said)))


def _waiting(season: Season, today: date) -> str:
    """Nothing has arrived: expected, or late by the county's own deadline, or by that of the law (rule P-02)."""
    if today > season.agency_deadline:
        return "late_statutory"
    return "late_internal" if season.internal_deadline and today > season.internal_deadline else "expected"


def _rules(findings: tuple[Finding, ...]) -> str:
    return _("、").join(sorted({finding.rule for finding in findings}))
