"""Text whose columns stand one below the other: a row that left cells blank is read by where its figures stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from tasks.form import printed_width
from tasks.placing.lines import Field, Line
from tasks.placing.rows import DOUBTFUL, Candidate, Matched
from tasks.placing.values import parse_value
from tasks.records import Origin

_FEWEST = 5  # rows that must agree on where the columns are
Place = Callable[[str], int]
Span = tuple[int, int]


def with_blanks(found: Sequence[Candidate], matched: list[Matched], lines: Sequence[Line]) -> list[Matched]:
    """The rows, blanks put where the text leaves a gap; unchanged unless every figure stands in one clear column."""
    widths = {len(match.form_row.block.columns) for match in matched}
    if len(widths) != 1 or len(matched) < _FEWEST or _figures_astray(found, matched):
        return matched
    texts = {line.origin: line.text for line in lines if not line.table}
    if not all(_stands(field, texts) for match in matched for field in match.candidate.values):
        return matched
    width = widths.pop()
    for place in (len, printed_width):
        columns = _columns(matched, texts, place)
        if len(columns) == width:
            return _summed([_filled(match, columns, texts, place) for match in matched])
    return matched


def _summed(matched: list[Matched]) -> list[Matched]:
    """The same rows; all in which a blank was put are doubtful where the sum of one of them does not hold."""
    put = [match for match in matched if any(field.blank for field in match.candidate.values)]
    if all(_holds(match) for match in put):
        return matched
    doubted = {id(match) for match in put}
    return [
        replace(match, certainty=min(match.certainty, DOUBTFUL)) if id(match) in doubted else match for match in matched
    ]


def _holds(match: Matched) -> bool:
    """Whether the figures of a row add up to its total, where it has one."""
    pairs = zip(match.form_row.block.columns, match.candidate.values, strict=True)
    figures = {column: parse_value(field.text).value or Decimal(0) for column, field in pairs}
    totals = [value for column, value in figures.items() if column.total]
    return sum(totals) == sum(value for column, value in figures.items() if not column.total) or not totals


def _figures_astray(found: Sequence[Candidate], matched: Sequence[Matched]) -> bool:
    taken = {match.candidate.at for match in matched}
    return any(c.values for c in found if c.at not in taken and min(taken) < c.at < max(taken))


def _stands(field: Field, texts: dict[Origin, str]) -> bool:
    """Whether the line still holds the figure where it was cut from (a line parted at headings does not)."""
    there = texts.get(field.origin, "")[field.column : field.column + field.colspan]
    return "".join(there.split()) == field.text


def _columns(matched: Sequence[Matched], texts: dict[Origin, str], place: Place) -> list[Span]:
    """Where figures stand in any row, overlapping places joined; [] where two figures of one row share a place."""
    spans = sorted(_span(field, texts, place) for match in matched for field in match.candidate.values)
    columns: list[Span] = []
    for start, end in spans:
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    for match in matched:
        starts = [_span(field, texts, place)[0] for field in match.candidate.values]
        if any(_column(left, columns) >= _column(right, columns) for left, right in pairwise(starts)):
            return []
    return columns


def _span(field: Field, texts: dict[Origin, str], place: Place) -> Span:
    text = texts[field.origin]
    return place(text[: field.column]), place(text[: field.column + field.colspan])


def _column(start: int, columns: Sequence[Span]) -> int:
    return next(number for number, (first, end) in enumerate(columns) if first <= start < end)


def _filled(match: Matched, columns: Sequence[Span], texts: dict[Origin, str], place: Place) -> Matched:
    values = match.candidate.values
    if len(values) == len(columns):
        return match
    blank = Field("", values[0].origin)
    here = {_column(_span(field, texts, place)[0], columns): field for field in values}
    return replace(
        match, candidate=replace(match.candidate, values=tuple(here.get(n, blank) for n in range(len(columns))))
    )
