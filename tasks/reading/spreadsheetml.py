"""Workbooks as one XML file (Excel 2003), which many programs write under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from tasks.language import _
from tasks.reading.faces import BLACK, WHITE, Face, Shade, Style, hexadecimal, measure, text_look
from tasks.reading.looks import DOUBTFUL, Look, Remarks, address, number_look
from tasks.reading.number_format import PLAIN, plainly
from tasks.reading.parts import damaged, xml_parser
from tasks.reading.spare_sheets import without_spare
from tasks.records import Grid, GridCell, GridTable, Limits, Origin, Paragraph, Refusal

SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_S = f"{{{SPREADSHEET.decode()}}}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_HTML = "{http://www.w3.org/TR/REC-html40}"
_FORMATS = {"fixed": "0.00", "standard": "#,##0.00", "percent": "0.00%", "scientific": "0.00E+00"}
_WIDEST = 16_384
_PLAIN = Style()


def read_spreadsheetml(data: bytes, limits: Limits) -> Grid:
    """A Grid (kind xls) with one table a sheet; origin is sheet and A1 address."""
    root = etree.fromstring(data, xml_parser(recover=True))
    if root is None or b"<!ENTITY" in data[:4096]:
        raise damaged()
    remarks, styles = Remarks(), _styles(root)
    found: list[tuple[str, list[Paragraph | GridTable]]] = []
    unseen = []
    for sheet in root.iterchildren(_S + "Worksheet"):
        name = sheet.get(_S + "Name") or ""
        if (sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible") or "") in {"SheetHidden", "SheetVeryHidden"}:
            unseen.append(name)
            continue
        rows = tuple(tuple(row) for row in _rows(sheet, name, len(found) + 1, styles, remarks, limits))
        found.append((name, [GridTable(rows)] if any(rows) else []))
    remarks.hide_sheets(unseen)
    kept = without_spare(found, remarks)
    return Grid("xls", tuple(block for blocks in kept for block in blocks), note=str(remarks))


def _styles(root: Any) -> dict[str | None, Style]:
    """Styles by their ids; each may build on one before it."""
    found: dict[str | None, Style] = {}
    for style in root.iterfind(f"{_S}Styles/{_S}Style"):
        base = found.get(style.get(_S + "Parent"), found.get("Default", _PLAIN))
        font, behind, code = (style.find(_S + name) for name in ("Font", "Interior", "NumberFormat"))
        face = _face(font.attrib, _S) if font is not None else base.face
        fill = _shade(behind.get(_S + "Color"), WHITE) if behind is not None else base.fill
        written = code.get(_S + "Format", "") if code is not None else base.code
        written = _FORMATS.get(written.lower(), written)
        found[style.get(_S + "ID")] = Style(face, fill, "" if written.lower() in PLAIN else written)
    return found


def _face(font: Mapping[str, str], prefix: str) -> Face:
    raised = font.get(prefix + "VerticalAlign") in {"Superscript", "Subscript"}
    return Face(font.get(prefix + "StrikeThrough") == "1", raised, _shade(font.get(prefix + "Color"), BLACK))


def _shade(written: str | None, default: Shade) -> Shade | None:
    return hexadecimal(written.removeprefix("#")) if written and written != "Automatic" else default


def _rows(  # noqa: PLR0917
    sheet: Any, name: str, number: int, styles: Mapping[str | None, Style], remarks: Remarks, limits: Limits
) -> Iterator[list[GridCell]]:
    """The rows of a sheet; what is hidden keeps its place."""
    hidden = frozenset(_hidden_columns(sheet))
    row, cells = 0, 0
    for line in sheet.iterfind(f"{_S}Table/{_S}Row"):
        start = int(measure(line.get(_S + "Index"), row + 1)) - 1
        for _gap in range(row, min(start, limits.cells)):
            yield []
        row, column, kept = max(start, row), 0, []
        unseen = line.get(_S + "Hidden") == "1"
        for cell in line.iterchildren(_S + "Cell"):
            column = max(int(measure(cell.get(_S + "Index"), column + 1)) - 1, column)
            down, across = (int(measure(cell.get(_S + side), 0)) + 1 for side in ("MergeDown", "MergeAcross"))
            look = _look(cell, styles.get(cell.get(_S + "StyleID") or line.get(_S + "StyleID"), _PLAIN))
            where = address(row, column)
            if (unseen and down == 1) or (column in hidden and across == 1):
                if look.text:
                    remarks.hide(name, where)
            else:
                if look.doubt:
                    remarks.doubt(name, look.doubt, where)
                origin = Origin(table=number, row=row + 1, column=column + 1, sheet=name, address=where)
                sure = DOUBTFUL if look.doubt else 1.0
                kept.append(GridCell(row, column, look.text or "", origin, down, min(across, _WIDEST), sure))
            column += across
            cells += 1
        if cells > limits.cells or row > limits.cells:
            raise Refusal("too_large", _("工作表“{name}”的单元格过多，已拒收").format(name=name))
        yield kept
        row += 1


def _hidden_columns(sheet: Any) -> Iterator[int]:
    column = 0
    for line in sheet.iterfind(f"{_S}Table/{_S}Column"):
        column = int(measure(line.get(_S + "Index"), column + 1))
        last = min(column + int(measure(line.get(_S + "Span"), 0)), _WIDEST)
        if line.get(_S + "Hidden") == "1" or measure(line.get(_S + "Width"), 1) == 0:
            yield from range(column - 1, last)
        column = last


def _look(cell: Any, style: Style) -> Look:
    """What a cell shows: its text in runs, a number in its format, a formula that has no result."""
    data = cell.find(_S + "Data")
    if data is None:
        data = cell.find(_HTML + "Data")
    if data is None:
        formula = cell.get(_S + "Formula")
        return Look("=" + formula.removeprefix("=") if formula else "")
    look = text_look(_runs(data, style.face), style)
    if look.doubt or data.get(_S + "Type") != "Number":
        return look
    try:
        stored = float(look.text or "")
    except ValueError:
        return look
    seen = number_look(stored, style.code)
    return Look(plainly(stored) if seen.text is None else seen.text, seen.doubt)


def _runs(node: Any, around: Face) -> list[tuple[str, Face]]:
    """The texts below a node with their fonts."""
    tag = etree.QName(node).localname.lower() if isinstance(node.tag, str) else ""
    face = around
    if tag == "font" and (color := node.get(_HTML + "Color")):
        face = Face(face.struck, face.raised, _shade(color, BLACK))
    elif tag in {"s", "sup", "sub"}:
        face = Face(face.struck or tag == "s", face.raised or tag != "s", face.shade)
    found = [(node.text or "", face)]
    for child in node:
        found += [*_runs(child, face), (child.tail or "", face)]
    return found
