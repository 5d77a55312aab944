"""How an old workbook (xls, et) looks, by xlrd: rich texts, fonts, number formats, hidden lines."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import xlrd

from tasks.reading.faces import BLACK, TINY, WHITE, Face, Runs, Shade, Style, text_look, whole_look
from tasks.reading.looks import Doubt, Look, Looks, Place
from tasks.reading.number_format import PLAIN

_TEXT, _NUMBER, _ERROR = 1, 2, 5  # types of cells
_TWIPS = 20  # a point's parts
_RAISED = {1, 2}
_SETTINGS: Any = {"formatting_info": True, "ragged_rows": True, "logfile": io.StringIO()}
_AUTOMATIC_INK, _AUTOMATIC_PAPER = 0x7FFF, 0x41
_NO_FILL, _SOLID = 0, 1


def xls_looks(data: bytes) -> dict[str, Looks] | None:
    """By the sheet's name; None where xlrd cannot open what others can, so that nothing is known of its looks."""
    try:
        return _of_sheets(data)
    except MemoryError:
        raise
    except Exception:  # xlrd raises whatever comes on workbooks it does not understand
        return None


def _of_sheets(data: bytes) -> dict[str, Looks]:
    with xlrd.open_workbook(file_contents=data, **_SETTINGS) as book:
        faces = [_face(book, font) for font in book.font_list]
        styles = [_style(book, form, faces) for form in book.xf_list]
        return {sheet.name: _looks(sheet, styles, faces) for sheet in book.sheets()}


def _face(book: Any, font: Any) -> Face:
    shade = BLACK if font.colour_index == _AUTOMATIC_INK else book.colour_map.get(font.colour_index) or BLACK
    return Face(bool(font.struck_out), font.escapement in _RAISED, shade, font.height <= TINY * _TWIPS)


def _style(book: Any, form: Any, faces: Sequence[Face]) -> Style:
    code = book.format_map[form.format_key].format_str if form.format_key in book.format_map else ""
    face = faces[form.font_index] if form.font_index < len(faces) else Face()
    return Style(face, _fill(book, form.background), "" if code.lower() in PLAIN else code)


def _fill(book: Any, background: Any) -> Shade | None:
    if background.fill_pattern == _NO_FILL or background.pattern_colour_index == _AUTOMATIC_PAPER:
        return WHITE
    found: Shade | None = book.colour_map.get(background.pattern_colour_index)
    return found if background.fill_pattern == _SOLID else None


def _looks(sheet: Any, styles: Sequence[Style], faces: Sequence[Face]) -> Looks:
    cells: dict[Place, Look] = {}
    formats: dict[Place, str] = {}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row, 0)):
            if kind == _ERROR:
                cells[row, column] = Look(xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#"))
            elif kind in {_TEXT, _NUMBER}:
                style = styles[sheet.cell_xf_index(row, column)]
                runs, value = sheet.rich_text_runlist_map.get((row, column)), sheet.cell_value(row, column)
                look = text_look(_runs(value, runs, faces), style) if runs else whole_look(style, kind == _TEXT)
                if value == "":  # what a formula leaves that was never calculated
                    cells[row, column] = Look("", Doubt.UNCALCULATED)
                elif look is not None:
                    cells[row, column] = look
                if style.code:
                    formats[row, column] = style.code
    rows = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0)
    return Looks(cells, formats, rows, frozenset(_hidden_columns(sheet)), zeros=bool(sheet.show_zero_values))


def _runs(text: str, starts: Sequence[tuple[int, int]], faces: Sequence[Face]) -> Runs:
    """Pieces of a text with their fonts; before the first start it is the cell's."""
    bounds = [*starts, (len(text), 0)]
    found: list[tuple[str, Face | None]] = [(text[: bounds[0][0]], None)]
    for (start, font), (end, _next) in pairwise(bounds):
        found.append((text[start:end], faces[font] if font < len(faces) else None))
    return found


def _hidden_columns(sheet: Any) -> Iterator[int]:
    return (column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0)
