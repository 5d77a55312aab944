"""Check: run Great Expectations over a batch of reports and keep the findings by report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prefect import task

from tasks import warehouse
from tasks.open import Desk, open_desk
from tasks.place import Submission
from tasks.read import Batch
from tasks.recall import founded, heirs, recall
from tasks.records import Case, Finding, Placement, State


@dataclass(frozen=True)
class Checked:
    """What is to be loaded: new submissions, and stored revisions whose year before has changed, with findings."""

    submissions: list[Submission] = field(default_factory=list)
    stored: list[warehouse.Revision] = field(default_factory=list)
    findings: dict[str, list[Finding]] = field(default_factory=dict)


def check_submissions(desk: Desk, submissions: list[Submission], year: int, changed: Collection[str] = ()) -> Checked:
    """Findings of new submissions, and again of stored ones that are, or continue, those of agencies in `changed`."""
    new = {submission.agency.code: submission.placement for submission in submissions}
    again = {*changed, *heirs(desk, year, {*changed, *new})} - new.keys()
    stored = [it for it in warehouse.latest_revisions(desk.engine, year).values() if it.agency in again]
    reports = [(stored_key(it), it.agency, warehouse.load_placement(desk.engine, it)) for it in stored]
    reports += [(item.key, item.agency.code, item.placement) for item in submissions]
    cases = list(_cases(desk, year, reports, new))
    return Checked(submissions, stored, _check(cases) if cases else {})


def _check(cases: list[Case]) -> dict[str, list[Finding]]:
    from tasks.checking import check as check_cases  # noqa: PLC0415 - Great Expectations takes seconds to import

    return check_cases(cases)


def stored_key(revision: warehouse.Revision) -> str:
    return f"{revision.agency}/{revision.year}/{revision.number}"


def _cases(
    desk: Desk, year: int, reports: Sequence[tuple[str, str, Placement]], new: Mapping[str, Placement]
) -> Iterator[Case]:
    """A case for each (key, agency code, placement), with what is known around it, read for all of them at once."""
    histories = recall(desk, year, {code for _key, code, _placement in reports}, new)
    fresh = founded(desk, year)
    for key, code, placement in reports:
        agency = desk.agencies.get(code)
        names = agency.names if agency else ()
        yield Case(key, placement, agency, year, histories[code], code in fresh, names)


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
def check(home: str, year: int, submissions: Batch[Submission], changed: Collection[str] = ()) -> Batch[Checked]:
    """Prefect's wrapper; changed = agencies one of whose earlier reports changed tonight."""
    return Batch([check_submissions(open_desk(home), submissions.items, year, changed)])
