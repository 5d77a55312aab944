"""The header of a block: which official columns are printed, in which order and where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.form import Block, compact, normalise
from tasks.form import Line as FormLine
from tasks.placing.lines import Field, Line
from tasks.placing.matching import LIKELY, likeness
from tasks.placing.units import in_printed_unit
from tasks.placing.values import looks_like_value

_HEADER_DEPTH = 8
_SHORT = 3  # characters of a column's label that also name rows or stand in prose (其他, 总计, 自然人)
# A column that portals add for the sum of the organisations (domain spec 2.2): read, checked, never an official cell.
SUBTOTAL = "小计"
_SUBTOTAL = FormLine(code="org_subtotal", label=SUBTOTAL)
_SUBTOTALLED = "organisations"
_CORNER = 4  # characters by which the end of the corner's words is found
_CORNER_END = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Header:
    """Official columns in printed order; an extra printed column is None. places = true grid columns and
    widths = how many of them each header spans, if known. sure = the headers found do not contradict the order;
    above = where those stand that were found, if not all were. moved = the order is not the form's. strange = places
    below headers that the form does not know. own = words that the form does not know stand among the headers of a dump
    or of running text, whose columns are told by count. wider = such words stand behind the last header.
    """

    order: tuple[FormLine | None, ...]
    places: dict[int, FormLine | None]
    found: frozenset[str]
    fields: frozenset[int]
    widths: dict[int, int]
    sure: bool = True
    above: Mapping[str, int] | None = None
    moved: bool = False
    strange: frozenset[int] = frozenset()
    own: bool = False
    wider: bool = False


def continued(header: Header) -> Header:
    """The header of a table that a page break or a caption cut off: the same columns, their places unknown."""
    return Header(header.order, {}, header.found, frozenset(), {}, header.sure, own=header.own, wider=header.wider)


def read_header(lines: Sequence[Line], at: int, block: Block) -> Header:
    """Find the block's column labels above line `at` of the same table; official order where none is printed."""
    if lines[at].stream:
        text = "|".join(line.fields[0].text for line in lines[max(0, at - _HEADER_DEPTH) : at + 1])
        block = in_printed_unit(block, [text])
        own = any(_strange_words(words, block) for words in text.split("|"))
        sure = _told_in_order(text, block)
        return Header(_streamed_order(text, block), {}, frozenset(), frozenset(), {}, sure, own=own)
    above = _lines_above(lines, at)
    block = in_printed_unit(block, (field.text for line in above for field in line.fields))
    found: dict[str, Field] = {}
    fields: set[int] = set()
    for exact in (True, False):  # 小计 may stand for 总计, but only where no 总计 is printed
        for field in (field for line in above for field in line.fields):
            column = _column(field.text, block, found, exact)
            if column is not None and id(field) not in fields:
                found[column.code] = field
                fields.add(id(field))
    leaves = [f for line in above if sum(id(f) in fields for f in line.fields) > 1 for f in line.fields]
    places = {field.column for field in found.values()}
    if lines[at].spans and len(places) == len(found) == len(block.columns):
        return _true_header(block, found, leaves, fields, above)
    order, extra = _with_subtotal(block, found, above)
    text = "|".join(normalise(field.text) for line in above for field in line.fields)
    told = _told_in_order(text, block) and _evenly(found, above, block)
    true = lines[at].spans and len(places) == len(found)  # else two headers stand in one column, and tell of none
    between, behind = ([], []) if true else _strangers(found, above, block, extra)
    own = len(between) > len(block.columns) - len(found)
    sure = (len(found) == len(block.columns) or _in_place(found, order)) if lines[at].spans else told
    partly = lines[at].spans and len(found) < len(block.columns)
    stand = {code: head.column for code, head in found.items() if partly and head.colspan == 1}
    return Header(order, {}, frozenset(found), frozenset(fields | extra), {}, sure, stand, own=own, wider=bool(behind))


def _in_place(found: dict[str, Field], order: Sequence[FormLine | None]) -> bool:
    """Whether the headers that were found stand as far from each other as the order says."""
    number = {column.code: place for place, column in enumerate(order) if column}
    return len({field.column - number[code] for code, field in found.items() if field.colspan == 1}) < 2


