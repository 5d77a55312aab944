"""A form that was handed in wholly blank and lost its cells on the way: its labels are there, and no figure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.form import Form, Table, compact, normalise
from tasks.placing.lines import Line
from tasks.placing.streams import is_footer
from tasks.placing.tables import Placed
from tasks.placing.values import looks_like_value
from tasks.records import Origin, PlacedCell, Semantic

_TOLD = 0.75  # so many of a table's labels tell it
_FEW = 5  # figures without a place, as a column of notes may have
_LIKELY = 0.8  # the figures may have been lost on the way: a person is asked
_COUNTED = re.compile(r"\d[\d,.]* ?(?=[件条起次项个份篇期人宗场部万余])")  # in a sentence: 4 起
_PUNCTUATION = re.compile(r"\W+")


def place_blanks(region: Sequence[Line], form: Form, placed: Placed) -> None:
    """Blank cells for the tables whose labels stand in the region, where all that was placed is blank."""
    if any(cell.semantic is not Semantic.BLANK for cell in placed.cells.values()) or any(map(_has_figure, region)):
        return
    for table in _lost(region, form, placed):
        codes = [code for code in form.cells if code.startswith(f"{table.code}.")]
        placed.tables[table.code] = 1
        origin = _origin(table, region)
        blanks = (PlacedCell(code, "", Semantic.BLANK, None, origin, "", _LIKELY, ("label",)) for code in codes)
        placed.cells |= {cell.code: cell for cell in blanks}


def doubt_lone(lines: Sequence[Line], form: Form, placed: Placed) -> None:
    """Doubt the only table with figures, where running text kept no more than the labels of others.

    Where so many cells vanished, its own may have vanished, too, and these be last year's. In a dump a blank row
    without a label leaves no trace, even where other rows do.
    """
    filled = {code.partition(".")[0] for code, cell in placed.cells.items() if cell.semantic is not Semantic.BLANK}
    if len(filled) != 1:
        return
    traceless = {table.code for table in form.tables if not any(row.label for b in table.blocks for row in b.rows)}
    blank = [cell for code, cell in placed.cells.items() if code.partition(".")[0] not in filled]
    dumped = bool(blank) and all(cell.origin.row is None for cell in blank)
    if (filled <= traceless and dumped) or _lost([line for line in lines if not line.table], form, placed):
        placed.cells |= {
            code: _doubted(cell) for code, cell in placed.cells.items() if code.partition(".")[0] in filled
        }


def _lost(lines: Sequence[Line], form: Form, placed: Placed) -> list[Table]:
    """Tables whose labels stand in these lines, and of which nothing was placed and hardly a figure is listed."""
    placed_of = {code.partition(".")[0] for code in placed.cells}
    listed = Counter(item.candidates[0].partition(".")[0] for item in placed.unplaced if item.candidates)
    tables = [table for table in form.tables if table.code not in placed_of and listed[table.code] < _FEW]
    text = _squeezed("".join(line.text for line in lines)) if tables else ""
    return [table for table in tables if _is_told(table, text)]


def _doubted(cell: PlacedCell) -> PlacedCell:
    return replace(cell, certainty=min(cell.certainty, _LIKELY))


def _has_figure(line: Line) -> bool:
    if is_footer(line.text):
        return False
    words = [part.text for part in line.fields] if line.table else _COUNTED.sub("", line.text).split()
    return any(any(char.isdigit() for char in word) and looks_like_value(word) for word in words)


def _labels(table: Table) -> Iterator[tuple[str, ...]]:
    """The spellings of each row, or, of a table of one row, of each group of columns."""
    for block in table.blocks:
        if any(row.label for row in block.rows):
            yield from (row.spellings for row in block.rows)
        else:
            yield from {column.path[-2:-1]: column.path[-2:-1] for column in block.columns if column.group}


def _is_told(table: Table, text: str) -> bool:
    told = [any(_squeezed(normalise(words)) in text for words in spellings) for spellings in _labels(table)]
    return sum(told) >= _TOLD * len(told)


def _origin(table: Table, region: Sequence[Line]) -> Origin:
    """The first line that holds one of the table's labels, else where the region begins."""
    words = [_squeezed(normalise(text)) for spellings in _labels(table) for text in spellings]
    lines = (line for line in region if any(word in _squeezed(line.text) for word in words))
    return next(lines, region[0]).origin


def _squeezed(text: str) -> str:
    return _PUNCTUATION.sub("", compact(text))
