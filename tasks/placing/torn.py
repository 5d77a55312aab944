"""Cells of a dump that were broken into lines: put together where the pieces make a label of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tasks.form import compact, load_forms, normalise
from tasks.placing.lines import Field, Line
from tasks.placing.tables import known_words
from tasks.placing.values import looks_like_value

_MOST = 5  # lines into which a cell is broken
_HALF = 4  # characters of half a column's label
_PIECE = 8  # characters of a line that may be a piece of a cell


def mended(lines: Sequence[Line]) -> list[Line]:
    """The same lines; rows of a dump that a break inside a cell took apart are one, and stand in one table."""
    lines = _heads_of_two_lines(lines)
    if not any(_parts(before, after) for before, after in pairwise(lines)):
        return list(lines)
    found: list[Line] = []
    at = 0
    while at < len(lines):
        row, end = _row(lines, at)
        goes_on = bool(found) and _dumped(row) and _dumped(found[-1])
        found.append(replace(row, table=found[-1].table) if goes_on else row)
        at = end
    return found


def _heads_of_two_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The same lines; a row of second halves (企业 | 机构 below 商业 | 科研) goes into the row above, and is blank."""
    changed: dict[int, Line] = {}
    for at, (above, below) in enumerate(pairwise(lines)):
        halves = [field for field in below.fields if not field.blank]
        if not (_dumped(above) and above.table == below.table and halves):
            continue
        if any(len(field.text) > _HALF or looks_like_value(field.text) for field in halves):
            continue
        if whole := _put_together(above.fields, halves):
            changed[at] = replace(above, fields=tuple(whole))
            changed[at + 1] = replace(below, fields=tuple(replace(field, text="") for field in below.fields))
    return [changed.get(at, line) for at, line in enumerate(lines)] if changed else lines


def _put_together(upper: Sequence[Field], halves: Sequence[Field]) -> list[Field]:
    """The upper fields, each half behind the next one with which it makes a label; [] unless all find theirs."""
    rest = list(halves)
    whole = []
    for field in upper:
        half = 0 < len(field.text) <= _HALF and not looks_like_value(field.text)
        fits = rest and half and normalise(field.text + rest[0].text) in _labels()
        whole.append(replace(field, text=field.text + rest.pop(0).text) if fits else field)
    return [] if rest else whole


def _dumped(line: Line) -> bool:
    return bool(line.table) and not line.spans


def _parts(before: Line, after: Line) -> bool:
    """A short line beside a row of a dump: what may be a piece of its first or last cell."""
    short = next((line for line in (before, after) if not line.table), None)
    return short is not None and (_dumped(before) or _dumped(after)) and len(compact(short.text)) <= _PIECE


def _row(lines: Sequence[Line], at: int) -> tuple[Line, int]:
    """The row that begins at this line, and the place behind its last line."""
    fields, end, table = list(lines[at].fields), at + 1, lines[at]
    while (length := _joined(lines, end - 1, fields[-1])) > 1:
        pieces = lines[end : end + length - 1]
        words = "".join(piece.fields[0].text for piece in pieces)
        fields[-1] = replace(fields[-1], text=fields[-1].text + words)
        fields += pieces[-1].fields[1:]
        table = next((line for line in (table, *pieces) if line.table), table)
        end += length - 1
    if end == at + 1:
        return lines[at], end
    return replace(table, fields=tuple(replace(field, column=place) for place, field in enumerate(fields))), end


def _joined(lines: Sequence[Line], at: int, last: Field) -> int:
    """How many lines from this one on hold the pieces of its last cell: 1 = that cell is whole."""
    if looks_like_value(last.text):  # a blank is one, too
        return 1
    whole = [last.text, *_following(lines, at)]
    for length in range(len(whole), 1, -1):
        rows = lines[at : at + length]
        if normalise("".join(whole[:length])) in _labels() and any(_dumped(line) for line in rows):
            return length
    return 1


def _following(lines: Sequence[Line], at: int) -> Iterator[str]:
    """First cells of the next lines that may be pieces; a row of several cells can only hold the last piece."""
    for line in lines[at + 1 : at + _MOST]:
        piece = line.fields[0].text
        if (line.table and line.spans) or len(piece) > _PIECE * 2 or looks_like_value(piece):
            return
        yield piece
        if len(line.fields) > 1:
            return


@cache
def _labels() -> frozenset[str]:
    return frozenset(words for form in load_forms().values() for words in known_words(form))
