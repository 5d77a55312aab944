"""What the fuzz run found, each as the smallest input that showed it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tasks.placing import place
from tasks.placing.narrative import facts_of
from tasks.placing.values import parse_value
from tasks.reading import Limits, close, read, read_bytes, worker
from tasks.reading.messages import Request, line_of
from tasks.records import Grid, Origin, Paragraph, Refusal, SectionText, Semantic
from tasks.sample import render
from tests.reading.truth import converted, needs_office, numbered

HEAD = "清河口县商务局2023年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"


@pytest.mark.parametrize("digits", ["9" * 40, "9" * 400, "0." + "1" * 60, "9" * 40 + "万元"])
def test_a_number_beyond_every_figure_is_words(digits: str) -> None:
    assert parse_value(digits, "amount").semantic is Semantic.TEXT
    place(read_bytes(f"{HEAD}行政许可\t{digits}\n行政处罚\t{digits}\n".encode(), "a.txt"))


def test_a_sentence_without_end_does_not_hang_the_search_for_facts() -> None:
    assert facts_of({1: SectionText(1, "一、总体情况", "一 " * 40_000, Origin(line=1))}) == ()


def test_more_lines_than_any_report_has_are_refused() -> None:
    with pytest.raises(Refusal, match="too_large"):
        place(Grid("txt", tuple(Paragraph(f"第{n}行", Origin(line=n)) for n in range(10_001))))


def test_a_text_of_too_many_fields_is_refused() -> None:
    with pytest.raises(Refusal, match="too_large"):
        read_bytes(("\t".join("1" * 50) + "\n").encode() * 60, "a.txt", Limits(cells=2000))


def test_marks_alone_on_their_lines_are_cells_and_no_ruling() -> None:
    texts = "\n".join(f"{text} |" for text in ["1.属于国家秘密", "-", "-", "0", "-", "-", "-", "3"])
    grid = read_bytes(texts.encode(), "a.txt")
    assert [block.text for block in grid.blocks if isinstance(block, Paragraph)].count("-") == 5


@pytest.mark.parametrize("name", ["b\x01", "b{", "b*", "b\x7f", "b\ufffe"])
def test_a_tag_whose_name_is_torn_is_inline(name: str) -> None:
    prose = "已公开。" * 50  # one torn character makes no noise of a page
    page = f"<html><body><p>1<{name}>2</{name}>3</p><p>{prose}</p></body></html>"
    first, _second = read_bytes(page.encode(), "a.html").blocks
    assert isinstance(first, Paragraph) and first.text == "123"


@needs_office
def test_a_panic_inside_the_workbook_parser_is_a_refusal(tmp_path: Path) -> None:
    """The parser's panic is no Exception; it must neither pass for one nor end the reading server."""
    data = converted(tmp_path, "xls", {"a.xlsx": render(numbered(), "official.xlsx")})["a"]
    length = data.index(b"\x85\x00", 512) + 2  # of the record that names a sheet
    with pytest.raises(Refusal, match="unreadable"):
        read_bytes(data[:length] + b"\x02\x00" + data[length + 2 :], "a.xls")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the reading server forks on POSIX only / 仅 POSIX 有 fork")
def test_a_child_that_fails_beyond_every_exception_leaves_the_server_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def panic(request: object) -> bytes:
        raise KeyboardInterrupt  # as a panic: a BaseException that no handler expects

    monkeypatch.setattr(worker, "answer", panic)
    child = worker._spawn()
    worker._ask(child, line_of(Request(b"x", "x", Limits(), "zh")))
    assert worker._hear(child, 100) == b""
    assert worker._bury(child) == 0
    monkeypatch.undo()
    path = tmp_path / "a.txt"
    path.write_text("正常的文件", encoding="utf-8")
    assert read(path).kind == "txt"
    close()
