"""The form's tables drawn as boxes on a grid, each label and figure once, with its spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.form import Block, Form, Group, Line, Table
from tasks.sample.report import SampleReport, Value

Label = Callable[[Line | Group], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How a document spells labels of rows and columns, figures, and its title (one or two lines)."""

    row: Label
    column: Label
    digits: Callable[[str], str]
    title: Callable[[Form, SampleReport], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell; code "" is a label, and only a figure has a value."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    code: str = ""
    value: Value = ""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table of the form as printed: `depth` label columns, `heads` header rows (table 二 has several heads)."""

    code: str
    width: int
    depth: int
    heads: int
    boxes: tuple[Box, ...]

    @property
    def rows(self) -> list[list[Box]]:
        """The boxes that begin in each row, left to right."""
        height = max(box.row + box.rowspan for box in self.boxes)
        found: list[list[Box]] = [[] for _ in range(height)]
        for box in sorted(self.boxes, key=lambda box: (box.row, box.column)):
            found[box.row].append(box)
        return found

    @property
    def filled(self) -> list[list[str]]:
        """A full grid of texts, "" where a cell was merged away."""
        grid = [[""] * self.width for _ in self.rows]
        for box in self.boxes:
            grid[box.row][box.column] = box.text
        return grid


def printed(value: Value, digits: Callable[[str], str], unit: str = "") -> str:
    """A figure as text in the document's digits; a text stays as it is."""
    if isinstance(value, str):
        return value
    plain = format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
    return digits(plain) + unit


def draw(table: Table, values: Mapping[str, Value], wording: Wording) -> DrawnTable:
    """Draw a table of the form with its figures; headers, groups and spans come from the form's data."""
    labelled = [row for block in table.blocks for row in block.rows if row.label]
    depth = max((len(row.path) for row in labelled), default=0)
    width = depth + max(block.width for block in table.blocks)
    boxes: list[Box] = []
    for block in table.blocks:
        boxes += _block(block, values, wording, top=max((box.row + 1 for box in boxes), default=0), depth=depth)
    heads = _header_height(table.blocks[0])
    return DrawnTable(table.code, width, depth, heads, tuple(boxes))


def _block(block: Block, values: Mapping[str, Value], wording: Wording, top: int, depth: int) -> list[Box]:
    boxes: list[Box] = []
    if block.caption:
        boxes.append(Box(top, 0, block.caption, colspan=depth + block.width))
        top += 1
    height = _header_height(block)
    if depth:
        boxes.append(Box(top, 0, block.corner, rowspan=height, colspan=depth))
    boxes += _header(block, wording, top, depth, height)
    boxes += _row_labels(block, wording, top + height, depth)
    boxes += _figures(block, values, wording, top + height, depth)
    return boxes


def _header_height(block: Block) -> int:
    return 1 + max(len(_groups(column)) for column in block.columns)


def _groups(line: Line) -> tuple[Group, ...]:
    return line.group.path if line.group else ()


def _runs(lines: Sequence[Line], level: int) -> Iterator[tuple[int, int]]:
    """First index and length of each run of lines that share the group of this level."""
    start = 0
    while start < len(lines):
        end = start + 1
        above = _groups(lines[start])[: level + 1]
        while len(above) > level and end < len(lines) and _groups(lines[end])[: level + 1] == above:
            end += 1
        if len(above) > level:
            yield start, end - start
        start = end


def _header(block: Block, wording: Wording, top: int, depth: int, height: int) -> Iterator[Box]:
    places = [depth + sum(column.span for column in block.columns[:index]) for index in range(len(block.columns))]
    for level in range(height):
        for start, length in _runs(block.columns, level):
            group = _groups(block.columns[start])[level]
            span = sum(column.span for column in block.columns[start : start + length])
            yield Box(top + level, places[start], wording.column(group), colspan=span)
    for place, column in zip(places, block.columns, strict=True):
        level = len(_groups(column))
        yield Box(top + level, place, wording.column(column), rowspan=height - level, colspan=column.span)


def _row_labels(block: Block, wording: Wording, top: int, depth: int) -> Iterator[Box]:
    for level in range(depth):
        for start, length in _runs(block.rows, level):
            yield Box(top + start, level, wording.row(_groups(block.rows[start])[level]), rowspan=length)
    for index, row in enumerate(block.rows):
        if depth:
            level = len(_groups(row))
            yield Box(top + index, level, wording.row(row), colspan=depth - level)


def _figures(block: Block, values: Mapping[str, Value], wording: Wording, top: int, depth: int) -> Iterator[Box]:
    for index, row in enumerate(block.rows):
        place = depth
        for column in block.columns:
            code = block.code(row, column)
            value = values.get(code, "")
            unit = "万元" if column.type == "amount" and not column.unit else ""
            text = printed(value, wording.digits, unit)
            # A figure that needs its unit beside it cannot stay a bare number.
            kept = text if unit else value
            yield Box(top + index, place, text, colspan=column.span, code=code, value=kept)
            place += column.span
