"""Which cells a total of the form adds up, told by the form's own groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from tasks.form.model import Block, Form, Line


@cache
def addends(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The leaves that make up each total of the form, by the total's code."""
    return {code: leaves for table in form.tables for block in table.blocks for code, leaves in _leaves(block)}


@cache
def parts(form: Form) -> Mapping[str, tuple[str, ...]]:
    """One step down: along the row where the column is a total, else down the column."""
    return {code: cells for table in form.tables for block in table.blocks for code, cells in _parts(block)}


@cache
def undivided_addends(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The cells of a group printed as one row that make up each total beside its leaves."""
    blocks = [block for table in form.tables for block in table.blocks if block.single_rows]
    return {code: cells for block in blocks for code, cells in _undivided(block)}


def _undivided(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in (*block.rows, *block.single_rows):
        for column in block.columns:
            rows = [single for single in block.single_rows if single in _under(row, block.single_rows)]
            columns = _under(column, block.columns)
            if rows and (row.total or column.total):
                yield block.code(row, column), tuple(block.code(r, c) for r in rows for c in columns)


def _leaves(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in block.rows:
        for column in block.columns:
            if row.total or column.total:
                rows, columns = _under(row, block.rows), _under(column, block.columns)
                yield block.code(row, column), tuple(block.code(r, c) for r in rows for c in columns)


def _parts(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in block.rows:
        for column in block.columns:
            if column.total:
                yield block.code(row, column), tuple(block.code(row, part) for part in _under(column, block.columns))
            elif row.total:
                yield block.code(row, column), tuple(block.code(part, column) for part in _under(row, block.rows))


def _under(line: Line, lines: tuple[Line, ...]) -> list[Line]:
    """The line itself, or, of a total, the lines it sums: those of its group, or all where it has none."""
    if not line.total:
        return [line]
    return [other for other in lines if not other.total and (line.group is None or other.within(line.group.code))]
