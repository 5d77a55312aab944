"""Excel workbooks by calamine: visible sheets, stored values (formulas are never run), merged ranges as spans.

What a person sees there is told by `looks`; where it is not what is stored, the cell is doubtful or the note says so.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from tasks.language import _
from tasks.reading.looks import DOUBTFUL, Doubt, Look, Looks, Place, Remarks, address, number_look
from tasks.reading.number_format import plainly
from tasks.reading.spare_sheets import without_spare
from tasks.reading.xls_looks import xls_looks
from tasks.reading.xlsx_looks import xlsx_looks
from tasks.records import PICTURE, Grid, GridCell, GridTable, Limits, Origin, Paragraph, Refusal

_Merged = dict[Place, tuple[int, int]]
_ZIP = b"PK"
_COVERED, _ALONE = (0, 0), (1, 1)
_LARGEST_MERGE = 20_000
_PICTURE_CELL = "=DISPIMG("  # how WPS stores a picture inside a cell


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet on its way: its name, its number among those read, how it looks, what is to be told of it."""

    name: str
    number: int
    looks: Looks
    merged: _Merged
    remarks: Remarks

    def hidden(self, row: int, column: int) -> bool:
        """Whether nothing of a cell, nor of the range merged with it, can be seen."""
        rows, columns = self.looks.rows, self.looks.columns
        down, across = self.merged.get((row, column), _ALONE)
        return all(row + at in rows for at in range(down)) or all(column + at in columns for at in range(across))


def read_xlsx(data: bytes, limits: Limits) -> Grid:
    """A Grid with one table a sheet; origin is sheet and A1 address; the note tells what is hidden or doubtful."""
    remarks = Remarks()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        names = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
        looks = xlsx_looks(data) if data.startswith(_ZIP) else xls_looks(data)
        stored = [_bounded(workbook, name, _of(looks, name).extent, limits) for name in names]
        found = [
            (name, _blocks(sheet, _Sheet(name, number, _of(looks, name), _merged(sheet), remarks)))
            for number, (name, sheet) in enumerate(zip(names, stored, strict=True), 1)
        ]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, zlib.error) as error:
        raise Refusal("unreadable", _("工作簿无法打开（已损坏或设有密码），请重新保存后报送")) from error
    except CalamineError as error:
        reason = "encrypted" if "password" in str(error).lower() else "unreadable"
        raise Refusal(reason, _("工作簿无法打开（已损坏或设有密码），请重新保存后报送")) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a defect inside the parser, which is no Exception
            raise
        raise Refusal("unreadable", _("工作簿无法打开（已损坏或设有密码），请重新保存后报送")) from error
    remarks.hide_sheets([sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible])
    kept = without_spare(found, remarks)
    if not any(found_blocks for _name, found_blocks in found) and str(remarks):
        raise Refusal("empty", _("工作簿里看得见的地方没有内容。{note}").format(note=remarks))
    return Grid("xlsx", tuple(block for blocks in kept for block in blocks), note=str(remarks))


def _of(looks: Mapping[str, Looks] | None, name: str) -> Looks:
    return Looks(known=False) if looks is None else looks.get(name, Looks())


def _bounded(workbook: CalamineWorkbook, name: str, extent: Place, limits: Limits) -> CalamineSheet:
    """The stored cells of a sheet, which are laid out up to the last one: not where that is far away."""
    rows, columns = extent
    if rows * columns > limits.cells:
        sentence = _("工作表“{name}”一直用到第{row}行第{column}列，请删去远处多余的格，另存后重新报送")
        raise Refusal("too_large", sentence.format(name=name, row=rows, column=columns))
    stored = workbook.get_sheet_by_name(name)
    if stored.height * stored.width > limits.cells:
        raise Refusal("too_large", _("工作表“{name}”的单元格过多，已拒收").format(name=name))
    return stored


