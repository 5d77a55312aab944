"""Which figure of a row stands under which column: by count and order, confirmed by the header, never by guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.form import Line as FormLine
from tasks.placing.column_header import Header
from tasks.placing.lines import Field, Line
from tasks.placing.rows import Matched
from tasks.placing.values import parse_value

_CONTRADICTED = 0.7


@dataclass(frozen=True, slots=True)
class Assigned:
    """One figure with its column; why names the witnesses."""

    column: FormLine
    field: Field
    certainty: float
    why: tuple[str, ...]


Row = tuple[Matched, list[Assigned] | None]  # None = its figures cannot be told apart


def assign(values: Sequence[Field], header: Header, line: Line, reach: tuple[int, int] | None) -> list[Assigned] | None:
    """The figures of a row by column, or None when more than one reading is possible.

    reach is the first and last place among `values` that any row of the same shape fills.
    """
    found = _assigned(values, header, line, reach)
    if not found or header.sure:
        return found
    return [replace(one, certainty=min(one.certainty, _CONTRADICTED)) for one in found]


def _assigned(
    values: Sequence[Field], header: Header, line: Line, reach: tuple[int, int] | None
) -> list[Assigned] | None:
    width = len(header.order)
    why = ("label", "order", "header") if header.found else ("label", "order")
    if len(values) == width:
        agree = bool(header.places) and all(field.column in header.places for field in values)
        own_column = None in header.order
        sure = 1.0 if agree or not line.spans else 0.95
        told = _under(values, header) and (agree or not (header.moved or header.strange or (own_column and line.spans)))
        return _zip(header.order, values, sure if told else _CONTRADICTED, why)
    if line.stream:
        return None
    start = reach[0] if reach and reach[1] - reach[0] == width - 1 else None
    if line.spans and (by_place := _by_place(values, header, start)):
        return by_place
    if reach and reach[1] - reach[0] >= width:
        return None  # other rows have more figures than there are columns
    window = _window(values, width, start) or _each_one(values, header)
    if not window:
        return None
    whole, empty = _filled(window) == len(window), not _filled(window)
    beside = (header.wider and not empty) or (None in header.order and _strays(window, header))
    return _zip(header.order, window, 1.0 if whole else _CONTRADICTED if beside else 0.95, why)


def _strays(window: Sequence[Field], header: Header) -> bool:
    """Whether a figure that falls to a column of the agency's own stands below an official one."""
    own = [field for column, field in zip(header.order, window, strict=True) if column is None and not field.blank]
    return any(header.places.get(field.column) is not None for field in own)


def _under(values: Sequence[Field], header: Header) -> bool:
    """Whether every figure stands below its own header, as far as headers were found, or all equally far beside it.

    Below means in part: where cells are joined differently row by row, a figure begins or ends beside its header.
    """
    above = header.above or {}
    pairs = zip(header.order, values, strict=True)
    told = all(above.get(column.code, figure.column) == figure.column for column, figure in pairs if column)
    stands = list(zip(values, sorted(header.places), strict=False))
    beside = {figure.column - place for figure, place in stands}
    return told and (len(beside) < 2 or all(_below(figure, place, header) for figure, place in stands))


def _below(figure: Field, place: int, header: Header) -> bool:
    return place < figure.column + figure.colspan and figure.column < place + header.widths.get(place, 1)


def _window(values: Sequence[Field], width: int, start: int | None) -> Sequence[Field] | None:
    """The figures among padding blanks: an unbroken run, the place where other rows begin, or all blank."""
    filled = [index for index, field in enumerate(values) if not field.blank]
    if not filled:
        return values[:width] if len(values) > width else None
    first, last = filled[0], filled[-1]
    if len(filled) == width == last - first + 1:
        return values[first : last + 1]
    if start is not None and start <= first and last < start + width <= len(values):
        return values[start : start + width]
    return None


def _each_one(values: Sequence[Field], header: Header) -> Sequence[Field] | None:
    """As many figures as the header prints columns, blanks that merged cells left between them."""
    filled = [field for field in values if not field.blank]
    whole = {column.code for column in header.order if column} <= header.found
    return filled if whole and len(filled) == len(header.order) else None


def _filled(values: Sequence[Field]) -> int:
    return sum(not field.blank for field in values)


def _by_place(values: Sequence[Field], header: Header, start: int | None) -> list[Assigned] | None:
    """By true grid columns, when each figure stands under exactly one header and none is left over."""
    if not header.places:
        return None
    here = {field.column: field for field in values}
    own = header.places.keys() | header.strange
    outside = [field for field in values if field.column not in own and not field.blank]
    inside = [field for field in values if field.column in header.places]
    wider = any(field.colspan > header.widths.get(field.column, 1) for field in inside)
    if outside or not inside or wider or len(values) < len(header.places):
        return None
    ordered = sorted(place for place in header.places if place in here)
    if len(ordered) < len(header.places):
        return None
    columns = [header.places[place] for place in ordered]
    # A column before the first header's is a label's, or the whole row stands one column off (below a page break).
    known = values[0].column == ordered[0] or (start is not None and values[start].column == ordered[0])
    blank = [here[place].blank for place in ordered]
    covered = {place for field in values for place in range(field.column, field.column + field.colspan)}
    whole = all(place in covered for place in header.strange if place > values[0].column)
    known = known or _ends_in_total(columns, [here[place] for place in ordered])
    sure = whole and (known or not any(blank) or all(blank))
    return _zip(columns, [here[place] for place in ordered], 0.95 if sure else 0.85, ("label", "header"))


def _ends_in_total(columns: Sequence[FormLine | None], figures: Sequence[Field]) -> bool:
    """Whether the last figure is the total of the others, or alone, on no page: the row stands no column aside."""
    *parts, total = [parse_value(field.text).value for field in figures]
    told = columns[-1] is not None and columns[-1].total and figures[-1].origin.page is None and None not in columns
    return told and total is not None and total == sum(filter(None, parts), Decimal(0) if any(parts) else total)


def _zip(
    columns: Sequence[FormLine | None], values: Sequence[Field], certainty: float, why: tuple[str, ...]
) -> list[Assigned]:
    pairs = zip(columns, values, strict=True)
    return [Assigned(column, field, certainty, why) for column, field in pairs if column is not None]
