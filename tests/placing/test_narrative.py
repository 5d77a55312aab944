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


# By kind and value, the ways in which an agency may word it.
WORDINGS: dict[tuple[str, int], list[str]] = {
    ("applications_received", 7): [
        "2023年度共收到政府信息公开申请7件。",
        "全年收到政府信息公开申请7件，均已按时答复。",
        "本年新收政府信息公开申请 7 件。",
        "我局共受理依申请公开7件。",
        "2023年，我局共收到依申请公开事项7件，上年结转0件。",
        "本年度新收依申请公开7件，其中自然人5件、商业企业2件。",
        "收到公民、法人和其他组织提出的政府信息公开申请7件。",
        "共收到信息公开申请7宗。",
        "全年共接收各类政府信息公开申请7条。",
        "依申请公开方面，全年共收到申请7件。",
        "依申请公开情况：2023年收到7件。",
        "2023年我局收到政府信息公开申请共计7件。",
        "收到7件政府信息公开申请。",
        "共收到7份依申请公开件。",
        "我单位本年度收到的政府信息公开申请数量为7件。",
        "政府信息公开申请7件，比上年增加2件。",
        "全年新增政府信息公开申请7件",
        "本年度本机关共收到政府信息公开申请七件。",
        "2023年，共收到政府信息公开申请7件（次）。",
        "我镇共收到群众信息公开申请7起。",
        "申请公开政府信息7件，全部办结。",
        "接到政府信息公开申请7次。",
        "依申请公开工作有序开展，全年受理7件，办结7件。",
        "收到政府信息公开申请件7件。",
        "2023年度收到申请7件。",
        "2023年收到各类申请7件。",
        "共收到政府信息公开书面申请7件。",
        "共收到信息公开申请表7份。",
    ],
    ("carried_in", 2): [
        "上年结转2件。",
        "上年度结转政府信息公开申请2件。",
        "上年结转申请2件。",
        "另有上年结转2件。",
        "其中上年结转2件。",
        "2022年度结转至本年办理2件。",
        "去年结转2件。",
        "结转上年申请2件。",
        "从上年结转2件。",
        "上一年度结转的申请2件。",
        "上年度未办结转入2件。",
        "上年结转政府信息公开申请数量为2件。",
        "承接上年度结转2件。",
        "上年度结转办理2件",
        "往年结转2件。",
    ],
    ("disposed", 9): [
        "办结申请9件。",
        "均已按期答复，共答复政府信息公开申请9件。",
        "全年办结政府信息公开申请9件。",
        "已办结9件申请。",
        "收到政府信息公开申请8件，答复9件。",
        "本年度办理答复政府信息公开申请9件。",
        "共作出答复9件，其中政府信息公开申请答复9件。",
        "收到政府信息公开申请8件，作出答复9件。",
        "收到政府信息公开申请8件，依法作出答复9件，按时答复率100%。",
        "收到申请8件，已答复9件。",
        "收到政府信息公开申请8件，全部在规定期限内办结，办结9件。",
        "收到政府信息公开申请8件，回复9件。",
    ],
    ("handled", 9): [
        "收到申请8件，办理9件。",
        "本年度办理政府信息公开申请9件。",
        "共办理依申请公开事项9件。",
        "全年处理政府信息公开申请9件。",
    ],
    ("carried_forward", 3): [
        "结转下年度3件。",
        "结转下年度继续办理3件。",
        "结转至下一年度3件。",
        "结转下年3件。",
        "结转2024年办理3件。",
        "3件结转下年度办理。",
        "尚有3件结转至2024年。",
        "转入下年度办理3件。",
        "下年度继续办理3件。",
        "未办结3件，结转下年。",
        "结转到下一年度继续办理的申请3件。",
        "留待下年办理3件。",
        "跨年办理3件。",
        "剩余3件结转下年度继续办理。",
        "另有申请3件转至下年度。",
        "结转下一年度继续办理申请3件",
    ],
    ("reviews", 5): [
        "发生行政复议5件。",
        "因政府信息公开工作被申请行政复议5件。",
        "因政府信息公开引起的行政复议5起。",
        "被提起行政复议5件，其中结果维持3件，结果纠正2件。",
        "共发生5件行政复议。",
        "行政复议案件5件，维持3件，纠正2件。",
        "收到行政复议5宗，维持原行政行为3件。",
        "行政复议申请5件。",
        "行政复议共5件：维持3件，纠正1件，其他结果1件。",
        "涉及政府信息公开的行政复议案件5件，均予以维持。",
        "政府信息公开行政复议5件，结果维持3件，其他结果1件，尚未审结1件。",
        "复议案件5件。",
        "2023年因信息公开被复议5件。",
        "发生行政复议案件五起。",
        "全年发生政府信息公开行政复议5件、行政诉讼2件。",
        "全年发生政府信息公开类行政复议、行政诉讼分别为5件、2件。",
        "共办理信息公开行政复议案件5件。",
        "产生行政复议5件",
    ],
    ("lawsuits", 2): [
        "发生行政诉讼2件。",
        "被提起行政诉讼2件。",
        "因政府信息公开被起诉2件。",
        "行政诉讼案件2起，其中结果维持1件。",
        "行政诉讼2件（其中未经复议直接起诉1件、复议后起诉1件）。",
        "因政府信息公开提起行政诉讼2件。",
        "引发行政诉讼2件。",
        "发生2起政府信息公开行政诉讼案件。",
        "涉及行政诉讼案件2件，均胜诉。",
        "诉讼2件",
        "被申请人提起行政诉讼的案件共2件",
    ],
}
DENIALS: dict[tuple[str, ...], list[str]] = {
    ("applications_received",): [
        "2023年未收到政府信息公开申请。",
        "本年度我局没有收到政府信息公开申请。",
        "2023年度未收到依申请公开事项。",
        "全年未接到公民、法人或其他组织提出的政府信息公开申请。",
        "本年度无依申请公开件。",
        "我单位2023年无政府信息公开申请。",
        "2023年，我局未受理依申请公开事项。",
        "本年度未发生依申请公开。",
        "依申请公开情况：无。",
        "未收到群众依申请公开政府信息的申请。",
        "2023年我局没有依申请公开的事项。",
        "未收到任何形式的信息公开申请。",
        "本年度无人申请政府信息公开。",
        "2023年，本单位未收到公开申请。",
        "我局没有收到要求公开政府信息的申请",
        "本年度未收到书面申请公开信息的情况。",
        "本年度收到政府信息公开申请为零。",
        "今年以来，我局未收到政府信息公开申请。",
        "本年度，我局未收到过依申请公开政府信息的事项。",
        "未收到依申请公开信息",
    ],
    ("reviews", "lawsuits"): [
        "未发生行政复议、行政诉讼。",
        "2023年度未发生因政府信息公开引起的行政复议和行政诉讼案件。",
        "没有因政府信息公开被申请行政复议或提起行政诉讼的情况。",
        "无行政复议、行政诉讼情况。",
        "本年度我局政府信息公开工作中未引起行政复议和行政诉讼。",
        "无因政府信息公开引起的复议、诉讼案件。",
        "全年没有发生针对政府信息公开的行政复议、诉讼和申诉。",
        "政府信息公开行政复议、行政诉讼均为0。",
        "本年度不存在行政复议、诉讼。",
        "本年度未收到行政复议和诉讼。",
        "行政复议、行政诉讼情况：无",
        "未涉及行政复议和行政诉讼案件",
        "没有被提起行政复议、行政诉讼的情形",
        "本年度无复议、诉讼案件",
        "未因政府信息公开工作被申请行政复议、提起行政诉讼。",
    ],
}


