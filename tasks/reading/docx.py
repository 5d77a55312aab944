"""Word documents: zip and lxml, our own walk over gridSpan and vMerge; macros and fields are never run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tasks.language import _
from tasks.records import Grid, GridCell, GridTable, Limits, Origin, Paragraph, Refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_WIDE, _HIGH = 2_540_000, 635_000  # English metric units: 200 and 50 points; no table is smaller
_DROPPED = {_W + "del", _W + "moveFrom", _MC + "Fallback", _W + "instrText", _W + "delText"}
_TRANSPARENT = {_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"}


@dataclass
class _Walk:
    limits: Limits
    blocks: list[Paragraph | GridTable] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0


def read_docx(data: bytes, limits: Limits) -> Grid:
    """A Grid of the body; origin is the paragraph number (line) or table, row and cell."""
    root = parse_part(data, "word/document.xml")
    body = root.find(_W + "body")
    if body is None:
        raise Refusal("unreadable", _("文档没有正文，请用 Word 重新保存后报送"))
    walk = _Walk(limits)
    _children(body, walk)
    return Grid("docx", tuple(walk.blocks))


def parse_part(data: bytes, name: str) -> Any:
    """The XML of one part; no DTD, no entity, no network."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = package.read(name)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
            raise Refusal("unreadable", _("文档含有不允许的外部定义，已拒收"))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(content, parser)
    except (
        zipfile.BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        NotImplementedError,
        OSError,
        ValueError,
        EOFError,
    ) as error:
        raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error
        raise


def _children(node: Any, walk: _Walk) -> None:
    for child in node:
        if child.tag == _W + "p":
            _paragraph(child, walk)
        elif child.tag == _W + "tbl":
            _table(child, walk)
        elif child.tag in _TRANSPARENT:
            _children(child, walk)


def _paragraph(node: Any, walk: _Walk) -> None:
    walk.paragraphs += 1
    style = node.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(_W + "val") or "").lower() if style is not None else ""
    hint = "heading" if "heading" in name or name in {"title", "1", "2", "a3"} else ""
    number = walk.paragraphs
    for line in _text(node).split("\n"):
        if line.strip():
            walk.blocks.append(Paragraph(line.strip(), Origin(line=number), hint))
    if any(_is_large(picture) for picture in node.iter(_WP + "extent")):
        walk.blocks.append(Paragraph(_("（图片）"), Origin(line=number), "picture"))
    for box in node.iter(_W + "txbxContent"):
        if not any(above.tag == _MC + "Fallback" for above in box.iterancestors()):
            _children(box, walk)


def _is_large(extent: Any) -> bool:
    """Whether a drawing is as large as a table."""
    wide, high = ((extent.get(side) or "0") for side in ("cx", "cy"))
    if not (wide.isdigit() and high.isdigit()):
        return False
    holds = extent.getparent().find(f".//{_BLIP}") is not None
    return holds and int(wide) >= _WIDE and int(high) >= _HIGH


def _text(node: Any) -> str:
    """The visible text of a paragraph; text boxes inside it are read on their own."""
    parts: list[str] = []
    raised = False  # superscript, a note's number: no digit of the figure before it
    stack = [iter(node)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == _W + "t":
            parts.append(f"[{child.text}]" if raised and child.text else child.text or "")
        elif child.tag == _W + "r":
            raised = False
            stack.append(iter(child))
        elif child.tag == _W + "vertAlign":
            raised = child.get(_W + "val") == "superscript"
        elif child.tag == _W + "tab":
            parts.append("\t" if child.getparent().tag == _W + "r" else "")
        elif child.tag in {_W + "br", _W + "cr"}:
            parts.append("\n")
        elif child.tag == _W + "noBreakHyphen":
            parts.append("-")
        elif child.tag not in _DROPPED and child.tag != _W + "txbxContent":
            stack.append(iter(child))
    return "".join(parts)


def _table(node: Any, walk: _Walk) -> None:
    if next(_nested(node), None) is not None or _is_frame(node):
        for cell in node.iter(_W + "tc"):
            if not any(above.tag == _W + "tc" for above in cell.iterancestors(_W + "tc")):
                _children(cell, walk)
        return
    walk.tables += 1
    rows: list[list[GridCell]] = []
    for number, row in enumerate(_rows(node)):
        rows.append(list(_row_cells(row, number, walk)))
    walk.blocks.append(GridTable(tuple(tuple(row) for row in rows)))


def _is_frame(table: Any) -> bool:
    """A table of one cell around several paragraphs only lays out the page."""
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    return len(cells) == 1 and sum(1 for _ in cells[0].iter(_W + "p")) > 2


def _nested(node: Any) -> Iterator[Any]:
    return (inner for inner in node.iter(_W + "tbl") if inner is not node)


def _rows(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag == _W + "tr":
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _cells(child)


def _row_cells(row: Any, number: int, walk: _Walk) -> Iterator[GridCell]:
    """Cells of one row; those continued from above (vMerge without restart) keep their place but are not yielded."""
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    column = _number(before, 0) if before is not None else 0
    for place, cell in enumerate(_cells(row)):
        walk.cells += 1
        if walk.cells > walk.limits.cells:
            raise Refusal("too_large", _("表格单元格过多，已拒收"))
        across = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is None or merged.get(_W + "val") == "restart":
            text = "\n".join(line for line in (_text(p).strip() for p in cell.iter(_W + "p")) if line)
            origin = Origin(table=walk.tables, row=number + 1, column=place + 1)
            yield GridCell(number, column, text, origin, 1, across)
        column += across


def _number(node: Any, default: int) -> int:
    value = node.get(_W + "val") if node is not None else None
    return min(int(value), 200) if value and value.isdigit() and int(value) else default
