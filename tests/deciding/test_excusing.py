"""What a person types becomes decisions, or a sentence that says what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tasks.county import CountyError
from tasks.deciding import Report, Words, excuse, revoke, waive_report, weigh
from tasks.records import Agency, Decision, DecisionKind, Finding, Severity, State
from tests.deciding.reports import AT, LEFT, RIGHT, TODAY, Values, cells, check, day, decision

AGENCY = Agency("d01", "清河口县商务局", "商务局", "department")
WRONG: Values = {LEFT: 3, RIGHT: 2}
SOFT = check(WRONG)
HARD = Finding("W-01", State.FAIL, Severity.HARD, "总计不等于各项之和", cells=(LEFT,), outcome="unequal")
SILENT = Finding("R-09", State.FAIL, Severity.SOFT, "第六部分没有写明信息处理费", found="无", outcome="silent")
FINDINGS = (SOFT, HARD, SILENT)


def report(*decisions: Decision, findings: tuple[Finding, ...] = FINDINGS) -> Report:
    weighed = weigh(findings, decisions, cells(WRONG), TODAY)
    return Report("990001", AGENCY, 2023, findings, cells(WRONG), weighed)


def words(kind: DecisionKind = DecisionKind.CONFIRM, **changes: Any) -> Words:
    return replace(Words(kind, "与台账核对一致", "张三", AT, TODAY, source="command"), **changes)


def waiver(**changes: Any) -> Words:
    return words(DecisionKind.WAIVE, **({"second": "李四", "until": day("2024-12-31")} | changes))


@pytest.mark.parametrize(
    "target", ["S-01", "s-01", SOFT.short, SOFT.fingerprint[:8], SOFT.fingerprint[:4], f" {SOFT.short} "]
)
def test_a_finding_is_named_by_its_rule_or_its_id(target: str) -> None:
    (made,) = excuse(words(), target, report())
    assert made == decision(WRONG)


def test_a_rule_that_fails_twice_makes_two_decisions() -> None:
    again = replace(SOFT, cells=(RIGHT, LEFT))
    made = excuse(words(), "S-01", report(findings=(SOFT, again)))
    assert [it.cells for it in made] == [SOFT.cells, again.cells]


def test_what_says_the_same_is_not_said_again_and_what_says_more_is() -> None:
    first = decision(WRONG)
    assert excuse(words(), "S-01", report(first)) == ()
    (longer,) = excuse(words(until=day("2024-06-30")), "S-01", report(first))
    assert longer.until == day("2024-06-30") and longer.id != first.id


def test_only_what_is_still_open_of_a_rule_is_meant() -> None:
    again = replace(SOFT, cells=(RIGHT, LEFT))
    (made,) = excuse(words(person="李四"), "S-01", report(decision(WRONG), findings=(SOFT, again)))
    assert made.cells == again.cells


def test_an_unknown_finding_is_answered_with_the_nearest() -> None:
    with pytest.raises(CountyError) as refused:
        excuse(words(), "R-90", report(decision(WRONG)))
    text = str(refused.value)
    assert text.startswith("清河口县商务局 2023 年度没有“R-90”这个问题。有的是：")
    assert f"{SILENT.short}　请核实　第六部分没有写明信息处理费" in text
    assert f"{SOFT.short}　请核实　3 大于 2　✓* 张三：与台账核对一致" in text


def test_a_report_without_problems_says_so() -> None:
    with pytest.raises(CountyError, match="没有要核实或更正的问题"):
        excuse(words(), "S-01", report(findings=()))


@pytest.mark.parametrize(
    ("said", "target", "sentence"),
    [
        (words(), "W-01", "是必须更正的，不能确认"),
        (waiver(), "R-09", "是请核实的，不用豁免"),
        (words(reason=" "), "S-01", "请写明理由"),
        (words(person=""), "S-01", "请写明经办人"),
        (waiver(second=""), "W-01", "豁免要两个人同意"),
        (waiver(second=" 张三"), "W-01", "复核人不能与经办人是同一个人"),
        (waiver(until=None), "W-01", "豁免要有期限"),
        (waiver(until=day("2024-01-21")), "W-01", "已经过了"),
    ],
)
def test_what_is_wrong_or_left_unsaid_is_refused(said: Words, target: str, sentence: str) -> None:
    with pytest.raises(CountyError, match=sentence):
        excuse(said, target, report())


def test_a_waiver_names_both_and_its_end() -> None:
    (made,) = excuse(waiver(), "W-01", report())
    assert (made.kind, made.person, made.second, made.until) == (DecisionKind.WAIVE, "张三", "李四", day("2024-12-31"))


def test_a_report_is_waived_by_name() -> None:
    (made,) = waive_report(waiver(until=None), "990001", AGENCY, 2023, ())
    assert (made.rule, made.bound, made.agency) == ("", {}, "d01")
    assert waive_report(waiver(until=None), "990001", AGENCY, 2023, (made,)) == ()
    with pytest.raises(CountyError, match="豁免要两个人同意"):
        waive_report(waiver(second=""), "990001", AGENCY, 2023, ())


def test_a_decision_is_taken_back_once() -> None:
    made = decision(WRONG)
    (taken,) = revoke(words(DecisionKind.REVOKE, reason="核实有误"), made.id[:6].lower(), (made,))
    assert (taken.revokes, taken.agency, taken.year, taken.bound) == (made.id, "d01", 2023, {})
    assert revoke(words(DecisionKind.REVOKE), made.id, (made, taken)) == ()


def test_an_unknown_decision_is_answered_with_the_nearest() -> None:
    made = decision(WRONG)
    wrong = made.id[:-1] + ("0" if made.id[-1] != "0" else "1")
    with pytest.raises(CountyError, match=f"没有编号为“{wrong}”的决定。相近的有：{made.id}"):
        revoke(words(DecisionKind.REVOKE), wrong, (made,))
    with pytest.raises(CountyError, match="还没有登记过决定"):
        revoke(words(DecisionKind.REVOKE), "D1", ())