@pytest.mark.parametrize(("kind", "value", "sentence"), [(*key, it) for key, own in WORDINGS.items() for it in own])
def test_one_thing_is_said_in_many_ways(kind: str, value: int, sentence: str) -> None:
    assert said(sentence)[kind] == value


@pytest.mark.parametrize(("kinds", "sentence"), [(key, it) for key, own in DENIALS.items() for it in own])
def test_nothing_is_said_in_many_ways(kinds: tuple[str, ...], sentence: str) -> None:
    negated = {fact.kind for fact in facts_in(sentence, Origin(line=1)) if fact.negated}
    assert negated == set(kinds)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("收到公民、法人和其他组织提出的政府信息公开申请7件。", "applicants.organisations"),
        ("收到网络申请4件、信函申请3件，共7件。", "applications_received"),
        ("申请公开政府信息7件，全部办结。", "proactive_disclosures"),
        ("行政复议被维持3件、被纠正2件。", "reviews"),
        ("因属于国家秘密不予公开1件，因过程性信息不予公开2件。", "denied"),
        ("发生行政复议、行政诉讼分别为5件、2件。", "proactive_disclosures"),
        ("没有发生行政复议被纠正的情形。", "reviews"),
        ("办理热线工单9件。", "handled"),
        ("行政处罚信息同比增长率120%。", "share.rate"),
        ("去年共收到政府信息公开申请18件，今年略有增加。", "applications_received"),
        ("对近三年受理的政府信息公开申请52件逐件复盘。", "applications_received"),
        ("会同县自然资源局答复依申请公开2件。", "disposed"),
        ("发布政府信息公开指南1份。", "proactive_disclosures"),
        ("全年办理行政复议3件，均与政府信息公开无关。", "reviews"),
        ("全市法院受理政府信息公开行政诉讼案件320件。", "lawsuits"),
        ("全年没有发生因信息公开被纠正的行政复议案件。", "reviews"),
        ("指导各单位办理依申请公开件40件。", "handled"),
    ],
)
def test_a_number_is_not_taken_for_another(sentence: str, wrong: str) -> None:
    assert wrong not in said(sentence)


def test_what_is_said_of_another_year_is_not_this_years() -> None:
    sentence = "2022年度政府信息公开申请18件，2023年度政府信息公开申请25件，结转至2024年2件。"
    facts = [(fact.kind, fact.value) for fact in facts_in(sentence, Origin(line=1), 2023)]
    assert facts == [("applications_received", 25), ("carried_forward", 2)]
    assert facts_in("2022年，本单位未收到政府信息公开申请。", Origin(line=1), 2023) == []


