"""Tables 二 and 三 (rows and columns) from lines to official cells, with everything that found no place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tasks.form import Form, Table, normalise
from tasks.language import _
from tasks.placing.aligned import with_blanks
from tasks.placing.column_header import Header, continued, read_header
from tasks.placing.columns import Assigned, Row, assign
from tasks.placing.doubts import doubts
from tasks.placing.doubts_blanks import with_columns_doubted
from tasks.placing.extras import Extra, find_extras
from tasks.placing.lines import Field, Line
from tasks.placing.matching import OWN, row_likeness
from tasks.placing.order import settled
from tasks.placing.repeats import contradict, times_in_words, times_printed, told_rows, unread_again
from tasks.placing.rows import DOUBTFUL, Candidate, FormRow, Matched, candidates, form_rows, match_rows
from tasks.placing.streams import stream_lines
from tasks.placing.sums import add_up
from tasks.placing.turned import lies_within
from tasks.placing.values import looks_like_value, parse_value
from tasks.records import PlacedCell, Semantic, Unplaced

_PLAUSIBLE_ROWS = 2
_TELLING_ROWS = 5  # so many that end alike do not end so by chance
_GLUED = re.compile(r"(?P<label>.*[^\W\d_])\s*(?P<figures>[-+\d/—][-+\d\s/—.,]*)", re.DOTALL)
_DISSOLVED_ROWS = 4  # so many row labels in running text are a table, whatever became of its figures


@dataclass
class Placed:
    """What has been placed so far; used = ids of fields that were read as label, header or figure.

    doubted = tables of which it is not sure that they are of this edition of the form.
    dim = how sure a figure would be, had it stood in a file and not in a picture.
    """

    doubted: tuple[str, ...] = ()
    cells: dict[str, PlacedCell] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    tables: Counter[str] = field(default_factory=Counter)
    dim: dict[str, float] = field(default_factory=dict)


def place_rows(lines: Sequence[Line], prose: Sequence[Line], form: Form, code: str, placed: Placed) -> None:
    """Place one table; running text (prose) is tried only where no real table holds it."""
    table = form.table(code)
    source, found, matched = _read_rows(lines, prose, form, table)
    told = told_rows(found, table)
    times = times_printed(told)
    placed.tables[code] += times if matched else 0
    extra = find_extras(found, matched, table)
    rows, own = _by_column(source, matched, extra, placed)
    lost = bool(matched) and matched[0].candidate.line.stream and times_in_words(lines, table) > times
    again = contradict(told) or unread_again(source, found, told, table)
    ceiling = DOUBTFUL if lost or again or lies_within(source, table) else 1.0
    own = set() if own and add_up(rows, form) else own
    left = doubts(rows, found, table)
    for match, assigned in with_columns_doubted(rows):
        whole = DOUBTFUL if match.form_row.block.caption in own else ceiling
        sure = min(match.certainty, left.get(match.candidate.at, 1.0), whole)
        _place(match, assigned, sure, form, placed)
    _mark_absent(extra, placed)
    reason = _("这几个数前面没有认得出的栏目")
    placed.unplaced += [Unplaced(part.text, reason, part.origin) for part in _strays(rows, found)]


def _by_column(
    source: Sequence[Line], matched: list[Matched], extra: Extra, placed: Placed
) -> tuple[list[Row], set[str]]:
    """The figures of each row by column, and the captions of blocks with words of no column among their headers."""
    reaches = _reaches(matched)
    headers: dict[tuple[str, int], Header] = {}
    rows: list[Row] = []
    for match in [*matched, *extra.rows]:
        block, line = match.form_row.block, match.candidate.line
        key = (block.caption, line.table)
        if key not in headers:
            header = read_header(source, match.candidate.at, block)
            earlier = [before for (caption, _), before in headers.items() if caption == block.caption]
            headers[key] = header if header.found or not earlier else continued(earlier[-1])
        header = headers[key]
        placed.used |= header.fields | {id(part) for part in match.candidate.labels}
        rows.append((match, assign(match.candidate.values, header, line, reaches.get(_shape(match)))))
    return rows, {caption for (caption, _), header in headers.items() if header.own}


def _strays(rows: Sequence[Row], found: Sequence[Candidate]) -> Iterator[Field]:
    """Figures of running text between the table's rows that belong to none; words for nothing part a row's figures."""
    read = {match.candidate.at for match, _ in rows}
    last = max(read, default=-1)
    for candidate in found:
        if not candidate.line.stream or candidate.at < min(read, default=0) or candidate.at in read:
            continue
        if candidate.at == last + 1 and looks_like_value(candidate.label):
            last = candidate.at
        if candidate.at <= last:
            yield from candidate.values


def _read_rows(
    lines: Sequence[Line], prose: Sequence[Line], form: Form, table: Table
) -> tuple[list[Line], list[Candidate], list[Matched]]:
    """The lines that hold the table, what may be a row among them, and which row each is."""
    numbers = _tables_of(lines, table)
    source = [line for line in lines if line.table in numbers]
    found = candidates(source, table)
    matched = _plausible(match_rows(found, table), source, table)
    for text in () if matched else (prose, lines):
        source = stream_lines(text, table)
        found = candidates(source, table)
        matched = settled(found, _dissolved(match_rows(found, table)), form, table)
        matched = with_blanks(found, matched, text)
        if matched:
            break
    return source, found, matched


def _mark_absent(extra: Extra, placed: Placed) -> None:
    """Leaves whose group was printed as one row are absent, which is neither blank nor missing."""
    for code, origin in extra.absent.items():
        placed.cells.setdefault(code, PlacedCell(code, "", Semantic.ABSENT, None, origin, why=("group",)))


def _dissolved(found: list[Matched]) -> list[Matched]:
    """Rows found in running text, if they are a table's and not some words beside a number."""
    return found if any(_full(match) for match in found) or len(found) >= _DISSOLVED_ROWS else []