def _lines_above(lines: Sequence[Line], at: int) -> list[Line]:
    """The lines of the same table above line `at`, nearest first."""
    above: list[Line] = []
    for line in reversed(lines[max(0, at - _HEADER_DEPTH) : at]):
        if line.table != lines[at].table:
            break
        above.append(line)
    return above


def _told_in_order(text: str, block: Block) -> bool:
    """Whether the unmistakable labels of one group of columns follow each other as in the form, or are not there."""
    labels = [normalise(c.label) for c in block.columns if c.group or len(normalise(c.label)) > _SHORT]
    long = [place for label in labels if len(label) > _SHORT and (place := text.rfind(label)) >= 0]
    between = text[long[0] : long[-1]] if long else ""
    return long == sorted(long) and not any(label in between for label in labels if len(label) <= _SHORT)


def _evenly(found: dict[str, Field], above: Sequence[Line], block: Block) -> bool:
    """Whether the headers of one group of columns on one line of a dump are as many fields apart as in the form."""
    number = {column.code: place for place, column in enumerate(block.columns) if column.within(_SUBTOTALLED)}
    place_of = {id(field): place for line in above for place, field in enumerate(line.fields)}
    line_of = {id(field): n for n, line in enumerate(above) for field in line.fields}
    apart: dict[int, set[int]] = {}
    for code, field in found.items():
        if code in number:
            apart.setdefault(line_of[id(field)], set()).add(place_of[id(field)] - number[code])
    return all(len(offsets) < 2 for offsets in apart.values())


def _strangers(
    found: dict[str, Field], above: Sequence[Line], block: Block, extra: set[int]
) -> tuple[list[Field], list[Field]]:
    """Words of no column, group or corner in the header of a dump: before the last header of their line, behind it."""
    known = _known(block) - {""}
    heads = {id(field) for field in found.values()} | extra
    top = max((n for n, line in enumerate(above) if any(id(field) in heads for field in line.fields)), default=-2)
    between: list[Field] = []
    behind: list[Field] = []
    for line in above[: top + 2]:
        fields = line.fields
        words = [n for n, field in enumerate(fields) if not field.blank]
        if any(looks_like_value(fields[n].text) for n in words):
            break  # the rows of another block
        told = [n for n in words if id(fields[n]) in heads or normalise(fields[n].text) in known]
        corner = next((n for n in words if normalise(fields[n].text) == normalise(block.corner)), 0)
        strange = [n for n in words if n > corner and n not in told] if len(words) > 1 else []
        between += [fields[n] for n in strange if n < max(told, default=0)]
        behind += [fields[n] for n in strange if n > max(told, default=0)]
    return between, behind


def _strange_words(text: str, block: Block) -> str:
    """What running text says between the corner and the last header beside the form's words, if all headers stand."""
    known = sorted(filter(None, _known(block)), key=len, reverse=True)
    found = list(re.finditer("|".join(map(re.escape, known)), text))
    labels = {normalise(column.label) for column in block.columns}
    if len(labels) < 2 or not labels <= {match.group() for match in found}:
        return ""
    first = text.rfind(_CORNER_END.sub("", block.corner)[-_CORNER:], 0, found[0].start())
    start = first + _CORNER if first >= 0 else found[0].start()
    rest = re.sub("|".join(map(re.escape, known)), "", text[start : found[-1].end()])
    groups = {normalise(label) for column in block.columns for label in column.path[:-1]}
    cut = len(rest) > _SHORT and any(label.startswith(rest) for label in groups)  # the end is on another line
    return "" if SUBTOTAL in rest or cut else rest


def _known(block: Block) -> set[str]:
    """What the form prints above the figures, normalised."""
    columns = {normalise(text) for column in block.columns for text in (*column.spellings, *column.path)}
    return columns | {normalise(block.caption), normalise(block.corner)}


def _told_twice(found: dict[str, Field], above: Sequence[Line]) -> bool:
    """Whether a header stands in two columns side by side: one of them is another table's."""
    columns = {normalise(field.text): field.column for field in found.values()}
    own = {id(field) for field in found.values()}
    beside = [line.fields for line in above if any(id(field) in own for field in line.fields)]  # not the block's above
    return any(columns.get(normalise(f.text), f.column) != f.column for fields in beside for f in fields)


