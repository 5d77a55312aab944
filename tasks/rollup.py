"""Roll up: the county's figures of a year from the accepted reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from prefect import task

from tasks import warehouse
from tasks.form import form_for
from tasks.open import Desk, codes, moment, open_desk
from tasks.records import DecisionKind
from tasks.weigh import decisions_of, weigh_reports


def roll_up_year(desk: Desk, year: int, now: datetime) -> warehouse.Rollup:
    """The rollup of a year, stored when it changed; the roster of the year and its changes are recorded with it."""
    warehouse.record_roster(desk.engine, desk.county.code, year, [a for a in desk.roster if a.existed_in(year)])
    warehouse.record_lineage(desk.engine, desk.county.code, year, [it for it in desk.changes if it.on.year == year])
    return warehouse.roll_up(
        desk.engine,
        desk.county.code,
        year,
        codes(desk.expected(year)),
        now,
        zero=_must_be_zero(year),
        areas=desk.county.areas,
        roster=codes(desk.roster),
        waived=_waived(desk, year, now.date()),
    )


def _waived(desk: Desk, year: int, on: date) -> Callable[[warehouse.Conflict], bool]:
    """Whether two persons let a figure stand that the sum does not bear out; in a backloaded year all do.

    What is no number cannot be added by anybody's word.
    """
    if desk.backload(year):
        return lambda _conflict: True
    decided = {code for code, _year in decisions_of(desk, {year})}
    counted = {code: it for code, it in warehouse.accepted_revisions(desk.engine, year).items() if code in decided}
    findings = warehouse.failing_findings(desk.engine, year, counted.values())
    cells = {
        (code, cell)
        for code, weighed in weigh_reports(desk, counted, findings, on).items()
        for decision in weighed.covered.values()
        if decision.kind is DecisionKind.WAIVE
        for cell in decision.bound
    }
    return lambda conflict: conflict.kind != "not_a_number" and (conflict.agency, conflict.code) in cells


def _must_be_zero(year: int) -> list[str]:
    """Cells that no body of a county may fill (rule T-02): 规章."""
    form = form_for(year)
    return [cell.code for cell in form.cells.values() if cell.row.code == "rules"] if form else []


@task(task_run_name="汇总 {year}", retries=2, retry_delay_seconds=3)
def rollup(home: str, year: int, on: date | None = None) -> str:
    """Prefect's wrapper; gives the status: draft, blocked or complete."""
    return roll_up_year(open_desk(home), year, moment(on)).status
