"""Tables in markup within a text: Markdown that some converter left its joined cells in as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from tasks.reading.html import read_html
from tasks.records import GridCell, GridTable, Limits, Paragraph

_OPENED = re.compile(r"<table[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</table\s*>", re.IGNORECASE)


def markup_end(lines: Sequence[tuple[int, str]], at: int) -> int:
    """Behind the line in which the table that begins at `at` is closed; `at` where none begins, or none is closed."""
    if not _OPENED.search(lines[at][1]):
        return at
    open_tables = 0
    for end in range(at, len(lines)):
        open_tables += len(_OPENED.findall(lines[end][1])) - len(_CLOSED.findall(lines[end][1]))
        if open_tables <= 0:
            return end + 1
    return at


def markup_blocks(lines: Sequence[tuple[int, str]], tables: int, limits: Limits) -> list[Paragraph | GridTable]:
    """What these lines of markup hold, behind so many tables; origin is the line of the text."""
    text = "\n" * (lines[0][0] - 1) + "\n".join(line for _, line in lines)
    blocks = read_html(text.encode(), limits).blocks
    return [_moved(block, tables) if isinstance(block, GridTable) else block for block in blocks]


def _moved(table: GridTable, tables: int) -> GridTable:
    return replace(table, rows=tuple(tuple(_numbered(cell, tables) for cell in row) for row in table.rows))


def _numbered(cell: GridCell, tables: int) -> GridCell:
    return replace(cell, origin=replace(cell.origin, table=(cell.origin.table or 0) + tables))
