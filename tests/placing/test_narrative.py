"""Facts of the prose: sentences of our own in the wordings seen in real reports."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.placing.narrative import facts_in, to_number
from tasks.records import Origin


def said(sentence: str) -> dict[str, Decimal | None]:
    return {fact.kind: fact.value for fact in facts_in(sentence, Origin(line=1))}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年共收到政府信息公开申请 17 件。", {"applications_received": 17}),
        ("我局新收信息公开申请九件，上年结转 2 件。", {"applications_received": 9, "carried_in": 2}),
        ("共受理 3,119 件政府信息公开申请。", {"applications_received": 3119}),
        (
            "答复申请 305 件（含上年度结转申请 34 件，另有 10 件顺延到下年度答复）。",
            {"disposed": 305, "carried_in": 34, "carried_forward": 10},
        ),
        ("予以公开12件，部分公开3件，不予公开4件。", {"granted": 12, "partially_granted": 3, "denied": 4}),
        ("无法提供5件，不予处理1件，其他处理2件。", {"unavailable": 5, "not_processed": 1, "other_handling": 2}),
        ("予以公开及部分公开258件。", {"granted_or_partially": 258}),
        (
            "行政复议35件，其中结果维持7件，结果纠正6件，其他结果18件，尚未审结4件；"
            "行政诉讼4件，其中结果维持3件，尚未审结1件。",
            {
                "reviews": 35, "reviews.upheld": 7, "reviews.corrected": 6, "reviews.other_result": 18,
                "reviews.pending": 4, "lawsuits": 4, "lawsuits.upheld": 3, "lawsuits.pending": 1,
            },
        ),
        ("全年收取政府信息公开信息处理费 3940 元。", {"information_fee": 3940}),
        ("主动公开政府信息5500余条。", {"proactive_disclosures": 5500}),
        ("微信公众号发布信息 37 条。", {"posts": 37}),
        ("处理市长热线交办件 4 起，信访件 3 起。", {"hotline": 4, "petitions": 3}),
        ("办理人大代表建议和政协提案12件。", {"proposals": 12}),
        ("办理行政复议案件 35 件。", {"reviews": 35}),
        ("办理行政许可120件，作出行政处罚8件。", {"licensing_decisions": 120, "penalty_decisions": 8}),
        ("制定行政规范性文件2件，废止规范性文件1件。", {"normative_docs_made": 2, "normative_docs_repealed": 1}),
    ],
)  # fmt: skip
def test_plain_claims(sentence: str, expected: dict[str, int]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("2023年度我单位未收到政府信息公开申请。", {"applications_received"}),
        ("本年度没有收到依申请公开申请，未发生行政复议、行政诉讼。", {"applications_received", "reviews", "lawsuits"}),
        ("未收取信息处理费。", {"information_fee"}),
    ],
)
def test_denials_are_zero_and_say_so(sentence: str, kinds: set[str]) -> None:
    facts = facts_in(sentence, Origin(line=1))
    assert {fact.kind for fact in facts} == kinds
    assert all(fact.negated and fact.value == 0 and fact.sentence == sentence for fact in facts)


@pytest.mark.parametrize(
    "sentence",
    [
        "申请数量较去年增长 12 件。",
        "一是加强信息公开申请办理，二是规范流程。",
        "受理热线申请 46 件。",
        "收到群众信箱来信申请 5 件。",
        "依照《条例》第二十条第一款办理信息公开申请。",
        "全年受理信访申请 12 件，办结 12 件。",
        "全市在运维政务新媒体共计 95 个。",
        "今年以来，我局累计受理不动产登记申请 5600 件。",
        "制定《依申请公开工作规程》等制度 3 项，答复文书模板 12 份。",
        "在 20 个工作日内答复申请人。",
    ],
)
def test_what_is_not_said_is_not_claimed(sentence: str) -> None:
    of_applications = {"applications_received", "disposed", "carried_in", "carried_forward", "granted", "posts"}
    assert not of_applications & set(said(sentence))


def test_scope_period_and_approximation() -> None:
    (fact,) = facts_in("历年累计，全市共收到政府信息公开申请18万余件。", Origin(line=3))
    assert (fact.value, fact.approximate, fact.scope) == (Decimal(180000), True, "全市")
    (fact,) = facts_in("全县累计收到政府信息公开申请95件。", Origin(line=3))
    assert (fact.period, fact.scope) == ("cumulative", "全县")


@pytest.mark.parametrize(
    ("text", "value"), [("一百零三", 103), ("三万", 30000), ("18万", 180000), ("1,234", 1234), ("十", 10), ("两", 2)]
)
def test_numbers(text: str, value: int) -> None:
    assert to_number(text) == value


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "新收申请中，自然人申请 3 件，法人或其他组织申请 2 件。",
            {"applicants.natural_person": 3, "applicants.organisations": 2},
        ),
        (
            "主动公开政府信息 500 条，其中机构职能 20 条，政策文件 80 条（含规范性文件 3 条），其他 400 条。",
            {"proactive_disclosures": 500, "proactive_disclosures.part": 400},
        ),
        ("不予公开35件，占4.34%。", {"denied": 35, "share.denied": Decimal("4.34")}),
        (
            "行政复议7件，诉讼9件，均获维持。",
            {"reviews": 7, "lawsuits": 9, "reviews.upheld": 7, "lawsuits.upheld": 9},
        ),
        ("公开行政规范性文件60件。", {"normative_docs_disclosed": 60}),
    ],
)  # fmt: skip
def test_what_is_said_beside_a_number(sentence: str, expected: dict[str, object]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "我局未因政府信息公开工作被申请行政复议、提起行政诉讼。",
        "没有发生信息公开申请逾期答复的情形。",
        "未发生因政府信息公开申请引发的行政诉讼。",
    ],
)
def test_having_no_trouble_with_applications_is_not_having_none(sentence: str) -> None:
    assert "applications_received" not in said(sentence)
