"""A table on a page: its cells, and the table that others read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.reading.pdf_page import Box
from tasks.records import GridCell, GridTable, Origin

NUMERAL = "[一二三四五六七八九十\u2f00\u2f06\u2f0b\u2f17]"  # also as the radicals that browsers print
_ORDINAL = re.compile(
    rf"\s*(?:{NUMERAL}{{1,2}}\s*[、.．,，]|[（(]\s*{NUMERAL}\s*[)）]|\d{{1,2}}\s*(?:[.．、]|(?=[\u2f00-\u2fdf\u4e00-\u9fff])))"
)
_FIGURE = re.compile(
    r"(?:[-+－?？减增])?\s*\d+(?:\s*[.,，．]\s*\d+)*\s*(?:[万亿]?元|[件条个项宗次份起人部%％])?|[-/\\—－–\s]+|无|零",
    re.UNICODE,
)


def is_figure(text: str) -> bool:
    """Whether a text is a figure, a mark for none, or a figure with its unit."""
    return bool(_FIGURE.fullmatch(text.strip()))


def opens(text: str) -> bool:
    """Whether a text opens with an ordinal, so that it cannot be the rest of another."""
    return bool(_ORDINAL.match(text))


@dataclass(slots=True)
class Piece:
    """One cell of a part; its text may go on in the next part."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    page: int
    box: Box
    certainty: float = 1.0

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def figure(self) -> bool:
        return is_figure(self.text)

    @property
    def numeric(self) -> bool:
        """Whether a figure is in it, or the beginning of one."""
        return any(char.isdigit() for char in self.text) and not self.starts

    @property
    def opened(self) -> bool:
        """Whether a bracket is opened and not closed."""
        return sum(map(self.text.count, "(（")) > sum(map(self.text.count, ")）"))

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def starts(self) -> bool:
        return opens(self.text)


@dataclass(slots=True)
class Part:
    """A table, or what stands of one on a page: edges in points, height in rows.

    columns = where figures stand (left, right) in a table that no lines divide; ys = edges of the rows on one page.
    """

    xs: list[float]
    height: int
    pieces: list[Piece]
    open_top: bool = False
    open_bottom: bool = False
    ruled: bool = True
    columns: list[tuple[float, float]] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    def row(self, number: int) -> list[Piece]:
        """The cells that begin in a row, from the left."""
        return sorted((piece for piece in self.pieces if piece.row == number), key=lambda piece: piece.column)

    def bottom(self) -> list[Piece]:
        """The cells that reach the last row, from the left."""
        reach = [piece for piece in self.pieces if piece.row + piece.rowspan == self.height]
        return sorted(reach, key=lambda piece: piece.column)


def grid_table(part: Part, number: int) -> GridTable:
    """The table as others read it; number counts the document's tables from 1."""
    rows: list[list[Piece]] = [[] for _ in range(part.height)]
    for piece in part.pieces:
        rows[piece.row].append(piece)
    return GridTable(
        tuple(
            tuple(
                _grid_cell(piece, number, place)
                for place, piece in enumerate(sorted(row, key=lambda piece: piece.column), 1)
            )
            for row in rows
        ),
    )


def _grid_cell(piece: Piece, number: int, place: int) -> GridCell:
    origin = Origin(table=number, row=piece.row + 1, column=place, page=piece.page, box=piece.box)
    return GridCell(
        piece.row, piece.column, piece.text, origin, piece.rowspan, piece.colspan, certainty=piece.certainty
    )
