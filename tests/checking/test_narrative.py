"""Prose against tables: fires on what is plainly said of this body and year, and is silent on everything else."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tasks.placing import facts_of
from tasks.records import Placement, State
from tests.checking.reports import Raw, batch, case, chapter, failures, found, of, report


def said(text: str, changes: Mapping[str, Raw] | None = None, agency: str = "") -> Placement:
    """The balanced report with a sentence in chapter one: new 4, carried in 1, disposed 4, forward 1, reviews 3."""
    sections = chapter(1, text)
    named = {"agency": agency} if agency else {}
    return report(changes, sections=sections, narrative=facts_of(sections), **named)


FIRES = {
    "N-01": ("共收到政府信息公开申请 7 件。", "7", "4"),
    "N-02": ("2023年度我局未收到政府信息公开申请。", "0", "4"),
    "N-03": ("上年结转 2 件。", "2", "1"),
    "N-04": ("全年答复政府信息公开申请 9 件。", "9", "4"),
    "N-05": ("办结申请 4 件，结转下年度 3 件。", "3", "1"),
    "N-06": ("予以公开 2 件。", "2", "3"),
    "N-07": ("发生行政复议 5 件。", "5", "3"),
    "N-08": ("发生行政诉讼 1 件。", "1", "0"),
    "N-09": ("未发生因政府信息公开引起的行政复议。", "0", "3"),
    "N-10": ("办理行政许可 12 件。", "12", "0"),
    "N-11": ("主动公开政府信息 100 条，其中政策文件 80 条，工作动态 40 条。", "100", "120"),
    "N-12": ("答复政府信息公开申请 4 件，予以公开 3 件，占 60%。", "75", "60"),
    "N-13": ("新收申请中自然人申请 1 件。", "1", "3"),
}
SILENT = [
    "共收到政府信息公开申请 4 件，上年结转 1 件，答复申请 4 件，结转下年度 1 件。",
    "共收到政府信息公开申请 5 件（含上年结转 1 件）。",
    "历年累计收到政府信息公开申请 90 件。",
    "全县共收到政府信息公开申请 95 件。",
    "共收到政府信息公开申请 10 余件。",
    "处理热线 46 起，信访 3 起，办理提案 12 件。",
    "予以公开 3 件，占 75%，不予公开 1 件，占 25%，答复申请 4 件。",
    "主动公开政府信息 100 条，其中政策文件 80 条（含规范性文件 40 条），工作动态 20 条。",
    "我局未因政府信息公开工作被申请行政复议、提起行政诉讼的申请败诉。",
]


def test_each_rule_fires_on_its_own_sentence_and_no_other_does() -> None:
    results = batch({rule: case(said(text)) for rule, (text, _claimed, _stated) in FIRES.items()})
    for rule, (_text, expected, stated) in FIRES.items():
        assert failures(results[rule]) & set(FIRES) == {rule}
        (failing,) = of(results[rule], rule, State.FAIL)
        assert (failing.expected, failing.found) == (Decimal(expected), Decimal(stated)), rule


def test_what_agrees_or_is_said_of_something_else_is_silent() -> None:
    fired = {text: failures(found(case(said(text)))) & set(FIRES) for text in SILENT}
    assert fired == {text: set() for text in SILENT}


def test_one_sentence_that_agrees_is_enough() -> None:
    text = "通过网站收到政府信息公开申请 3 件。全年共收到政府信息公开申请 4 件。"
    assert "N-01" not in failures(found(case(said(text))))


def test_a_government_speaks_of_its_county() -> None:
    text = "全县共收到政府信息公开申请 95 件。"
    county = said(text, agency="清河口县人民政府")
    findings = found(case(county, agency=None, submitter_names=("清河口县人民政府",)))
    assert "N-01" in failures(findings)


@pytest.mark.parametrize("rule", ["N-01", "N-07", "N-11", "N-12", "N-13"])
def test_silent_prose_is_not_applicable(rule: str) -> None:
    (only,) = of(found(case(said("我局做好各项工作。"))), rule)
    assert only.state is State.NOT_APPLICABLE


def test_a_table_without_a_usable_figure_leaves_it_undecided() -> None:
    changes: dict[str, Raw] = {"t3.new_received.total": "若干"}
    (only,) = of(found(case(said("共收到政府信息公开申请 7 件。", changes))), "N-01")
    assert only.state is State.UNDECIDED


def test_the_english_message_speaks_english() -> None:
    (only,) = of(found(case(said(FIRES["N-03"][0]))), "N-03")
    assert "carried in 2" in only.message_en
