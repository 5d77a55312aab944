"""Check: run Great Expectations over a batch of reports and keep the findings by report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from prefect import task

from tasks import warehouse
from tasks.form import load_form, parts
from tasks.open import Desk, open_desk
from tasks.place import Submission
from tasks.read import Batch
from tasks.records import Agency, Case, Finding, Placement, State


@dataclass(frozen=True)
class Checked:
    """What is to be loaded: new submissions, and stored revisions whose year before has changed, with findings."""

    submissions: list[Submission] = field(default_factory=list)
    stored: list[warehouse.Revision] = field(default_factory=list)
    findings: dict[str, list[Finding]] = field(default_factory=dict)


def check_submissions(desk: Desk, submissions: list[Submission], year: int, recheck: Collection[str] = ()) -> Checked:
    """Findings of new submissions, and again of the newest revisions of the agencies in `recheck`."""
    new = {submission.agency.code for submission in submissions}
    latest = warehouse.latest_revisions(desk.engine, year)
    stored = [revision for code, revision in latest.items() if code in recheck and code not in new]
    agencies = {agency.code: agency for agency in desk.roster}
    cases = [_case(desk, item.key, item.placement, item.agency, year) for item in submissions]
    cases += [
        _case(desk, stored_key(it), warehouse.load_placement(desk.engine, it), agencies.get(it.agency), year)
        for it in stored
    ]
    return Checked(submissions, stored, _check(cases) if cases else {})


def _check(cases: list[Case]) -> dict[str, list[Finding]]:
    from tasks.checking import check as check_cases  # noqa: PLC0415 - Great Expectations takes seconds to import

    return check_cases(cases)


def stored_key(revision: warehouse.Revision) -> str:
    return f"{revision.agency}/{revision.year}/{revision.number}"


def _case(desk: Desk, key: str, placement: Placement, agency: Agency | None, year: int) -> Case:
    names = agency.names if agency else ()
    accepted = warehouse.accepted_revisions(desk.engine, year - 1).get(agency.code) if agency else None
    before = accepted or (warehouse.latest_revisions(desk.engine, year - 1).get(agency.code) if agency else None)
    values = warehouse.revision_values(desk.engine, agency.code, year - 1) if agency else None
    if before is None or values is None:
        return Case(key, placement, agency, year, None, "", names)
    return Case(
        key, placement, agency, year, provisional(values, before.form) if accepted else values, before.form, names
    )


def provisional(values: Mapping[str, Decimal | None], form: str) -> dict[str, Decimal | None]:
    """Figures of an accepted report, blanks as C-03 took them: a blank total is the sum of its parts, others 0."""
    filled = {code: Decimal(0) if value is None else value for code, value in values.items()}
    for total, cells in parts(load_form(form)).items():
        if values.get(total) is None:
            filled[total] = sum((filled.get(code, Decimal(0)) for code in cells), Decimal(0))
    return dict(filled)


def check_roster(desk: Desk, year: int) -> list[Finding]:
    """Rule A-04 over the roster: which expected agencies have no accepted report, so that the rollup cannot close."""
    from tasks.checking import check_completeness  # noqa: PLC0415 - Great Expectations takes seconds to import

    accepted = dict.fromkeys(warehouse.accepted_revisions(desk.engine, year), 1)
    return [f for f in check_completeness(desk.expected(year), accepted, year) if f.state is State.FAIL]


@task(task_run_name="齐全 {year}")
def complete(home: str, year: int) -> list[str]:
    """Prefect's wrapper; gives the sentences of rule A-04 that are still open."""
    return [finding.message for finding in check_roster(open_desk(home), year)]


@task(task_run_name="核对 {year}")
def check(home: str, year: int, submissions: Batch[Submission], recheck: Collection[str] = ()) -> Batch[Checked]:
    """Prefect's wrapper; recheck = agencies whose report of the year before changed tonight."""
    return Batch([check_submissions(open_desk(home), submissions.items, year, recheck)])