def _streamed_order(text: str, block: Block) -> tuple[FormLine | None, ...]:
    """Official order, with the subtotal's column where running text says 小计 right behind an official label."""
    for place, column in reversed(list(enumerate(block.columns, 1))):
        if column.within(_SUBTOTALLED) and re.search(normalise(column.label) + ".{0,4}" + SUBTOTAL, text):
            return (*block.columns[:place], _SUBTOTAL, *block.columns[place:])
    return block.columns


def _subtotals(block: Block) -> bool:
    return any(column.within(_SUBTOTALLED) for column in block.columns)


def _with_subtotal(
    block: Block, found: dict[str, Field], above: Sequence[Line]
) -> tuple[tuple[FormLine | None, ...], set[int]]:
    """Official order, with the subtotal's column where its header stands beside an official one on one line."""
    code_of = {id(field): code for code, field in found.items()}
    codes = [column.code for column in block.columns]
    for line in above if _subtotals(block) else ():
        filled = [field for field in line.fields if not field.blank]
        for before, field, after in zip([None, *filled], filled, [*filled[1:], None], strict=False):
            if SUBTOTAL not in compact(field.text) or id(field) in code_of:
                continue
            left, right = code_of.get(id(before), ""), code_of.get(id(after), "")
            place = codes.index(left) + 1 if left else codes.index(right) if right else 0
            if place:
                return (*block.columns[:place], _SUBTOTAL, *block.columns[place:]), {id(field)}
    return block.columns, set()


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
    """Another column's own label, or that of a group of columns, is never taken for this one's spelling."""
    groups = {normalise(label) for other in block.columns for label in other.path[:-1]}
    return words in groups or any(normalise(other.label) == words for other in block.columns if other is not column)


def _true_header(
    block: Block, found: dict[str, Field], leaves: list[Field], fields: set[int], above: Sequence[Line]
) -> Header:
    columns = {column.code: column for column in block.columns}
    places: dict[int, FormLine | None] = {field.column: columns[code] for code, field in found.items()}
    first, last = min(places), max(places)
    for field in leaves:
        inside = first < field.column <= last + 1 and field.colspan == 1 and not field.blank
        if inside and field.column not in places and id(field) not in fields:
            subtotal = SUBTOTAL in compact(field.text)
            places[field.column] = _SUBTOTAL if subtotal and _subtotals(block) else None
            fields |= {id(field)} if subtotal else set()
    order = tuple(places[place] for place in sorted(places))
    widths = {field.column: field.colspan for field in found.values()}
    moved = [column for column in order if column and column is not _SUBTOTAL] != list(block.columns)
    sure = (not moved or _grouped(block, found, above)) and not _told_twice(found, above)
    strange = _strange(above, fields, set(places))
    sure = sure and order[-1] is not _SUBTOTAL  # it stands among its own columns, unless headers were pushed aside
    return Header(order, places, frozenset(found), frozenset(fields), widths, sure, moved=moved, strange=strange)


def _strange(above: Sequence[Line], fields: set[int], places: set[int]) -> frozenset[int]:
    """Places below printed headers other than the form's columns, their groups and the first column's corner."""
    top = max(n for n, line in enumerate(above) if any(id(field) in fields for field in line.fields))
    found: set[int] = set()
    for field in (field for line in above[: top + 2] for field in line.fields):
        below = set(range(field.column, field.column + field.colspan))
        if not field.blank and field.column and not below & places:
            found |= below
    return frozenset(found)


def _grouped(block: Block, found: dict[str, Field], above: Sequence[Line]) -> bool:
    """Whether each header stands below the header of its group, and no other does, where the group's is printed."""
    groups = {normalise(column.group.label): column.group.code for column in block.columns if column.group}
    for head in (field for line in above for field in line.fields if normalise(field.text) in groups):
        code = groups[normalise(head.text)]
        under = {name for name, field in found.items() if 0 <= field.column - head.column < head.colspan}
        if under != {column.code for column in block.columns if column.within(code)}:
            return False
    return True
