"""Checking by Great Expectations: reports in, findings out. Great Expectations is imported by the first check only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from expectations import catalogue, identities
from tasks.checking.completeness import check_completeness
from tasks.checking.documents import observe_document
from tasks.checking.figures import observe_figures, observe_powers
from tasks.checking.findings import findings_of
from tasks.checking.history import observe_previous
from tasks.checking.narrative import observe_narrative
from tasks.checking.observation import Observation
from tasks.checking.running import CheckingError, Verdict, failing_rows
from tasks.checking.years import observe_years
from tasks.form import Form, load_form, load_forms
from tasks.records import Case, Finding

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CheckingError", "Verdict", "check", "check_completeness", "failing_rows", "wide_frame"]


def check(cases: Sequence[Case]) -> dict[str, list[Finding]]:
    """Every rule on every report, in all four states, by the key of its case.

    Reports of different editions may be mixed. Of an equation there is one finding a row, column or group; of another
    rule one finding a fault, or one that says pass, undecided or not applicable. ValueError when a key comes twice,
    CheckingError when a check itself broke down.
    """
    if len({case.key for case in cases}) < len(cases):
        raise ValueError("同一批里有两份报告的 key 相同")
    editions: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        editions[_edition(case)].append(case)
    found: dict[str, list[Finding]] = {}
    for edition, group in editions.items():
        found |= _check_edition(load_form(edition), group)
    return {case.key: found[case.key] for case in cases}


def wide_frame(cases: Sequence[Case]) -> pd.DataFrame:
    """A row a report, in their order; a column a cell (NaN where it cannot be used), then what other rules look at.

    ValueError unless all reports use one edition of the form.
    """
    editions = {_edition(case) for case in cases}
    if len(editions) != 1:
        raise ValueError("一张宽表只能装一种格式的报告")
    form = load_form(editions.pop())
    return _frame([_observe(case, form) for case in cases])


def _edition(case: Case) -> str:
    """The report's edition; the newest where its tables do not tell (R-04 says so)."""
    return case.placement.form if case.placement.form in load_forms() else list(load_forms())[-1]


def _check_edition(form: Form, cases: Sequence[Case]) -> dict[str, list[Finding]]:
    from expectations.suite import load_suite  # noqa: PLC0415 - Great Expectations

    seen = [_observe(case, form) for case in cases]
    failed: list[defaultdict[str, set[tuple[str, str]]]] = [defaultdict(set) for _ in cases]
    for verdict in failing_rows(_frame(seen), load_suite(form.id)):
        for position in verdict.failing:
            failed[position][verdict.meta["rule"]].add((verdict.meta["outcome"], verdict.meta.get("subject", "")))
    return {
        case.key: findings_of(case, form, catalogue(), observation, failures)
        for case, observation, failures in zip(cases, seen, failed, strict=True)
    }


def _observe(case: Case, form: Form) -> Observation:
    seen = Observation()
    observe_figures(case, form, catalogue(), identities(form.id), seen)
    observe_powers(case, form, catalogue(), seen)
    observe_document(case, form, catalogue(), seen)
    observe_previous(case, form, catalogue(), seen)
    observe_years(case, form, catalogue(), seen)
    observe_narrative(case, form, catalogue(), seen)
    seen.doubt("A-04", "one_report")
    seen.columns |= {code: None if value is None else float(value) for code, value in seen.figures.items()}
    return seen


def _frame(seen: Sequence[Observation]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - only when checking

    names = list(seen[0].columns)
    columns = {name: [observation.columns[name] for observation in seen] for name in names}
    return pd.DataFrame({name: pd.Series(values, dtype=_dtype(values)) for name, values in columns.items()})


def _dtype(values: Sequence[float | str | None]) -> type:
    """Text stays Python text: the regexes of the rules are Python's."""
    return object if any(isinstance(value, str) for value in values) else float
