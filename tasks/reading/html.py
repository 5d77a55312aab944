"""Web pages: lxml, stripped to blocks, and our own span expansion; the source line is the origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tasks.language import _
from tasks.reading.detect import decode
from tasks.reading.html_looks import DOUBT, GONE, show_only
from tasks.reading.looks import DOUBTFUL, Doubt, Remarks
from tasks.reading.spans import Raster
from tasks.records import Grid, GridTable, Limits, Origin, Paragraph, Refusal

_INLINE = "span"
_SKIPPED = (
    "head", "script", "style", "noscript", "iframe", "object", "button", "del", "s", "strike", "rt", "rp", "option",
    GONE,
)  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th"}
_DRAWN = ("img", "svg", "canvas", "object", "embed")
_SPACER = re.compile(r"spac|blank|clear|pixel", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAME = re.compile(r"[\w.:-]+")
_DEEPEST = 200
_WORDS = 200  # the longest label has some fifty characters


@dataclass
class _Walk:
    limits: Limits
    remarks: Remarks = field(default_factory=Remarks)
    blocks: list[Paragraph | GridTable] = field(default_factory=list)
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
    if next(root.iter("frameset"), None) is not None:
        raise Refusal("empty", _("这个网页只是框架，内容在旁边的文件夹里，请另存为 xlsx、docx 或“单个文件网页”后报送"))
    _strip(root)
    walk = _Walk(limits)
    _block(root, walk, 0)
    return Grid("html", tuple(walk.blocks), " ".join(title.split()), str(walk.remarks))


def _strip(root: Any) -> None:
    """Leave only blocks and their texts: what nobody sees goes, and what browsers do not break lines at dissolves."""
    show_only(root, _bracket)
    _strip_cells(root)
    for mark in [*root.iter("sup", "sub")]:
        _bracket(mark)
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    inline = {node.tag for node in root.iter("*")} - _BLOCKS
    if torn := {tag for tag in inline if not _NAME.fullmatch(tag)}:  # a name that cannot be asked for
        for node in [node for node in root.iter("*") if node.tag in torn]:
            node.tag = _INLINE
        inline = (inline - torn) | {_INLINE}
    etree.strip_tags(root, *inline)


def _strip_cells(root: Any) -> None:
    """In cells, print what fields hold, and name a picture or a script that writes where it is all there is."""
    etree.strip_elements(root, "style", with_tail=False)
    scripts = (node for node in root.iter("script") if "document.write" in (node.text or ""))
    writing = [node for node in scripts if _alone(node, _text(node))]
    for node in writing:
        node.tail = _("（脚本）")
    etree.strip_elements(root, "script", with_tail=False)
    _unwrap(root)
    for node in [*root.iter("input", "select")]:
        if _cell_of(node) is not None:
            node.text, node.tag = _held(node), _INLINE
    for node in root.iter(*_DRAWN):
        if _alone(node) and not _SPACER.search(node.get("src") or ""):
            node.tail = _("（图片）")


def _alone(node: Any, words: str = "") -> bool:
    """Whether a node stands in a cell that says no more than these words."""
    cell = _cell_of(node)
    return cell is not None and _text(cell) == words


def _unwrap(root: Any) -> None:
    """Cells around a table of one cell each are cells of words, as editors leave them; the inner tables dissolve."""
    inner: dict[Any, list[Any]] = {}
    for table in root.iter("table"):
        outer = next(table.iterancestors("table"), None)
        if outer is not None:
            inner.setdefault(outer, []).append(table)
    for outer, tables in inner.items():
        if not any(table in inner or len([*table.iter(*_CELLS)]) != 1 for table in tables) and all(
            len(_text(cell)) <= _WORDS for cell in outer.iter(*_CELLS)
        ):
            for node in [node for table in tables for node in table.iter("table", "tbody", "tr", *_CELLS)]:
                node.tag = _INLINE


def _text(node: Any) -> str:
    return "".join(node.itertext()).strip()


def _cell_of(node: Any) -> Any:
    return next(node.iterancestors(*_CELLS), None)


def _held(node: Any) -> str:
    """What a field of a form shows."""
    if node.tag == "input":
        return "" if node.get("type", "text") in {"hidden", "checkbox", "radio", "submit"} else node.get("value") or ""
    chosen = node.xpath(".//option[@selected]") or node.xpath("(.//option)[1]")
    return "".join(chosen[0].itertext()) if chosen else ""


def _bracket(mark: Any) -> None:
    """[1] for a raised 1: a note's number, no digit of the figure before it."""
    if "".join(mark.itertext()).strip():
        mark.text = f"[{mark.text or ''}"
        if len(mark):
            mark[-1].tail = f"{mark[-1].tail or ''}]"
        else:
            mark.text += "]"


def _block(node: Any, walk: _Walk, depth: int) -> None:
    if depth > _DEEPEST:
        raise Refusal("too_large", _("网页嵌套过深，已拒收"))
    if node.tag == "table" and _is_data(node):
        walk.blocks.append(_table(node, walk))
        return
    _paragraph(node.text, node.sourceline, walk)
    for child in node:
        if child.tag != "br":
            _block(child, walk, depth + 1)
        _paragraph(child.tail, child.sourceline, walk)


def _paragraph(text: str | None, line: int, walk: _Walk) -> None:
    if text and (words := " ".join(text.split())):
        walk.blocks.append(Paragraph(words, Origin(line=line)))


def _is_data(table: Any) -> bool:
    """A table that holds tables, or one cell around several paragraphs, only lays out the page."""
    if next(table.iterdescendants("table"), None) is not None or next(table.iter("tr"), None) is None:
        return False
    cells = [cell for row in table.iter("tr") for cell in row if cell.tag in _CELLS]
    return len(cells) != 1 or sum(1 for _ in cells[0].iter("p", "div", *_HEADINGS)) < 2


def _table(node: Any, walk: _Walk) -> GridTable:
    walk.tables += 1
    raster = Raster()
    for number, row in enumerate(node.iter("tr"), 1):
        raster.start_row()
        for place, cell in enumerate((cell for cell in row if cell.tag in _CELLS), 1):
            walk.cells += 1
            if walk.cells > walk.limits.cells:
                raise Refusal("too_large", _("表格单元格过多，已拒收"))
            origin = Origin(line=cell.sourceline, table=walk.tables, row=number, column=place)
            doubt = cell.get(DOUBT)
            if doubt:
                walk.remarks.doubt("", Doubt[doubt], str(origin))
            spans = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            raster.add(_cell_text(cell), origin, *spans, certainty=DOUBTFUL if doubt else 1.0)
    return GridTable(raster.rows())


def _cell_text(cell: Any) -> str:
    """The text, a line a block; after `_strip` every piece of text is a line."""
    pieces: list[str] = []
    _gather(cell, pieces)
    return "\n".join(filter(None, (" ".join(piece.split()) for piece in pieces)))


def _gather(node: Any, pieces: list[str]) -> None:
    if node.text:
        pieces.append(node.text)
    for child in node:
        _gather(child, pieces)
        if child.tail:
            pieces.append(child.tail)


def _span(value: str | None) -> int:
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,4})", value)
    return max(1, int(digits.group(1))) if digits else 1
