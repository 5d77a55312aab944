"""Labels of a table without lines: which words are one label, and which row of figures each stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.reading.lattice import Rule
from tasks.reading.pdf_table import NUMERAL
from tasks.reading.pdf_words import APART, Row, Word, said

_PITCH = 1.9  # of the character size; lines of one label stand no further apart
_SPACED = 0.9  # of the character size; words of one label on one line stand closer
_BESIDE = 0.75  # of the character size; a row of figures stands so far off its label at most
_LEVELS = (
    re.compile(rf"\s*{NUMERAL}{{1,2}}\s*[、.．]"),
    re.compile(rf"\s*[（(]\s*{NUMERAL}\s*[)）]"),
    re.compile(r"\s*\d{1,2}\s*[.．、]"),
)


@dataclass(slots=True)
class Label:
    """One label over one line or more; unsure = another cut between it and its neighbours is possible.

    torn = part of one label, cut between rows of figures that may be one row's.
    """

    lines: list[list[Word]]
    unsure: bool = False
    torn: bool = False

    @property
    def x0(self) -> float:
        return min(line[0].x0 for line in self.lines)

    @property
    def x1(self) -> float:
        return max(line[-1].x1 for line in self.lines)

    @property
    def top(self) -> float:
        return self.lines[0][0].base

    @property
    def bottom(self) -> float:
        return self.lines[-1][0].base

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line]

    @property
    def text(self) -> str:
        return "".join(said(line) for line in self.lines)


def labels_of(rows: Sequence[Row], rules: Sequence[Rule]) -> list[Label]:
    """Labels from words that stand under each other; an ordinal or a line between them begins another."""
    lefts = _lefts(rows)
    labels: list[Label] = []
    for row in rows:
        for line in _lines(row, lefts):
            above = _above(line, labels, row.size, rules)
            if above:
                above.lines.append(line)
            else:
                labels.append(Label([line]))
    return labels


def _lefts(rows: Sequence[Row]) -> list[float]:
    """Where labels of each level begin: what stands further left on the same line is another label."""
    words = [word for row in rows for word in row.words if word.opens]
    found = (min((w.x0 for w in words if level.match(w.text)), default=0.0) for level in _LEVELS)
    return [left for left in found if left]


def _lines(row: Row, lefts: Sequence[float]) -> Iterator[list[Word]]:
    """The words of a row, cut where another label begins."""
    line: list[Word] = []
    for word in row.words:
        if line:
            gap = word.x0 - line[-1].x1
            crosses = any(line[-1].x0 < left - 0.5 * row.size and word.x0 >= left - 0.3 * row.size for left in lefts)
            if gap > _SPACED * row.size or word.opens or crosses:
                yield line
                line = []
        line.append(word)
    if line:
        yield line


def _above(line: Sequence[Word], labels: Sequence[Label], size: float, rules: Sequence[Rule]) -> Label | None:
    """The label that this line goes on, if any."""
    if line[0].opens:
        return None
    x0, x1, base = line[0].x0, line[-1].x1, line[0].base
    for label in reversed(labels):
        shared = min(label.x1, x1) - max(label.x0, x0)
        if not 0 < base - label.bottom <= _PITCH * size or shared < 0.5 * min(label.x1 - label.x0, x1 - x0):
            continue
        ruled = any(label.bottom < rule.at < base and rule.start < x1 and rule.end > x0 for rule in rules)
        sides = (label.x0 - x0, label.x1 - x1, (label.x0 + label.x1 - x0 - x1) / 2)  # left, right and centred
        if ruled or min(map(abs, sides)) > APART * size:
            return None
        return label
    return None


def beside(labels: Sequence[Label], bases: Sequence[float], size: float) -> list[list[Label]]:
    """For each row of figures (its base) the labels beside it, from the left; the last one is its own.

    A label that stands beside several rows is cut between them, line by line.
    """
    own: dict[int, list[int]] = {}
    for number, base in enumerate(bases):
        here = [at for at, label in enumerate(labels) if _stands(label, base, size)]
        if here:
            own.setdefault(max(here, key=lambda at: (labels[at].x0, labels[at].x1)), []).append(number)
    found: list[list[Label]] = [[] for _ in bases]
    for at, label in enumerate(labels):
        numbers = own.get(at, [])
        if not numbers:
            near = [n for n, base in enumerate(bases) if _stands(label, base, size)]
            middle = (label.top + label.bottom) / 2
            if near:
                found[min(near, key=lambda n: abs(bases[n] - middle))].append(label)
        elif len(numbers) == 1:
            found[numbers[0]].append(label)
        else:
            for number, piece in zip(numbers, _cut(label, [bases[n] for n in numbers]), strict=True):
                found[number] += [piece] if piece.lines else []
    return [sorted(row, key=lambda label: label.x0) for row in found]


def _stands(label: Label, base: float, size: float) -> bool:
    return label.top - _BESIDE * size <= base <= label.bottom + _BESIDE * size


def _cut(label: Label, bases: Sequence[float]) -> list[Label]:
    """A run of lines as one label a row of figures: each line goes to the nearest row."""
    pieces = [Label([], unsure=len(label.lines) != len(bases)) for _ in bases]
    for line in label.lines:
        nearest = min(range(len(bases)), key=lambda n: abs(bases[n] - line[0].base))
        pieces[nearest].lines.append(line)
    for above, below in pairwise(pieces):
        if above.lines and below.lines and label.lines[0][0].opens and not below.lines[0][0].opens:
            above.torn = below.torn = True
    return pieces
