"""Numbers among the figures of a row that may be none: of rows, pages and sentences, or half a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter

from tasks.form import Table
from tasks.placing.columns import Assigned, Row
from tasks.placing.lines import Field
from tasks.placing.rows import form_rows
from tasks.placing.values import parse_value

_FAR = 4  # spaces between the columns of aligned text
_COUNTED = 5  # so many rows in order are numbered
_NEARLY = 0.8  # of the rows
_DASHES = frozenset("-—–－")
_PAGE = re.compile(r"(?:^|\|)([-—–－])\|\d{1,3}\|\1(?:\||$)")


def single(rows: Sequence[Row]) -> set[int]:
    """Rows of running text with one figure each, where no row of several was read: a sentence says as much."""
    if any(figures and len(figures) > 1 for _, figures in rows):
        return set()
    return {match.candidate.at for match, _ in rows if match.candidate.line.stream}


def numbered(rows: Sequence[Row], table: Table) -> set[int]:
    """Rows whose first or last figures count up with the rows: these are their numbers; all rows, where nearly all do.

    Not where most make up their rows' totals.
    """
    place = {form_row.row.code: number for number, form_row in enumerate(form_rows(table))}
    places = {match.candidate.at: place.get(match.form_row.row.code) for match, _ in rows}
    told = [(match.candidate.at, figures or match.candidate.values) for match, figures in rows]
    many = [(at, figures) for at, figures in sorted(told, key=itemgetter(0)) if len(figures) > 1]
    summed = {match.candidate.at for match, figures in rows if figures and _sums_up(figures)}
    counted: set[int] = set()
    for end in (0, -1):
        for run in _runs([(at, _text(figures[end])) for at, figures in many], places):
            counted |= run if len(run & summed) * 2 < len(run) else set()
    return {at for at, _ in many} if len(counted) >= _NEARLY * len(many) else counted


def _sums_up(figures: Sequence[Assigned]) -> bool:
    printed = [(one.column.total, parse_value(one.field.text).value or 0) for one in figures]
    totals = [value for total, value in printed if total]
    return bool(totals) and sum(totals) == sum(value for total, value in printed if not total)


def _runs(texts: Sequence[tuple[int, str]], places: Mapping[int, int | None]) -> Iterator[set[int]]:
    """The places of rows that count up by one from row to row, of those read or of the form's, if it is no chance."""
    run: list[int] = []
    last: tuple[int, int | None] | None = None  # the number before, and its row's place in the form
    for at, text in [*texts, (-1, "")]:
        this = (int(text), places.get(at)) if text.isdecimal() else None
        if not (this and last and _follows(this, last)):
            if len(run) >= _COUNTED:
                yield set(run)
            run = []
        run += [at] if this else []
        last = this


def _follows(this: tuple[int, int | None], last: tuple[int, int | None]) -> bool:
    (number, place), (before, place_before) = this, last
    apart = place - place_before if place is not None and place_before is not None else 1
    return number - before in {1, apart}


def _text(figure: Assigned | Field) -> str:
    return figure.field.text if isinstance(figure, Assigned) else figure.text


def paged(rows: Sequence[Row]) -> set[int]:
    """Rows of running text with the number of a page among their figures: - 3 -, where no other row has a dash."""
    dashed = {
        match.candidate.at: "|".join(one.field.text for one in figures)
        for match, figures in rows
        if figures and match.candidate.line.stream and any(one.field.text in _DASHES for one in figures)
    }
    return set(dashed) if len(dashed) == 1 and all(_PAGE.search(text) for text in dashed.values()) else set()


def below_zero(rows: Sequence[Row]) -> set[int]:
    """Rows of a dump with less than nothing in a column of counts: the figures may have changed places."""
    told = [(match.candidate, figures) for match, figures in rows if figures]
    dumped = [
        (candidate.at, figures) for candidate, figures in told if candidate.line.stream or not candidate.line.spans
    ]
    return {
        at for at, figures in dumped for one in figures
        if one.column.type != "signed" and (parse_value(one.field.text).value or 0) < 0
    }  # fmt: skip


def parted_digits(rows: Sequence[Row]) -> set[int]:
    """Rows of aligned text with two figures one space apart, others far apart, whose sum fails: 3 6 may be 36."""
    parted: set[int] = set()
    for match, figures in rows:
        if not figures or not match.candidate.line.stream:
            continue
        fields = [one.field for one in figures if not one.field.blank]
        gaps = [b.column - a.column - a.colspan for a, b in pairwise(fields) if a.origin == b.origin]
        if 1 in gaps and max(gaps) >= _FAR and not _sums_up(figures):
            parted.add(match.candidate.at)
    return parted
