"""Table 四: fifteen figures in one row; the five labels repeat, so groups and order decide."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.form import Form, normalise
from tasks.form import Line as FormLine
from tasks.language import _
from tasks.placing.columns import Assigned
from tasks.placing.lines import Field, Line
from tasks.placing.rows import FormRow
from tasks.placing.streams import stream_lines
from tasks.placing.tables import Placed, put_cell
from tasks.placing.values import looks_like_value
from tasks.records import Unplaced

_HEADER_LABELS = 4
_LEAST_FIGURES = 4


def place_review(lines: Sequence[Line], prose: Sequence[Line], form: Form, placed: Placed) -> None:
    """Place table 四 from the rows of figures below its headers, or from running text with exactly 15 figures."""
    block = form.table("t4").blocks[0]
    columns = _printed_order(lines, block.columns)
    labels = {normalise(text) for column in block.columns for text in column.spellings}
    groups = {normalise(label) for column in block.columns for label in column.path[:-1]}
    rows = _figure_rows(lines, labels | groups, placed)
    why: tuple[str, ...] = ("header", "order", "group")
    if not rows:
        rows = _streamed(prose, form, len(columns)) or _streamed(lines, form, len(columns))
    if not rows:
        return
    figures = [part for row in rows for part in row]
    if (
        len(figures) % len(columns) == 0
        and len(figures) > len(columns)
        and all(len(row) == len(columns) for row in rows)
    ):
        placed.tables["t4"] += len(rows)
        figures = rows[0]
    else:
        placed.tables["t4"] += 1
    placed.used |= {id(part) for part in figures}
    if len(figures) != len(columns):
        codes = tuple(block.code(block.rows[0], column) for column in block.columns)
        reason = _("表四的数字个数不是十五个，不能确定各属哪一栏")
        placed.unplaced += [Unplaced(part.text, reason, part.origin, codes) for part in figures if not part.blank]
        return
    form_row = FormRow(block, block.rows[0])
    for column, part in zip(columns, figures, strict=True):
        put_cell(form, form_row, Assigned(column, part, 1.0, why), 1.0, placed)


def _streamed(prose: Sequence[Line], form: Form, width: int) -> list[list[Field]]:
    """The run of figures behind the table's last header in running text: whole, else the fullest one, to be listed."""
    last_but_one, last = (normalise(column.label) for column in form.table("t4").blocks[0].columns[-2:])
    runs = [
        [part for part in line.fields if looks_like_value(part.text)]
        for line in stream_lines(prose, form.table("t4"))
        if line.fields[0].text.endswith(last_but_one + last)
    ]
    whole = [run for run in runs if len(run) == width]
    return whole[-1:] or [run for run in runs if _LEAST_FIGURES <= len(run) < width][-1:]


def _figure_rows(lines: Sequence[Line], known: set[str], placed: Placed) -> list[list[Field]]:
    """Rows of figures that stand below a header of table 四 in the same printed table."""
    rows: list[list[Field]] = []
    blank: list[list[Field]] = []
    headed, width = 0, 0
    for line in lines:
        words = [normalise(part.text) for part in line.fields]
        hits = sum(1 for word in words if word in known)
        if line.table and hits >= _HEADER_LABELS and not any(ch.isdigit() for ch in line.text):
            headed = line.table
            width = max(width, _width(line))
            placed.used |= {id(part) for part, word in zip(line.fields, words, strict=True) if word in known}
        elif line.table and line.table == headed and _is_figures(line):
            rows.append(_fit(line, width))
        elif line.table and line.table == headed and all(part.blank for part in line.fields) and len(line.fields) >= 15:
            blank.append(_fit(line, width))
        elif line.table != headed:
            width = 0
    return rows or blank[:1]


def _width(line: Line) -> int:
    return max(part.column + part.colspan for part in line.fields)


def _is_figures(line: Line) -> bool:
    texts = [part for part in line.fields if not part.blank]
    body = texts[1:] if texts and not looks_like_value(texts[0].text) and len(texts) > 5 else texts
    return (
        bool(body)
        and all(looks_like_value(part.text) or len(part.text) <= 6 for part in body)
        and any(looks_like_value(part.text) for part in body)
    )


def _fit(line: Line, width: int) -> list[Field]:
    """The figures of a row: a leading row label dropped, blanks at the end that only pad the dump cut."""
    fields = list(line.fields)
    if not fields[0].blank and not looks_like_value(fields[0].text) and len(fields) > 15:
        fields = fields[1:]
    while len(fields) > 15 and fields[-1].blank:
        fields.pop()
    while len(fields) > 15 and fields[0].blank:
        fields.pop(0)
    while not line.spans and len(fields) < 15 <= width:
        fields.append(Field("", fields[-1].origin, len(fields)))
    return fields


def _printed_order(lines: Sequence[Line], columns: Sequence[FormLine]) -> list[FormLine]:
    """The official order, or another order of the three groups where their headers plainly stand so."""
    labels = list(dict.fromkeys(column.group.label for column in columns if column.group))
    places: dict[str, int] = {}
    for line in lines:
        for part in line.fields:
            for label in labels:
                if line.table and line.spans and normalise(part.text) == normalise(label):
                    places.setdefault(label, part.column)
    if len(places) == len(labels) and len(set(places.values())) == len(labels):
        labels.sort(key=lambda label: places[label])
    return [column for label in labels for column in columns if column.group and column.group.label == label]
