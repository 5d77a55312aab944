"""A page in traditional characters is placed as the same page in simplified ones."""

from __future__ import annotations

import opencc

from tasks.placing import place
from tasks.reading import read_bytes
from tasks.sample import render
from tests.placing.test_layouts import report, wrong


def test_traditional_characters() -> None:
    sample = report("f2021", 3, 0.1)
    page = render(sample, "official.html").decode("utf-8")
    other = opencc.OpenCC("s2t").convert(page)
    assert "申請" in other
    placement = place(read_bytes(other.encode(), "page.html"))
    assert (placement.agency, placement.year, len(placement.cells)) == ("清河口县商务局", 2023, 200)
    assert wrong(placement, sample) == []
    assert placement.headings == (1, 2, 3, 4, 5, 6)


def test_a_few_such_characters_change_nothing() -> None:
    text = "清河口县商务局2023年政府信息公开工作年度报告\n一、总体情况\n《說文解字》摘要。\n二、主动公开政府信息情况"
    assert "說文" in place(read_bytes(text.encode(), "a.txt")).sections[1].text
