"""Settle: bring every agency to its state of the season, by what arrived, what was found and what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from tasks import deciding, warehouse
from tasks.county import Season
from tasks.language import _
from tasks.open import Desk
from tasks.records import Agency, Finding, Severity
from tasks.season import COUNTED

ACTOR = "gouji"
# 公开是人登记的，程序不收回；再报来新的一版才往前走
_STANDS = frozenset({"published", "corrected"})


def settle(desk: Desk, year: int, now: datetime) -> list[str]:
    """Move every agency of the roster's year that has to move; gives the codes of those that did.

    accepted = no hard finding is open and every soft one is confirmed (a county may accept provisionally, with soft
    ones open; in a backloaded year nothing blocks); questioned = only soft ones are open; returned = a hard one is.
    """
    refused = {arrival.agency for arrival in warehouse.arrivals(desk.engine, year) if arrival.outcome == "refused"}
    waiting = _waiting(desk.county.season(year), now.date())
    lenient = desk.backload(year)
    decide: dict[str, warehouse.Decide] = {}
    for agency in desk.roster:
        if agency.existed_in(year):
            nothing = "refused" if agency.code in refused else waiting
            terms = _Terms(nothing, now.date(), lenient, desk.county.provisional)
            decide[agency.code] = partial(_decide, agency, terms)
    moving = warehouse.unsettled(desk.engine, year, decide)
    return [code for code in moving if warehouse.settle(desk.engine, code, year, decide[code], when=now)]


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms a season settles: what it means that nothing came, the day, and what blocks nobody.

    backload = hard and soft findings are recorded and block nothing; provisional = soft ones block nothing.
    """

    nothing: str
    on: date
    backload: bool
    provisional: bool


def _decide(agency: Agency, terms: _Terms, situation: warehouse.Situation) -> warehouse.Settled | None:
    """The state of an agency; None = it stays as it is."""
    present = situation.step.state if situation.step else ""
    waiver = deciding.report_waiver(situation.decisions, terms.on)
    if present in _STANDS or (present == "waived" and waiver is None):
        return None
    if agency.exempt:
        return warehouse.Settled("exempt", ACTOR, agency.exempt)
    reached = _reached(terms, situation)
    if waiver and waiver.standing is deciding.Standing.ACTIVE and reached.state not in COUNTED:
        persons = _("、").join((waiver.decision.person, waiver.decision.second))
        return warehouse.Settled("waived", persons, waiver.decision.reason)
    return reached


def _reached(terms: _Terms, situation: warehouse.Situation) -> warehouse.Settled:
    """The state that the report itself comes to."""
    if situation.revision is None:
        return warehouse.Settled(terms.nothing, ACTOR)
    weighed = deciding.weigh(situation.findings, situation.decisions, situation.cells, terms.on)
    hard, soft = weighed.still(Severity.HARD), weighed.still(Severity.SOFT)
    if hard and not terms.backload:
        return warehouse.Settled("returned", ACTOR, _rules(hard))
    if soft and not (terms.backload or terms.provisional):
        return warehouse.Settled("questioned", ACTOR, _rules(soft))
    said = [_("{rule}（{person}认可）").format(rule=it.rule, person=it.person) for it in weighed.covered.values()]
    if terms.backload and (hard or soft):
        said.append(_("补录往年，问题如实留存：{rules}").format(rules=_rules((*hard, *soft))))
    elif soft:
        said.append(_("暂收，待核实：{rules}").format(rules=_rules(soft)))
    state = "corrected" if situation.disclosed else "accepted"
    return warehouse.Settled(state, ACTOR, _("；").join(dict.fromkeys(said)))


def _waiting(season: Season, today: date) -> str:
    """Nothing has arrived: expected, or late by the county's own deadline, or by that of the law (rule P-02)."""
    if today > season.agency_deadline:
        return "late_statutory"
    return "late_internal" if season.internal_deadline and today > season.internal_deadline else "expected"


def _rules(findings: tuple[Finding, ...]) -> str:
    return _("、").join(sorted({finding.rule for finding in findings}))
