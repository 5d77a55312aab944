"""Table 四: fifteen figures in one row; the five labels repeat, so groups and order decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from tasks.form import Form, normalise
from tasks.form import Line as FormLine
from tasks.language import _
from tasks.placing.columns import Assigned
from tasks.placing.doubts_blanks import may_drop
from tasks.placing.lines import Field, Line
from tasks.placing.repeats import times_in_words
from tasks.placing.review_groups import by_groups
from tasks.placing.review_header import follows_form, in_words, printed_order
from tasks.placing.rows import DOUBTFUL, FormRow
from tasks.placing.sections import heading_number
from tasks.placing.streams import stream_lines
from tasks.placing.tables import Placed, put_cell
from tasks.placing.values import looks_like_value, parse_value
from tasks.records import Unplaced

_HEADER_LABELS = 4
_LEAST_FIGURES = 4
_WIDTH = 15
_WORDS = 6  # characters of words in a cell; longer ones are a sentence
_GROUP = 5
_NEAR = 16  # characters before the figures in which the last headers stand, words in the first cell between


def place_review(
    lines: Sequence[Line], prose: Sequence[Line], chapter: Sequence[Line], form: Form, placed: Placed
) -> None:
    """Place table 四 from the rows of figures below its headers, or from running text with exactly 15 figures."""
    block = form.table("t4").blocks[0]
    columns = printed_order(lines, block.columns)
    labels = {normalise(text) for column in block.columns for text in column.spellings}
    groups = {normalise(label) for column in block.columns for label in column.path[:-1]}
    header: list[Line] = []
    rows = _figure_rows(lines, labels | groups, placed, header)
    why: tuple[str, ...] = ("header", "order", "group")
    told: list[Line] = []
    if not rows:
        width = len(columns)
        told = _streamed(prose, form, width) or _streamed(lines, form, width) or _alone(chapter, form, width)
        rows = [list(line.fields[line.labels :]) for line in told]
        header = [part for line in told for part in in_words(line, block.columns)]
    loose = [] if rows else _loose(prose, form)
    if not rows and not loose:
        return
    whole = bool(rows) and all(len(row) == len(columns) for row in rows)
    grouped = by_groups(lines, block.columns) if rows and not whole else []
    if grouped:
        columns, rows, whole = list(block.columns), [grouped], True
    torn = len(rows) > 1 and not whole and any(part.blank for row in rows for part in row)
    figures = rows[0] if whole else loose or [part for row in rows for part in row]
    placed.tables["t4"] += len(rows) if whole else 1
    placed.used |= {id(part) for part in figures}
    if loose or torn or len(figures) != len(columns):
        codes = tuple(block.code(block.rows[0], column) for column in block.columns)
        reason = _("表四的数字个数不是十五个，不能确定各属哪一栏")
        placed.unplaced += [Unplaced(part.text, reason, part.origin, codes) for part in figures if not part.blank]
        return
    form_row = FormRow(block, block.rows[0])
    lost = bool(told) and (times_in_words(lines, form.table("t4")) > len(rows) or _behind_others(told, chapter, form))
    row = next((line for line in lines if line.table and any(part is figures[0] for part in line.fields)), None)
    alone = _differing(rows) or _untold(rows) or (_pieced(figures) and not grouped) or _headless(lines, rows)
    alone = alone or _pushed_left(figures, row) or _astray(columns, figures, row)
    doubtful = lost or alone or not follows_form(header, block.columns)
    sure = DOUBTFUL if doubtful else 1.0
    for column, part in zip(columns, figures, strict=True):
        put_cell(form, form_row, Assigned(column, part, sure, why), sure, placed)


def _differing(rows: Sequence[Sequence[Field]]) -> bool:
    """Two whole rows that do not say the same: of two years, or of two bodies."""
    return len({tuple(part.text for part in row) for row in rows if len(row) == _WIDTH}) > 1


def _pieced(figures: Sequence[Field]) -> bool:
    """Figures of several printed tables: nothing but their number says that they are one row."""
    return len({part.origin.table for part in figures}) > 1


def _pushed_left(figures: Sequence[Field], row: Line | None) -> bool:
    """Blanks at the end, in a row that keeps no blank cell for sure: any of the figures may belong further on.

    In a table there are no others; in running text (no row) the last blank may be the gap behind the table.
    """
    blanks = [part.blank for part in figures]
    if not blanks[-1] or all(blanks):
        return False
    return row is None or (blanks == sorted(blanks) and may_drop(row))


def _astray(columns: Sequence[FormLine], figures: Sequence[Field], row: Line | None) -> bool:
    """Whether a text's row with some cells blank adds up to no totals: others may have been dropped."""
    blank = [part.blank for part in figures]
    if all(blank) or not any(blank) or not (row is None or row.dump):
        return False
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for column, part in zip(columns, figures, strict=True):
        value = parse_value(part.text).value or Decimal(0)
        sums[column.group.code if column.group else ""] += -value if column.total else value
    return any(sums.values())


def _headless(lines: Sequence[Line], rows: Sequence[Sequence[Field]]) -> bool:
    """Whether another row of so many figures stands in a table without heads: a page break may have cut them off."""
    read = {id(part) for row in rows for part in row}
    for line in lines:
        if line.table and len(line.fields) >= _WIDTH and not any(id(part) in read for part in line.fields):
            filled = [part for part in line.fields if not part.blank]
            if len(filled) >= _WIDTH - _GROUP and all(looks_like_value(part.text) for part in filled):
                return True
    return False


