"""Where every cell of an official table is printed: one layout for paper, workbook and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, takewhile
from typing import Literal

from tasks.form import Block, Group, Line, Table

Kind = Literal["caption", "corner", "header", "label", "value"]


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell: its upper left place from 0, its spans, and the cell code where it holds a figure."""

    kind: Kind
    row: int
    column: int
    rowspan: int
    colspan: int
    text: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole table, `width` columns wide, of which `labels` hold row labels; `head` rows repeat on a new page."""

    table: Table
    width: int
    height: int
    labels: int
    head: int
    boxes: tuple[Box, ...]

    @property
    def rows(self) -> tuple[tuple[Box, ...], ...]:
        """Boxes by the row in which they begin, from left to right."""
        found: list[list[Box]] = [[] for _ in range(self.height)]
        for box in self.boxes:
            found[box.row].append(box)
        return tuple(tuple(sorted(row, key=lambda box: box.column)) for row in found)


@dataclass(frozen=True, slots=True)
class _Arm:
    """A group or a line on one axis: its level (and how many levels it fills), where it starts and how long it is."""

    level: int
    levels: int
    start: int
    length: int
    text: str


@cache
def lay_out(table: Table) -> Layout:
    """Place the captions, headers, labels and figures of a table; equal groups side by side become one box."""
    labels = max(_depth(block.rows) for block in table.blocks)
    width = labels + max(block.width for block in table.blocks)
    boxes: list[Box] = []
    top = 0
    for block in table.blocks:
        boxes += _block(block, top, labels, width)
        top = max(box.row + box.rowspan for box in boxes)
    single = len(table.blocks) == 1
    head = min(box.row for box in boxes if box.kind == "value") if single else 0
    return Layout(table, width, top, labels, head, tuple(boxes))


def _block(block: Block, top: int, labels: int, width: int) -> Iterator[Box]:
    if block.caption:
        yield Box("caption", top, 0, 1, width, block.caption)
        top += 1
    head = _depth(block.columns)
    if labels:
        yield Box("corner", top, 0, head, labels, block.corner)
    for arm in _arms(block.columns, [column.span for column in block.columns], head):
        yield Box("header", top + arm.level, labels + arm.start, arm.levels, arm.length, arm.text)
    top += head
    if labels:
        for arm in _arms(block.rows, [1] * len(block.rows), labels):
            yield Box("label", top + arm.start, arm.level, arm.length, arm.levels, arm.text)
    starts = [0, *accumulate(column.span for column in block.columns)]
    for down, row in enumerate(block.rows):
        for start, column in zip(starts, block.columns, strict=False):
            yield Box("value", top + down, labels + start, 1, column.span, code=block.code(row, column))


def _arms(lines: Sequence[Line], sizes: Sequence[int], depth: int) -> Iterator[_Arm]:
    paths = [_groups(line) for line in lines]
    starts = [0, *accumulate(sizes)]
    for index, (line, path) in enumerate(zip(lines, paths, strict=True)):
        for level, group in enumerate(path):
            prefix = path[: level + 1]
            if index and paths[index - 1][: level + 1] == prefix:
                continue
            run = sum(1 for _ in takewhile(lambda other: other[: len(prefix)] == prefix, paths[index:]))  # noqa: B023
            yield _Arm(level, 1, starts[index], starts[index + run] - starts[index], group.label)
        yield _Arm(len(path), depth - len(path), starts[index], sizes[index], line.label + line.hint)


def _groups(line: Line) -> tuple[Group, ...]:
    return line.group.path if line.group else ()


def _depth(lines: Sequence[Line]) -> int:
    """How many levels the labels need; 0 where no line has one (the single row of table 四)."""
    return max((len(line.path) for line in lines if line.label), default=0)
