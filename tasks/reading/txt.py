"""Text dumps: lines with tabs or pipes are table rows, everything else is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tasks.reading.blank_cells import BLANK_CELL, told_blanks
from tasks.reading.detect import decode
from tasks.reading.markup_in_text import markup_blocks, markup_end
from tasks.reading.repeated_cells import Joined, joined_again
from tasks.reading.ruled_text import ruled_end, ruled_table
from tasks.records import Grid, GridCell, GridTable, Limits, Origin, Paragraph

_RULE = re.compile(r"^[\s|:+=-]*(?:-{3}|={3})[\s|:+=-]*$")  # one - alone is a mark in a cell
_FEW_LINES = 4  # a whole report on so few has no rows
_MARKDOWN = re.compile(r"^ {0,3}(?:> ?)*#{1,6}(?=[ \d一二三四五六])|\*\*(?=[^\s|])|(?<=[^\s|])\*\*")
_TAGS = re.compile(r"</?(?:br|div|p|span|b|strong|u|font|center)\b[^<>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([-.*_#()\[\]!+])")
_MARKS = re.compile(r"[\t|]+")
_TAKEN_APART = 50  # lone tabs; an empty row of a table of two columns is one as well
_WIDEST = 60  # fields; the widest official row has fifteen figures
_ALONE = 4  # cells that are closed each on its own line
_Fields = list[str]


def read_txt(data: bytes, limits: Limits) -> Grid:
    """A Grid whose table columns are field numbers only, true ones where rules are drawn or the table is in markup.

    Origin is line and field.
    """
    blocks: list[Paragraph | GridTable] = []
    run: list[tuple[int, _Fields]] = []
    tables = end = 0
    told, blank = told_blanks(list(enumerate(decode(data).splitlines(), 1)))
    lines = list(_rejoined(told))
    few = sum(bool(line.strip()) for _, line in lines) < _FEW_LINES
    doubled = _every_other_is_empty([fields for _, line in lines if "\t" in line and (fields := split_fields(line))])
    for at, (number, line) in enumerate(lines):
        if at < end:
            continue
        end = markup_end(lines, at) if "<" in line else at
        if end > at:
            tables += _flush(run, blocks, tables)
            found = markup_blocks(lines[at:end], tables, limits)
            tables += sum(isinstance(block, GridTable) for block in found)
            blocks += found
            continue
        end = ruled_end(lines, at)
        if end > at:
            tables += _flush(run, blocks, tables) + 1
            blocks.append(ruled_table(lines[at:end]))
            continue
        fields = None if few else split_fields(_plain(line))
        if fields and doubled and "\t" in line:
            fields = fields[::2]
        if number in blank:
            tables += _flush(run, blocks, tables)
            blocks.append(Paragraph(BLANK_CELL, Origin(line=number)))
        elif fields:
            run.append((number, fields))
        elif fields is None and _plain(line).strip():
            tables += _flush(run, blocks, tables)
            blocks.append(Paragraph(_MARKS.sub(" ", _plain(line)).rstrip(), Origin(line=number)))
    _flush(run, blocks, tables)
    return Grid("txt", tuple(blocks))


def _plain(line: str) -> str:
    """The line without tags, and without the marks of Markdown for headings, bold and escaped characters."""
    line = _TAGS.sub(" ", line) if "<" in line else line
    return _ESCAPED.sub(r"\1", _MARKDOWN.sub("", line)) if "*" in line or "#" in line or "\\" in line else line


def _rejoined(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Rows that copying from a browser took apart: between any two cells a tab stands alone on its line."""
    if sum(line == "\t" for _, line in lines) < _TAKEN_APART:
        yield from lines
        return
    row: tuple[int, str] | None = None
    joined, empty = False, 0
    for number, line in lines:
        near = row is not None and empty <= 1
        if line == "\t" and row and near:
            row, joined, empty = (row[0], row[1] + line), True, 0
        elif line == "\t":  # a row whose first cell is blank
            if row:
                yield row
            row, joined, empty = (number, line), True, 0
        elif not line.strip(" \t"):
            empty += 1
        elif row and near and joined:
            row, joined, empty = (row[0], row[1] + line), False, 0
        else:
            if row:
                yield row
            row, joined, empty = (number, line), False, 0
    if row:
        yield row


