"""Web pages: lxml walk with our own span expansion; the source line is the origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import html as lxml_html

from tasks.language import _
from tasks.reading.detect import decode
from tasks.reading.spans import Raster
from tasks.records import Grid, GridTable, Limits, Origin, Paragraph, Refusal

_SKIPPED = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "svg",
    "select",
    "button",
    "textarea",
}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "o:p", "wbr",
    "st1:chsdate",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_DEEPEST = 200


@dataclass
class _Walk:
    limits: Limits
    blocks: list[Paragraph | GridTable] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    line: int = 1
    tables: int = 0
    cells: int = 0


def read_html(data: bytes, limits: Limits) -> Grid:
    """A Grid in reading order; layout tables (those that hold tables) dissolve into their contents."""
    text = _DECLARATION.sub("", decode(data)).replace("\x00", "")
    parser = lxml_html.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except Exception as error:  # lxml raises several unrelated classes on broken pages
        raise Refusal("unreadable", _("网页无法解析，请重新导出后报送")) from error
    title = root.findtext(".//title") or ""
    walk = _Walk(limits)
    _element(root.find("body") if root.find("body") is not None else root, walk, 0)
    _flush(walk)
    return Grid("html", tuple(walk.blocks), " ".join(title.split()))


def _element(node: Any, walk: _Walk, depth: int) -> None:
    if depth > _DEEPEST:
        raise Refusal("too_large", _("网页嵌套过深，已拒收"))
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or tag in _SKIPPED or _HIDDEN.search(node.get("style") or ""):
        return
    if tag == "table" and node.find(".//table") is None and node.find(".//tr") is not None and not _is_frame(node):
        _flush(walk)
        walk.blocks.append(_table(node, walk))
        return
    block = tag not in _INLINE
    if block:
        _flush(walk)
        walk.line = node.sourceline or walk.line
    _append(node.text, walk)
    for child in node:
        if child.tag == "br":
            _flush(walk)
            walk.line = child.sourceline or walk.line
        else:
            _element(child, walk, depth + 1)
        _append(child.tail, walk)
    if block:
        _flush(walk, "heading" if tag in _HEADINGS else "")


def _is_frame(table: Any) -> bool:
    """A table of one cell around several paragraphs only lays out the page."""
    cells = [cell for row in table.iter("tr") for cell in row if cell.tag in {"td", "th"}]
    return len(cells) == 1 and sum(1 for _ in cells[0].iter("p", "div", "h1", "h2", "h3")) > 1


def _append(text: str | None, walk: _Walk) -> None:
    if text:
        walk.buffer.append(text)


def _flush(walk: _Walk, style: str = "") -> None:
    text = " ".join("".join(walk.buffer).replace("\xa0", " ").split())
    walk.buffer.clear()
    if text:
        walk.blocks.append(Paragraph(text, Origin(line=walk.line), style))


def _table(node: Any, walk: _Walk) -> GridTable:
    walk.tables += 1
    raster = Raster()
    for number, row in enumerate(node.iter("tr")):
        raster.start_row()
        for place, cell in enumerate(cell for cell in row if cell.tag in {"td", "th"}):
            walk.cells += 1
            if walk.cells > walk.limits.cells:
                raise Refusal("too_large", _("表格单元格过多，已拒收"))
            origin = Origin(line=cell.sourceline, table=walk.tables, row=number + 1, column=place + 1)
            raster.add(_cell_text(cell), origin, _span(cell.get("rowspan")), _span(cell.get("colspan")))
    return GridTable(raster.rows())


def _cell_text(cell: Any) -> str:
    if not len(cell):
        return " ".join((cell.text or "").replace("\xa0", " ").split())
    hidden = {id(inner) for node in cell.iter() if _HIDDEN.search(node.get("style") or "") for inner in node.iter()}
    parts = []
    for node in cell.iter():
        if id(node) not in hidden and isinstance(node.tag, str) and node.tag not in _SKIPPED:
            parts.append("\n" if node.tag in {"br", "p", "div"} else "")
            parts.append(node.text or "")
        if node is not cell:
            parts.append(node.tail or "")
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t\r\xa0]+", " ", "".join(parts))).strip()


def _span(value: str | None) -> int:
    digits = re.match(r"\s*(\d{1,4})", value or "")
    return max(1, int(digits.group(1))) if digits else 1
