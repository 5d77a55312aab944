"""Checking by Great Expectations: reports in, findings out. Great Expectations is imported by the first check only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations import Catalogue, Text, catalogue
from tasks.checking.arrivals import check_arrivals
from tasks.checking.chapters import observe_chapters
from tasks.checking.county import check_outside, check_paired, check_summed
from tasks.checking.dates import observe_dates
from tasks.checking.documents import observe_document
from tasks.checking.due import check_due
from tasks.checking.exchanges import observe_exchanges
from tasks.checking.figures import observe_figures
from tasks.checking.filed import check_filed, to_compare
from tasks.checking.findings import finding, findings_of, single_findings
from tasks.checking.frame import frame_of
from tasks.checking.groups import observe_groups
from tasks.checking.history import observe_previous
from tasks.checking.marks import marks_of
from tasks.checking.money import observe_money
from tasks.checking.narrative import observe_narrative
from tasks.checking.observation import Evidence, Observation
from tasks.checking.pasted import observe_pasted
from tasks.checking.powers import observe_powers
from tasks.checking.requests import observe_requests
from tasks.checking.running import CheckingError, Judge, Verdict, failing_rows, failures, great_expectations
from tasks.checking.season import court
from tasks.checking.years import observe_years
from tasks.form import Form, load_form, load_forms
from tasks.records import Case, Finding, State

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "CheckingError",
    "Judge",
    "Observed",
    "Verdict",
    "check",
    "check_arrivals",
    "check_due",
    "check_filed",
    "check_outside",
    "check_paired",
    "check_summed",
    "conclude",
    "court",
    "failing_rows",
    "frame_of",
    "great_expectations",
    "marks_of",
    "observe",
    "to_compare",
    "wide_frame",
]


@dataclass(frozen=True, slots=True)
class Observed:
    """The reports of one edition, and what was seen of each."""

    form: Form
    cases: Sequence[Case]
    seen: Sequence[Observation]


def check(
    cases: Sequence[Case], rules: Catalogue | None = None, silenced: Mapping[str, Text] | None = None
) -> dict[str, list[Finding]]:
    """Every rule on every report, in all four states, by the key of its case.

    Reports of different editions may be mixed. Of an equation there is one finding a row, column or group; of another
    rule one finding a fault, or one that says pass, undecided or not applicable. `rules` replaces the catalogue;
    rules of `silenced` are not judged, and each says by its text why it does not apply.
    ValueError when a key comes twice, CheckingError when a check itself broke down.
    """
    if len({case.key for case in cases}) < len(cases):
        raise ValueError("同一批里有两份报告的 key 相同")
    whole = rules or catalogue()
    heard = whole.rules.keys() - silenced.keys() if silenced else ()
    found = conclude(observe(cases, rules), rules, heard)
    return {case.key: [*found[case.key], *_silent(case, whole, silenced or {})] for case in cases}


def _silent(case: Case, rules: Catalogue, silenced: Mapping[str, Text]) -> list[Finding]:
    """What rules that are switched off say instead."""
    own = rules.of(_edition(case))
    return [finding(it, State.NOT_APPLICABLE, silenced[it.id], Evidence()) for it in own if it.id in silenced]


def observe(cases: Sequence[Case], rules: Catalogue | None = None) -> list[Observed]:
    """What is seen of the reports, by edition, before anything is judged."""
    editions: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        editions[_edition(case)].append(case)
    forms = {edition: load_form(edition) for edition in editions}
    return [
        Observed(forms[edition], own, [_observe(case, forms[edition], rules or catalogue()) for case in own])
        for edition, own in editions.items()
    ]


def conclude(
    observed: Sequence[Observed],
    rules: Catalogue | None = None,
    only: Collection[str] = (),
    judge: Judge = great_expectations,
    gather: bool = True,
) -> dict[str, list[Finding]]:
    """The findings of what was seen; `only` names the rules to judge (all by default), `judge` another judge.

    Not to gather gives what each rule says by itself, several findings of one cause among them.
    """
    rules = rules or catalogue()
    judged = rules.only(only) if only else rules
    found: dict[str, list[Finding]] = {}
    for batch in observed:
        suite = _suite(batch.form, judged)
        failed = failures(judge(frame_of(batch.seen, suite), suite), len(batch.cases))
        for case, seen, wrong in zip(batch.cases, batch.seen, failed, strict=True):
            told = findings_of if gather else single_findings
            found[case.key] = told(case, batch.form, judged, seen, wrong)
    return found


def wide_frame(cases: Sequence[Case]) -> pd.DataFrame:
    """A row a report, in their order; a column a cell (NaN where it cannot be used), then what other rules look at.

    ValueError unless all reports use one edition of the form.
    """
    editions = {_edition(case) for case in cases}
    if len(editions) != 1:
        raise ValueError("一张宽表只能装一种格式的报告")
    form = load_form(editions.pop())
    return frame_of([_observe(case, form, catalogue()) for case in cases])


def _edition(case: Case) -> str:
    """The report's edition; the newest where its tables do not tell (R-04 says so)."""
    return case.placement.form if case.placement.form in load_forms() else list(load_forms())[-1]


def _suite(form: Form, rules: Catalogue) -> Mapping[str, Any]:
    """The stored suite, asserted to be whole; one made on the spot for other rules than the catalogue's."""
    from expectations.suite import derive, whole  # noqa: PLC0415 - only when checking

    return whole(form.id) if rules is catalogue() else derive(form.id, rules)


def _observe(case: Case, form: Form, rules: Catalogue) -> Observation:
    seen = Observation()
    for look in OBSERVERS:
        look(case, form, rules, seen)
    seen.columns |= {code: None if value is None else float(value) for code, value in seen.figures.items()}
    return seen


def observe_season(_case: Case, _form: Form, rules: Catalogue, seen: Observation) -> None:
    """One report alone cannot tell what only a whole season shows."""
    for rule in rules.rules.values():
        if rule.season and "one_report" in rule.undecided:
            seen.doubt(rule.id, "one_report")


def observe_parameters(case: Case, _form: Form, rules: Catalogue, seen: Observation) -> None:
    """The thresholds in force for the report's year, a column each: `T-06.most`."""
    for rule in rules.rules.values():
        for name in rule.parameters:
            seen.columns[f"{rule.id}.{name}"] = float(rule.parameter(name, case.year))


Observe = Callable[[Case, Form, Catalogue, Observation], None]
OBSERVERS: tuple[Observe, ...] = (
    observe_parameters,
    observe_figures,
    observe_groups,
    observe_powers,
    observe_money,
    observe_requests,
    observe_document,
    observe_chapters,
    observe_dates,
    observe_previous,
    observe_years,
    observe_narrative,
    observe_exchanges,
    observe_pasted,
    observe_season,
)
"""Every subject's observation, in the order in which they run: a later one may use what an earlier one settled."""
