"""Reports as Excel workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import xlsxwriter

from tasks.form import Form
from tasks.sample.drawing import DrawnTable
from tasks.sample.outline import Part, Text, outline
from tasks.sample.report import SampleReport
from tasks.sample.wording import OFFICIAL, SHORT, YEAR_FIRST

_WIDTH = 15
"""Prose is merged over as many columns as the widest table has."""


def official(form: Form, report: SampleReport) -> bytes:
    """Everything on one sheet, cells merged as in the form, figures as numbers."""
    return _workbook([("年度报告", list(outline(form, report, OFFICIAL)))], numbers=True)


def text_numbers(form: Form, report: SampleReport) -> bytes:
    """One sheet, figures stored as texts with thousands separators."""
    return _workbook([("Sheet1", list(outline(form, report, YEAR_FIRST)))], numbers=False)


def sheets(form: Form, report: SampleReport) -> bytes:
    """A sheet for each table and for the prose before and after them."""
    return _workbook(_by_table(form, outline(form, report, SHORT)), numbers=True)


def _by_table(form: Form, parts: Iterable[Part]) -> list[tuple[str, list[Part]]]:
    """Cut before the heading of each section that holds a table, and after its table."""
    starts = {section.heading: f"表{table.number}" for section in form.sections for table in form.tables
              if table.section == section.number}  # fmt: skip
    sheets: list[tuple[str, list[Part]]] = []
    for name, group in groupby(_marked(parts, starts), key=lambda pair: pair[0]):
        again = sum(earlier.partition("(")[0] == name for earlier, _ in sheets)
        sheets.append((f"{name}({again + 1})" if again else name, [part for _, part in group]))
    return sheets


def _marked(parts: Iterable[Part], starts: dict[str, str]) -> Iterator[tuple[str, Part]]:
    sheet = "总体"
    for part in parts:
        if isinstance(part, Text) and part.kind == "heading":
            sheet = starts.get(part.text, sheet if sheet == "总体" else "其他")
        yield sheet, part


def _workbook(sheets: list[tuple[str, list[Part]]], numbers: bool) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # The creation date is part of the bytes.
    book.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    wrap = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
    for name, parts in sheets:
        sheet, row = book.add_worksheet(name), 0
        for part in parts:
            if isinstance(part, Text):
                sheet.merge_range(row, 0, row, _WIDTH - 1, part.text)
                row += 1
            else:
                _draw(sheet, part, row, wrap, numbers)
                row += len(part.rows)
    book.close()
    return buffer.getvalue()


def _draw(sheet: Any, table: DrawnTable, top: int, style: Any, numbers: bool) -> None:
    for box in table.boxes:
        row, column = top + box.row, box.column
        if box.rowspan > 1 or box.colspan > 1:
            sheet.merge_range(row, column, row + box.rowspan - 1, column + box.colspan - 1, "", style)
        if numbers and isinstance(box.value, int | Decimal):
            sheet.write_number(row, column, float(box.value), style)
        elif box.text:
            sheet.write_string(row, column, box.text, style)
