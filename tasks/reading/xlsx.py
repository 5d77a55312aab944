"""Excel workbooks by calamine: visible sheets, stored values (formulas are never run), merged ranges as spans."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from lxml import etree
from msgspec.structs import replace
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tasks.language import _
from tasks.reading.xlsx_formulas import unvalued
from tasks.records import Grid, GridCell, GridTable, Limits, Origin, Refusal

_Merged = dict[tuple[int, int], tuple[int, int]]
_COVERED = (0, 0)
_LARGEST_MERGE = 20_000


def read_xlsx(data: bytes, limits: Limits) -> Grid:
    """A Grid with one table a sheet; origin is sheet and A1 address."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        without = unvalued(data)
        tables = [_sheet(workbook, name, number, limits, without.get(name, {})) for number, name in enumerate(names, 1)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, zlib.error) as error:
        raise Refusal("unreadable", _("工作簿无法打开（已损坏或设有密码），请重新保存后报送")) from error
    except CalamineError as error:
        reason = "encrypted" if "password" in str(error).lower() else "unreadable"
        raise Refusal(reason, _("工作簿无法打开（已损坏或设有密码），请重新保存后报送")) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a defect inside the parser, which is no Exception
            raise
        raise Refusal("unreadable", _("工作簿无法打开（已损坏或设有密码），请重新保存后报送")) from error
    return Grid("xlsx", tuple(table for table in tables if table.rows))


def _sheet(workbook: CalamineWorkbook, name: str, number: int, limits: Limits, without: Mapping[str, str]) -> GridTable:
    """The table of one sheet; without = what stands in cells that have no value, by address."""
    sheet = workbook.get_sheet_by_name(name)
    if sheet.height * sheet.width > limits.cells:
        raise Refusal("too_large", _("工作表“{name}”的单元格过多，已拒收").format(name=name))
    values = sheet.to_python(skip_empty_area=False)
    merged = _merged(sheet.merged_cell_ranges or ())
    rows = (
        tuple(_cell(value, row, column, merged, name, number) for column, value in _visible(values[row], row, merged))
        for row in range(len(values))
    )
    if not without:
        return GridTable(tuple(rows))
    return GridTable(tuple(tuple(_as_written(cell, without) for cell in row) for row in rows))


def _as_written(cell: GridCell, without: Mapping[str, str]) -> GridCell:
    text = cell.text or without.get(cell.origin.address or "", "")
    return replace(cell, text=text)


def _visible(values: list[Any], row: int, merged: _Merged) -> Iterator[tuple[int, Any]]:
    """Values with their column, those covered by a merged range left out."""
    return ((column, value) for column, value in enumerate(values) if merged.get((row, column), (1, 1)) != _COVERED)


def _cell(value: Any, row: int, column: int, merged: _Merged, name: str, number: int) -> GridCell:  # noqa: PLR0917
    down, across = merged.get((row, column), (1, 1))
    address = f"{_letters(column)}{row + 1}"
    origin = Origin(table=number, row=row + 1, column=column + 1, sheet=name, address=address)
    return GridCell(row, column, _text(value), origin, down, across)


def _merged(ranges: Any) -> _Merged:
    """Span by the place of each merged range's first cell; the places it covers are marked."""
    found: _Merged = {}
    for (top, left), (bottom, right) in ranges:
        down, across = bottom - top + 1, right - left + 1
        if down * across <= _LARGEST_MERGE:
            found |= {(row, column): _COVERED for row in range(top, bottom + 1) for column in range(left, right + 1)}
        found[(top, left)] = (down, across)
    return found


def _text(value: Any) -> str:
    """A stored value as Excel shows it: 15 significant digits, whole numbers without a point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        text = format(value, ".15g")
        return format(int(value), "d") if value.is_integer() and abs(value) < 1e15 else text
    if isinstance(value, datetime | date | time | timedelta):
        return str(value)
    return str(value if value is not None else "").strip()


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
