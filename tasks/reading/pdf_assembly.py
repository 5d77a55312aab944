"""One table without lines from its rows of words: columns, heads, bands of figures with their labels, cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.reading.lattice import Rule
from tasks.reading.pdf_bands import Band, bands_of, doubt_bands
from tasks.reading.pdf_columns import Column, Span, column_at, columns_of, continued, heads_of, matched, with_heads
from tasks.reading.pdf_labels import Label, beside, labels_of
from tasks.reading.pdf_page import Box, Glyph
from tasks.reading.pdf_table import Part, Piece, is_figure
from tasks.reading.pdf_text import rounded, size_of
from tasks.reading.pdf_words import Row, Word, box_of, certainty_of, rows_of, said

_SURE = 0.97  # of what no line divides
_DOUBTFUL = 0.6  # of what may be another cell's
_SPACE = 1.2  # of the character size; a space within a head is no wider
_PIECE, _CELL = 1.25, 1.0  # of the character size; so near to figures, words are of their cells, below and above


def table_of(glyphs: Sequence[Glyph], page: int, across: Sequence[Rule], before: Sequence[Span]) -> Part:
    """One table from all its characters.

    page counts from 1, across = lines drawn on it, before = columns of the table that the page before ended with.
    """
    size = size_of(glyphs)
    rows = rows_of(glyphs, size)
    bodies = [row for row in rows if row.figures()]
    columns = continued(columns_of([row.figures() for row in bodies]), before)
    edge = _labels_edge(bodies, columns)
    heads = [row for row in rows if row not in bodies and any(word.centre > edge for word in row.words)]
    heads, loose = _split_heads(heads, bodies)
    groups = _runs(rows, heads)
    for group in groups:
        columns = with_heads(columns, heads_of(group, edge, columns)[0])
    stand = [row for row in rows if row not in heads]
    named = [Row(words, size) for row in stand if (words := _left(row, columns, edge))]
    labels = labels_of(named, across)
    bands = bands_of([(row.base, _right(row, columns, edge)) for row in bodies], columns, size)
    for band, own in zip(bands, beside(labels, [band.base for band in bands], size), strict=True):
        band.labels = own
        band.doubtful |= any(label.torn for label in own)
    for row in loose:
        nearest = min(bands, key=lambda band: abs(band.base - row.base))
        for word in _right(row, columns, edge):
            nearest.more[column_at(word, columns)].append(word)
    doubt_bands(bands, columns, across, size)
    for group, block in _blocks(groups, bands):
        unused = _unused(group, block, columns, edge)
        for band in block:
            band.spare = unused
    return _Builder(page, columns, edge, size).part(bands, groups, labels)


def _labels_edge(bodies: Sequence[Row], columns: Sequence[Column]) -> float:
    """How far to the right labels reach; never past the first column."""
    ends = [word.x1 for row in bodies for word in row.words if word.x1 <= columns[0].x0]
    return max(ends, default=columns[0].x0 - 1)


def _left(row: Row, columns: Sequence[Column], edge: float) -> list[Word]:
    return [word for word in row.words if word.centre <= edge or word.x1 <= columns[0].x0]


def _right(row: Row, columns: Sequence[Column], edge: float) -> list[Word]:
    return [word for word in row.words if not (word.centre <= edge or word.x1 <= columns[0].x0)]


def _split_heads(heads: Sequence[Row], bodies: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Heads, and rows between two rows of figures that are pieces of their cells (wrapped notes)."""
    real: list[Row] = []
    loose: list[Row] = []
    for row in heads:
        near = min(abs(row.base - body.base) for body in bodies)
        reach = _PIECE if any(body.base < row.base for body in bodies) else _CELL
        (loose if near < reach * row.size else real).append(row)
    return real, loose


def _runs(rows: Sequence[Row], heads: Sequence[Row]) -> list[list[Row]]:
    """Heads that follow each other without a row of figures between them."""
    groups: list[list[Row]] = []
    open_ = False
    for row in rows:
        if row in heads:
            if not open_:
                groups.append([])
            groups[-1].append(row)
            open_ = True
        elif row.figures():
            open_ = False
    return groups


def _blocks(groups: Sequence[list[Row]], bands: Sequence[Band]) -> Iterator[tuple[list[Row], list[Band]]]:
    """Each head with the rows of figures below it."""
    for at, group in enumerate(groups):
        end = groups[at + 1][0].base if at + 1 < len(groups) else float("inf")
        yield group, [band for band in bands if group[0].base < band.base < end]


def _unused(head: Sequence[Row], block: Sequence[Band], columns: Sequence[Column], edge: float) -> frozenset[int]:
    """Columns of the table that this block does not have: another block's rows are divided otherwise."""
    stacks, _wide = heads_of(head, edge, columns)
    empty = [not any(band.filled[at] for band in block) for at in range(len(columns))]
    if len(stacks) == 1 == empty.count(False):  # one head over one column of figures, however each is aligned
        return frozenset(at for at in range(len(columns)) if empty[at])
    heads = {id(stack): column for stack, column in matched(stacks, columns)}
    bare = [all(column is not one for one in heads.values()) for column in columns]
    hollow = [
        any(e and column is heads.get(id(stack)) for e, column in zip(empty, columns, strict=True)) for stack in stacks
    ]
    split = any(  # a head over nothing beside another's: one head may have been torn at a space
        (one or other) and right.x0 - left.x1 < _SPACE * head[0].size
        for (left, one), (right, other) in pairwise(zip(stacks, hollow, strict=True))
    )
    for band in block:
        band.doubtful |= split
    return frozenset(at for at in range(len(columns)) if empty[at] and bare[at])


