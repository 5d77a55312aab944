"""Wordings that rules on the prose and on names must know, beside the proofs of every rule (tests/proving)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from expectations import catalogue
from tasks.records import Finding, Severity, State
from tests.checking.reports import BUREAU, FEE, batch, case, chapter, failures, found, of, report

PLACEHOLDERS = {
    "全年组织培训XX次。": "XX",
    "20XX年度我局工作": "20XX年",
    "×××局认真做好工作": "×××",
    "ＸＸ县人民政府": "XX",
    "（此处填写工作情况）": "此处填写",
    "【单位名称】高度重视": "【单位名称",
    "（文字描述，不超过500字）": "(文字描述",
    "截至X年X月，公开10条": "X年X月",
    "共____件": "____",
}
LEGITIMATE = [
    "公开了单位名称、地址、电话。",
    "尺寸为3×2米，热线138××××5678。",
    "二〇〇三年以来使用EXXON系统，APP版本XXL。",
    "不超过50个工作日，C++、x86平台。",
]
FEES = [
    FEE,
    "2025年全市实际收取信息处理费共计400元。",
    "信息处理费收取情况：全年未收取。",
    "本机关未收取任何信息处理费，也没有其他需要报告的事项。",
    "本年度信息公开处理费为0元。",
    "没有向申请人收费。",
]
BODIES = {
    "鲁山县商务局": State.FAIL,
    "鲁山县人民政府": State.FAIL,
    "鲁山县人民政府办公室": State.FAIL,
    "青龙坝镇人民政府": State.FAIL,
    "城关街道办事处": State.FAIL,
    "某市城市管理局": State.FAIL,
    "高新技术开发区管委会": State.FAIL,
    "国家税务总局鲁山县税务局": State.FAIL,
    "杭州市西湖区人民政府": State.FAIL,
    "测试市": State.NOT_APPLICABLE,
    "淮安市人民政府": State.NOT_APPLICABLE,
    "上海市人民政府办公厅": State.NOT_APPLICABLE,
    "河南省人民政府": State.NOT_APPLICABLE,
    "恩施土家族苗族自治州人民政府": State.NOT_APPLICABLE,
    "国家发展和改革委员会": State.NOT_APPLICABLE,
    "清河高级中学": State.UNDECIDED,
}


@pytest.fixture(scope="module")
def results() -> Mapping[str, list[Finding]]:
    """Every case of this module, checked in one batch."""
    cases = {f"prose {text}": case(report(sections=chapter(1, text))) for text in (*PLACEHOLDERS, *LEGITIMATE)}
    cases |= {f"fee {text}": case(report(sections=chapter(6, text))) for text in FEES}
    cases |= {f"body {name}": case(report({"t2.rules.in_force": 1}, agency=name), agency=None) for name in BODIES}
    return batch(cases)


Results = Mapping[str, list[Finding]]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholders_are_found(text: str, results: Results) -> None:
    (finding,) = of(results[f"prose {text}"], "R-12")
    assert (finding.state, finding.severity, finding.found) == (State.FAIL, Severity.HARD, PLACEHOLDERS[text])


@pytest.mark.parametrize("text", LEGITIMATE)
def test_legitimate_words_are_no_placeholders(text: str, results: Results) -> None:
    assert of(results[f"prose {text}"], "R-12", State.PASS)


@pytest.mark.parametrize("text", FEES)
def test_a_statement_of_the_fee_is_recognised(text: str, results: Results) -> None:
    assert of(results[f"fee {text}"], "R-09", State.PASS)


@pytest.mark.parametrize("name", BODIES)
def test_the_name_tells_who_may_issue_rules(name: str, results: Results) -> None:
    assert [finding.state for finding in of(results[f"body {name}"], "T-02")] == [BODIES[name]]


@pytest.mark.parametrize("form", ["f2019", "f2021"])
def test_a_faultless_report_passes_every_rule(form: str) -> None:
    findings = found(case(report(form=form)))
    states = {finding.rule: finding.state for finding in findings}
    silent = {rule for rule in catalogue().rules if rule.startswith("N-")} | {"K-03", "T-10", "R-05", "R-06", "R-10"}
    beyond = {"A-04", "Y-05", "R-11", "S-03", *silent} | ({"R-09"} if form == "f2019" else set())
    assert {rule for rule, state in states.items() if state is not State.PASS} == beyond
    assert set(states) == {rule.id for rule in catalogue().rules.values() if form in rule.forms} | {"A-04"}


def test_the_submitter_judges_the_title() -> None:
    wrong = found(case(report(), submitter_names=("清河口县水利局", "水利局")))
    assert of(wrong, "R-03", State.FAIL)
    assert of(found(case(report(), submitter_names=("县商务局",))), "R-03", State.PASS)
    assert of(found(case(report(), agency=None, submitter_names=(BUREAU.name,))), "R-03", State.PASS)


def test_a_wholly_missing_table_is_one_finding() -> None:
    gone = [code for code in report().cells if code.startswith("t4.")]
    findings = found(case(report(missing=gone, tables={"t2": 1, "t3": 1})))
    assert len(of(findings, "C-05", State.FAIL)) == 1 and failures(findings) == {"C-05", "R-02"}
    assert len(of(findings, "T-01", State.UNDECIDED)) == 3
