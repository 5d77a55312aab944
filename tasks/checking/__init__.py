"""Checking by Great Expectations: reports in, findings out. Great Expectations is imported by the first check only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations import Catalogue, Text, catalogue
from expectations.entries import columns
from tasks.checking.chapters import observe_chapters
from tasks.checking.completeness import check_completeness, observe_season
from tasks.checking.documents import observe_document
from tasks.checking.figures import observe_figures
from tasks.checking.findings import finding, findings_of, single_findings
from tasks.checking.groups import observe_groups
from tasks.checking.history import observe_previous
from tasks.checking.money import observe_money
from tasks.checking.narrative import observe_narrative
from tasks.checking.observation import Evidence, Observation
from tasks.checking.powers import observe_powers
from tasks.checking.requests import observe_requests
from tasks.checking.running import CheckingError, Judge, Verdict, failing_rows, great_expectations
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
    "check_completeness",
    "conclude",
    "failing_rows",
    "frame_of",
    "great_expectations",
    "observe",
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
        failed = _failed(judge(frame_of(batch.seen, suite), suite), len(batch.cases))
        for case, seen, failures in zip(batch.cases, batch.seen, failed, strict=True):
            told = findings_of if gather else single_findings
            found[case.key] = told(case, batch.form, judged, seen, failures)
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


def _failed(verdicts: Sequence[Verdict], size: int) -> list[dict[str, set[tuple[str, str]]]]:
    """By report and rule the (outcome, subject) that fail: of an outcome with alternatives, all of them must."""
    counts: Counter[tuple[int, str, str, str]] = Counter()
    failed: list[defaultdict[str, set[tuple[str, str]]]] = [defaultdict(set) for _ in range(size)]
    for verdict in verdicts:
        rule, outcome, subject = verdict.meta["rule"], verdict.meta["outcome"], verdict.meta.get("subject", "")
        for position in verdict.failing:
            counts[position, rule, outcome, subject] += 1
            if counts[position, rule, outcome, subject] == verdict.meta.get("of", 1):
                failed[position][rule].add((outcome, subject))
    return list(failed)


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
    observe_previous,
    observe_years,
    observe_narrative,
    observe_season,
)
"""Every subject's observation, in the order in which they run: a later one may use what an earlier one settled."""


def frame_of(seen: Sequence[Observation], suite: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """The wide frame; with a suite only the columns that it looks at."""
    import pandas as pd  # noqa: PLC0415 - only when checking

    wanted = seen[0].columns if suite is None else {name for entry in suite["expectations"] for name in columns(entry)}
    values = {name: [observation.columns[name] for observation in seen] for name in seen[0].columns if name in wanted}
    return pd.DataFrame({name: pd.Series(column, dtype=_dtype(column)) for name, column in values.items()})


def _dtype(values: Sequence[float | str | None]) -> type:
    """Text stays Python text: the regexes of the rules are Python's."""
    return object if any(isinstance(value, str) for value in values) else float
