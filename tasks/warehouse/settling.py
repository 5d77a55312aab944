"""Decide an agency's state on what is stored, while nobody else changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from tasks.records import Decision, Finding, PlacedCell
from tasks.warehouse.campaigns import disclosed, select_disclosures
from tasks.warehouse.decisions import select_decisions, select_decisions_of_year
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.findings import select_failing
from tasks.warehouse.placements import select_cells
from tasks.warehouse.revisions import Revision, find_revisions, latest_revision
from tasks.warehouse.season import Step, append_step, last_step, present_steps


@dataclass(frozen=True, slots=True)
class Situation:
    """What an agency's state is decided on: findings that fail, cells of the revision where decisions need them.

    disclosed = the agency has published its report of this year, in this or an earlier revision.
    """

    revision: Revision | None
    findings: tuple[Finding, ...] = ()
    step: Step | None = None
    decisions: tuple[Decision, ...] = ()
    cells: Mapping[str, PlacedCell] = field(default_factory=dict)
    disclosed: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """A state with who brought it about, and why."""

    state: str
    who: str
    why: str = ""


# None = 不动
Decide = Callable[[Situation], Settled | None]


def unsettled(engine: Engine, year: int, decide: Mapping[str, Decide]) -> list[str]:
    """The agencies (codes) that would move as things stand now, all read at once; each is then settled by itself."""
    with reading(engine) as connection:
        situations = _situations(connection, year)
    return [code for code, decision in decide.items() if _moves(situations[code], decision)]


def _situations(connection: Connection, year: int) -> defaultdict[str, Situation]:
    latest = find_revisions(connection, "latest", year)
    failing = select_failing(connection, year, latest.values())
    steps = present_steps(connection, year)
    decisions = select_decisions_of_year(connection, year)
    public = select_disclosures(connection, year)
    found = defaultdict(lambda: Situation(None))
    for code in {*latest, *steps, *decisions}:
        judged = decisions.get(code, ())
        known = Situation(latest.get(code), failing.get(code, ()), steps.get(code), judged, disclosed=code in public)
        found[code] = _with_cells(connection, known)
    return found


def _with_cells(connection: Connection, known: Situation) -> Situation:
    if known.revision is None or not known.decisions:
        return known
    return replace(known, cells=select_cells(connection, known.revision))


def _moves(situation: Situation, decide: Decide) -> bool:
    decided = decide(situation)
    if decided is None:
        return False
    number = situation.revision.number if situation.revision else None
    step = situation.step
    return step is None or (step.state, step.revision) != (decided.state, number)


def settle(engine: Engine, agency: str, year: int, decide: Decide, *, when: datetime) -> bool:
    """Bring an agency to the state that `decide` gives; False (and nothing written) where it stands there.

    What is decided on is read under the lock of the agency: a state decided on an older revision would else be given
    to a newer one that came in between, and an unchecked report would be counted.
    """
    with writing(engine, "agency", agency, year) as connection:
        revision = latest_revision(connection, agency, year)
        situation = Situation(
            revision,
            select_failing(connection, year, [revision])[agency] if revision else (),
            last_step(connection, agency, year),
            select_decisions(connection, agency, year),
            disclosed=bool(disclosed(connection, agency, year)),
        )
        decided = decide(_with_cells(connection, situation))
        if decided is None:
            return False
        number = revision.number if revision else None
        return append_step(connection, Step(agency, year, 0, decided.state, number, decided.who, decided.why, when))
