"""What makes the figures of a row doubtful although each has found a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count, pairwise, takewhile
from operator import itemgetter

from tasks.form import Table, split_ordinal
from tasks.placing.columns import Assigned
from tasks.placing.lines import Field, Line
from tasks.placing.matching import row_likeness
from tasks.placing.rows import DOUBTFUL, Candidate, Matched, form_rows
from tasks.placing.values import looks_like_value, parse_value

_PUSHED = 0.8
_DIFFERING = 3  # rows that end in so many ways end by chance
_FAR = 4  # spaces between the columns of aligned text
_COUNTED = 5  # so many rows in order are numbered
_NEARLY = 0.8  # of the rows
_STOPPED = 3  # blank rows at the end of a column
_DASHES = frozenset("-—–－")
_PAGE = re.compile(r"(?:^|\|)([-—–－])\|\d{1,3}\|\1(?:\||$)")
Row = tuple[Matched, list[Assigned] | None]


def doubts(rows: Sequence[Row], found: Sequence[Candidate], table: Table) -> Mapping[int, float]:
    """The greatest certainty that is left to some rows, by their place among the lines."""
    doubtful = (
        _shifted(rows), _wrapped(rows, found), _single(rows), _uneven(rows), _numbered(rows),
        _merged(rows), _crossed(rows, found, table), _bare(rows), _below_zero(rows),
        _ordinals(rows, table), _paged(rows), _parted_digits(rows), _worded(rows),
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
        usual, alike = Counter(short.values()).most_common(1)[0]
        usual = 0 if alike == 1 or len(set(short.values())) >= _DIFFERING else usual
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
    """All rows, where most have more or fewer figures than columns: chance made it fit."""
    told = [(match.candidate.at, figures) for match, figures in rows]
    unread = sum(figures is None for _, figures in told)
    return {at for at, figures in told if figures and len(figures) > 1} if unread * 2 > len(told) else set()


def _numbered(rows: Sequence[Row]) -> set[int]:
    """Rows whose first or last figures count up by one: these are their numbers; all rows, where nearly all do.

    Not where most make up their rows' totals.
    """
    told = [(match.candidate.at, figures or match.candidate.values) for match, figures in rows]
    many = [(at, figures) for at, figures in sorted(told, key=itemgetter(0)) if len(figures) > 1]
    summed = {match.candidate.at for match, figures in rows if figures and _sums_up(figures)}
    counted: set[int] = set()
    for end in (0, -1):
        for run in _runs([(at, _text(figures[end])) for at, figures in many]):
            counted |= run if len(run & summed) * 2 < len(run) else set()
    return {at for at, _ in many} if len(counted) >= _NEARLY * len(many) else counted


def _sums_up(figures: Sequence[Assigned]) -> bool:
    printed = [(one.column.total, parse_value(one.field.text).value or 0) for one in figures]
    totals = [value for total, value in printed if total]
    return bool(totals) and sum(totals) == sum(value for total, value in printed if not total)


def _runs(texts: Sequence[tuple[int, str]]) -> Iterator[set[int]]:
    """The places of rows that count up by one from row to row, if so many that it is no chance."""
    run: list[int] = []
    before = -2
    for at, text in [*texts, (-1, "")]:
        number = int(text) if text.isdecimal() else -2
        if number != before + 1:
            if len(run) >= _COUNTED:
                yield set(run)
            run = []
        run.append(at)
        before = number


def _text(figure: Assigned | Field) -> str:
    return figure.field.text if isinstance(figure, Assigned) else figure.text


def with_columns_doubted(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of a dump; a column that stops well above the last row, which others fill, is doubted.

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
    reaches = last in lost or any(not told[-1][1] for told in places.values())
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


def _ordinals(rows: Sequence[Row], table: Table) -> set[int]:
    """Rows of running text that end in the number of the row behind them, as most do: it is no figure."""
    labels = [form_row.row.label for form_row in form_rows(table)]
    number = {label: split_ordinal(behind)[0].rstrip(".、") for label, behind in pairwise(labels)}
    told = [
        (match.candidate.at, figures[-1].field.text == ordinal)
        for match, figures in rows
        if figures and match.candidate.line.stream and len(figures) > 1
        and (ordinal := number.get(match.form_row.row.label, "")).isdecimal()
    ]  # fmt: skip
    alike = {at for at, same in told if same}
    return alike if len(alike) * 2 > len(told) else set()


def _paged(rows: Sequence[Row]) -> set[int]:
    """Rows of running text with the number of a page among their figures: - 3 -, where no other row has a dash."""
    dashed = {
        match.candidate.at: "|".join(one.field.text for one in figures)
        for match, figures in rows
        if figures and match.candidate.line.stream and any(one.field.text in _DASHES for one in figures)
    }
    return set(dashed) if len(dashed) == 1 and all(_PAGE.search(text) for text in dashed.values()) else set()


def _below_zero(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump with less than nothing in a column of counts: the figures may have changed places."""
    told = [(match.candidate, figures) for match, figures in rows if figures]
    dumped = [
        (candidate.at, figures) for candidate, figures in told if candidate.line.stream or not candidate.line.spans
    ]
    return {
        at for at, figures in dumped for one in figures
        if one.column.type != "signed" and (parse_value(one.field.text).value or 0) < 0
    }  # fmt: skip


