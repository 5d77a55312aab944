"""Word documents: zip and lxml, our own walk over gridSpan and vMerge; macros and fields are never run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree
from msgspec import Struct

from tasks.language import _
from tasks.reading.docx_chunks import Chunks
from tasks.reading.docx_looks import DOUBT, show_only
from tasks.reading.looks import DOUBTFUL, Doubt, Remarks
from tasks.reading.parts import TORN, damaged, usual, xml_parser
from tasks.records import PICTURE, Grid, GridCell, GridTable, Limits, Origin, Paragraph, Refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY, _P, _TBL, _TR, _TC, _T = (_W + name for name in ("body", "p", "tbl", "tr", "tc", "t"))
_SPAN, _MERGED, _BEFORE = (_W + name for name in ("gridSpan", "vMerge", "gridBefore"))
_VAL = _W + "val"
_SIGNS = {_P: "\n", _W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}
_DRAWN = {_W + name for name in ("drawing", "pict", "object", "sym")}
_TEXTS = {_T, "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_CHUNK, _LINK = _W + "altChunk", "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TOLD = (_CHUNK, _TBL, _TR, _TC, _SPAN, _MERGED, _BEFORE, *_TEXTS, *_SIGNS, *_DRAWN)
_WIDE, _HIGH = 2_540_000, 635_000  # English metric units: 200 and 50 points; no table is smaller


class _Piece(Struct, gc=False):
    """A paragraph or a cell of a row (place from 1), as it is gathered; continued = merged into the one above."""

    place: int = 0
    across: int = 1
    continued: bool = False
    drawn: bool = False
    pictured: bool = False
    text: str = ""
    doubt: str | None = None

    def words(self) -> str:
        """What it says, without blank lines; of a picture, that it is one."""
        words = self.text.strip()
        if "\n" in words:
            return "\n".join(line for line in map(str.strip, words.split("\n")) if line)
        return words or (_("（图片）") if self.drawn else "")


_Rows = list[list[_Piece]]


def read_docx(data: bytes, limits: Limits, depth: int = 0) -> Grid:
    """A Grid of the body; origin is the paragraph number (line) or table, row and cell.

    A part of the package that Word shows in place of a link has its own origins, in the member of its name; depth
    counts the documents around this one.
    """
    if depth > limits.depth:
        raise Refusal("too_large", _("文件嵌套过深，已拒收"))
    package = opened(data)
    body = parse_part(package, "word/document.xml").find(_BODY)
    if body is None:
        raise Refusal("unreadable", _("文档没有正文，请用 Word 重新保存后报送"))
    remarks = Remarks()
    doubtful = show_only(body, lambda: _styles(package), remarks)
    found = _gathered(body, _unfolded(body), doubtful)
    if sum(len(row) for rows in found if isinstance(rows, list) for row in rows) > limits.cells:
        raise Refusal("too_large", _("表格单元格过多，已拒收"))
    chunks = Chunks(package, limits, lambda content: read_docx(content, limits, depth + 1), remarks)
    blocks = tuple(_blocks(found, remarks, chunks))
    if not blocks and str(remarks):
        raise Refusal("empty", _("文件中没有能读的文字。{note}").format(note=remarks))
    return Grid("docx", blocks, chunks.title, str(remarks))


def _styles(package: zipfile.ZipFile) -> bytes:
    try:
        return usual(package.read("word/styles.xml"))
    except Exception:  # absent or torn: the body can be read without, as Word does
        return b""


def opened(data: bytes) -> zipfile.ZipFile:
    """The package of an Office document; Refusal where it is torn."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except TORN as error:
        raise damaged() from error


def parse_part(package: zipfile.ZipFile, name: str) -> Any:
    """The XML of one part; no DTD, no entity, no network. Refusal where the package is torn."""
    try:
        content = usual(package.read(name))
    except TORN as error:
        raise damaged() from error
    return parsed(content)


