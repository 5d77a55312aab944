"""Which figure of a row stands under which column: by count and order, confirmed by the header, never by guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.form import Block, normalise
from tasks.form import Line as FormLine
from tasks.placing.lines import Field, Line
from tasks.placing.matching import LIKELY, likeness

_HEADER_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Header:
    """Official columns in printed order; an extra printed column is None. places = true grid columns, if known."""

    order: tuple[FormLine | None, ...]
    places: dict[int, FormLine | None]
    found: frozenset[str]
    fields: frozenset[int]


@dataclass(frozen=True, slots=True)
class Assigned:
    """One figure with its column; why names the witnesses."""

    column: FormLine
    field: Field
    certainty: float
    why: tuple[str, ...]


def read_header(lines: Sequence[Line], at: int, block: Block) -> Header:
    """Find the block's column labels above line `at` of the same table; official order where none is printed."""
    table, spans = lines[at].table, lines[at].spans
    found: dict[str, Field] = {}
    fields: set[int] = set()
    leaves: list[Field] = []
    for line in reversed(lines[max(0, at - _HEADER_DEPTH) : at]):
        if line.table != table or len(found) == len(block.columns):
            break
        for exact in (True, False):
            for field in line.fields:
                column = _column(field.text, block, found, exact)
                if column is not None and id(field) not in fields:
                    found[column.code] = field
                    fields.add(id(field))
        leaves.extend(line.fields)
    if not spans or len(found) < len(block.columns):
        return Header(block.columns, {}, frozenset(found), frozenset(fields))
    return _true_header(block, found, leaves, fields)


def _column(text: str, block: Block, found: dict[str, Field], exact: bool) -> FormLine | None:
    words = normalise(text)
    for column in block.columns:
        label = normalise(column.label)
        if column.code in found or not words:
            continue
        if (words == label) if exact else (likeness(text, column) > LIKELY and not _clashes(words, column, block)):
            return column
    return None


def _clashes(words: str, column: FormLine, block: Block) -> bool:
    """Another column's own label is never taken for this one's spelling."""
    return any(normalise(other.label) == words for other in block.columns if other is not column)


def _true_header(block: Block, found: dict[str, Field], leaves: list[Field], fields: set[int]) -> Header:
    columns = {column.code: column for column in block.columns}
    places: dict[int, FormLine | None] = {field.column: columns[code] for code, field in found.items()}
    first, last = min(places), max(places)
    for field in leaves:
        inside = first < field.column <= last + 1 and field.colspan == 1 and not field.blank
        if inside and field.column not in places and id(field) not in fields and "小计" in field.text:
            places[field.column] = None
    order = tuple(places[place] for place in sorted(places))
    return Header(order, places, frozenset(found), frozenset(fields))


def assign(values: Sequence[Field], header: Header, line: Line, start: int | None) -> list[Assigned] | None:
    """The figures of a row by column, or None when more than one reading is possible.

    start is the place among `values` at which other rows of the same shape begin (text dumps), if that is known.
    """
    width = len(header.order)
    why = ("label", "order", "header") if header.found else ("label", "order")
    if len(values) == width:
        agree = bool(header.places) and all(field.column in header.places for field in values)
        return _zip(header.order, values, 1.0 if agree or not line.spans else 0.95, why)
    if line.stream:
        return None
    if line.spans and (by_place := _by_place(values, header)):
        return by_place
    window = _window(values, width, start)
    return _zip(header.order, window, 1.0 if len(window) == _filled(window) else 0.95, why) if window else None


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


def _filled(values: Sequence[Field]) -> int:
    return sum(not field.blank for field in values)


def _by_place(values: Sequence[Field], header: Header) -> list[Assigned] | None:
    """By true grid columns, when each figure stands under exactly one header and none is left over."""
    if not header.places:
        return None
    here = {field.column: field for field in values}
    outside = [field for field in values if field.column not in header.places and not field.blank]
    inside = [field for field in values if field.column in header.places]
    if outside or not inside or any(field.colspan > 1 for field in inside) or len(values) < len(header.places):
        return None
    ordered = sorted(place for place in header.places if place in here)
    if len(ordered) < len(header.places):
        return None
    columns = [header.places[place] for place in ordered]
    return _zip(columns, [here[place] for place in ordered], 0.95, ("label", "header"))


def _zip(
    columns: Sequence[FormLine | None], values: Sequence[Field], certainty: float, why: tuple[str, ...]
) -> list[Assigned]:
    pairs = zip(columns, values, strict=True)
    return [Assigned(column, field, certainty, why) for column, field in pairs if column is not None]
