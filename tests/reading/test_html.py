"""Web pages: texts in the order a browser shows them, lines where it breaks them, nothing that it hides."""

from __future__ import annotations

import pytest

from tasks.reading import read_bytes
from tasks.records import GridTable, Paragraph


def page(body: str) -> bytes:
    return f"<html><head><title>页</title></head><body>{body}</body></html>".encode()


def texts(body: str) -> list[str]:
    return [block.text for block in read_bytes(page(body), "a.html").blocks if isinstance(block, Paragraph)]


def first_cell(content: str) -> str:
    [table] = read_bytes(page(f"<table><tr><td>{content}</td><td>0</td></tr></table>"), "a.html").blocks
    assert isinstance(table, GridTable)
    return table.rows[0][0].text


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("12", "12"),
        ("<span><b>1</b></span>2", "12"),
        ("<font><b>1</b>2</font><i>3</i>4", "1234"),
        ("1<!-- 9 -->2", "12"),
        ("1<o:p></o:p><st1:metricconverter>2</st1:metricconverter>", "12"),
        ("1<span style='display:none'>9</span>2", "12"),
        ("1<span style='DISPLAY : None'>9<b>9</b></span>2", "12"),
        ("1<span style='mso-hide:all'>9</span><span style='color:red'>2</span>", "12"),
        ("1<script>9</script>2<button>9</button>", "12"),
        ("<del>9</del>1<s>9</s>2<strike>9</strike>", "12"),
        ("1<span style='text-decoration: line-through'>9</span>2", "12"),
        ("1<span hidden>9</span>2<ruby>件<rp>(</rp><rt>9</rt><rp>)</rp></ruby>", "12件"),
        ("12<sub>1</sub>件", "12[1]件"),
        ("&nbsp;1&nbsp;", "1"),
        ("12<sup>1</sup>件", "12[1]件"),
        ("12<sup><a href=#><b>1</b></a></sup>件<sup> </sup>", "12[1]件"),
        ("一<strong>二</strong> 三", "一二 三"),
    ],
)
def test_inline_markup_says_nothing(markup: str, read: str) -> None:
    assert texts(f"<p>{markup}</p>") == [read]
    assert first_cell(markup) == first_cell(f"<p>{markup}</p>") == read


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<input size=3 value='12'>", "12"),
        ("<input type=hidden value='9'>12<input type=checkbox value='9'>", "12"),
        ("<select><option>9</option><option selected>12</option></select>", "12"),
        ("<select><option>12</option><option>9</option></select>", "12"),
        ("<textarea>12</textarea>", "12"),
        ("<b class='a none'>9</b>12<i class='wide'></i>", "12"),
        ("<img src='12.png'>", "（图片）"),
        ("<img src='spacer.gif'>", ""),
        ("12<img src='12.png'>", "12"),
        ("<script>document.write(12)</script>", "（脚本）"),
        ("<script>count()</script>", ""),
        ("12<script>document.write(9)</script>", "12"),
    ],
)
def test_a_cell_says_what_is_seen_in_it(markup: str, read: str) -> None:
    style = "<style>.none, td.x {display: none} @media print { .wide, .a { display:none } }</style>"
    assert first_cell(f"{style}{markup}") == read


@pytest.mark.parametrize("markup", ["一<br>二", "<p>一</p><p>二</p>", "<div>一</div>二", "<span>一<br/></span>二"])
def test_blocks_and_breaks_part_lines(markup: str) -> None:
    assert texts(markup) == ["一", "二"]
    assert first_cell(markup) == "一\n二"


def test_the_line_is_that_of_the_page() -> None:
    grid = read_bytes(page("\n<div>\n<p>一<br>\n二</p>\n<table>\n<tr>\n<td>1<td>2</table>"), "a.html")
    first, second, table = grid.blocks
    assert (first.origin.line, second.origin.line, table.rows[0][0].origin.line) == (3, 3, 7)  # type: ignore[union-attr]
    assert grid.title == "页"


