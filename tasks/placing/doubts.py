"""What makes the figures of a row doubtful although each has found a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from tasks.placing.columns import Assigned
from tasks.placing.lines import Line
from tasks.placing.rows import DOUBTFUL, Candidate, Matched
from tasks.placing.values import looks_like_value

_PUSHED = 0.8
_DIFFERING = 3  # rows that end in so many ways end by chance
_COUNTED = 5  # so many rows in order are numbered
Row = tuple[Matched, list[Assigned] | None]


def doubts(rows: Sequence[Row], found: Sequence[Candidate]) -> Mapping[int, float]:
    """The greatest certainty that is left to some rows, by their place among the lines."""
    return (
        dict.fromkeys(_pushed_left(rows), _PUSHED)
        | dict.fromkeys(_shifted(rows), DOUBTFUL)
        | dict.fromkeys(_wrapped(rows, found), DOUBTFUL)
        | dict.fromkeys(_single(rows), DOUBTFUL)
        | dict.fromkeys(_uneven(rows), DOUBTFUL)
        | dict.fromkeys(_numbered(rows), DOUBTFUL)
    )


def _pushed_left(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump or a page whose figures stop before the last column: blanks may be dropped.

    Not where most rows stop at the same column: that one is blank.
    """
    dumped = [(match.candidate.at, figures) for match, figures in rows if figures and _may_drop(match.candidate.line)]
    filled = [(at, figures) for at, figures in dumped if not all(one.field.blank for one in figures)]
    short = [(at, figures) for at, figures in filled if figures[-1].field.blank]
    if len(short) * 2 > len(filled):
        ends = {_trailing(figures) for _, figures in short}
        return {at for at, _ in short} if len(ends) >= _DIFFERING else set()
    blanks = [(at, [one.field.blank for one in figures]) for at, figures in short]
    return {at for at, order in blanks if order == sorted(order)}


def _trailing(figures: Sequence[Assigned]) -> int:
    """How many blanks the row ends in."""
    return len(list(takewhile(lambda one: one.field.blank, reversed(figures))))


def _may_drop(line: Line) -> bool:
    """A dump keeps no cell that was not written; on a page and in a drawn box, what is left out looks like a blank."""
    return not line.spans or line.origin.page is not None or line.origin.row is None


def _shifted(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump that leave the first column blank, as all of their shape do: a merged cell may stand there."""
    shapes: dict[tuple[int, int], list[tuple[int, bool, bool]]] = {}
    for match, figures in rows:
        line = match.candidate.line
        if figures and not line.spans and not line.stream and len(figures) > 1:
            blank = [one.field.blank for one in figures]
            shape = (len(line.fields), match.candidate.label_end)
            shapes.setdefault(shape, []).append((match.candidate.at, blank[0], all(blank)))
    return {
        at for shaped in shapes.values() if all(first for _, first, _ in shaped) for at, _, empty in shaped if not empty
    }


def _single(rows: Sequence[Row]) -> set[int]:
    """Rows of running text with one figure each, where no row of several was read: a sentence says as much."""
    if any(figures and len(figures) > 1 for _, figures in rows):
        return set()
    return {match.candidate.at for match, _ in rows if match.candidate.line.stream}


def _uneven(rows: Sequence[Row]) -> set[int]:
    """All rows of running text, where most have more or fewer figures than columns: a right number may be chance."""
    told = [(match.candidate.at, figures) for match, figures in rows if match.candidate.line.stream]
    unread = sum(figures is None for _, figures in told)
    return {at for at, figures in told if figures and len(figures) > 1} if unread * 2 > len(told) else set()


def _numbered(rows: Sequence[Row]) -> set[int]:
    """All rows, where the first figure of each is one more than that of the row before: it is the row's number."""
    told = [(match.candidate.at, figures[0].field.text) for match, figures in rows if figures and len(figures) > 1]
    numbers = [int(text) for _, text in told if text.isdecimal()]
    counted = len(numbers) == len(told) >= _COUNTED and {b - a for a, b in pairwise(numbers)} == {1}
    return {at for at, _ in told} if counted else set()


def _wrapped(rows: Sequence[Row], found: Sequence[Candidate]) -> set[int]:
    """Rows of a table below which figures without a label stand on a line of their own: they may be the row's rest."""
    taken = {match.candidate.at for match, _ in rows}
    loose = {c.at for c in found if c.at not in taken and not c.labels and _figures_alone(c)}
    return {at for at in taken if at + 1 in loose}


def _figures_alone(candidate: Candidate) -> bool:
    filled = [part for part in candidate.values if not part.blank]
    return bool(filled) and all(looks_like_value(part.text) for part in filled)
