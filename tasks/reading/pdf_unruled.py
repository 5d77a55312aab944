"""Tables without ruling lines: rows by height, fields by wide gaps. Columns are field numbers, as in a text dump."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.reading.pdf_page import Glyph
from tasks.reading.pdf_table import Part, Piece
from tasks.reading.pdf_text import TextLine, fields_of, rounded, text_of

_FEWEST = 3  # rows of figures that make a table
_BETWEEN = 2  # lines of labels alone that may stand between them
_BESIDE = 0.95  # of the character size; figures stand beside the middle of a label over two lines


def with_tables(lines: Sequence[TextLine]) -> Iterator[TextLine | Part]:
    """The lines of a page, runs of rows put together as tables."""
    rows = [_pieces(line) for line in lines]
    figures = [any(piece.figure for piece in row) for row in rows]
    at = 0
    while at < len(lines):
        end = _end(rows, at)
        if end > at and _half_label(lines, rows, end - 1, end):
            end += 1
        if sum(figures[at:end]) >= _FEWEST:
            yield _part(_beside(lines[at:end], rows[at:end]))
            at = end
        else:
            yield lines[at]
            at += 1


def _pieces(line: TextLine) -> list[Piece]:
    return [_piece(line, number, glyphs) for number, glyphs in enumerate(fields_of(line))]


def _piece(line: TextLine, number: int, glyphs: Sequence[Glyph]) -> Piece:
    box = rounded((glyphs[0].x0, min(g.y0 for g in glyphs), glyphs[-1].x1, max(g.y1 for g in glyphs)))
    sure = round(min(glyph.certainty for glyph in glyphs), 2)
    return Piece(0, number, 1, 1, text_of(glyphs), line.page, box, sure)


def _end(rows: Sequence[Sequence[Piece]], start: int) -> int:
    """Behind the last row of a table that begins here; start itself where none does."""
    end = at = start
    while at < len(rows) and at - end <= _BETWEEN:
        if _is_row(rows[at], first=at == start):
            end = at + 1
        at += 1
    return end


def _is_row(row: Sequence[Piece], first: bool) -> bool:
    """Several fields, or figures whose label stands on another line."""
    return len(row) > 1 or (not first and all(piece.figure for piece in row))


def _beside(lines: Sequence[TextLine], rows: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Rows in which a label over two lines stands before the figures printed beside its middle."""
    taken: set[int] = set()
    for at, row in enumerate(rows):
        if _half_label(lines, rows, at, at - 1) and _half_label(lines, rows, at, at + 1):
            taken |= {at - 1, at + 1}
            above, below = rows[at - 1][0], rows[at + 1][0]
            above.text += below.text
            row.insert(0, above)
    return [row for at, row in enumerate(rows) if at not in taken]


def _half_label(lines: Sequence[TextLine], rows: Sequence[Sequence[Piece]], at: int, other: int) -> bool:
    """Whether another line is a piece of the label of this line, which holds figures alone."""
    if not 0 <= other < len(rows) or len(rows[other]) != 1 or rows[other][0].figure:
        return False
    near = abs(lines[other].glyphs[0].base - lines[at].glyphs[0].base) < _BESIDE * lines[other].size
    return near and all(piece.figure for piece in rows[at])


def _part(rows: Sequence[list[Piece]]) -> Part:
    pieces = []
    for number, row in enumerate(rows):
        for place, piece in enumerate(row):
            piece.row, piece.column = number, place
            pieces.append(piece)
    return Part([], len(rows), pieces, ruled=False)
