"""Tables printed otherwise: on their side, table 四 in three rows or tables, columns of the agency's own, two years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tasks.sample.drawing import Box, DrawnTable
from tasks.sample.outline import Text
from tests.accuracy.document import Document, Gone, spelt
from tests.accuracy.geometry import height, row_of, with_column, with_row, without_rows
from tests.accuracy.variations import STREAMS, variation

_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
# Columns are mere fields there, one grid holds several tables, or a wrong span moves the last row.
_UNTRUE = (".txt", ".xlsx", "overlong_rowspan.html")


def _turned(table: DrawnTable) -> DrawnTable:
    boxes = [replace(b, row=b.column, column=b.row, rowspan=b.colspan, colspan=b.rowspan) for b in table.boxes]
    return DrawnTable(table.code, height(table), table.heads, table.depth, tuple(boxes))


@variation("structure", "rotated tables: table 四 from top to bottom", loses_in=_UNTRUE)
def review_on_its_side(document: Document) -> None:
    document.draw("t4", _turned)


@variation("structure", "rotated tables: applicants as rows", loses_in=_UNTRUE)
def requests_on_their_side(document: Document) -> None:
    document.draw("t3", _turned)


def _groups(document: Document, table: DrawnTable) -> list[list[Box]]:
    order = list(document.form.cells)
    figures = sorted((box for box in table.boxes if box.code), key=lambda box: order.index(box.code))
    if len(figures) != len(_GROUPS) * len(_RESULTS):
        raise Gone
    return [figures[start : start + len(_RESULTS)] for start in range(0, len(figures), len(_RESULTS))]


@variation("structure", "table 四 in three rows of five, lawsuits first", loses_in=STREAMS)
def review_in_three_rows(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        boxes = [Box(0, 0, "类型"), *(Box(0, 1 + n, words) for n, words in enumerate(_RESULTS))]
        lines = list(zip(_GROUPS, _groups(document, table), strict=True))
        for row, (words, figures) in enumerate([*lines[1:], lines[0]], 1):
            boxes += [Box(row, 0, words), *(replace(box, row=row, column=1 + n) for n, box in enumerate(figures))]
        return DrawnTable("t4", 1 + len(_RESULTS), 1, 1, tuple(boxes))

    document.draw("t4", change)


@variation("structure", "table 四 in three tables of five, lawsuits first", loses_in=STREAMS)
def review_in_three_tables(document: Document) -> None:
    at = document.place_of("t4")
    table = document.parts[at]
    assert isinstance(table, DrawnTable)
    parts = []
    for words, figures in zip(_GROUPS, _groups(document, table), strict=True):
        boxes = [Box(0, 0, words, colspan=len(_RESULTS)), *(Box(1, n, text) for n, text in enumerate(_RESULTS))]
        boxes += [replace(box, row=2, column=n) for n, box in enumerate(figures)]
        parts.append(DrawnTable("t4", len(_RESULTS), 0, 2, tuple(boxes)))
    document.parts[at : at + 1] = [*parts[1:], parts[0]]


def _column(document: Document, where: Callable[[DrawnTable], int], head: str, text: Callable[[int], str]) -> None:
    """A column of the agency's own in table 三."""

    def change(table: DrawnTable) -> DrawnTable:
        rows = sorted({box.row for box in table.boxes if box.code})
        if not table.heads or not rows:
            raise Gone
        figures = [Box(row, 0, text(number)) for number, row in enumerate(rows, 1)]
        return with_column(table, where(table), [Box(0, 0, head, rowspan=table.heads), *figures])

    document.draw("t3", change)


@variation("structure", "a column of serial numbers before the labels", loses_in=(*STREAMS, "tab_dump.txt"))
def serial_numbers_first(document: Document) -> None:
    _column(document, lambda table: 0, "序号", str)


@variation("structure", "a column of serial numbers before the figures", loses_in=_UNTRUE)
def serial_numbers_between(document: Document) -> None:
    _column(document, lambda table: table.depth, "行次", str)


@variation("structure", "columns with units: 件", loses_in=_UNTRUE)
def unit_column(document: Document) -> None:
    _column(document, lambda table: table.depth, "单位", lambda number: "件")


@variation("structure", "a column of notes, one of them a number", loses_in=_UNTRUE)
def note_column(document: Document) -> None:
    _column(document, lambda table: table.width, "备注", lambda number: "3" if number == 2 else "")


@variation("structure", "last year's total behind this year's", loses_in=_UNTRUE)
def last_years_column(document: Document) -> None:
    _column(document, lambda table: table.width, "上年总计", lambda number: str(86_500 + number))


def _last_year(document: Document, code: str, behind: bool) -> None:
    at = document.place_of(code)
    table = document.parts[at]
    assert isinstance(table, DrawnTable)
    old = spelt(table, lambda box: bool(box.code), lambda box: f"9{box.text or 1}")
    old = replace(old, code=f"last year's {code}", boxes=tuple(replace(box, code="") for box in old.boxes))
    document.insert(
        at + behind, [old, Text("prose", "本年数据：")] if not behind else [Text("prose", "上年数据："), old]
    )


@variation("structure", "last year's table 三 before this year's", loses=True)
def last_years_requests_first(document: Document) -> None:
    _last_year(document, "t3", behind=False)


@variation("structure", "last year's table 二 before this year's", loses=True)
def last_years_documents_first(document: Document) -> None:
    _last_year(document, "t2", behind=False)


@variation("structure", "last year's table 四 behind this year's", loses=True)
def last_years_review_behind(document: Document) -> None:
    _last_year(document, "t4", behind=True)


@variation("structure", "one 0 in a cell merged over the whole row", loses=True)
def row_merged_to_one_figure(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        row = row_of(table, "t3.denied_state_secret.")
        figures = sorted((box for box in table.boxes if box.code and box.row == row), key=lambda box: box.column)
        one = replace(figures[0], text="0", value=0, colspan=len(figures), code="")
        return replace(table, boxes=(*(box for box in table.boxes if box not in figures), one))

    document.draw("t3", change)


@variation("structure", "several rows in one cell, a line each", only=("html", "docx"), loses=True)
def rows_in_one_cell(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        rows = sorted({box.row for box in table.boxes if box.code.startswith("t3.not_processed")})
        inside = [box for box in table.boxes if box.row in rows and box.rowspan == 1]
        by_column = {box.column: [b.text for b in inside if b.column == box.column] for box in inside}
        kept = [box for box in table.boxes if box not in inside or box.row == rows[0]]
        joined = ["\n".join(by_column[box.column]) if box in inside else box.text for box in kept]
        boxes = [
            replace(box, text=text, value=text, code="" if box in inside else box.code)
            for box, text in zip(kept, joined, strict=True)
        ]
        return without_rows(replace(table, boxes=tuple(boxes)), rows[1:])

    document.draw("t3", change)


@variation("structure", "page numbers inside a table", loses=True)
def page_number_inside(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        at = row_of(table, "t3.unavailable_creation_needed.")
        return with_row(table, at, [Box(at, table.depth - 1, "3", colspan=table.width - table.depth + 1)])

    document.draw("t3", change)
