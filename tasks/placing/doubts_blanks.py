"""Blanks that a dump or a page may have dropped: figures that stand under another column than they seem to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from operator import itemgetter

from tasks.placing.columns import Assigned, Row
from tasks.placing.lines import Line
from tasks.placing.rows import DOUBTFUL, Matched
from tasks.placing.values import parse_value

_DIFFERING = 3  # rows that end in so many ways end by chance
_STOPPED = 3  # blank rows at the end of a column


def pushed_left(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump or a page whose figures stop before the last column: blanks may be dropped.

    Not where most rows stop at the same column: what is behind that one is blank. But where no row has a blank between
    its figures, all blanks may be lost, and what seems to be the second column may be the last. A row with blanks
    between its figures keeps them, unless others of the table plainly lost theirs, or it fills a column that no whole
    row does.
    """
    dumped = [(match.candidate.at, figures) for match, figures in rows if figures and may_drop(match.candidate.line)]
    blanks = {at: [one.field.blank for one in figures] for at, figures in dumped}
    ends = {at: _trailing(blank) for at, blank in blanks.items() if not all(blank)}
    short = {at: end for at, end in ends.items() if end}
    if any(_sums_up_early(figures) for at, figures in dumped if at in short):
        return set(short)
    whole = [blanks[at] for at in ends.keys() - short.keys()]
    unlike = {at for at in short if not _like_others(blanks[at], whole)}
    if len(short) * 2 > len(ends):
        if all(blanks[at] == sorted(blanks[at]) for at in ends) and not (
            max(short.values()) == 1 and any(_end_in_no_sum(figures) for at, figures in dumped if at in short)
        ):
            return set(short)
        usual, alike = Counter(short.values()).most_common(1)[0]
        usual = 0 if alike == 1 or len(set(short.values())) >= _DIFFERING else usual
        return unlike | {at for at, end in short.items() if end > usual}
    gathered = {at for at in short if blanks[at] == sorted(blanks[at])}
    return set(short) if any(short[at] > 1 for at in gathered) else gathered | unlike


def _like_others(blank: Sequence[bool], rows: Sequence[Sequence[bool]]) -> bool:
    """Whether each column that the row fills is filled in some other, too."""
    alike = [row for row in rows if len(row) == len(blank)]
    return not alike or all(any(not row[n] for row in alike) for n, empty in enumerate(blank) if not empty)


def _trailing(blank: Sequence[bool]) -> int:
    """How many blanks the row ends in."""
    return len(list(takewhile(bool, reversed(blank))))


def may_drop(line: Line) -> bool:
    """A dump keeps no cell that was not written; on a page and in a drawn box, what is left out looks like a blank."""
    return line.dump or not line.spans or line.origin.page is not None or line.origin.row is None


def shifted(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump that leave the first column blank, as all of their shape do: a merged cell may stand there.

    Not where every row fills its total, and the others add up to it: one place on, none would have any.
    """
    if _totals_told(rows):
        return set()
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


def closed_up(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump or of running text with some cells blank, where other rows have fewer cells than columns.

    What was dropped there may have been dropped here, and a joined cell's blank fill its place.
    """
    told = [
        (match, figures) for match, figures in rows if may_drop(match.candidate.line) or match.candidate.line.stream
    ]
    if not any(figures is None and _too_few(match) for match, figures in told):
        return set()
    return {
        match.candidate.at for match, figures in told
        if figures and any(one.field.blank for one in figures) and not all(one.field.blank for one in figures)
    }  # fmt: skip


def _too_few(match: Matched) -> bool:
    """Fewer cells than columns, some of them filled and some blank."""
    values = match.candidate.values
    filled = sum(not part.blank for part in values)
    return 0 < filled < len(values) < len(match.form_row.block.columns)


def unproven(rows: Sequence[Row]) -> set[int]:
    """Rows of running text with some cells blank, whose figures make up no total: blanks may stand astray."""
    return {
        match.candidate.at for match, figures in rows
        if figures and match.candidate.line.stream and figures[-1].column.total
        and any(one.field.blank for one in figures) and not all(one.field.blank for one in figures)
        and not _totals_told([(match, figures)], dumps=False)
    }  # fmt: skip


def _totals_told(rows: Sequence[Row], *, dumps: bool = True) -> bool:
    """Whether all rows of a dump that are not blank end in a total, alone or equal to the sum of what stands before."""
    told = [figures for match, figures in rows if figures and (not dumps or may_drop(match.candidate.line))]
    filled = [figures for figures in told if not all(one.field.blank for one in figures)]
    parted = [figures for figures in filled if not all(one.field.blank for one in figures[:-1])]
    ends = all(figures[-1].column.total and not figures[-1].field.blank for figures in filled)
    proven = not parted or any(_value(figures[-1]) for figures in parted)
    return ends and proven and all(_value(figures[-1]) == sum(map(_value, figures[:-1])) for figures in parted)


def _sums_up_early(figures: Sequence[Assigned]) -> bool:
    """Whether the last of some figures, not in the total's column, is the sum of those before: it may be the total."""
    values = [value for one in figures if (value := _value(one)) or not one.field.blank]
    return len(values) > 1 and bool(values[-1]) and values[-1] == sum(values[:-1])


def _end_in_no_sum(figures: Sequence[Assigned]) -> bool:
    """Whether the last of some figures is no total of the others: what is behind it is the total's blank."""
    values = [value for one in figures if (value := _value(one)) or not one.field.blank]
    return len(values) > 1 and values[-1] != sum(values[:-1])


def _value(one: Assigned) -> Decimal:
    return parse_value(one.field.text).value or Decimal(0)


def with_columns_doubted(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a dump; a column that stops well above the last row, which others fill if any is filled, is doubted.

    Its blanks may have been dropped while the table lay on its side, or one figure may be merged over all rows. A row
    that could not be read fills some columns, nobody knows which: it tells of no column that it goes on.
    """
    dumped = [(match.candidate.at, figures) for match, figures in rows if may_drop(match.candidate.line)]
    lost = [at for at, figures in dumped if figures is None]
    places: dict[str, list[tuple[int, bool]]] = {}
    for at, figures in sorted(dumped, key=itemgetter(0)):
        for one in figures or ():
            places.setdefault(one.column.code, []).append((at, one.field.blank))
    last = max((at for at, _ in dumped), default=-1)
    lone = sum(not all(blank for _, blank in told) for told in places.values()) == 1
    reaches = lone or last in lost or any(not told[-1][1] for told in places.values())
    short = {code for code, told in places.items() if _stops(told, lost)}
    if not reaches or not short:
        return rows
    return [(match, figures and [_in_doubt(one, short) for one in figures]) for match, figures in rows]


def _stops(told: Sequence[tuple[int, bool]], lost: Sequence[int]) -> bool:
    """Whether a column of (place, blank) is filled from its first row on, and blank or unread in the last rows."""
    filled = [at for at, blank in told if not blank]
    below = sum(at > filled[-1] for at in [*(at for at, _ in told), *lost]) if filled else 0
    blank = [empty for _, empty in told]
    return below >= _STOPPED and blank == sorted(blank)


def _in_doubt(one: Assigned, columns: set[str]) -> Assigned:
    return replace(one, certainty=min(one.certainty, DOUBTFUL)) if one.column.code in columns else one