def _tables_of(lines: Sequence[Line], table: Table) -> set[int]:
    """Numbers of the printed tables that show a caption, column or row label of this official table."""
    telling = {normalise(text) for form_row in form_rows(table) for text in form_row.row.spellings if len(text) > 2}
    telling |= {normalise(column.label) for block in table.blocks for column in block.columns if len(column.label) > 2}
    telling |= {normalise(block.caption) for block in table.blocks if block.caption}
    numbers: Counter[int] = Counter()
    for line in lines:
        numbers[line.table] += sum(1 for part in line.fields if normalise(part.text) in telling)
    told = {number for number, count in numbers.items() if number and count}
    return told or {line.table for line in lines if line.table}


def _plausible(matched: list[Matched], lines: Sequence[Line], table: Table) -> list[Matched]:
    """One lone likeness in a strange table is not the official table; an official label below its own header is."""
    if len(matched) >= min(_PLAUSIBLE_ROWS, len(form_rows(table))):
        return matched
    return [match for match in matched if match.certainty == 1.0 and _headed(match, lines)]


def _headed(match: Matched, lines: Sequence[Line]) -> bool:
    block = match.form_row.block
    return len(read_header(lines, match.candidate.at, block).found) == len(block.columns)


def _full(match: Matched) -> bool:
    return len(match.candidate.values) == len(match.form_row.block.columns)


def _reaches(matched: Iterable[Matched]) -> dict[tuple[int, int, int], tuple[int, int]]:
    """The first and last place of figures behind the label, of all rows of one shape (fields, label place, width).

    Rows of a dump tell it where one of several fills both ends: where a lone row begins is just what is asked, and
    rows that stand one place apart reach as far together as a whole one.
    """
    matched = list(matched)
    if by_totals := _told_by_totals(matched):
        return by_totals
    seen: dict[tuple[int, int, int], list[set[int]]] = {}
    for match in matched:
        filled = {i for i, part in enumerate(match.candidate.values) if not part.blank}
        told = seen.setdefault(_shape(match), [])
        told += [filled] if filled else []
        told += [filled] if filled and match.candidate.line.spans else []
    places = {shape: set().union(*told) for shape, told in seen.items() if len(told) > 1}
    reaches = {shape: (min(filled), max(filled)) for shape, filled in places.items()}
    true = {_shape(match) for match in matched if match.candidate.line.spans}
    return {
        shape: (first, last) for shape, (first, last) in reaches.items()
        if shape in true or last - first >= shape[2] or any({first, last} <= filled for filled in seen[shape])
    }  # fmt: skip


