"""Which cells a total of the form adds up."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.form import Block, Form, Line


def totals(form: Form) -> dict[str, tuple[str, ...]]:
    """Every total's code with the codes it adds up: along the row where the column is a total, else down the column."""
    return {total: codes for table in form.tables for block in table.blocks for total, codes in _totals(block)}


def _totals(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in block.rows:
        for column in block.columns:
            if column.total:
                yield block.code(row, column), tuple(block.code(row, part) for part in _parts(column, block.columns))
            elif row.total:
                yield block.code(row, column), tuple(block.code(part, column) for part in _parts(row, block.rows))


def _parts(total: Line, lines: tuple[Line, ...]) -> list[Line]:
    """The lines under the total's own group, nested groups included; totals add no totals."""
    if total.group is None:
        return [line for line in lines if not line.total]
    return [line for line in lines if not line.total and line.within(total.group.code)]
