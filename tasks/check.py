"""Check: run Great Expectations over a batch of reports and keep the findings by report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prefect import task

from tasks import warehouse
from tasks.open import Desk, open_desk
from tasks.place import Submission
from tasks.read import Batch
from tasks.recall import founded, grounds, recall
from tasks.records import Case, Finding, Placement
from tasks.ruling import Ruling, ruling


@dataclass(frozen=True)
class Checked:
    """What is to be loaded: new submissions, and stored revisions around which something has changed, with findings.

    findings and grounds are by the submission's or revision's key, those of a submission that says nothing new are
    left out; ruleset names the rules that they were checked by.
    """

    submissions: list[Submission] = field(default_factory=list)
    stored: list[warehouse.Revision] = field(default_factory=list)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    grounds: dict[str, str] = field(default_factory=dict)
    ruleset: str = ""


def check_submissions(desk: Desk, submissions: list[Submission], year: int, again: Collection[str] = ()) -> Checked:
    """Findings of new submissions, and anew of stored reports: of those in `again`, and of those whose last check was
    founded on other reports than stand around them now, or on other rules while the season is not closed.

    A submission that says what the stored report says, with nothing changed around it, has that one's findings.
    """
    new = {submission.agency.code: submission.placement for submission in submissions}
    latest = warehouse.latest_revisions(desk.engine, year)
    around = grounds(desk, year, {*latest, *new}, new)
    then = warehouse.check_grounds(desk.engine, year)
    rules = ruling(desk, year)
    in_force = "" if desk.closed(year) else rules.version
    stored = [
        it
        for code, it in latest.items()
        if code not in new and (code in again or _outdated(then.get((code, it.number)), around[code], in_force))
    ]
    known = {
        code
        for code, it in latest.items()
        if code in new
        and it.content_hash == warehouse.content_hash(new[code])
        and then.get((code, it.number)) == (around[code], rules.version)
    }
    reports = [(stored_key(it), it.agency, warehouse.load_placement(desk.engine, it)) for it in stored]
    reports += [(it.key, it.agency.code, it.placement) for it in submissions if it.agency.code not in known]
    cases = list(cases_of(desk, year, reports, new))
    keys = {stored_key(it): it.agency for it in stored} | {item.key: item.agency.code for item in submissions}
    return Checked(
        submissions,
        stored,
        check_cases(cases, rules) if cases else {},
        {key: around[code] for key, code in keys.items()},
        rules.version,
    )


def _outdated(then: tuple[str, str] | None, around: str, version: str) -> bool:
    """Whether a check no longer holds: of other reports, or (where a version is given) by other rules."""
    return then is None or then[0] != around or (version != "" and then[1] != version)


def check_cases(cases: Sequence[Case], rules: Ruling) -> dict[str, list[Finding]]:
    """The findings of each case, by its key, by the rules in force."""
    from tasks.checking import check as check_by  # noqa: PLC0415 - Great Expectations takes seconds to import

    return check_by(cases, rules.rules, rules.silenced)


def stored_key(revision: warehouse.Revision) -> str:
    return f"{revision.agency}/{revision.year}/{revision.number}"


def cases_of(
    desk: Desk, year: int, reports: Sequence[tuple[str, str, Placement]], new: Mapping[str, Placement]
) -> Iterator[Case]:
    """A case for each (key, agency code, placement), with what is known around it, read for all of them at once."""
    histories = recall(desk, year, {code for _key, code, _placement in reports}, new)
    fresh = founded(desk, year)
    for key, code, placement in reports:
        agency = desk.agencies.get(code)
        names = agency.names if agency else ()
        yield Case(key, placement, agency, year, histories[code], code in fresh, names)


@task(task_run_name="核对 {year}")
def check(home: str, year: int, submissions: Batch[Submission], again: Collection[str] = ()) -> Batch[Checked]:
    """Prefect's wrapper; again = agencies whose report is to be checked whether anything changed or not."""
    return Batch([check_submissions(open_desk(home), submissions.items, year, again)])
