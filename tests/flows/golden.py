"""What a night of the sample county must find, from the lists in tests/golden, and what a warehouse says."""

from __future__ import annotations

import csv
from pathlib import Path

from tasks import warehouse
from tasks.form import load_forms
from tasks.open import Desk
from tasks.records import Finding, Parts, State

GOLDEN = Path(__file__).parents[1] / "golden"
ROW_RULES = {"W-01"}
EQUATIONS = {"W-01", "K-01", "K-02", "T-01"}
FINDINGS = ("agency", "year", "rule", "severity", "subject", "explains")
Row = tuple[str, ...]


def listed(name: str, *columns: str) -> list[Row]:
    """The rows of a golden file, sorted."""
    with (GOLDEN / name).open(encoding="utf-8-sig", newline="") as file:
        return sorted(tuple(row[column] for column in columns) for row in csv.DictReader(file))


def found(desk: Desk) -> list[Row]:
    """Failing findings of the newest revisions, in the golden file's words."""
    return sorted(
        (code, str(year), finding.rule, str(finding.severity), subject(finding), explained(finding))
        for year in desk.years()
        for code, revision in warehouse.latest_revisions(desk.engine, year).items()
        for finding in warehouse.findings_of(desk.engine, revision)
        if finding.state is State.FAIL
    )


def subject(finding: Finding) -> str:
    """What the golden file calls a finding: the row, column or group of its identity, else its cells."""
    return line(finding.rule, finding.parts) if finding.rule in EQUATIONS else " ".join(finding.cells)


def explained(finding: Finding) -> str:
    return "; ".join(f"{equation.rule} {line(equation.rule, equation.parts)}" for equation in finding.broken)


def line(rule: str, parts: Parts) -> str:
    """The row, column or group of an equation, told by its last cell."""
    cell = load_forms()["f2021"].cells[parts[-1][0]]
    group = cell.column.code.partition(".")[0]
    return f"{cell.table}.{(cell.row.code if rule in ROW_RULES else group)}"


def beside(desk: Desk) -> list[Row]:
    """(agency, year, rule, severity) of what failed between the reports; A-04 follows from the states."""
    return sorted(
        (it.agency, str(year), it.finding.rule, str(it.finding.severity))
        for year in desk.years()
        for it in warehouse.season_findings(desk.engine, desk.county.code, year)
        if it.finding.state is State.FAIL and it.finding.rule != "A-04"
    )


def unreported(desk: Desk) -> set[Row]:
    """(agency, year) of everybody whom A-04 names."""
    return {
        (it.agency, str(year))
        for year in desk.years()
        for it in warehouse.season_findings(desk.engine, desk.county.code, year)
        if it.finding.rule == "A-04"
    }


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
            word = {"late_statutory": "missing", "refused": "returned", "published": "accepted"}.get(state, state)
            rows.append((agency.code, str(year), word, str(revision.number) if revision else ""))
    return sorted(rows)
