"""Rows of figures in a table without lines: what stands in each column, and which rows are doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.reading.lattice import Rule, merged
from tasks.reading.pdf_columns import Column, column_at
from tasks.reading.pdf_labels import Label
from tasks.reading.pdf_words import APART, Word

_CLOSEST, _TORN = 1.1, 2.2  # of the character size; rows stand no nearer, lines of one cell no further apart
_SLACK = 1.0  # points


@dataclass(slots=True)
class Band:
    """A row of the table: words by column, those that stand higher or lower apart, and labels from the left."""

    base: float
    cells: list[list[Word]]
    more: list[list[Word]]
    labels: list[Label] = field(default_factory=list)
    doubtful: bool = False
    spare: frozenset[int] = frozenset()  # columns that neither a head nor a figure of its block uses

    @property
    def filled(self) -> list[bool]:
        return [bool(words or others) for words, others in zip(self.cells, self.more, strict=True)]


def bands_of(rows: Sequence[tuple[float, list[Word]]], columns: Sequence[Column], size: float) -> list[Band]:
    """Rows of figures; what stands nearer than rows can, and in other columns, is of one row."""
    bands: list[Band] = []
    for base, words in rows:
        cells: list[list[Word]] = [[] for _ in columns]
        for word in words:
            cells[column_at(word, columns)].append(word)
        last = bands[-1] if bands else None
        close = last is not None and base - last.base < _CLOSEST * size
        if last and close and _apart(last.cells, cells):
            last.base = (last.base + base) / 2
            last.cells = [a or b for a, b in zip(last.cells, cells, strict=True)]
        else:
            bands.append(Band(base, cells, [[] for _ in columns], doubtful=close))
            if last:
                last.doubtful |= close
        bands[-1].doubtful |= any(right.x0 - left.x1 < APART * size for left, right in pairwise(words))
    return bands


def _apart(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether no column is filled in both."""
    return not any(a and b for a, b in zip(one, other, strict=True))


def doubt_bands(bands: Sequence[Band], columns: Sequence[Column], across: Sequence[Rule], size: float) -> None:
    """Mark the rows that may be pieces of others, or whose figures may be another column's; across = drawn lines."""
    _doubt_torn(bands, size)
    _doubt_rests(bands, columns, across)
    _doubt_lone(bands)


def _doubt_torn(bands: Sequence[Band], size: float) -> None:
    """Neighbours that share no column may be one row that was torn; a row without a label may be a piece of one."""
    for one, other in pairwise(bands):
        if (
            _apart(one.filled, other.filled) or not one.labels or not other.labels
        ) and other.base - one.base < _TORN * size:
            one.doubtful = other.doubtful = True


def _doubt_rests(bands: Sequence[Band], columns: Sequence[Column], across: Sequence[Rule]) -> None:
    """Neighbours may be one row of wrapped figures: no line parts them, as it does others, or all above are full."""
    x0, x1 = columns[0].x0, columns[-1].x1
    lines = [rule.at for rule in merged(across) if min(x1, rule.end) - max(x0, rule.start) > (x1 - x0) / 2]
    pairs = list(pairwise(bands))
    parted = [any(one.base - _SLACK < at < other.base for at in lines) for one, other in pairs]
    widest = [max((_width(band.cells[at]) for band in bands), default=0.0) for at in range(len(columns))]
    for (one, other), apart in zip(pairs, parted, strict=True):
        filled = [at for at, words in enumerate(other.cells) if words]
        few = 0 < len(filled) < sum(map(bool, one.cells))
        full = all(_width(other.cells[at]) <= widest[at] - _SLACK <= _width(one.cells[at]) for at in filled)
        if not apart and (2 * sum(parted) > len(parted) or (few and full)):
            one.doubtful = other.doubtful = True


def _doubt_lone(bands: Sequence[Band]) -> None:
    """Rows of one figure where most have several: it may stand in a cell merged over all columns."""
    lone = [band for band in bands if sum(band.filled) == 1 < len(band.filled) - 1]
    for band in lone if 2 * len(lone) < len(bands) else ():
        band.doubtful = True


def _width(words: Sequence[Word]) -> float:
    return words[-1].x1 - words[0].x0 if words else 0.0