def parsed(content: bytes) -> Any:
    """The root of an XML text; no DTD, no entity, no network. Refusal where it is torn."""
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise Refusal("unreadable", _("文档含有不允许的外部定义，已拒收"))
    try:
        return etree.fromstring(content, xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error


def _unfolded(body: Any) -> set[Any]:
    """Leave paragraphs, which are told, and tables that hold no other; what only lays out the page gives way."""
    for table in [*body.iter(_TBL)]:
        if next(table.iterdescendants(_TBL), None) is not None or _is_frame(table):
            for cell in [cell for row in table.iterchildren(_TR) for cell in row.iterchildren(_TC)]:
                for child in [*cell]:
                    table.addprevious(child)
            table.getparent().remove(table)
    paragraphs: set[Any] = set()
    for child in [*body]:
        tag = child.tag
        if tag == _P:
            paragraphs.add(child)
        elif tag not in (_TBL, _CHUNK):
            body.remove(child)
    return paragraphs


def _is_frame(table: Any) -> bool:
    """A table of one cell around several paragraphs only lays out the page."""
    cells = [*islice(table.iter(_TC), 2)]
    return len(cells) == 1 and sum(1 for _ in cells[0].iter(_P)) > 2


def _gathered(body: Any, paragraphs: set[Any], doubtful: bool) -> list[_Piece | _Rows | str]:
    """What an unfolded body says, paragraph by paragraph, table by table, link by link to a part, in one pass."""
    found: list[_Piece | _Rows | str] = []
    rows: _Rows = []
    piece = _Piece()
    for part in body.iter(*_TOLD):
        tag = part.tag
        if tag in _TEXTS:
            piece.text += part.text or ""
        elif tag == _TC and rows:
            piece = _Piece(piece.place + 1, doubt=part.get(DOUBT) if doubtful else None)
            rows[-1].append(piece)
        elif tag == _P and part in paragraphs:
            piece = _Piece()
            found.append(piece)
        elif tag in _SIGNS:
            piece.text += _SIGNS[tag]
        elif tag == _TBL:
            piece, rows = _Piece(), []
            found.append(rows)
        elif tag == _TR:
            piece = _Piece()
            rows.append([])
        elif tag in _DRAWN:
            piece.drawn = True
            piece.pictured = piece.pictured or any(map(_is_large, part.iter(_EXTENT)))
        elif tag == _SPAN:
            piece.across = _number(part, 1)
        elif tag == _MERGED:
            piece.continued = part.get(_VAL) != "restart"
        elif tag == _BEFORE and rows:
            rows[-1].append(_Piece(0, _number(part, 0), continued=True))
        elif tag == _CHUNK:
            found.append(part.get(_LINK) or "")
    return found


def _is_large(extent: Any) -> bool:
    """Whether a drawing is as large as a table."""
    wide, high = ((extent.get(side) or "0") for side in ("cx", "cy"))
    if not (wide.isdigit() and high.isdigit()):
        return False
    holds = extent.getparent().find(f".//{_BLIP}") is not None
    return holds and int(wide) >= _WIDE and int(high) >= _HIGH


def _blocks(found: list[_Piece | _Rows | str], remarks: Remarks, chunks: Chunks) -> Iterator[Paragraph | GridTable]:
    lines = tables = 0
    for piece in found:
        if isinstance(piece, str):
            yield from chunks.blocks(piece)
            continue
        if isinstance(piece, list):
            tables += 1
            yield GridTable(tuple(tuple(_placed(row, at, tables, remarks)) for at, row in enumerate(piece)))
            continue
        lines += 1
        origin = Origin(line=lines)
        for line in piece.text.split("\n"):
            if words := line.strip():
                yield Paragraph(words, origin)
        if piece.pictured:
            yield Paragraph(_("（图片）"), origin, PICTURE)


def _placed(row: list[_Piece], number: int, table: int, remarks: Remarks) -> Iterator[GridCell]:
    """Cells on the grid; those continued from above keep their place but are not yielded."""
    column = 0
    for cell in row:
        if not cell.continued:
            origin = Origin(table=table, row=number + 1, column=cell.place)
            if cell.doubt:
                remarks.doubt("", Doubt[cell.doubt], str(origin))
            yield GridCell(number, column, cell.words(), origin, 1, cell.across, DOUBTFUL if cell.doubt else 1.0)
        column += cell.across


def _number(node: Any, default: int) -> int:
    value = node.get(_VAL)
    return min(int(value), 200) if value and value.isdigit() and int(value) else default
