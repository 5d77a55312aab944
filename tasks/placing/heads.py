"""Heads cut over several lines of a page: put together where the pieces make a label of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from tasks.form import load_forms, normalise
from tasks.placing.column_header import SUBTOTAL
from tasks.placing.lines import Field, Line
from tasks.placing.values import looks_like_value

_MOST = 5  # lines over which a head is cut


def whole_heads(lines: Sequence[Line]) -> list[Line]:
    """The same lines; of a head's pieces that stand in one column of a page, the last one holds all the words."""
    found: list[Line] = []
    for (table, paged), run in groupby(lines, key=lambda line: (line.table, line.origin.page is not None)):
        rows = list(run)
        found += _table(rows) if table and paged and rows[0].spans else rows
    return found


def _table(rows: Sequence[Line]) -> Iterator[Line]:
    for head, run in groupby(rows, key=_is_head):
        rows_alike = list(run)
        yield from _joined(rows_alike) if head else rows_alike


def _is_head(line: Line) -> bool:
    return not any(looks_like_value(field.text) for field in line.fields if not field.blank)


def _joined(rows: list[Line]) -> list[Line]:
    """Rows of a head; pieces in one column whose words together are a label become that label."""
    changed: dict[int, Field] = {}
    columns: dict[int, list[Field]] = {}
    for row in rows if len(rows) > 1 else ():
        for field in row.fields:
            if field.colspan == 1 and not field.blank:
                columns.setdefault(field.column, []).append(field)
    for pieces in columns.values():
        at = 0
        while at < len(pieces):
            end = _label_end(pieces, at)
            for piece in pieces[at : end - 1]:
                changed[id(piece)] = replace(piece, text="")
            if end > at + 1:
                changed[id(pieces[end - 1])] = replace(pieces[end - 1], text=_words(pieces[at:end]))
            at = end
    return [replace(row, fields=tuple(changed.get(id(f), f) for f in row.fields)) for row in rows] if changed else rows


def _label_end(pieces: Sequence[Field], at: int) -> int:
    """Behind the last piece of the longest label that begins here; one piece stays alone."""
    for end in range(min(len(pieces), at + _MOST), at + 1, -1):
        words = normalise(_words(pieces[at:end]))
        if words in _labels() or words.endswith(SUBTOTAL):
            return end
    return at + 1


def _words(pieces: Sequence[Field]) -> str:
    return "".join(piece.text for piece in pieces)


@cache
def _labels() -> frozenset[str]:
    return frozenset(
        normalise(text)
        for form in load_forms().values()
        for table in form.tables
        for block in table.blocks
        for column in block.columns
        for text in (*column.spellings, *column.path)
        if text
    )
