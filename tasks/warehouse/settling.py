"""Decide an agency's state on what is stored, while nobody else changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from tasks.records import Finding
from tasks.warehouse.engine import writing
from tasks.warehouse.findings import select_findings
from tasks.warehouse.revisions import Revision, latest_revision
from tasks.warehouse.season import Step, append_step, last_step

# 由最新一版、它的结论、现在的状态，定出状态与缘由；None 为不动
Decide = Callable[[Revision | None, tuple[Finding, ...], Step | None], tuple[str, str] | None]


def settle(engine: Engine, agency: str, year: int, decide: Decide, *, who: str, when: datetime) -> bool:
    """Bring an agency to the state that `decide` gives; False (and nothing written) where it stands there.

    What is decided on is read under the lock of the agency: a state decided on an older revision would else be given
    to a newer one that came in between, and an unchecked report would be counted.
    """
    with writing(engine, "agency", agency, year) as connection:
        revision = latest_revision(connection, agency, year)
        findings = select_findings(connection, revision) if revision else ()
        decided = decide(revision, findings, last_step(connection, agency, year))
        if decided is None:
            return False
        state, why = decided
        number = revision.number if revision else None
        return append_step(connection, Step(agency, year, 0, state, number, who, why, when))