def test_a_table_of_one_cell_in_each_cell_is_the_words_of_that_cell() -> None:
    wrapped = "<table><tbody><tr><td>{}</td></tr></tbody></table>"
    row = "".join(f"<td>{wrapped.format(words)}</td>" for words in ("规章", "1", "", "3"))
    (table,) = read_bytes(
        page(f"<table><tr><td>信息内容<td>甲<td>乙<td>丙</tr><tr>{row}</tr></table>"), "a.html"
    ).blocks
    assert isinstance(table, GridTable)
    assert [cell.text for cell in table.rows[1]] == ["规章", "1", "", "3"]


def test_layout_tables_dissolve() -> None:
    inner = "<table><tr><td>1</td><td>2</td></tr></table>"
    grid = read_bytes(page(f"<table><tr><td>题</td><td>{inner}</td></tr></table>"), "a.html")
    assert [isinstance(block, GridTable) for block in grid.blocks] == [False, True]
    assert texts("<table><tr><td><p>一</p><p>二</p></td></tr></table>") == ["一", "二"]


def cells(row: str, style: str = "") -> list[tuple[str, bool]]:
    head = f"<html><head><style>{style}</style></head><body><table>"
    [table] = read_bytes(f"{head}<tr>{row}</tr></table></body></html>".encode(), "a.html").blocks
    assert isinstance(table, GridTable)
    return [(cell.text, cell.certainty == 1) for row_ in table.rows for cell in row_]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("<td style='text-decoration:line-through'>15</td>", ("", False)),
        ("<td class=struck>15</td>", ("", False)),
        ("<td><font class=struck>15</font>16</td>", ("16", True)),
        ("<td><span style='text-decoration:line-through'>15</span></td>", ("", False)),
        ("<td style='visibility:hidden'>15</td>", ("", False)),
        ("<td style='visibility:hidden'></td>", ("", True)),
        ("<td style='color:#FFF'>15</td>", ("15", False)),
        ("<td class=white><b>15</b></td>", ("15", False)),
        ("<td><font color=white>15</font></td>", ("15", False)),
        ("<td class='white dark'>15</td>", ("15", True)),
        ("<td class=white><span style='color:red'>15</span></td>", ("15", True)),
        ("<td style='color:white;background:#1F4E79'>15</td>", ("15", True)),
        ("<td style='color:white'>收到</td>", ("收到", True)),
        ("<td style='font-size:0'>15</td>", ("15", False)),
        ("<td>12<span style='vertical-align:super'>1</span></td>", ("12[1]", True)),
        ("<td><span style='vertical-align:super'>1</span></td>", ("1", True)),
        ("<td style='vertical-align:middle'>12</td>", ("12", True)),
    ],
)
def test_cells_keep_their_place_whatever_is_seen_of_them(cell: str, read: tuple[str, bool]) -> None:
    style = ".struck{text-decoration:line-through} .white{color:white} td.dark{background-color:#1f4e79}"
    assert cells(f"<td>甲</td>{cell}<td>9</td>", style) == [("甲", True), read, ("9", True)]


def test_cells_and_rows_that_a_class_hides_are_gone() -> None:
    row = "<td>甲</td><td class=no>8</td><td>9</td></tr><tr class=no><td>乙</td><td>7</td>"
    assert cells(row, ".no{display:none}") == [("甲", True), ("9", True)]


def test_rules_of_a_medium_do_not_count_and_a_style_without_end_costs_no_time() -> None:
    style = "@import 'a.css'; .no{display:none} @media print{.yes{display:none} td{color:red}} .gone{visibility:hidden}"
    row = "<td>甲</td><td class=no>8</td><td class=yes>9</td><td class=gone>7</td>"
    assert cells(row, style) == [("甲", True), ("9", True), ("", False)]
    assert read_bytes(page("<p>一</p><style>" + "td " * 200_000), "a.html").blocks