def split_fields(line: str) -> _Fields | None:
    """The fields of a table line; [] for a ruling line of a Markdown table; None for prose."""
    if "\t" in line:
        return _few(line.rstrip("\r\n").split("\t"))
    if "|" not in line:
        return None
    if _RULE.match(line):
        return []
    bare = line.strip()
    return _few((bare.removesuffix("|") if bare.startswith("|") else bare).split("|"))


def _few(fields: _Fields) -> _Fields | None:
    """The fields of one row; None where a whole report stands on one line."""
    return [field.strip() for field in fields] if len(fields) <= _WIDEST else None


def _flush(run: list[tuple[int, _Fields]], blocks: list[Paragraph | GridTable], tables: int) -> int:
    """Turn the rows gathered so far into a table, or into paragraphs where no row has two texts."""
    if not run:
        return 0
    while len(run[0][1]) > 1 and all(not fields[0] for _number, fields in run if fields):
        run[:] = [(number, fields[1:]) for number, fields in run]  # Markdown: every row opens with a pipe
    own_lines: list[list[int]] = []
    if rejoined := _closed_cells(run):
        own_lines = [[number for number, _text in row] for row in rejoined]
        run[:] = [(row[0][0], [text for _number, text in row]) for row in rejoined]
    elif _every_other_is_empty([fields for _number, fields in run]):
        run[:] = [(number, fields[::2]) for number, fields in run]
    if all(sum(map(bool, fields)) <= 1 for _number, fields in run):
        blocks.extend(_paragraphs(run))
        run.clear()
        return 0
    if joined := joined_again([fields for _number, fields in run]):
        blocks.append(_true_table(joined, [number for number, _fields in run], tables + 1))
        run.clear()
        return 1
    rows = tuple(
        tuple(
            GridCell(row, column, field, Origin(line=line, table=tables + 1, row=row + 1, column=column + 1))
            for column, (field, line) in enumerate(zip(fields, own or [number] * len(fields), strict=True))
        )
        for row, ((number, fields), own) in enumerate(zip_longest(run, own_lines))
    )
    blocks.append(GridTable(rows, spans=False))
    run.clear()
    return 1


def _true_table(rows: Sequence[Sequence[Joined]], lines: Sequence[int], table: int) -> GridTable:
    """A table in true columns; each cell's origin is where its words stand first."""
    found = []
    for row, (cells, line) in enumerate(zip(rows, lines, strict=True)):
        origins = [Origin(line=line, table=table, row=row + 1, column=cell.column + 1) for cell in cells]
        told = zip(cells, origins, strict=True)
        found.append(tuple(GridCell(row, cell.column, cell.text, at, colspan=cell.colspan) for cell, at in told))
    return GridTable(tuple(found))


def _closed_cells(run: list[tuple[int, _Fields]]) -> list[list[tuple[int, str]]]:
    """Rows of texts with their lines where each cell is closed on its own line, short rows filled up with marks.

    [] where the lines are not so, or the rows come out of different widths.
    """
    filled = [sum(map(bool, fields)) for _number, fields in run]
    if filled.count(1) < _ALONE or max(filled) > 1 or any(not f or (f[0] and f[-1]) for _number, f in run):
        return []
    slots: list[tuple[int, str]] = []
    ends = set()
    for number, fields in run:
        closed = fields[:-1] if fields[0] else fields
        slots += [(number, text) for text in closed]
        if len(closed) > 1 and not closed[-1]:
            ends.add(len(slots))
    for width in range(2, _WIDEST) if ends else ():
        rows = [slots[at : at + width] for at in range(0, len(slots), width)]
        blank = sum(not row[0][1] for row in rows)  # none opens with a blank, or all do, or the one below the headers
        if blank in {0, 1, len(rows)} and all(end % width == 0 for end in ends):  # the last may end without its marks
            return [row + [(row[-1][0], "")] * (width - len(row)) for row in rows]
    return []


def _every_other_is_empty(rows: Sequence[_Fields]) -> bool:
    """Whether two marks stand between cells (a||b), so that each second field is never filled."""
    longest = max(map(len, rows), default=0)
    return len(rows) > 1 and longest > 4 and not any(field for fields in rows for field in fields[1::2])


def _paragraphs(run: list[tuple[int, _Fields]]) -> Iterator[Paragraph]:
    for number, fields in run:
        text = "".join(fields)
        if text:
            yield Paragraph(text, Origin(line=number))
