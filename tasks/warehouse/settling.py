"""Decide an agency's state on what is stored, while nobody else changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from tasks.records import Decision, Finding, PlacedCell
from tasks.warehouse.campaigns import disclosed
from tasks.warehouse.decisions import select_decisions
from tasks.warehouse.engine import writing
from tasks.warehouse.findings import select_findings
from tasks.warehouse.placements import select_cells
from tasks.warehouse.revisions import Revision, latest_revision
from tasks.warehouse.season import Step, append_step, last_step


@dataclass(frozen=True, slots=True)
class Situation:
    """What an agency's state is decided on. cells are those of the revision, read only where decisions need them.

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


def settle(engine: Engine, agency: str, year: int, decide: Decide, *, when: datetime) -> bool:
    """Bring an agency to the state that `decide` gives; False (and nothing written) where it stands there.

    What is decided on is read under the lock of the agency: a state decided on an older revision would else be given
    to a newer one that came in between, and an unchecked report would be counted.
    """
    with writing(engine, "agency", agency, year) as connection:
        revision = latest_revision(connection, agency, year)
        decisions = select_decisions(connection, agency, year)
        situation = Situation(
            revision,
            select_findings(connection, revision) if revision else (),
            last_step(connection, agency, year),
            decisions,
            select_cells(connection, revision) if revision and decisions else {},
            bool(disclosed(connection, agency, year)),
        )
        decided = decide(situation)
        if decided is None:
            return False
        number = revision.number if revision else None
        return append_step(connection, Step(agency, year, 0, decided.state, number, decided.who, decided.why, when))
