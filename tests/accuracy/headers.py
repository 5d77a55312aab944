"""Headers: columns in another order, columns that the form does not know, a unit of the agency's own, two years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tasks.sample.drawing import Box, DrawnTable
from tests.accuracy.document import Document, Gone, column_labels, refigured, reheaded
from tests.accuracy.geometry import height, with_column, with_row
from tests.accuracy.variations import variation


def _swapped(table: DrawnTable, first: int, second: int, heads: bool = True) -> DrawnTable:
    """Two columns of single boxes change places, from the header's leaves down."""
    boxes = []
    for box in table.boxes:
        moves = box.colspan == 1 and box.column in {first, second} and (box.code or heads)
        boxes.append(replace(box, column=first + second - box.column) if moves else box)
    return replace(table, boxes=tuple(boxes))


def _column_of(table: DrawnTable, code: str) -> int:
    for box in table.boxes:
        if box.code.endswith(code):
            return box.column
    raise Gone(code)


@variation("labels", "columns in another order: 科研机构 before 商业企业", loses=True)
def columns_swapped(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        first, second = (_column_of(table, f".{code}") for code in ("commercial_enterprise", "research_institution"))
        return _swapped(table, first, second)

    document.draw("t3", change)


@variation("labels", "results in another order: 尚未审结 before 其他结果", loses=True)
def results_swapped(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        first, second = (_column_of(table, f"litigation_direct.{code}") for code in ("other_result", "pending"))
        return _swapped(table, first, second)

    document.draw("t4", change)


def _with_unknown(table: DrawnTable, head: Box) -> DrawnTable:
    at = _column_of(table, ".commercial_enterprise")
    figures = sorted({box.row for box in table.boxes if box.code})
    return with_column(table, at, [head, *(Box(row, 0, str(86_000 + row), value=86_000 + row) for row in figures)])


@variation("structure", "a column that the form does not know: 同比", loses=True)
def unknown_column(document: Document) -> None:
    document.draw("t3", lambda table: _with_unknown(table, Box(table.heads - 2, 0, "同比", rowspan=2)))


@variation("structure", "a header without its rowspan pushes another behind 总计", only=("html",), loses=True)
def unknown_column_without_rowspan(document: Document) -> None:
    document.draw("t3", lambda table: _with_unknown(table, Box(table.heads - 1, 0, "同比")))


@variation("cells", "the amount's header says 元", editions=("f2021",))
def amount_header_in_yuan(document: Document) -> None:
    reheaded(document, "amount", lambda text: "本年收费金额（单位：元）")

    def printed(box: Box) -> tuple[str, tuple[object, Decimal | None]]:
        semantic, value = document.truth[box.code]
        own = box.text.endswith("元")  # its cell says its unit
        return box.text, (semantic, value if value is None or own else value / 10_000)

    if any(column_labels(table, "amount") for table in document.tables):
        refigured(document, lambda code: code.endswith(".amount"), printed)  # type: ignore[arg-type]


@variation(
    "structure", "wrong spans: a header wider than its column pushes another behind 总计", only=("html",), loses=True
)
def header_pushed_aside(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        heads = [box for box in column_labels(table, "natural_person") if box.colspan == 1]
        return replace(table, boxes=tuple(replace(b, colspan=2) if b in heads else b for b in table.boxes))

    document.draw("t3", change)


@variation("structure", "last year's figures in a second row of table 四", loses=True)
def last_years_row(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        at = height(table)
        old = [Box(at, box.column, str(87_000 + box.column)) for box in table.boxes if box.code]
        return with_row(table, at, old)

    document.draw("t4", change)
