"""The rules across the years (Y-02 to Y-09): each fails, passes at its bound, and says what it cannot decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tasks.form import load_form
from tasks.records import Case, Fact, Finding, Origin, Past, Severity, State
from tests.checking.reports import (
    BUREAU,
    CLEAN,
    FEE,
    OVERVIEW,
    PROBLEMS,
    Raw,
    balanced,
    batch,
    case,
    chapter,
    clean,
    failures,
    of,
    past,
    report,
)

LONG = "{year}年，我局主动公开信息{posts}条，依申请公开渠道畅通，政府信息管理规范，平台建设稳步推进，监督保障到位。"
DECISIONS = "t2.licensing.decisions"
PENALTIES = "t2.penalties.decisions"
DOCUMENTS = "t2.normative_docs"


def last(**fields: Any) -> dict[str, Any]:
    """A case whose year before says more than figures."""
    return {"history": {2022: Past((past(CLEAN, **fields),))}}


def before(changes: Mapping[str, int | Decimal | None], form: str = "f2021") -> dict[str, Decimal | None]:
    return clean(form) | {code: None if value is None else Decimal(value) for code, value in changes.items()}


def years(*figures: Mapping[str, int] | None, now: Mapping[str, Raw] | None = None) -> Case:
    """A case with the figures of one, two, three years before it; None = that year is not at hand."""
    history = {
        2022 - back: Past((past(before(it), year=2022 - back),)) for back, it in enumerate(figures) if it is not None
    }
    return case(report(now or {}), history=history)


def old(form: str = "f2021") -> dict[str, Decimal | None]:
    """Last year's figures exactly as this year's."""
    return {code: Decimal(str(value)) for code, value in balanced(load_form(form)).items()}


def told(number: int) -> tuple[Fact, ...]:
    return (Fact("proactive_disclosures", Decimal(number), "条", f"主动公开政府信息{number}条", Origin(line=1)),)


def chapters(five: str = PROBLEMS, one: str = OVERVIEW) -> dict[str, Any]:
    return {"sections": {**chapter(5, five), 1: chapter(1, one)[1]}}


NOTHING = dict.fromkeys(CLEAN, Decimal(0))
MERGED = Past((past(before({DECISIONS: 30}), name="甲局"), past({**NOTHING, DECISIONS: Decimal(5)}, name="乙局")))
SPLIT = Past((past(before({DECISIONS: 1000}), name="甲局"),), beside=(past(before({}), year=2023, name="乙局"),))

FAILS: dict[str, tuple[str, Case, Severity, tuple[str, ...]]] = {
    "stock": ("Y-02", case(report({f"{DOCUMENTS}.in_force": 5}), previous=before({f"{DOCUMENTS}.in_force": 4})),
              Severity.SOFT,
              (f"{DOCUMENTS}.made", f"{DOCUMENTS}.in_force", f"{DOCUMENTS}.repealed")),
    "five times": ("Y-03", years({DECISIONS: 10}, now={DECISIONS: 50}), Severity.SOFT, (DECISIONS,)),
    "a fifth": ("Y-03", years({DECISIONS: 50}, now={DECISIONS: 10}), Severity.SOFT, (DECISIONS,)),
    "from nothing": ("Y-03", years({}, now={DECISIONS: 10}), Severity.SOFT, (DECISIONS,)),
    "told": ("Y-03", case(report(narrative=told(800)), **last(facts=told(80))), Severity.SOFT, ()),
    "merged": ("Y-03", case(report({DECISIONS: 7}), history={2022: MERGED}), Severity.SOFT, (DECISIONS,)),
    "old table": ("Y-04", case(report({"t3.carried_in.natural_person": 1}), previous=old()), Severity.SOFT, ()),
    "old problems": ("Y-05", case(report(), **last(sections={5: PROBLEMS})), Severity.HARD, ()),
    "old problems, other digits": (
        "Y-05", case(report(**chapters(f"2023年。{PROBLEMS}")), **last(sections={5: f"二〇二二年。{PROBLEMS}"})),
        Severity.HARD, ()),
    "like problems": ("Y-05", case(report(), **last(sections={5: PROBLEMS.replace("更新不够及时", "更新不及时")})),
                      Severity.SOFT, ()),
    "old overview": (
        "Y-05", case(report(**chapters(one=LONG.format(year=2023, posts=41))),
                     **last(sections={1: LONG.format(year=2022, posts=7)})), Severity.SOFT, ()),
    "lost": ("Y-06", case(report(), previous=before({"t4.review.pending": 4})), Severity.SOFT, ("t4.review.total",)),
    "items": ("Y-07", case(report({"t2.licensing.items_prev": 5}, form="f2019"), previous_form="f2019",
                           previous=before({"t2.licensing.items_prev": 6, "t2.licensing.items_change": -2}, "f2019")),
              Severity.SOFT, ("t2.licensing.items_prev",)),
    "forgotten": ("Y-08", years({PENALTIES: 3}, {PENALTIES: 4}), Severity.SOFT, (PENALTIES,)),
    "forgotten after a pause": ("Y-08", years({}, {PENALTIES: 3}, {PENALTIES: 4}), Severity.SOFT, (PENALTIES,)),
    "corrected": ("Y-09", case(report(), **last(accepted=(1, 2))), Severity.INFO, ()),
}  # fmt: skip
PASSES = {
    "stock": ("Y-02", case(report({f"{DOCUMENTS}.made": 2, f"{DOCUMENTS}.repealed": 1, f"{DOCUMENTS}.in_force": 5}),
                           previous=before({f"{DOCUMENTS}.in_force": 4}))),
    "under five times": ("Y-03", years({DECISIONS: 10}, now={DECISIONS: 49})),
    "under ten apart": ("Y-03", years({DECISIONS: 1}, now={DECISIONS: 10})),
    "told": ("Y-03", case(report(narrative=told(800)), **last(facts=told(161)))),
    "one cell new": ("Y-04", case(report({DECISIONS: 1}), previous=old())),
    "other problems": (
        "Y-05", case(report(), **last(sections={5: f"{PROBLEMS}三是档案电子化程度不高，检索历史文件费时较多。"}))),
    "pending": ("Y-06", case(report(), previous=before({"t4.review.pending": 3}))),
    "items": ("Y-07", case(report({"t2.licensing.items_prev": 4}, form="f2019"), previous_form="f2019",
                           previous=before({"t2.licensing.items_prev": 6, "t2.licensing.items_change": -2}, "f2019"))),
    "once in three years": ("Y-08", years({PENALTIES: 3}, {}, {})),
    "accepted once": ("Y-09", case(report(), **last(accepted=(2,)))),
}  # fmt: skip
OPEN = {
    "stock unknown": ("Y-02", State.UNDECIDED, case(report(), previous=before({f"{DOCUMENTS}.in_force": None}))),
    "stock of the old form": (
        "Y-02", State.NOT_APPLICABLE, case(report(), previous=before({}, "f2019"), previous_form="f2019")),
    "no year before": ("Y-03", State.UNDECIDED, case(report(), previous=None)),
    "a fraction": ("Y-03", State.UNDECIDED, case(report(), previous={**CLEAN, DECISIONS: Decimal("1286.5")})),
    "split": ("Y-03", State.NOT_APPLICABLE, case(report(), history={2022: SPLIT})),
    "too little": ("Y-04", State.NOT_APPLICABLE, case(
        report(dict.fromkeys(balanced(load_form("f2021")), 0) | {DECISIONS: 6}),
        previous=dict.fromkeys(CLEAN, Decimal(0)) | {DECISIONS: Decimal(6)})),
    "one cell unknown": ("Y-04", State.UNDECIDED, case(report(), previous=old() | {PENALTIES: None})),
    "no chapter": ("Y-05", State.NOT_APPLICABLE, case(report())),
    "one before lacking": (
        "Y-05", State.UNDECIDED, case(report(), history={2022: Past((past(CLEAN),), lacking=("乙局",))})),
    "pending unknown": ("Y-06", State.UNDECIDED, case(report(), previous={**CLEAN, "t4.review.pending": None})),
    "items unknown": ("Y-07", State.UNDECIDED, case(report({"t2.licensing.items_prev": "若干"}, form="f2019"),
                                                    previous=before({}, "f2019"), previous_form="f2019")),
    "2019": ("Y-07", State.NOT_APPLICABLE, case(report(form="f2019", year=2019))),
    "two years not at hand": ("Y-08", State.UNDECIDED, years({PENALTIES: 3})),
    "founded": ("Y-08", State.NOT_APPLICABLE, case(report(), previous=None, founded=True)),
    "nobody before": ("Y-09", State.UNDECIDED, case(report(), previous=None)),
}  # fmt: skip
TOLD_ELSEWHERE = {
    "rules of a bureau": ("Y-02", {"T-02"}, case(report({"t2.rules.in_force": 5}))),
    "fallen to nothing": ("Y-03", {"Y-08"}, years({PENALTIES: 300}, {PENALTIES: 280})),
}
Results = Mapping[str, list[Finding]]


@pytest.fixture(scope="module")
def results() -> Results:
    cases = {f"fails {name}": one for name, (_rule, one, *_) in FAILS.items()}
    cases |= {f"passes {name}": one for name, (_rule, one) in PASSES.items()}
    cases |= {f"open {name}": one for name, (_rule, _state, one) in OPEN.items()}
    cases |= {f"told {name}": one for name, (_rule, _others, one) in TOLD_ELSEWHERE.items()}
    return batch(cases)


@pytest.mark.parametrize("name", FAILS)
def test_only_the_intended_rule_fails(name: str, results: Results) -> None:
    rule, _case, severity, cells = FAILS[name]
    findings = results[f"fails {name}"]
    failing = of(findings, rule, State.FAIL)
    assert {finding.severity for finding in failing} == {severity}
    assert not cells or [finding.cells for finding in failing] == [cells]
    assert failures(findings) == {rule}
    assert all("{" not in finding.message + finding.message_en for finding in failing)


@pytest.mark.parametrize("name", PASSES)
def test_it_passes_at_its_bound(name: str, results: Results) -> None:
    rule, _case = PASSES[name]
    assert {finding.state for finding in of(results[f"passes {name}"], rule)} == {State.PASS}


@pytest.mark.parametrize("name", OPEN)
def test_what_is_not_decided_is_said(name: str, results: Results) -> None:
    rule, state, _case = OPEN[name]
    findings = of(results[f"open {name}"], rule, state)
    assert findings and all(finding.message and "{" not in finding.message for finding in findings)
    assert not of(results[f"open {name}"], rule, State.FAIL)


@pytest.mark.parametrize("name", TOLD_ELSEWHERE)
def test_one_cause_is_told_once(name: str, results: Results) -> None:
    rule, others, _case = TOLD_ELSEWHERE[name]
    findings = results[f"told {name}"]
    assert failures(findings) == others
    assert any("已由" in finding.message for finding in of(findings, rule, State.NOT_APPLICABLE))


def test_the_message_names_all_who_came_before(results: Results) -> None:
    (finding,) = of(results["fails merged"], "Y-03", State.FAIL)
    assert "上年是 35（甲局＋乙局）" in finding.message and finding.difference == -28


def test_a_split_counts_the_cases_of_the_sisters() -> None:
    history = Past((past(before({"t4.review.pending": 5})),), beside=(past(before({"t4.review.total": 2}), year=2023),))
    assert of(batch({"x": case(report(), history={2022: history})})["x"], "Y-06", State.PASS)


def test_the_names_of_the_agency_do_not_make_prose_new() -> None:
    named = f"{BUREAU.name}认为，{PROBLEMS}{FEE}"
    old_name = replace(BUREAU, name="清河口县商业局")
    one = case(
        report(**chapters(named)), **last(name=old_name.name, sections={5: named.replace(BUREAU.name, old_name.name)})
    )
    assert failures(batch({"x": one})["x"]) == {"Y-05"}
