"""What makes the figures of a row doubtful although each has found a column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from tasks.form import Table
from tasks.placing.columns import Assigned
from tasks.placing.lines import Line
from tasks.placing.matching import row_likeness
from tasks.placing.rows import DOUBTFUL, Candidate, Matched, form_rows
from tasks.placing.values import looks_like_value

_PUSHED = 0.8
_DIFFERING = 3  # rows that end in so many ways end by chance
_COUNTED = 5  # so many rows in order are numbered
Row = tuple[Matched, list[Assigned] | None]


def doubts(rows: Sequence[Row], found: Sequence[Candidate], table: Table) -> Mapping[int, float]:
    """The greatest certainty that is left to some rows, by their place among the lines."""
    doubtful = (
        _shifted(rows), _wrapped(rows, found), _single(rows), _uneven(rows), _numbered(rows),
        _merged(rows), _crossed(rows, found, table), _bare(rows),
    )  # fmt: skip
    return dict.fromkeys(_pushed_left(rows), _PUSHED) | dict.fromkeys(set().union(*doubtful), DOUBTFUL)


def _pushed_left(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump or a page whose figures stop before the last column: blanks may be dropped.

    Not where most rows stop at the same column: what is behind that one is blank. A row with blanks between its
    figures keeps them, unless others of the table plainly lost theirs, or it fills a column that no whole row does.
    """
    dumped = [(match.candidate.at, figures) for match, figures in rows if figures and may_drop(match.candidate.line)]
    blanks = {at: [one.field.blank for one in figures] for at, figures in dumped}
    ends = {at: _trailing(blank) for at, blank in blanks.items() if not all(blank)}
    short = {at: end for at, end in ends.items() if end}
    if len(short) * 2 > len(ends):
        usual = 0 if len(set(short.values())) >= _DIFFERING else Counter(short.values()).most_common(1)[0][0]
        return {at for at, end in short.items() if end > usual}
    gathered = {at for at in short if blanks[at] == sorted(blanks[at])}
    if any(short[at] > 1 for at in gathered):
        return set(short)
    whole = [blanks[at] for at in ends.keys() - short.keys()]
    return gathered | {at for at in short if not _like_others(blanks[at], whole)}


def _like_others(blank: Sequence[bool], rows: Sequence[Sequence[bool]]) -> bool:
    """Whether each column that the row fills is filled in some other, too."""
    alike = [row for row in rows if len(row) == len(blank)]
    return not alike or all(any(not row[n] for row in alike) for n, empty in enumerate(blank) if not empty)


def _trailing(blank: Sequence[bool]) -> int:
    """How many blanks the row ends in."""
    return len(list(takewhile(bool, reversed(blank))))


def may_drop(line: Line) -> bool:
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


def _bare(rows: Sequence[Row]) -> set[int]:
    """Rows without a figure below no header of theirs: the words may stand in a menu, or in another table."""
    told = [(match.candidate.at, figures) for match, figures in rows if figures]
    return {at for at, figures in told if not any(_headed(one) or looks_like_value(one.field.text) for one in figures)}


def _headed(one: Assigned) -> bool:
    return "header" in one.why


def _wrapped(rows: Sequence[Row], found: Sequence[Candidate]) -> set[int]:
    """Rows of a table below which figures without a label stand on a line of their own: they may be the row's rest."""
    taken = {match.candidate.at for match, _ in rows}
    loose = {c.at for c in found if c.at not in taken and not c.labels and _figures_alone(c)}
    return {at for at in taken if at + 1 in loose}


def _figures_alone(candidate: Candidate) -> bool:
    filled = [part for part in candidate.values if not part.blank]
    return bool(filled) and all(looks_like_value(part.text) for part in filled)


def _merged(rows: Sequence[Row]) -> set[int]:
    """Rows with a figure whose cell reaches further down than their label's: it stands for other rows, too."""
    return {
        match.candidate.at
        for match, figures in rows
        for label in match.candidate.labels[-1:]
        if any(one.field.rowspan > label.rowspan for one in figures or ())
    }


def _crossed(rows: Sequence[Row], found: Sequence[Candidate], table: Table) -> set[int]:
    """Rows on the wrong side of a whole row that bears another row's own label: labels or figures were moved."""
    form = form_rows(table)
    place = {form_row.row.code: number for number, form_row in enumerate(form)}
    taken = {match.candidate.at: place.get(match.form_row.row.code) for match, _ in rows}
    missing = [(number, row) for number, row in enumerate(form) if number not in taken.values()]
    crossed: set[int] = set()
    for candidate in found if missing else ():
        if candidate.at in taken or not candidate.labels:
            continue
        for number, row in missing:
            if len(candidate.values) >= len(row.block.columns) and row_likeness(candidate.label, row.row) >= 1:
                crossed |= {
                    at for at, other in taken.items() if other is not None and (at < candidate.at) != (other < number)
                }
    return crossed