def test_both_of_two_numbers_are_read() -> None:
    assert said("发生行政复议、行政诉讼分别为5件、2件。") == {"reviews": 5, "lawsuits": 2}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "本机关新收到依申请公开共 21 件，其中 6 件予以公开，2 件部分公开，3 件不予公开，9 件无法提供。",
            {"applications_received": 21, "granted": 6, "partially_granted": 2, "denied": 3, "unavailable": 9},
        ),
        ("上年转结 2 件，尚有 3 件未到答复期限，结转至下一年度办理。", {"carried_in": 2, "carried_forward": 3}),
        ("依申请公开：2023年度收到并办理依申请公开4件。", {"applications_received": 4}),
        ("我局共受理政府信息公开 1 件。", {"applications_received": 1}),
        ("政府信息公开申请数量为 0。", {"applications_received": 0}),
        ("无行政许可、行政处罚事项。", {"licensing_decisions": 0, "penalty_decisions": 0}),
        ("政府信息公开申请受理量：12 件。", {"applications_received": 12}),
        ("对 5 件申请不予公开并说明理由。", {"denied": 5}),
        ("行政复议和行政诉讼各1件。", {"reviews": 1, "lawsuits": 1}),
        ("因信息公开被申请复议 2 件、提起诉讼 1 件。", {"reviews": 2, "lawsuits": 1}),
        ("政府信息公开行政复议、行政诉讼0条。", {"reviews": 0, "lawsuits": 0}),
        ("全年无申请人提出信息公开申请。", {"applications_received": 0}),
        ("全年无公民、法人或其他组织向我单位申请政府信息公开。", {"applications_received": 0}),
        ("截至目前，我局未收到要求公开政府信息的书面申请。", {"applications_received": 0}),
        ("全年未收到依申请公开来信。", {"applications_received": 0}),
        (
            "办结 55 件，其中予以公开 21 件、部分公开 5 件、不予公开 8 件。",
            {"granted": 21, "partially_granted": 5, "denied": 8},
        ),
        ("我局共收到 1 件自然人提起的政府信息公开申请。", {"applications_received": 1}),
        ("收到以信函、传真和网页等形式的依申请公开 3 件。", {"applications_received": 3}),
        ("制定发布规范性文件 4 件。", {"normative_docs_made": 4}),
        ("依申请公开：2023年未收到该项申请。", {"applications_received": 0}),
        ("未收到公众向本机关申请公开政府信息。", {"applications_received": 0}),
    ],
)
def test_other_ways_to_say_it(sentence: str, expected: dict[str, int]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("本街道共制发政府信息130件，其中主动公开18件，不予公开112件。", "denied"),
        ("通过门户网站办理并答复信息公开申请 3 件、纸质申请 36 件，顺延至下一年答复 2 件。", "disposed"),
        ("在信用平台发布行政许可信息 76 条，行政处罚信息 2 条。", "licensing_decisions"),
        ("公示行政许可、行政处罚等信用信息共 135 条。", "penalty_decisions"),
        ("县司法局全年受理行政复议案件 68 件，审结 61 件。", "reviews"),
        ("全年办理行政复议应诉案件 37 件，其中涉及政府信息公开的 2 件。", "reviews"),
        ("组织行政复议法宣传 5 次，发放行政诉讼法读本 300 份。", "reviews"),
        ("因政府信息公开行政复议被责令重新答复申请 1 件。", "reviews"),
        ("参加行政诉讼案件旁听 2 次，学习行政诉讼典型案例 10 个。", "lawsuits"),
        ("行政机关负责人出庭应诉行政诉讼 3 件。", "lawsuits"),
        ("全年受理信息公开行政复议申请 3 件。", "applications_received"),
        ("受理法律援助申请公开听证 2 件。", "applications_received"),
        ("接到群众政府信息公开申请电话咨询 3 件。", "applications_received"),
        ("预计明年收到政府信息公开申请 30 件左右。", "applications_received"),
        ("培训中通报了收到政府信息公开申请超期 2 件的案例。", "applications_received"),
        ("收到申请后当场答复 2 件。", "applications_received"),
        ("收到申请 2 件，均为不动产资料查询，不作为政府信息公开申请统计。", "applications_received"),
        ("全年依申请公开共收到群众网上申请 105 件，快递 17 件，合计 122 件。", "applications_received"),
        ("按期答复申请 45 件，其中延期答复 3 件。", "handled"),
        ("经县政府同意延期答复申请 3 件。", "disposed"),
        ("代县政府办理政府信息公开申请答复 14 件。", "disposed"),
        ("协助县政府办公室办理依申请公开件 3 件。", "handled"),
        ("依法予以公开政府信息 7 条。", "granted"),
        ("本年度应收信息处理费1400元，实际收取0元。", "information_fee"),
        ("清理行政规范性文件 56 件，其中修改 3 件。", "normative_docs_repealed"),
    ],
)
def test_what_only_looks_like_it(sentence: str, wrong: str) -> None:
    assert wrong not in said(sentence)
