"""Tables that Excel and WPS save as text: fields between commas, semicolons or tabs, rows of one width."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from tasks.language import _
from tasks.reading.detect import decode, separator_of
from tasks.records import Grid, GridCell, GridTable, Limits, Origin, Refusal


def read_separated(data: bytes, limits: Limits) -> Grid:
    """A Grid of one table; a merged range left its text in the first of its cells. Origin is line and field."""
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text) or ",")
    rows: list[tuple[GridCell, ...]] = []
    line = 1
    left = limits.cells
    for fields in reader:
        if any(map(str.strip, fields)):
            left -= len(fields)
            if left < 0:
                raise Refusal("too_large", _("表格单元格过多，已拒收"))
            rows.append(_row(fields, len(rows), line))
        line = reader.line_num + 1
    return Grid("csv", (GridTable(tuple(rows), spans=False),) if rows else ())


def _row(fields: Sequence[str], row: int, line: int) -> tuple[GridCell, ...]:
    return tuple(
        GridCell(row, column, field.strip(), Origin(line=line, table=1, row=row + 1, column=column + 1))
        for column, field in enumerate(fields)
    )