def _told_by_totals(matched: Sequence[Matched]) -> dict[tuple[int, int, int], tuple[int, int]]:
    """The reach of each shape of a dump's rows, if each row that is not blank fills its last column: it is told where.

    Right behind the labels, be they one or two, stand as many places as columns; or each row ends in its last figure,
    and some have no place to spare.
    """
    filled = [match for match in matched if any(not part.blank for part in match.candidate.values)]
    widths = {len(match.form_row.block.columns) for match in matched}
    if len(filled) < _TELLING_ROWS or len(widths) > 1 or any(_true(match) for match in filled):
        return {}
    width = max(widths)
    last = [max(n for n, part in enumerate(match.candidate.values, 1) if not part.blank) for match in filled]
    behind = [len(match.candidate.values) for match in filled]
    if set(last) == {width} and len({match.candidate.label_end for match in filled}) > 1:
        return {_shape(match): (0, width - 1) for match in matched}
    if last == behind and min(behind) == width < max(behind):
        ends = {_shape(match): len(match.candidate.values) - 1 for match in matched}
        return {shape: (end - width + 1, end) for shape, end in ends.items()}
    return {}


def _true(match: Matched) -> bool:
    return match.candidate.line.spans or match.candidate.line.stream


def _shape(match: Matched) -> tuple[int, int, int]:
    candidate = match.candidate
    return (len(candidate.line.fields), candidate.label_end, len(match.form_row.block.columns))


def _place(match: Matched, assigned: list[Assigned] | None, certainty: float, form: Form, placed: Placed) -> None:
    candidate, form_row = match.candidate, match.form_row
    if candidate.labels and row_likeness(candidate.label, form_row.row) < OWN:  # else its words prove that it was read
        certainty = min(certainty, candidate.labels[-1].certainty)
    codes = tuple(form_row.block.code(form_row.row, column) for column in form_row.block.columns)
    if assigned is None:
        reason = _("这一行的数字个数与列数不符，不能确定各属哪一列")
        placed.unplaced += [Unplaced(p.text, reason, p.origin, codes) for p in candidate.values if not p.blank]
        placed.used |= {id(part) for part in candidate.values}
        return
    for one in assigned:
        placed.used.add(id(one.field))
        put_cell(form, form_row, one, min(certainty, match.certainty), placed)


def put_cell(form: Form, form_row: FormRow, one: Assigned, certainty: float, placed: Placed) -> None:
    """Enter one figure; the first reading of a cell stands."""
    code = form_row.block.code(form_row.row, one.column)
    value = parse_value(one.field.text, one.column.type, one.column.unit)
    ceiling = DOUBTFUL if form_row.block.table in placed.doubted else 1.0
    plain = min(certainty, one.certainty, value.certainty, ceiling)
    sure = round(min(plain, one.field.certainty), 2)
    why = one.why if certainty > 0.7 else tuple(reason for reason in one.why if reason != "label")
    unit = value.unit if one.column.type == "amount" else ""
    cell = PlacedCell(code, one.field.text, value.semantic, value.value, one.field.origin, unit, sure, why)
    if placed.cells.setdefault(code, cell) is cell and sure < plain:
        placed.dim[code] = plain


def leftovers(lines: Sequence[Line], form: Form, placed: Placed) -> list[Unplaced]:
    """Non-empty fields of tables that are neither label nor header nor placed figure, nor a line of prose."""
    known = known_words(form)
    left = list(_glued(lines, form, placed))
    for line in lines:
        if not line.table or line.sole:
            continue
        for part in line.fields:
            if part.blank or id(part) in placed.used or normalise(part.text) in known:
                continue
            left.append(Unplaced(part.text, _("表中这一格没有对应的栏目"), part.origin))
    return left


def _glued(lines: Sequence[Line], form: Form, placed: Placed) -> Iterator[Unplaced]:
    """Cells in which a row's label and its figures stand together, where that row was not read."""
    rows = {
        normalise(text): (form_row.block, form_row.row)
        for table in form.tables for form_row in form_rows(table) for text in form_row.row.spellings if text
    }  # fmt: skip
    for line in lines:
        glued = _GLUED.fullmatch(line.sole) if line.table else None
        if glued and (words := normalise(glued["label"])) in rows:
            block, row = rows[words]
            codes = tuple(block.code(row, column) for column in block.columns)
            if placed.cells.keys().isdisjoint(codes):
                yield Unplaced(line.sole, _("行名和数写在一格里，不能确定各属哪一列"), line.origin, codes)


def known_words(form: Form) -> set[str]:
    """Every word that the form itself prints, normalised."""
    words = set()
    for table in form.tables:
        for block in table.blocks:
            words |= {normalise(text) for text in (block.caption, block.corner)}
            for line in (*block.columns, *block.rows):
                words |= {normalise(text) for text in (*line.spellings, *line.path)}
    return {word for word in words if word}
