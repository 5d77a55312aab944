"""Reports as plain text, as they come out of conversions and copying."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tasks.form import Form
from tasks.sample.drawing import Box, DrawnTable
from tasks.sample.outline import Part, Text, outline
from tasks.sample.report import SampleReport
from tasks.sample.wording import OFFICIAL, SEED, SHORT, THOUSANDS, WIDE

Lines = Callable[[DrawnTable], Iterable[str]]


def tab_dump(form: Form, report: SampleReport) -> bytes:
    """Tabs with drifting columns, trailing empty fields, and last rows that lost their leading tabs."""
    return _write(outline(form, report, SEED), _drifting).encode()


def collapsed_tabs(form: Form, report: SampleReport) -> bytes:
    """Tabs where a colspan leaves its empty fields at the end of the row; full-width digits, BOM, CRLF."""
    text = _write(outline(form, report, WIDE), _collapsed)
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def pipe_table(form: Form, report: SampleReport) -> bytes:
    """Markdown tables with thousands separators."""
    return _write(outline(form, report, THOUSANDS), _markdown).encode()


def pipe_rows(form: Form, report: SampleReport) -> bytes:
    """Rows of `a |` with runs of `||` where cells were merged; short labels; saved as GB18030."""
    return _write(outline(form, report, SHORT), _runs_of_pipes).encode("gb18030")


def cell_paragraphs(form: Form, report: SampleReport) -> bytes:
    """Every cell a paragraph of its own."""
    return _write(outline(form, report, OFFICIAL), _one_a_line).encode()


def _write(parts: Iterable[Part], lines: Lines) -> str:
    blocks = [part.text if isinstance(part, Text) else "\n".join(lines(part)) for part in parts]
    return "\n\n".join(blocks) + "\n"


def _drifting(table: DrawnTable) -> Iterable[str]:
    """One field fewer than columns where labels nest: shallow rows end in an empty field, deep ones do not."""
    if table.depth < 2:
        return ("\t".join(row) for row in table.filled)
    last = len(table.rows) - 1
    return ("\t".join(_drift(table, row, fields, last)) for row, fields in enumerate(table.filled))


def _drift(table: DrawnTable, row: int, fields: list[str], last: int) -> list[str]:
    labels, figures = fields[: table.depth], fields[table.depth :]
    if row < table.heads:
        return [*labels[: table.depth - 1], *figures, ""]
    if labels[-1] and row < last - 2:
        return [*labels, *figures]
    # The last rows lose their leading tabs, whatever their depth.
    shallow = labels[: table.depth - 1] if row < last - 2 else ["".join(labels), ""]
    return [*shallow, *figures, ""]


def _collapsed(table: DrawnTable) -> Iterable[str]:
    for boxes in table.rows:
        front = [""] * _covered_in_front(table, boxes)
        fields = front + [box.text for box in boxes]
        yield "\t".join(fields + [""] * (table.width - len(fields)))


def _covered_in_front(table: DrawnTable, boxes: list[Box]) -> int:
    return boxes[0].column if boxes else table.width


def _markdown(table: DrawnTable) -> Iterable[str]:
    rows = [f"| {' | '.join(fields)} |" for fields in table.filled]
    return [rows[0], "|" + " --- |" * table.width, *rows[1:]]


def _runs_of_pipes(table: DrawnTable) -> Iterable[str]:
    return ("".join(f"{text} |" if text else "|" for text in fields) for fields in table.filled)


def _one_a_line(table: DrawnTable) -> Iterable[str]:
    return (box.text for boxes in table.rows for box in boxes)