@dataclass(slots=True)
class _Builder:
    """Cells with true places: labels first, then a column for each column of figures."""

    page: int
    columns: list[Column]
    edge: float
    size: float

    def part(self, bands: Sequence[Band], heads: Sequence[Sequence[Row]], labels: Sequence[Label]) -> Part:
        depth = max(1, *(len(band.labels) for band in bands))
        used = {id(label) for band in bands for label in band.labels}
        cut = {id(word) for band in bands for label in band.labels for word in label.words}
        rows: list[tuple[float, list[Piece]]] = [(band.base, self._body(band, depth)) for band in bands]
        rows += [(row.base, self._head(row, group, depth)) for group in heads for row in group]
        for label in labels:
            if id(label) not in used and not any(id(word) in cut for word in label.words):
                rows.append((label.top, self._alone(label, depth)))
        rows.sort(key=lambda pair: pair[0])
        pieces = []
        for number, (_base, row) in enumerate(rows):
            for piece in row:
                piece.row = number
                pieces.append(piece)
        return Part([], len(rows), pieces, ruled=False, columns=[(one.x0, one.x1) for one in self.columns])

    def _body(self, band: Band, depth: int) -> list[Piece]:
        pieces = [self._label(label, at, 1) for at, label in enumerate(band.labels[:-1])]
        if band.labels:
            at = len(band.labels) - 1
            pieces.append(self._label(band.labels[-1], at, depth - at))
        for at, (column, words, others) in enumerate(zip(self.columns, band.cells, band.more, strict=True)):
            if at not in band.spare:
                pieces.append(self._cell(band, column, words, others, depth + at))
        return pieces

    def _alone(self, label: Label, depth: int) -> list[Piece]:
        """A label beside which no figure stands: a group's, or that of a row left blank."""
        pieces = [self._label(label, 0, depth, _DOUBTFUL)]
        if label.lines[0][0].opens:
            band = Band(label.top, [[] for _ in self.columns], [[] for _ in self.columns])
            pieces += [self._cell(band, column, [], [], depth + at) for at, column in enumerate(self.columns)]
        return pieces

    def _cell(self, band: Band, column: Column, words: Sequence[Word], others: Sequence[Word], place: int) -> Piece:
        sure = min(_SURE, certainty_of([*words, *others]))
        strays = any(column.shares(word.x0, word.x1) <= 0 for word in words)
        strange = bool(words) and not is_figure(said(words))
        if band.doubtful or column.doubtful or strays or strange or others or not any(band.filled):
            sure = min(sure, _DOUBTFUL)
        above = [word for word in others if word.base < band.base]
        below = [word for word in others if word.base >= band.base]
        text = "\n".join(filter(None, (said(above), said(words), said(below))))
        box: Box = box_of([*words, *others]) if words or others else self._blank(band, column)
        return Piece(0, place, 1, 1, text, self.page, rounded(box), round(sure, 2))

    def _blank(self, band: Band, column: Column) -> Box:
        return (column.x0, band.base - self.size, column.x1, band.base + 0.2 * self.size)

    def _label(self, label: Label, place: int, width: int, most: float = 1.0) -> Piece:
        sure = min(most, certainty_of(label.words), _DOUBTFUL if label.unsure else 1.0)
        return Piece(0, place, 1, width, label.text, self.page, rounded(box_of(label.words)), round(sure, 2))

    def _head(self, row: Row, group: Sequence[Row], depth: int) -> list[Piece]:
        """A row of the head: the corner's words, then words over one column or over several."""
        stacks, wide = heads_of(group, self.edge, self.columns)
        over = {id(w): self.columns.index(column) for s, column in matched(stacks, self.columns) for w in s.words}
        places: dict[tuple[int, int], list[Word]] = {}
        for word in row.words:
            if word.centre <= self.edge:
                place = (0, depth)
            elif id(word) in over:
                place = (depth + over[id(word)], 1)
            elif any(word is other for other in wide):
                under = [at for at, column in enumerate(self.columns) if column.shares(word.x0, word.x1) > 0]
                place = (depth + under[0], len(under)) if under else (depth + column_at(word, self.columns), 1)
            else:
                place = (depth + column_at(word, self.columns), 1)
            places.setdefault(place, []).append(word)
        return self._heads(places)

    def _heads(self, places: dict[tuple[int, int], list[Word]]) -> list[Piece]:
        """Cells of a head; where two would overlap, the later one is put in the next free column."""
        pieces, free = [], 0
        for (at, width), words in sorted(places.items()):
            start = max(at, free)
            free = start + max(1, at + width - start)
            box = rounded(box_of(words))
            pieces.append(Piece(0, start, 1, free - start, said(words), self.page, box, certainty_of(words)))
        return pieces
