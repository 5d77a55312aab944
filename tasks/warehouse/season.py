"""Where each agency stands in the season of a report year; every step is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, RowMapping

from tasks.language import _
from tasks.season import COUNTED, START, check_step
from tasks.warehouse.columns import from_time, storable, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an agency: the state it came to, with which revision, by whom, why and when."""

    agency: str
    year: int
    number: int
    state: str
    revision: int | None
    who: str
    why: str
    at: datetime


def set_state(
    engine: Engine,
    agency: str,
    year: int,
    state: str,
    *,
    who: str,
    when: datetime,
    why: str = "",
    revision: int | None = None,
) -> bool:
    """Move an agency to a state; False (and nothing written) if it stands there with the same revision.

    The revision is, unless given, the newest one; `published` keeps that of the step before. TransitionError for a
    step that tasks/season does not allow, ValueError where something is to be accepted that was never loaded.
    """
    with writing(engine, "agency", agency, year) as connection:
        if revision is None:
            revision = _revision_for(connection, agency, year, state)
        if revision is None and state in COUNTED:
            raise ValueError(
                _("{agency} {year} 年度尚无已入库的报告，不能记为“{state}”；请先归集该报告").format(
                    agency=agency, year=year, state=state
                )
            )
        return append_step(connection, Step(agency, year, 0, state, revision, who, why, when))


def states(engine: Engine, year: int) -> dict[str, Step]:
    """The present step of every agency of a year, by agency code."""
    with reading(engine) as connection:
        return present_steps(connection, year)


def history(engine: Engine, agency: str, year: int) -> tuple[Step, ...]:
    """Every step of an agency, the first one first."""
    with reading(engine) as connection:
        return _history(connection, agency, year)


def present_steps(connection: Connection, year: int) -> dict[str, Step]:
    rows = connection.execute(statement("season/select_states"), {"year": year}).mappings()
    steps = sorted((_step(row) for row in rows), key=lambda step: step.agency)
    return {step.agency: step for step in steps}


def last_step(connection: Connection, agency: str, year: int) -> Step | None:
    past = _history(connection, agency, year)
    return past[-1] if past else None


def append_step(connection: Connection, step: Step) -> bool:
    """Add a step, whatever number it bears, after the last one unless that says the same; a new reason is no step.

    TransitionError for a step that the season does not allow.
    """
    past = _history(connection, step.agency, step.year)
    if past and (past[-1].state, past[-1].revision) == (step.state, step.revision):
        return False
    check_step(step.agency, step.year, past[-1].state if past else START, step.state)
    row = {
        "agency_code": step.agency,
        "year": step.year,
        "step": len(past) + 1,
        "state": step.state,
        "revision": step.revision,
        "actor": storable(step.who),
        "reason": storable(step.why),
        "changed_at": to_time(step.at),
    }
    connection.execute(statement("season/insert_state"), row)
    return True


def _revision_for(connection: Connection, agency: str, year: int, state: str) -> int | None:
    past = _history(connection, agency, year)
    if state == "published" and past:
        return past[-1].revision
    key = {"agency_code": agency, "year": year}
    row = connection.execute(statement("load/select_latest_revision"), key).mappings().one_or_none()
    return row["revision"] if row else None


def _history(connection: Connection, agency: str, year: int) -> tuple[Step, ...]:
    key = {"agency_code": agency, "year": year}
    rows = connection.execute(statement("season/select_history"), key).mappings()
    return tuple(_step(row) for row in rows)


def _step(row: RowMapping) -> Step:
    return Step(
        agency=row["agency_code"],
        year=row["year"],
        number=row["step"],
        state=row["state"],
        revision=row["revision"],
        who=row["actor"],
        why=row["reason"],
        at=from_time(row["changed_at"]),
    )
