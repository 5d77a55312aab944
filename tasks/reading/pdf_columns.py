"""Columns of a table without lines: figures of one column share a place, and heads stand over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from tasks.reading.pdf_words import APART, Row, Word

Span = tuple[float, float]


@dataclass(slots=True)
class Column:
    """Where the figures of a column stand, from x0 to x1; doubtful = two readings of its place are possible."""

    x0: float
    x1: float
    doubtful: bool = False

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    def shares(self, x0: float, x1: float) -> float:
        """How many points of a stretch lie in the column; negative = how far apart they are."""
        return min(self.x1, x1) - max(self.x0, x0)


@dataclass(slots=True)
class Stack:
    """Words that stand over each other in the head of a table."""

    words: list[Word] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


def columns_of(rows: Sequence[Sequence[Word]]) -> list[Column]:
    """Columns from the left, from the figures of each row: those that overlap are one, whatever their alignment."""
    columns: list[Column] = []
    for figures in sorted(rows, key=len, reverse=True):
        taken: list[Column] = []
        for word in figures:
            here = [column for column in columns if column.shares(word.x0, word.x1) > 0]
            if not here:
                columns.append(Column(word.x0, word.x1))
                taken.append(columns[-1])
                continue
            if len(here) == 1:
                here[0].x0, here[0].x1 = min(here[0].x0, word.x0), max(here[0].x1, word.x1)
            best = max(here, key=lambda column: column.shares(word.x0, word.x1))
            best.doubtful |= any(best is other for other in taken)
            taken.append(best)
    return sorted(_apart(columns), key=lambda column: column.x0)


def _apart(columns: list[Column]) -> list[Column]:
    """Columns that came to overlap while they grew are one, and doubtful."""
    kept: list[Column] = []
    for column in sorted(columns, key=lambda column: column.x0):
        if kept and column.x0 < kept[-1].x1:
            kept[-1] = Column(kept[-1].x0, max(kept[-1].x1, column.x1), doubtful=True)
        else:
            kept.append(column)
    return kept


def continued(columns: list[Column], before: Sequence[Span]) -> list[Column]:
    """The columns with those of the page before of which nothing stands on this page, where all others agree."""
    earlier = [Column(*span) for span in before]
    over = [[old for old in earlier if old.shares(one.x0, one.x1) > 0] for one in columns]
    if not all(len(olds) == 1 for olds in over) or len({id(olds[0]) for olds in over}) < len(columns):
        return columns
    taken = {id(olds[0]) for olds in over}
    return sorted([*columns, *(old for old in earlier if id(old) not in taken)], key=lambda column: column.x0)


def column_at(word: Word | Stack, columns: Sequence[Column]) -> int:
    """The column in which a word stands, else the nearest one."""
    return max(range(len(columns)), key=lambda place: columns[place].shares(word.x0, word.x1))


def heads_of(rows: Sequence[Row], left: float, columns: Sequence[Column]) -> tuple[list[Stack], list[Word]]:
    """Words of a head right of the labels: those over single columns, and those over several."""
    stacks: list[Stack] = []
    wide: list[Word] = []
    for row in reversed(rows):
        words = [word for word in row.words if word.centre > left]
        under = [[stack for stack in stacks if min(stack.x1, w.x1) - max(stack.x0, w.x0) > 0] for w in words]
        for word, below in zip(words, under, strict=True):
            if not below:
                stacks.append(Stack([word]))
            elif len(below) == 1:
                below[0].words.insert(0, word)
            else:
                wide.append(word)
    return _fewer(sorted(stacks, key=lambda stack: stack.x0), columns, APART * rows[0].size), wide


def _fewer(stacks: list[Stack], columns: Sequence[Column], reach: float) -> list[Stack]:
    """No more stacks than columns, where a space may be all that is between two that share a column."""
    while len(stacks) > len(columns):
        pairs = [
            (right.x0 - left.x1, at)
            for at, (left, right) in enumerate(pairwise(stacks))
            if len({place for stack in (left, right) if (place := _over(stack, columns)) is not None}) < 2
        ]
        gap, at = min(pairs, default=(reach + 1, 0))
        if gap > reach:
            break
        stacks[at : at + 2] = [Stack(stacks[at].words + stacks[at + 1].words)]
    return stacks


def _over(stack: Stack, columns: Sequence[Column]) -> int | None:
    """The column above whose figures a head stands, if any."""
    place = column_at(stack, columns)
    return place if columns[place].shares(stack.x0, stack.x1) > 0 else None


def with_heads(columns: list[Column], stacks: Sequence[Stack]) -> list[Column]:
    """The columns and those of which only the head is printed: their cells are all blank."""
    if len(columns) < 2:
        return columns
    alone = [at for at, stack in enumerate(stacks) if _over(stack, columns) is None]
    if len(stacks) - len(alone) < len(columns) - 1:  # heads that stand beside their figures say nothing
        return columns
    more = [Column(stacks[at].x0, stacks[at].x1) for at in alone if not _spans(stacks, at)]
    return sorted([*columns, *more], key=lambda column: column.centre)


def _spans(stacks: Sequence[Stack], at: int) -> bool:
    """Whether a head between two columns stands above both its neighbours': it is their group's."""
    if at in {0, len(stacks) - 1}:
        return False
    bottom = stacks[at].words[-1].base
    return all(other.words[0].base > bottom for other in (stacks[at - 1], stacks[at + 1]))


def matched(stacks: Sequence[Stack], columns: Sequence[Column]) -> list[tuple[Stack, Column]]:
    """Each head with its column: in order where they are as many and none stands over another's, else the nearest."""
    in_order = list(zip(stacks, columns, strict=False))
    own = (place is None or columns[place] is column for stack, column in in_order for place in [_over(stack, columns)])
    if len(stacks) == len(columns) and all(own):
        return in_order
    reach = _spacing(columns) / 2
    found: dict[int, tuple[float, Stack]] = {}
    for stack in stacks:
        off, place = min((_off(stack, column), place) for place, column in enumerate(columns))
        over = columns[place].shares(stack.x0, stack.x1) > 0
        if (over or off < reach) and (place not in found or found[place][0] > off):
            found[place] = (off, stack)
    return [(stack, columns[place]) for place, (_off, stack) in sorted(found.items())]


def _off(stack: Stack, column: Column) -> float:
    """How far a head is from standing over a column: at its left, its middle or its right."""
    return min(abs(stack.centre - column.centre), abs(stack.x0 - column.x0), abs(stack.x1 - column.x1))


def _spacing(columns: Sequence[Column]) -> float:
    gaps = [right.centre - left.centre for left, right in pairwise(columns)]
    return median(gaps) if gaps else float("inf")