def _untold(rows: Sequence[Sequence[Field]]) -> bool:
    """As many rows as there are groups, but not which is whose."""
    return len(rows) > 1 and {len(row) for row in rows} == {_GROUP}


def _streamed(prose: Sequence[Line], form: Form, width: int) -> list[Line]:
    """The lines with a whole run of figures behind the table's last header in running text, last first."""
    end = _last_headers(form)
    lines = (line for line in stream_lines(prose, form.table("t4")) if line.fields[0].text.endswith(end))
    return [line for line in lines if len(line.fields) - line.labels == width][::-1]


def _last_headers(form: Form) -> str:
    return "".join(normalise(column.label) for column in form.table("t4").blocks[0].columns[-2:])


def _loose(prose: Sequence[Line], form: Form) -> list[Field]:
    """All figures behind the last header that are no whole run, to be listed."""
    lines = stream_lines(prose, form.table("t4"))
    end = _last_headers(form)
    first = max((n for n, line in enumerate(lines) if end in line.fields[0].text[-_NEAR:]), default=len(lines))
    figures = [part for line in lines[first:] for part in line.fields[line.labels :]]
    return figures if len(figures) >= _LEAST_FIGURES else []


def _alone(chapter: Sequence[Line], form: Form, width: int) -> list[Line]:
    """The only line with so many figures in the table's own chapter, its headers torn by the columns they stood in."""
    lines = stream_lines(chapter, form.table("t4"))
    whole = [line for line in lines if len(line.fields) - line.labels == width]
    return whole if len(whole) == 1 else []


def _behind_others(told: Sequence[Line], chapter: Sequence[Line], form: Form) -> bool:
    """Whether no header stands right before the figures, but others do: these may be another year's."""
    headed = told[0].fields[0].text.endswith(_last_headers(form))
    return not headed and stream_lines(chapter, form.table("t4"))[0].fields != told[0].fields


def _figure_rows(lines: Sequence[Line], known: set[str], placed: Placed, headers: list[Line]) -> list[list[Field]]:
    """Rows of figures that stand below a header of table 四 in the same printed table; headers takes its lines.

    A line of labels is the header's also where one of them is so misread that it has digits.
    A blank row counts as one where its printed table has none of figures above it: a year's row or table left blank.
    """
    rows: list[list[Field]] = []
    blank: list[list[Field]] = []
    header: list[Line] = []
    figured = 0  # the last printed table that gave a row of figures
    for line in lines:
        words = [normalise(part.text) for part in line.fields]
        hits = sum(1 for word in words if word in known)
        if line.table and hits >= _HEADER_LABELS:
            headers.append(line)
        if header and line.sole and heading_number(line.sole):
            header = []  # a sheet goes on with the next chapter, of which “无” is no figure
        elif line.table and hits >= _HEADER_LABELS and not any(ch.isdigit() for ch in line.text):
            header = [*header, line] if header and header[0].table == line.table else [line]
            placed.used |= {id(part) for part, word in zip(line.fields, words, strict=True) if word in known}
        elif line.table and header and line.table == header[0].table and _is_figures(line):
            rows.append(_fit(line, header, known))
            figured = line.table
        elif line.table and header and line.table == header[0].table != figured and _is_blank(line, known):
            blank.append(_fit(line, header, known))
        elif header and line.table != header[0].table:
            header = []
    return [*rows, *blank] if rows else blank[:1]


def _is_blank(line: Line, known: set[str]) -> bool:
    """A row without figures: blank, but for some words that are no header's."""
    words = [part.text for part in line.fields if not part.blank]
    return len(line.fields) >= _WIDTH and not any(
        len(word) > _WORDS or looks_like_value(word) or normalise(word) in known for word in words
    )


def _is_figures(line: Line) -> bool:
    texts = [part for part in line.fields if not part.blank]
    body = texts[1:] if texts and not looks_like_value(texts[0].text) and len(texts) > 5 else texts
    return (
        bool(body)
        and all(looks_like_value(part.text) or len(part.text) <= _WORDS for part in body)
        and any(looks_like_value(part.text) for part in body)
    )


def _fit(line: Line, header: Sequence[Line], known: set[str]) -> list[Field]:
    """The fifteen figures of a row, its label and padding cut; all of it where more than one cut is possible."""
    fields = list(line.fields)
    first = [_first(above, known) for above in header]
    filled = [place for place, part in enumerate(fields) if not part.blank] or [0]
    if not fields[0].blank and not looks_like_value(fields[0].text) and len(fields) > _WIDTH:
        if filled[-1] < _WIDTH and 0 in first:
            return fields  # the row's label, or words in the place of its first figure
        fields[0] = Field("", fields[0].origin, fields[0].column)
        filled = filled[1:] or [0]
    if len(fields) < _WIDTH <= max(part.column + part.colspan for above in header for part in above.fields):
        return fields if line.spans else [*fields, *[Field("", fields[-1].origin)] * (_WIDTH - len(fields))]
    starts = [s for s in range(len(fields) - _WIDTH + 1) if s <= filled[0] and filled[-1] < s + _WIDTH]
    headed = [s for s in starts if s in first]
    if len(starts) == 1 or headed or _is_blank(line, known):
        start = headed[0] if headed else starts[0]
        return fields[start : start + _WIDTH]
    return fields


def _first(line: Line, known: set[str]) -> int:
    """Where the line's first header stands."""
    return next(place for place, part in enumerate(line.fields) if normalise(part.text) in known)
