"""Decisions of people: added, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.records import Decision, DecisionKind
from tasks.warehouse.columns import from_date, from_json, from_time, storable, to_date, to_json, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


def record_decisions(engine: Engine, county: str, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Add decisions of a county, all or none; gives those that were not known."""
    with writing(engine, "decisions", county) as connection:
        known = {decision.id for decision in _select(connection, "of_county", {"county": county})}
        new = tuple({decision.id: decision for decision in decisions if decision.id not in known}.values())
        rows = [_row(decision) | {"position": place} for place, decision in enumerate(new, len(known) + 1)]
        if rows:
            connection.execute(statement("decisions/insert_decision"), rows)
    return new


def decisions(engine: Engine, county: str) -> tuple[Decision, ...]:
    """Every decision of a county, in the order in which they were recorded."""
    with reading(engine) as connection:
        return _select(connection, "of_county", {"county": county})


def decisions_on(engine: Engine, agency: str, year: int) -> tuple[Decision, ...]:
    """The decisions about one agency's report year, revocations included, in the order in which they were recorded."""
    with reading(engine) as connection:
        return select_decisions(connection, agency, year)


def select_decisions(connection: Connection, agency: str, year: int) -> tuple[Decision, ...]:
    return _select(connection, "of_agency", {"agency_code": agency, "year": year})


def select_decisions_of_year(connection: Connection, year: int) -> dict[str, tuple[Decision, ...]]:
    """By agency code the decisions about the reports of a year."""
    found: dict[str, tuple[Decision, ...]] = {}
    for decision in _select(connection, "of_year", {"year": year}):
        found[decision.agency] = (*found.get(decision.agency, ()), decision)
    return found


def _select(connection: Connection, which: str, key: dict[str, Any]) -> tuple[Decision, ...]:
    rows: Iterable[RowMapping] = connection.execute(statement(f"decisions/select_{which}"), key).mappings()
    return tuple(_decision(row) for row in rows)


def _row(decision: Decision) -> dict[str, Any]:
    return {
        "decision_id": decision.id,
        "county": decision.county,
        "agency_code": decision.agency,
        "year": decision.year,
        "kind": str(decision.kind),
        "rule": decision.rule,
        "outcome": decision.outcome,
        "cells": to_json(decision.cells),
        "bound": to_json(dict(decision.bound)),
        "finding": decision.finding,
        "message": storable(decision.message),
        "reason": storable(decision.reason),
        "person": storable(decision.person),
        "second_person": storable(decision.second),
        "until_date": to_date(decision.until),
        "revokes": decision.revokes or None,
        "source": storable(decision.source),
        "decided_at": to_time(decision.at),
    }


def _decision(row: RowMapping) -> Decision:
    return Decision(
        kind=DecisionKind(row["kind"]),
        county=row["county"],
        agency=row["agency_code"],
        year=row["year"],
        reason=row["reason"],
        person=row["person"],
        at=from_time(row["decided_at"]),
        second=row["second_person"],
        until=from_date(row["until_date"]),
        rule=row["rule"],
        outcome=row["outcome"],
        cells=tuple(from_json(row["cells"])),
        bound=from_json(row["bound"]),
        finding=row["finding"],
        message=row["message"],
        revokes=row["revokes"] or "",
        source=row["source"],
    )