def _worded(rows: Sequence[Row]) -> set[int]:
    """Rows that begin or end with a unit and no number: it is of another column, and all may stand beside their own."""
    told = [(match.candidate.at, figures) for match, figures in rows if figures and len(figures) > 1]
    return {at for at, figures in told if any(_is_unit(figures[end].field.text) for end in (0, -1))}


def _is_unit(text: str) -> bool:
    return not looks_like_value(text) and looks_like_value(f"1{text.strip()}")


def _parted_digits(rows: Sequence[Row]) -> set[int]:
    """Rows of aligned text with two figures one space apart, others far apart, whose sum fails: 3 6 may be 36."""
    parted: set[int] = set()
    for match, figures in rows:
        if not figures or not match.candidate.line.stream:
            continue
        fields = [one.field for one in figures if not one.field.blank]
        gaps = [b.column - a.column - a.colspan for a, b in pairwise(fields) if a.origin == b.origin]
        if 1 in gaps and max(gaps) >= _FAR and not _sum_holds(figures):
            parted.add(match.candidate.at)
    return parted


def _sum_holds(figures: Sequence[Assigned]) -> bool:
    values = [(one.column.total, parse_value(one.field.text).value or Decimal(0)) for one in figures]
    return sum(value for total, value in values if total) == sum(value for total, value in values if not total)


def _bare(rows: Sequence[Row]) -> set[int]:
    """Rows without a figure below no header of theirs: the words may stand in a menu, or in another table."""
    told = [(match.candidate.at, figures) for match, figures in rows if figures]
    return {at for at, figures in told if not any(_headed(one) or _is_figure(one.field) for one in figures)}


def _is_figure(field: Field) -> bool:
    return not field.blank and looks_like_value(field.text)


def _headed(one: Assigned) -> bool:
    return "header" in one.why


def _wrapped(rows: Sequence[Row], found: Sequence[Candidate]) -> set[int]:
    """Rows of a table below which figures without a label stand on a line of their own: they may be the row's rest."""
    taken = {match.candidate.at for match, _ in rows}
    loose = {c.at for c in found if c.at not in taken and not c.labels and _figures_alone(c)}
    blank = {c.at for c in found if c.values and all(part.blank for part in c.values)}
    wrapped: set[int] = set()
    for at in taken:
        below = next(n for n in count(at + 1) if n not in blank) if at in blank else at + 1
        wrapped |= {at} if below in loose else set()
    return wrapped


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
