"""Web pages: lxml walk with our own span expansion; the source line is the origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

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
_BREAKS = {"br", "p", "div"}
_DEEPEST = 200


@dataclass
class _Walk:
    limits: Limits
    hides: bool
    blocks: list[Paragraph | GridTable] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    line: int = 1
    tables: int = 0
    cells: int = 0


def read_html(data: bytes, limits: Limits) -> Grid:
    """A Grid in reading order; layout tables (those that hold tables) dissolve into their contents."""
    text = _DECLARATION.sub("", decode(data)).replace("\x00", "")
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text, parser)
    except Exception as error:  # lxml raises several unrelated classes on broken pages
        raise Refusal("unreadable", _("网页无法解析，请重新导出后报送")) from error
    if root is None:
        raise Refusal("empty", _("文件中没有文字，请检查后重新报送"))
    title = root.findtext(".//title") or ""
    walk = _Walk(limits, bool(_HIDDEN.search(text)))
    _element(root.find("body") if root.find("body") is not None else root, walk, 0)
    _flush(walk)
    return Grid("html", tuple(walk.blocks), " ".join(title.split()))


def _element(node: Any, walk: _Walk, depth: int) -> None:
    if depth > _DEEPEST:
        raise Refusal("too_large", _("网页嵌套过深，已拒收"))
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or tag in _SKIPPED or (walk.hides and _HIDDEN.search(node.get("style") or "")):
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
            raster.add(_cell_text(cell, walk.hides), origin, _span(cell.get("rowspan")), _span(cell.get("colspan")))
    return GridTable(raster.rows())


def _cell_text(cell: Any, hides: bool) -> str:
    """The visible text; lines of paragraphs and breaks stay apart. hides = whether the page hides anything."""
    if not len(cell):
        return " ".join((cell.text or "").split())
    hidden = _hidden_in(cell) if hides else set()
    parts = []
    for node in cell.iter():
        tag = node.tag
        if tag in _BREAKS:
            parts.append("\n")
        if node.text and tag not in _SKIPPED and isinstance(tag, str) and id(node) not in hidden:
            parts.append(f"[{node.text}]" if tag == "sup" else node.text)  # a note's number, no digit of the figure
        if node.tail and node is not cell:
            parts.append(node.tail)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _hidden_in(cell: Any) -> set[int]:
    return {id(inner) for node in cell.iter() if _HIDDEN.search(node.get("style") or "") for inner in node.iter()}


def _span(value: str | None) -> int:
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,4})", value)
    return max(1, int(digits.group(1))) if digits else 1
