"""What a night of the sample county must find, from the lists in tests/golden, and what a warehouse says."""

from __future__ import annotations

import csv
from pathlib import Path

from tasks import warehouse
from tasks.form import load_forms
from tasks.open import Desk
from tasks.records import Finding, State

GOLDEN = Path(__file__).parents[1] / "golden"
COLUMN_RULES = {"K-01", "K-02"}
Row = tuple[str, ...]


def listed(name: str, *columns: str) -> list[Row]:
    """The rows of a golden file, sorted."""
    with (GOLDEN / name).open(encoding="utf-8-sig", newline="") as file:
        return sorted(tuple(row[column] for column in columns) for row in csv.DictReader(file))


def found(desk: Desk) -> list[Row]:
    """Failing findings of the newest revisions, in the golden file's words."""
    return sorted(
        (code, str(year), finding.rule, str(finding.severity), subject(finding))
        for year in desk.years()
        for code, revision in warehouse.latest_revisions(desk.engine, year).items()
        for finding in warehouse.findings_of(desk.engine, revision)
        if finding.state is State.FAIL
    )


def subject(finding: Finding) -> str:
    """What the golden file calls a finding: the row, column or group of an identity, else its cells."""
    if finding.rule not in {"W-01", "K-01", "K-02", "T-01"}:
        return " ".join(finding.cells)
    cell = load_forms()["f2021"].cells[finding.cells[-1]]
    part = cell.column.code if finding.rule in COLUMN_RULES else cell.row.code or cell.column.code.partition(".")[0]
    return f"{cell.table}.{part}"


def refused(desk: Desk) -> list[Row]:
    """(file name, year, reason) of what was not taken."""
    return sorted(
        (Path(arrival.receipt.file_name).name, str(year), arrival.reason)
        for year in desk.years()
        for arrival in warehouse.arrivals(desk.engine, year)
        if arrival.outcome == "refused"
    )


def standings(desk: Desk) -> list[Row]:
    """(agency, year, state, revision) of every expected agency, in the golden file's words."""
    rows: list[Row] = []
    for year in desk.years():
        states = warehouse.states(desk.engine, year)
        latest = warehouse.latest_revisions(desk.engine, year)
        for agency in desk.expected(year):
            revision = latest.get(agency.code)
            state = states[agency.code].state
            word = {"late_statutory": "missing", "refused": "returned"}.get(state, state)
            rows.append((agency.code, str(year), word, str(revision.number) if revision else ""))
    return sorted(rows)
