"""Cut, join and widen drawn tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tasks.sample.drawing import Box, DrawnTable
from tests.accuracy.document import Gone


def row_of(table: DrawnTable, prefix: str) -> int:
    """The row of the first figure whose code begins so."""
    rows = [box.row for box in table.boxes if box.code.startswith(prefix)]
    if not rows:
        raise Gone(prefix)
    return min(rows)


def height(table: DrawnTable) -> int:
    return max(box.row + box.rowspan for box in table.boxes)


def with_row(table: DrawnTable, at: int, boxes: Sequence[Box]) -> DrawnTable:
    """Boxes (their row is set) printed as a new row before row `at`; what spans that place spans one more."""
    moved = []
    for box in table.boxes:
        if box.row >= at:
            moved.append(replace(box, row=box.row + 1))
        elif box.row + box.rowspan > at:
            moved.append(replace(box, rowspan=box.rowspan + 1))
        else:
            moved.append(box)
    return replace(table, boxes=(*moved, *(replace(box, row=at) for box in boxes)))


def with_column(table: DrawnTable, at: int, boxes: Sequence[Box]) -> DrawnTable:
    """Boxes (their column is set) printed as a new column before column `at`; other boxes there grow over it."""
    covered = {row for box in boxes for row in range(box.row, box.row + box.rowspan)}
    moved = []
    for box in table.boxes:
        if box.column >= at:
            moved.append(replace(box, column=box.column + 1))
        elif box.column + box.colspan > at or (
            box.column + box.colspan == at and covered.isdisjoint(range(box.row, box.row + box.rowspan))
        ):
            moved.append(replace(box, colspan=box.colspan + 1))
        else:
            moved.append(box)
    return replace(table, width=table.width + 1, boxes=(*moved, *(replace(box, column=at) for box in boxes)))


def without_rows(table: DrawnTable, rows: Sequence[int]) -> DrawnTable:
    """The table without some rows; what spans them spans less, or goes."""
    kept = []
    for box in table.boxes:
        lost = sum(box.row <= row < box.row + box.rowspan for row in rows)
        if lost < box.rowspan:
            kept.append(replace(box, row=box.row - sum(row < box.row for row in rows), rowspan=box.rowspan - lost))
    return replace(table, boxes=tuple(kept))


def cut(
    table: DrawnTable, at: int, words: Callable[[str], tuple[str, str]] = lambda text: (text, "")
) -> tuple[DrawnTable, DrawnTable]:
    """Two tables, the second beginning at row `at`; a label that spans the cut is printed by `words` in both."""
    above: list[Box] = []
    below: list[Box] = []
    for box in table.boxes:
        if box.row + box.rowspan <= at:
            above.append(box)
        elif box.row >= at:
            below.append(replace(box, row=box.row - at))
        else:
            first, second = words(box.text)
            above.append(replace(box, text=first, value=first, rowspan=at - box.row))
            below.append(replace(box, text=second, value=second, row=0, rowspan=box.row + box.rowspan - at))
    return replace(table, boxes=tuple(above)), replace(table, heads=0, boxes=tuple(below))


def stacked(tables: Sequence[DrawnTable]) -> DrawnTable:
    """One table under the other, as one."""
    boxes: list[Box] = []
    for table in tables:
        top = max((box.row + box.rowspan for box in boxes), default=0)
        boxes += [replace(box, row=box.row + top) for box in table.boxes]
    return replace(tables[0], boxes=tuple(boxes))


def narrower(table: DrawnTable) -> DrawnTable:
    """The table with one column of labels less, for rows that do not need it."""
    moved = [
        replace(box, column=box.column - 1)
        if box.column >= table.depth
        else replace(box, colspan=max(1, box.colspan - 1))
        for box in table.boxes
    ]
    return replace(table, width=table.width - 1, depth=table.depth - 1, boxes=tuple(moved))