def _blocks(stored: CalamineSheet, sheet: _Sheet) -> list[Paragraph | GridTable]:
    """The texts of its boxes, its table, and a word for a large picture."""
    values = stored.to_python(skip_empty_area=False)
    rows = tuple(tuple(_row(values[row], row, sheet)) for row in range(len(values)))
    for place in _gone(values, sheet):
        sheet.remarks.hide(sheet.name, address(*place))
    whole, boxes = Origin(sheet=sheet.name), sheet.looks.beside
    blocks: list[Paragraph | GridTable] = [Paragraph(line, whole) for text in boxes for line in text.split("\n")]
    blocks += [GridTable(rows)] if any(rows) else []
    return blocks + ([Paragraph(_("（图片）"), whole, PICTURE)] if sheet.looks.pictured else [])


def _row(values: list[Any], row: int, sheet: _Sheet) -> Iterator[GridCell]:
    """The cells of a row that can be seen."""
    looks, merged = sheet.looks, sheet.merged
    partly, plain = bool(looks.rows or looks.columns), looks.plain
    for column, value in enumerate(values):
        down, across = merged.get((row, column), _ALONE)
        if not down or (partly and sheet.hidden(row, column)):
            continue
        text = _text(value)
        look = _AS_STORED if plain and not text.startswith(_PICTURE_CELL) else _look(value, text, (row, column), looks)
        where = address(row, column)
        if look.doubt:
            sheet.remarks.doubt(sheet.name, look.doubt, where)
        origin = Origin(table=sheet.number, row=row + 1, column=column + 1, sheet=sheet.name, address=where)
        text = text if look.text is None else look.text
        yield GridCell(row, column, text, origin, down, across, DOUBTFUL if look.doubt else 1.0)


_AS_STORED = Look()


def _look(value: Any, text: str, place: Place, looks: Looks) -> Look:
    """How a cell looks: by its letters, else by its number format, else by what lies over it."""
    told = looks.cells.get(place)
    if told is not None:
        return told
    if text.startswith(_PICTURE_CELL):
        return Look(_("（图片）"))
    if not text:
        return Look(doubt=Doubt.COVERED) if place in looks.covered else _AS_STORED
    if not looks.known:
        return Look(doubt=Doubt.UNKNOWN)
    return _number_look(value, place, looks) if isinstance(value, float | int) else _AS_STORED


def _number_look(value: float, place: Place, looks: Looks) -> Look:
    if any(one.hides(place, value) for one in looks.conditions):
        return Look(doubt=Doubt.BLANKED)
    code = looks.formats.get(place, "")
    return number_look(value, code, looks.zeros) if code or not looks.zeros else _AS_STORED


def _gone(values: list[list[Any]], sheet: _Sheet) -> Iterator[Place]:
    """Cells that hold something and are hidden, or covered by the range they are merged into."""
    rows, columns, merged = sheet.looks.rows, sheet.looks.columns, sheet.merged
    for row, held in enumerate(values) if rows or columns or merged else ():
        for column, value in enumerate(held):
            if (value or value == 0) and (
                merged.get((row, column)) == _COVERED
                or ((row in rows or column in columns) and sheet.hidden(row, column))
            ):
                yield row, column


def _merged(stored: CalamineSheet) -> _Merged:
    """Span by the place of each merged range's first cell; the places it covers are marked."""
    found: _Merged = {}
    for (top, left), (bottom, right) in stored.merged_cell_ranges or ():
        down, across = bottom - top + 1, right - left + 1
        if down * across <= _LARGEST_MERGE:
            covered = product(range(top, bottom + 1), range(left, right + 1))
            found.update(dict.fromkeys(covered, _COVERED))
        found[(top, left)] = (down, across)
    return found


def _text(value: Any) -> str:
    """A stored value as Excel shows it: 15 significant digits, whole numbers without a point."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return plainly(value)
    if isinstance(value, datetime | date | time | timedelta):
        return str(value)
    return str(value if value is not None else "").strip()
