"""Tables printed on their side, columns as rows: turned back before anything is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from tasks.form import Table, load_forms, normalise
from tasks.placing.lines import Line
from tasks.placing.values import looks_like_value
from tasks.records import Grid, GridCell, GridTable

_ENOUGH = 4  # labels of columns below each other, where none stand side by side

_ALSO_ROWS = {normalise("其他"), normalise("总计")}


def upright(grid: Grid) -> Grid:
    """The same grid, its tables turned whose column labels stand below each other; else itself."""
    blocks = tuple(_turn(b) if isinstance(b, GridTable) and b.spans and _on_its_side(b) else b for b in grid.blocks)
    return replace(grid, blocks=blocks)


def _on_its_side(table: GridTable) -> bool:
    """Whether one grid column holds many labels of an official table's columns, none side by side, no row short."""
    down: dict[int, set[str]] = defaultdict(set)
    ends: set[int] = set()
    for row in table.rows:
        here = {(label, cell.column) for cell in row if (label := normalise(cell.text)) in _column_labels()}
        if len({label for label, _ in here}) > 1:
            return False
        ends |= {row[-1].column + row[-1].colspan for label, _ in here if label not in _ALSO_ROWS}
        for label, column in here:
            down[column].add(label)
    return len(ends) == 1 and any(len(labels) >= _ENOUGH for labels in down.values())


@cache
def _column_labels() -> frozenset[str]:
    """The labels of columns of the tables three and four."""
    tables = [table for form in load_forms().values() for table in form.tables if table.code != "t2"]
    return frozenset(normalise(column.label) for table in tables for column in table.blocks[0].columns)


def _turn(table: GridTable) -> GridTable:
    rows: dict[int, list[GridCell]] = defaultdict(list)
    for cell in (cell for row in table.rows for cell in row):
        rows[cell.column].append(
            replace(cell, row=cell.column, column=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
        )
    return replace(table, rows=tuple(tuple(sorted(rows[at], key=lambda cell: cell.column)) for at in sorted(rows)))


def lies_within(lines: Sequence[Line], table: Table) -> bool:
    """Whether a table still lies on its side, in a dump or among others of a sheet: its columns' labels head rows."""
    labels = {normalise(column.label) for column in table.blocks[0].columns} - _ALSO_ROWS
    down: dict[tuple[int, int], set[str]] = defaultdict(set)
    for line in lines if len(labels) >= _ENOUGH else ():
        told = {word: f.column for f in line.fields if (word := normalise(f.text)) in labels}
        for word, column in told.items() if len(told) == 1 and _has_figures(line) else ():
            down[line.table, column if line.spans else 0].add(word)
    return any(len(found) >= _ENOUGH for found in down.values())


def _has_figures(line: Line) -> bool:
    return any(not field.blank and looks_like_value(field.text) for field in line.fields)
