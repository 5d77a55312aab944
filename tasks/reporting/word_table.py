"""An official table as WordprocessingML with true spans (gridSpan, vMerge)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tasks.reporting.layout import Box, Layout

Element = Any
# By the number of label columns: their widths in figure columns, and the half points of the type.
SHARES: Mapping[int, tuple[float, ...]] = {0: (), 1: (1.4,), 3: (0.6, 1.08, 3.4)}
SIZES: Mapping[int, str] = {0: "18", 1: "21", 3: "17"}


def word_table(layout: Layout, texts: Mapping[str, str], width: int) -> Element:
    """The table as an element; `texts` by cell code, `width` in twentieths of a point."""
    table = OxmlElement("w:tbl")
    widths = _widths(layout, width)
    table.append(_properties(width))
    grid = _child(table, "w:tblGrid")
    for column in widths:
        _child(grid, "w:gridCol", w=str(column))
    owners = {(row, column): box for box in layout.boxes for row, column in _places(box)}
    size = SIZES.get(layout.labels, "17")
    for row in range(layout.height):
        line = _row(heads=row < layout.head)
        column = 0
        while column < layout.width:
            box = owners[row, column]
            text = _text(box, texts) if row == box.row else ""
            cell = _cell(box, row, sum(widths[column : column + box.colspan]))
            cell.append(_paragraph(text, box, size, together=row < layout.height - 1))
            line.append(cell)
            column += box.colspan
        table.append(line)
    return table


def _places(box: Box) -> list[tuple[int, int]]:
    rows, columns = range(box.row, box.row + box.rowspan), range(box.column, box.column + box.colspan)
    return [(row, column) for row in rows for column in columns]


def _widths(layout: Layout, width: int) -> list[int]:
    figures = layout.width - layout.labels
    shares = [*SHARES.get(layout.labels, (1.5,) * layout.labels), *([1.0] * figures)]
    return [round(width * share / sum(shares)) for share in shares]


def _properties(width: int) -> Element:
    properties = OxmlElement("w:tblPr")
    _child(properties, "w:tblW", w=str(width), type="dxa")
    _child(properties, "w:jc", val="center")
    borders = _child(properties, "w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, f"w:{edge}", val="single", sz="4", space="0", color="000000")
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for edge in ("left", "right"):
        _child(margins, f"w:{edge}", w="20", type="dxa")
    return properties


def _row(heads: bool) -> Element:
    element = OxmlElement("w:tr")
    properties = _child(element, "w:trPr")
    _child(properties, "w:cantSplit")
    _child(properties, "w:trHeight", val="340", hRule="atLeast")
    if heads:
        _child(properties, "w:tblHeader")
    return element


def _text(box: Box, texts: Mapping[str, str]) -> str:
    return texts.get(box.code, "") if box.kind == "value" else box.text


def _cell(box: Box, row: int, width: int) -> Element:
    """The part of a box that lies in this row; below its first row a merged box is carried on, empty."""
    cell = OxmlElement("w:tc")
    properties = _child(cell, "w:tcPr")
    _child(properties, "w:tcW", w=str(width), type="dxa")
    if box.colspan > 1:
        _child(properties, "w:gridSpan", val=str(box.colspan))
    if box.rowspan > 1:
        _child(properties, "w:vMerge", val="restart" if row == box.row else "continue")
    _child(properties, "w:vAlign", val="center")
    return cell


def _reads_left(box: Box) -> bool:
    """Labels of a single row read from the left; group labels and headers stand in the middle."""
    return box.kind == "label" and box.rowspan == 1


def _paragraph(text: str, box: Box, size: str, together: bool) -> Element:
    """The cell's text; kept together with the next row, so that a table that fits one page stands on one."""
    paragraph = OxmlElement("w:p")
    properties = _child(paragraph, "w:pPr")
    if together:
        _child(properties, "w:keepNext")
    _child(properties, "w:spacing", before="20", after="20", line="240", lineRule="auto")
    _child(properties, "w:jc", val="left" if _reads_left(box) else "center")
    run = _child(paragraph, "w:r")
    style = _child(run, "w:rPr")
    _child(style, "w:rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia="宋体")
    if box.kind == "caption":
        _child(style, "w:b")
    _child(style, "w:sz", val=size)
    _child(run, "w:t").text = text
    return paragraph


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child
