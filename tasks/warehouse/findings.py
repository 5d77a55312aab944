"""Findings of a revision; a check that finds the same as the one before it writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.records import Broken, Finding, Fix, Parts, Severity, State
from tasks.warehouse.columns import (
    digest,
    from_json,
    from_scalar,
    from_text,
    storable,
    to_json,
    to_scalar,
    to_text,
    to_time,
)
from tasks.warehouse.copying import add_rows
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.revisions import Revision, batched
from tasks.warehouse.statements import statement

_FOUNDED = ("grounds", "ruleset")


def record_findings(
    engine: Engine,
    revision: Revision,
    findings: Sequence[Finding],
    now: datetime,
    grounds: str = "",
    *,
    ruleset: str = "",
) -> bool:
    """Record a re-check of a stored revision; False if it found what the last check found.

    grounds says what it took from other reports, ruleset by which rules it was made.
    """
    with writing(engine, "agency", revision.agency, revision.year) as connection:
        return insert_findings(connection, revision, findings, now, (grounds, ruleset))


def findings_of(engine: Engine, revision: Revision) -> tuple[Finding, ...]:
    """The findings of a revision's last check, then those of its season that speak of it, as they were recorded."""
    with reading(engine) as connection:
        return _select(connection, revision.year, [revision], State)[revision.agency]


def failing_findings(engine: Engine, year: int, revisions: Collection[Revision]) -> dict[str, tuple[Finding, ...]]:
    """What fails in the last checks of some agencies' revisions of a year and in its season about them, by agency."""
    with reading(engine) as connection:
        return select_failing(connection, year, revisions)


def select_failing(
    connection: Connection, year: int, revisions: Collection[Revision]
) -> dict[str, tuple[Finding, ...]]:
    return _select(connection, year, revisions, [State.FAIL])


def _select(
    connection: Connection, year: int, revisions: Collection[Revision], states: Iterable[State]
) -> dict[str, tuple[Finding, ...]]:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    asked = {"year": year, "states": [str(state) for state in states]}
    for part in batched(revisions):
        key = asked | {"revisions": [(it.agency, it.number) for it in part]}
        for name in ("load/select_findings", "season/select_season_findings_of"):
            for row in connection.execute(statement(name), key).mappings():
                found[row["agency_code"]].append(from_row(row))
    return {it.agency: tuple(found[it.agency]) for it in revisions}


def insert_findings(
    connection: Connection,
    revision: Revision,
    findings: Sequence[Finding],
    now: datetime,
    founded: tuple[str, str],
) -> bool:
    """Add a check; founded holds what it took from other reports, and by which rules it was made."""
    rows = [to_row(finding) for finding in findings]
    findings_hash = digest(sorted(to_json(row) for row in rows))
    last = connection.execute(statement("load/select_last_check"), revision.key).mappings().one_or_none()
    if last is not None and last["findings_hash"] == findings_hash:
        if (last["grounds"], last["ruleset"]) != founded:
            same = revision.key | {"check_number": last["check_number"]} | dict(zip(_FOUNDED, founded, strict=True))
            connection.execute(statement("load/update_check"), same)
        return False
    check = revision.key | {"check_number": last["check_number"] + 1 if last else 1}
    head = check | {"findings_hash": findings_hash, "checked_at": to_time(now)}
    connection.execute(statement("load/insert_check"), head | dict(zip(_FOUNDED, founded, strict=True)))
    add_rows(connection, "findings", [check | {"position": position} | row for position, row in enumerate(rows)])
    return True


def to_row(finding: Finding) -> dict[str, Any]:
    """The columns of a finding, the same in every table that holds findings."""
    return {
        "rule": finding.rule,
        "state": str(finding.state),
        "severity": str(finding.severity),
        "message": storable(finding.message),
        "message_en": storable(finding.message_en),
        "cells": to_json(finding.cells),
        "expected": to_scalar(finding.expected),
        "found": to_scalar(finding.found),
        "difference": to_text(finding.difference),
        "parts": to_json(_parts(finding.parts)),
        "fixes": to_json([_fix(fix) for fix in finding.fixes]),
        "broken": to_json([[equation.rule, _parts(equation.parts)] for equation in finding.broken]),
        "outcome": finding.outcome,
        "fingerprint": finding.fingerprint,
    }


def from_row(row: RowMapping) -> Finding:
    """The finding of such columns."""
    return Finding(
        rule=row["rule"],
        state=State(row["state"]),
        severity=Severity(row["severity"]),
        message=row["message"],
        message_en=row["message_en"],
        cells=tuple(from_json(row["cells"])),
        expected=from_scalar(row["expected"]),
        found=from_scalar(row["found"]),
        difference=from_text(row["difference"]),
        parts=_from_parts(from_json(row["parts"])),
        fixes=tuple(_from_fix(fix) for fix in from_json(row["fixes"])),
        broken=tuple(Broken(rule, _from_parts(parts)) for rule, parts in from_json(row["broken"])),
        outcome=row["outcome"],
    )


def _parts(parts: Parts) -> list[Any]:
    return [[code, sign, to_text(value)] for code, sign, value in parts]


def _from_parts(rows: list[Any]) -> Parts:
    return tuple((code, sign, from_text(value)) for code, sign, value in rows)


def _fix(fix: Fix) -> list[Any]:
    """Cells as pairs, in their own order."""
    return [[[code, to_text(value)] for code, value in fix.cells.items()], fix.slip, fix.unique, list(fix.evidence)]


def _from_fix(row: list[Any]) -> Fix:
    cells, slip, unique, evidence = row
    return Fix({code: Decimal(value) for code, value in cells}, slip, unique, tuple(evidence))
