"""Tables with all their lines: characters shared out among cells, and the cells whose figures are doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tasks.form import compact
from tasks.reading.lattice import Lattice
from tasks.reading.pdf_page import Box, Glyph, PageContent
from tasks.reading.pdf_table import Part, Piece, is_figure
from tasks.reading.pdf_text import cell_text, lines_of, rounded, size_of
from tasks.reading.pdf_words import rows_of

_CUT = 0.5  # certainty of a figure that an edge may have cut, or that two readers read otherwise
_FLUSH = 0.3  # points from a cell's edge
_ACROSS = 0.3  # of a character's height, from its middle to the cell's edge
_TOUCH = 0.6  # points between digits of one figure
_TWO = re.compile(r"\d +\d")
_ONE_CELL = 90.0  # points; a cell neither wider nor higher holds one figure
_FEW, _SHARE = 2, 0.3  # figures that share a cell, of all


def shared(glyphs: Sequence[Glyph], found: Sequence[Lattice]) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """Characters by table and cell, the smallest table first; and those in none."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in found]
    outside = []
    order = sorted(range(len(found)), key=lambda index: found[index].area)
    for glyph in glyphs:
        for index in order:
            cell = found[index].at(glyph.x, glyph.y)
            if cell is not None:
                inside[index].setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def coarse(lattice: Lattice, cells: dict[int, list[Glyph]], furniture_ids: set[int]) -> bool:
    """Whether lines divide some of a table only: cells hold several figures side by side or under each other."""
    several = total = 0
    for index, within in cells.items():
        glyphs = [glyph for glyph in within if id(glyph) not in furniture_ids]
        if not any(glyph.char.isdigit() for glyph in glyphs):
            continue
        x0, y0, x1, y1 = lattice.box(lattice.cells[index])
        if x1 - x0 < _ONE_CELL and y1 - y0 < _ONE_CELL:
            total += 1
            continue
        figures = sum(len(row.figures()) for row in rows_of(glyphs, size_of(glyphs)))
        if figures > 2 and is_figure(cell_text(lines_of(glyphs, 0), (x0, y0, x1, y1))):
            figures = 1  # wrapped, as it is wider than the cell
        total += figures
        several += figures if figures > 2 else 0
    return several > _FEW and several > _SHARE * total


def doubt_crammed(lattice: Lattice, parts: Sequence[Part]) -> None:
    """Doubt the figures of several rows crammed between two lines where not every line of words has its own figures."""
    for top, bottom in pairwise(lattice.ys):
        inside = [piece for part in parts for piece in part.pieces if not piece.blank and top < piece.middle < bottom]
        figures = [piece for piece in inside if piece.figure]
        rows = {piece.row for piece in figures}
        if len(rows) > 1 and {piece.row for piece in inside} != rows:
            for piece in figures:
                piece.certainty = min(piece.certainty, _CUT)


def part_of(lattice: Lattice, cells: dict[int, list[Glyph]], page: PageContent, furniture_ids: set[int]) -> Part:
    """A table's cells with their texts; heads and feet of the page are kept out of cells that its edge cuts."""
    pieces = []
    stacked: dict[int, list[tuple[Piece, list[int]]]] = {}
    ends: list[tuple[Glyph, bool, Piece]] = []
    height = len(lattice.ys) - 1
    for index, cell in enumerate(lattice.cells):
        box = lattice.box(cell)
        glyphs = cells.get(index, [])
        top, bottom = not cell.row and lattice.open_top, cell.row + cell.rowspan == height and lattice.open_bottom
        if top or bottom:
            glyphs = [glyph for glyph in glyphs if id(glyph) not in furniture_ids]
        lines = lines_of(glyphs, page.number)
        text = cell_text(lines, box)
        sure = min((glyph.certainty for glyph in glyphs), default=1.0)
        doubtful = _may_be_cut(box, glyphs, page) or _read_otherwise(page, box, text)
        certainty = round(min(sure, _CUT) if doubtful else sure, 2)
        place = (cell.row, cell.column, cell.rowspan, cell.colspan)
        piece = Piece(*place, text, page.number, rounded(page.original(box)), certainty)
        pieces.append(piece)
        if piece.figure and lines:
            stacked.setdefault(cell.row, []).append((piece, [len(line.glyphs) for line in lines]))
        ends += [(end, end is line.glyphs[-1], piece) for line in lines for end in (line.glyphs[0], line.glyphs[-1])]
    _doubt_stacks(stacked.values())
    _doubt_spilled(ends)
    shared_rows = {piece.row for piece in pieces if _TWO.search(piece.text)}
    for piece in pieces:
        if piece.row in shared_rows and piece.blank:  # two figures in one cell: one may be another cell's
            piece.certainty = min(piece.certainty, _CUT)
    return Part(lattice.xs, height, pieces, lattice.open_top, lattice.open_bottom, ys=lattice.ys)


def _doubt_stacks(rows: Iterable[Sequence[tuple[Piece, Sequence[int]]]]) -> None:
    """Figures of as many lines in every cell of a row may be those of several rows.

    Not where all first lines have the same number of digits, more than one: they are full, and the figures wrapped.
    """
    for row in rows:
        first, counts = {digits[0] for _piece, digits in row}, {len(digits) for _piece, digits in row}
        if len(row) > 1 and len(counts) == 1 and counts != {1} and (len(first) > 1 or first == {1}):
            for piece, _digits in row:
                piece.certainty = min(piece.certainty, _CUT)


def _doubt_spilled(ends: Iterable[tuple[Glyph, bool, Piece]]) -> None:
    """Digits that touch through the line between two cells are one figure's, wider than its own cell.

    ends = the first and last character of each line, whether it is the last, and its cell.
    """
    rows: list[list[tuple[Glyph, bool, Piece]]] = []
    for end in sorted((end for end in ends if end[0].char.isascii()), key=lambda end: end[0].base):
        if rows and end[0].base - rows[-1][-1][0].base < _TOUCH:
            rows[-1].append(end)
        else:
            rows.append([end])
    for row in rows:
        for (left, last, one), (right, _last, other) in pairwise(sorted(row, key=lambda end: end[0].x0)):
            if one is not other and last and right.x0 - left.x1 < _TOUCH:
                one.certainty, other.certainty = min(one.certainty, _CUT), min(other.certainty, _CUT)


def _read_otherwise(page: PageContent, box: Box, text: str) -> bool:
    """Whether the scanner's own reading of a cell gives other words, where one of the two is a figure."""
    if not page.layer:
        return False
    x0, y0, x1, y1 = page.original(box)
    glyphs = [glyph for glyph in page.layer if x0 < glyph.x < x1 and y0 < glyph.y < y1]
    other = cell_text(lines_of(glyphs, page.number), box)
    differ = compact(other) != compact(text)
    return bool(other) and differ and (is_figure(other) or is_figure(text))


def _may_be_cut(box: Box, glyphs: Sequence[Glyph], page: PageContent) -> bool:
    """Whether a text may go on unseen: over the edge of the page or of its printed area, or over its own cell's."""
    left, top, right, bottom = box
    if left <= 1 or right >= min(page.width, page.clipped) - 1:
        return True
    for glyph in glyphs:
        if glyph.x0 < left + _FLUSH or glyph.x1 > right - _FLUSH:
            return True
        reach = _ACROSS * (glyph.y1 - glyph.y0)  # nearer to the edge, a line of the table runs through the character
        if (glyph.y - top < reach or bottom - glyph.y < reach) and glyph.certainty == 1:
            return True
    return False
