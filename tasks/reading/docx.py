"""Word documents: zip and lxml, our own walk over gridSpan and vMerge; macros and fields are never run."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree
from msgspec import Struct

from tasks.language import _
from tasks.reading.docx_looks import DOUBT, show_only
from tasks.reading.looks import DOUBTFUL, Doubt, Remarks
from tasks.reading.parts import usual, xml_parser
from tasks.records import Grid, GridCell, GridTable, Limits, Origin, Paragraph, Refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _P, _TBL, _TR, _TC, _R, _T = (_W + name for name in ("body", "p", "tbl", "tr", "tc", "r", "t"))
_SPAN, _MERGED, _BEFORE = (_W + name for name in ("gridSpan", "vMerge", "gridBefore"))
_STYLE, _VAL = _W + "pStyle", _W + "val"
_SIGNS = {_P: "\n", _W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}
_DRAWN = {_W + name for name in ("drawing", "pict", "object", "sym")}
_TEXTS = {_T, "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_TORN = (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, ValueError, EOFError, zlib.error)
_WIDE, _HIGH = 2_540_000, 635_000  # English metric units: 200 and 50 points; no table is smaller


@dataclass
class _Walk:
    limits: Limits
    remarks: Remarks = field(default_factory=Remarks)
    blocks: list[Paragraph | GridTable] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    doubtful: bool = False


class _Cell(Struct, gc=False):
    """One cell of a row (place from 1), as it is gathered; continued = merged into the one above."""

    place: int
    across: int = 1
    continued: bool = False
    drawn: bool = False
    text: str = ""
    doubt: str | None = None

    def words(self) -> str:
        """What it says; a picture where that is all, for such a cell is not blank."""
        words = self.text.strip()
        return "\n".join(_lines(words)) if "\n" in words else words or (_("（图片）") if self.drawn else "")


def read_docx(data: bytes, limits: Limits) -> Grid:
    """A Grid of the body; origin is the paragraph number (line) or table, row and cell."""
    package = opened(data)
    body = parse_part(package, "word/document.xml").find(_BODY)
    if body is None:
        raise Refusal("unreadable", _("文档没有正文，请用 Word 重新保存后报送"))
    walk = _Walk(limits)
    walk.doubtful = show_only(body, lambda: _styles(package), walk.remarks)
    _children(body, walk)
    return Grid("docx", tuple(walk.blocks), note=str(walk.remarks))


def _styles(package: zipfile.ZipFile) -> bytes:
    try:
        return usual(package.read("word/styles.xml"))
    except Exception:  # absent or torn: the body can be read without, as Word does
        return b""


def opened(data: bytes) -> zipfile.ZipFile:
    """The package of an Office document; Refusal where it is torn."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _TORN as error:
        raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error


def parse_part(package: zipfile.ZipFile, name: str) -> Any:
    """The XML of one part; no DTD, no entity, no network. Refusal where the package is torn."""
    try:
        content = usual(package.read(name))
    except _TORN as error:
        raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error
    return parsed(content)


def parsed(content: bytes) -> Any:
    """The root of an XML text; no DTD, no entity, no network. Refusal where it is torn."""
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise Refusal("unreadable", _("文档含有不允许的外部定义，已拒收"))
    try:
        return etree.fromstring(content, xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error


def _children(node: Any, walk: _Walk) -> None:
    for child in node:
        if child.tag == _P:
            _paragraph(child, walk)
        elif child.tag == _TBL:
            _table(child, walk)


def _paragraph(node: Any, walk: _Walk) -> None:
    walk.paragraphs += 1
    origin = Origin(line=walk.paragraphs)
    hint, texts, pictured = "", [], False
    for part in node.iter():  # a list of tags costs more than it spares where there are so few nodes
        tag = part.tag
        if tag in _TEXTS:
            texts.append(part.text or "")
        elif tag in _SIGNS:
            texts.append(_SIGNS[tag])
        elif tag == _STYLE:
            hint = _hint(part.get(_VAL) or "")
        elif tag == _EXTENT:
            pictured = pictured or _is_large(part)
    walk.blocks += [Paragraph(line, origin, hint) for line in _lines("".join(texts))]
    if pictured:
        walk.blocks.append(Paragraph(_("（图片）"), origin, "picture"))


def _is_large(extent: Any) -> bool:
    """Whether a drawing is as large as a table."""
    wide, high = ((extent.get(side) or "0") for side in ("cx", "cy"))
    if not (wide.isdigit() and high.isdigit()):
        return False
    holds = extent.getparent().find(f".//{_BLIP}") is not None
    return holds and int(wide) >= _WIDE and int(high) >= _HIGH


def _hint(style: str) -> str:
    name = style.lower()
    return "heading" if "heading" in name or name in {"title", "1", "2", "a3"} else ""


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def _table(node: Any, walk: _Walk) -> None:
    if next(node.iterdescendants(_TBL), None) is not None or _is_frame(node):
        for cell in [cell for row in node.iterchildren(_TR) for cell in row.iterchildren(_TC)]:
            _children(cell, walk)
        return
    walk.tables += 1
    rows = _rows(node, walk.doubtful)
    walk.cells += sum(map(len, rows))
    if walk.cells > walk.limits.cells:
        raise Refusal("too_large", _("表格单元格过多，已拒收"))
    walk.blocks.append(GridTable(tuple(tuple(_placed(row, at, walk)) for at, row in enumerate(rows))))


def _is_frame(table: Any) -> bool:
    """A table of one cell around several paragraphs only lays out the page."""
    cells = [*islice(table.iter(_TC), 2)]
    return len(cells) == 1 and sum(1 for _ in cells[0].iter(_P)) > 2


def _rows(table: Any, doubtful: bool) -> list[list[_Cell]]:
    """What the cells of each row say, in one pass over a table that holds no other."""
    rows: list[list[_Cell]] = []
    cell = _Cell(0)
    for part in table.iter(_TR, _TC, _SPAN, _MERGED, _BEFORE, *_TEXTS, *_SIGNS, *_DRAWN):
        tag = part.tag
        if tag in _TEXTS:
            cell.text += part.text or ""
        elif tag in _SIGNS:
            cell.text += _SIGNS[tag]
        elif tag == _TR:
            rows.append([])
            cell = _Cell(0)
        elif not rows:
            continue
        elif tag == _TC:
            cell = _Cell(cell.place + 1, doubt=part.get(DOUBT) if doubtful else None)
            rows[-1].append(cell)
        elif tag == _BEFORE:
            rows[-1].append(_Cell(0, _number(part, 0), continued=True))
        elif tag == _SPAN:
            cell.across = _number(part, 1)
        elif tag == _MERGED:
            cell.continued = part.get(_VAL) != "restart"
        else:
            cell.drawn = True
    return rows


def _placed(row: list[_Cell], number: int, walk: _Walk) -> Iterator[GridCell]:
    """Cells on the grid; those continued from above keep their place but are not yielded."""
    column = 0
    for cell in row:
        if not cell.continued:
            origin = Origin(table=walk.tables, row=number + 1, column=cell.place)
            if cell.doubt:
                walk.remarks.doubt("", Doubt[cell.doubt], str(origin))
            yield GridCell(number, column, cell.words(), origin, 1, cell.across, DOUBTFUL if cell.doubt else 1.0)
        column += cell.across


def _number(node: Any, default: int) -> int:
    value = node.get(_VAL)
    return min(int(value), 200) if value and value.isdigit() and int(value) else default
