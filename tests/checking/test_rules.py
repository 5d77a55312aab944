"""Each rule in a passing, a failing and an undecided (or not applicable) case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from expectations import catalogue
from tasks.records import Agency, Case, Finding, Severity, State
from tests.checking.reports import BUREAU, FEE, batch, case, chapter, doubted, failures, found, of, report

_PREVIOUS = case(report()).previous or {}
_TOWN = Agency("t01", "青龙坝镇人民政府", "青龙坝镇", "township")
_CITY = replace(BUREAU, name="淮安市人民政府", kind="government")
_SOFT = Severity.SOFT
_HARD = Severity.HARD
NARRATIVE = {rule for rule in catalogue().rules if rule.startswith("N-")}


@dataclass(frozen=True)
class Fault:
    """A case that fails one rule: how gravely, and on which cells."""

    rule: str
    case: Case
    severity: Severity
    cells: tuple[str, ...] | None = None


FAULTS = {
    "fraction": Fault("C-01", case(report({"t2.licensing.decisions": "1286.5"})), _HARD, ("t2.licensing.decisions",)),
    "negative": Fault("C-01", case(report({"t2.penalties.decisions": -2})), _HARD, ("t2.penalties.decisions",)),
    "phone": Fault("C-01", case(report({"t2.coercion.decisions": 1390000000000})), _HARD, ("t2.coercion.decisions",)),
    "signed_fraction": Fault(
        "C-01", case(report({"t2.licensing.items_change": "0.5"}, form="f2019")), _HARD, ("t2.licensing.items_change",)
    ),
    "negative_amount": Fault("C-02", case(report({"t2.admin_fees.amount": "-1"})), _HARD, ("t2.admin_fees.amount",)),
    "seven_decimals": Fault(
        "C-02", case(report({"t2.admin_fees.amount": "0.1234567"})), _HARD, ("t2.admin_fees.amount",)
    ),
    "text": Fault("C-04", case(report({"t2.coercion.decisions": "约10"})), _HARD, ("t2.coercion.decisions",)),
    "missing": Fault("C-05", case(report(missing=["t4.review.total"])), _HARD, ("t4.review.total",)),
    "uncertain": Fault("C-06", case(doubted(report(), "t3.granted.total")), _SOFT, ("t3.granted.total",)),
    "rules": Fault("T-02", case(report({"t2.rules.in_force": 3})), _HARD, ("t2.rules.in_force",)),
    "rules_town": Fault("T-02", case(report({"t2.rules.made": 1}, agency=_TOWN.name), agency=_TOWN), _HARD),
    "rules_2019": Fault(
        "T-02", case(report({"t2.rules.produced": 1}, form="f2019")), _HARD, ("t2.rules.produced",)
    ),
    "chapter_missing": Fault("R-01", case(report(sections=chapter(2, "", ""))), _HARD),
    "chapter_renamed": Fault("R-01", case(report(sections=chapter(2, "略。", "二、我们的做法"))), _SOFT),
    "chapter_order": Fault("R-01", case(report(headings=(1, 3, 2, 4, 5, 6))), _SOFT),
    "table_twice": Fault("R-02", case(report(tables={"t2": 1, "t3": 2, "t4": 1})), _HARD),
    "other_agency": Fault("R-03", case(report(agency="清河口县水利局")), _HARD),
    "other_year": Fault("R-03", case(report(), campaign_year=2024), _HARD),
    "no_agency": Fault("R-03", case(report(agency="")), _HARD),
    "no_year": Fault("R-03", case(report(year=None), campaign_year=2023), _HARD),
    "old_form": Fault("R-04", case(report(form="f2019", year=2023), campaign_year=2023), _HARD),
    "no_problems": Fault("R-08", case(report(sections=chapter(5, "暂无。"))), _HARD),
    "empty_chapter": Fault("R-08", case(report(sections=chapter(5, ""))), _HARD),
    "no_measure": Fault("R-08", case(report(sections=chapter(5, "存在的问题是信息更新不够及时。" * 3))), _SOFT),
    "no_problem": Fault("R-08", case(report(sections=chapter(5, "下一步加强信息发布和业务培训工作。" * 2))), _SOFT),
    "fee_none": Fault("R-09", case(report(sections=chapter(6, "无"))), _SOFT),
    "fee_silent": Fault("R-09", case(report(sections=chapter(6, "本年度无其他需要报告的事项。"))), _SOFT),
    "fee_decree": Fault(
        "R-09", case(report(sections=chapter(6, "按照国办函〔2020〕109号《信息处理费管理办法》执行。"))), _SOFT
    ),
    "carried_total": Fault(
        "Y-01", case(report(), previous={**_PREVIOUS, "t3.carried_forward.total": Decimal(2)}), _HARD,
        ("t3.carried_in.total",),
    ),
    "carried_column": Fault(
        "Y-01", case(report(), previous={**_PREVIOUS, "t3.carried_forward.other_org": Decimal(2)}), _SOFT,
        ("t3.carried_in.other_org",),
    ),
}  # fmt: skip


UNDECIDED = {
    "C-03": case(report({"t3.granted.total": None, "t3.granted.other_org": "约10"})),
    "W-01": case(report({"t3.granted.other_org": "约10"})),
    "K-01": case(report({"t3.carried_in.natural_person": "若干"})),
    "K-02": case(report(missing=["t3.granted.natural_person"])),
    "T-01": case(report({"t4.review.upheld": "1.5"})),
    "T-02": case(report({"t2.rules.made": None})),
    "R-03": case(report(), agency=None),
    "R-04": case(report(year=None)),
    "R-08": case(report(sections=chapter(5, "", ""))),
    "R-09": case(report(sections=chapter(6, "", ""))),
    "R-12": case(report(title="", sections={})),
    "Y-01": case(report(), previous=None),
    "A-04": case(report()),
}


NOT_APPLICABLE = {
    "T-02": case(report({"t2.rules.in_force": 3}, agency=_CITY.name), agency=_CITY),
    "R-04": case(report(year=2018), campaign_year=2018),
    "R-09": case(report(form="f2019")),
}


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
    cases = {f"fault {name}": fault.case for name, fault in FAULTS.items()}
    cases |= {f"undecided {rule}": one for rule, one in UNDECIDED.items()}
    cases |= {f"not applicable {rule}": one for rule, one in NOT_APPLICABLE.items()}
    cases |= {f"prose {text}": case(report(sections=chapter(1, text))) for text in (*PLACEHOLDERS, *LEGITIMATE)}
    cases |= {f"fee {text}": case(report(sections=chapter(6, text))) for text in FEES}
    cases |= {f"body {name}": case(report({"t2.rules.in_force": 1}, agency=name), agency=None) for name in BODIES}
    return batch(cases)


Results = Mapping[str, list[Finding]]


@pytest.mark.parametrize("name", FAULTS)
def test_only_the_intended_rule_fails(name: str, results: Results) -> None:
    fault, findings = FAULTS[name], results[f"fault {name}"]
    assert failures(findings) == {fault.rule}
    failing = of(findings, fault.rule, State.FAIL)
    assert {finding.severity for finding in failing} == {fault.severity}
    if fault.cells:
        assert [finding.cells for finding in failing] == [fault.cells]
    assert all("{" not in finding.message + finding.message_en and finding.message for finding in failing)


@pytest.mark.parametrize("rule", UNDECIDED)
def test_what_cannot_be_decided_is_said(rule: str, results: Results) -> None:
    findings = results[f"undecided {rule}"]
    undecided = of(findings, rule, State.UNDECIDED)
    assert undecided and all(finding.message and "{" not in finding.message for finding in undecided)
    assert not of(findings, rule, State.PASS) or rule in {"W-01", "K-01", "K-02", "T-01"}


@pytest.mark.parametrize("rule", NOT_APPLICABLE)
def test_what_does_not_apply_is_said(rule: str, results: Results) -> None:
    assert [finding.state for finding in of(results[f"not applicable {rule}"], rule)] == [State.NOT_APPLICABLE]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholders_are_found(text: str, results: Results) -> None:
    (finding,) = of(results[f"prose {text}"], "R-12")
    assert (finding.state, finding.severity, finding.found) == (State.FAIL, _HARD, PLACEHOLDERS[text])


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
    beyond = {"A-04", "Y-05", *NARRATIVE} | ({"R-09"} if form == "f2019" else set())
    assert {rule for rule, state in states.items() if state is not State.PASS} == beyond
    assert set(states) == {rule.id for rule in catalogue().rules.values() if not rule.forms or form in rule.forms}


def test_every_rule_has_its_three_cases() -> None:
    equations_and_blanks = {"W-01", "K-01", "K-02", "T-01", "C-03", "R-12", "A-04"}  # in the other tests of this folder
    elsewhere = {f"Y-0{number}" for number in range(2, 10)} | NARRATIVE  # in test_years and test_narrative
    here = set(catalogue().rules) - elsewhere
    assert {fault.rule for fault in FAULTS.values()} | equations_and_blanks == here
    always_decided = {"C-01", "C-02", "C-04", "C-05", "C-06", "R-01", "R-02"}
    assert set(UNDECIDED) | set(NOT_APPLICABLE) | always_decided == here


def test_the_flag_of_the_roster_gives_the_power() -> None:
    empowered = replace(BUREAU, flags=frozenset({"may_issue_rules"}))
    findings = found(case(report({"t2.rules.made": 1}), agency=empowered))
    assert [finding.state for finding in of(findings, "T-02")] == [State.NOT_APPLICABLE]


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
