"""Digital PDF by pypdfium2: ruling lines -> lattice -> cells -> characters by centre; the rest is prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tasks.form import compact
from tasks.language import _
from tasks.reading import ocr
from tasks.reading.lattice import Lattice, lattices
from tasks.reading.pdf_columns import Span
from tasks.reading.pdf_inset import read_insets, unread
from tasks.reading.pdf_page import Box, Glyph, PageContent, content_of
from tasks.reading.pdf_table import Part, Piece, doubt, grid_table, is_figure, joined
from tasks.reading.pdf_text import (
    TextLine,
    cell_text,
    furniture,
    lines_of,
    paragraph_of,
    paragraphs,
    rounded,
    size_of,
)
from tasks.reading.pdf_unruled import with_tables
from tasks.reading.pdf_words import rows_of
from tasks.records import Grid, GridTable, Limits, Paragraph, Refusal

_CUT = 0.5  # certainty of a figure that an edge may have cut, or that two readers read otherwise
_FLUSH = 0.3  # points from a cell's edge
_ONE_CELL = 90.0  # points; a cell neither wider nor higher holds one figure
_FEW, _SHARE = 2, 0.3  # figures that share a cell, of all
_WRITTEN = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}
_Flow = list[TextLine | Part]


def read_pdf(data: bytes, limits: Limits, pictures: bool = True) -> Grid:
    """A Grid in reading order; origin is the page, the box in points and, in tables, table, row and cell.

    pictures = whether a page without text may be recognised, which takes seconds.

    Raises
      Refusal encrypted, unreadable, too_large; no_text_layer where the pages are pictures and no OCR is installed.
    """
    with opened(data, limits) as document:
        pages = [_content(document, number, pictures) for number in range(1, len(document) + 1)]
    return Grid("pdf", tuple(blocks_of(pages, limits)))


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Any]:
    """The open pypdfium2 document; Refusal when it cannot be opened or has too many pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise Refusal("encrypted", _("文件设有打开密码，请取消密码后重新报送")) from error
        raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error
    try:
        if not len(document):
            raise Refusal("unreadable", _("PDF 没有页面，请重新导出后报送"))
        if len(document) > limits.pages:
            raise Refusal("too_large", _("PDF 超过 {limit} 页，请拆分后重新报送").format(limit=limits.pages))
        yield document
    finally:
        document.close()


def _content(document: Any, number: int, pictures: bool) -> PageContent:
    try:
        page = _filled_in(document, number)
        content = content_of(page, number)
        if content.readable or content.empty:
            read_insets(page, content, pictures)
            return content
        ocr.require(pictures)
        picture, factor = ocr.rendered(page)
        seen = ocr.content_of_picture(picture, number)
        if factor != 1:
            a, b, c, d, e, f = seen.back or (1, 0, 0, 1, 0, 0)
            seen.back = (a / factor, b / factor, c / factor, d / factor, e / factor, f / factor)
        seen.layer = content.glyphs
        return seen
    except pypdfium2.PdfiumError as error:
        raise Refusal("unreadable", _("PDF 第 {page} 页无法读取，请重新导出后报送").format(page=number)) from error


def _filled_in(document: Any, number: int) -> Any:
    """A page with what stands in its form fields and comment boxes, as a viewer shows it, among what is printed."""
    page = document[number - 1]
    notes = (pdfium.FPDFPage_GetAnnot(page, at) for at in range(pdfium.FPDFPage_GetAnnotCount(page)))
    kinds = []
    for note in notes:
        kinds.append(pdfium.FPDFAnnot_GetSubtype(note))
        pdfium.FPDFPage_CloseAnnot(note)
    if _WRITTEN.isdisjoint(kinds):
        return page
    if document.formenv is None and document.get_formtype() != pdfium.FORMTYPE_NONE:
        page.close()
        document.init_forms()
        page = document[number - 1]
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        page.close()
        page = document[number - 1]
    return page


def blocks_of(pages: Sequence[PageContent], limits: Limits) -> Iterator[Paragraph | GridTable]:
    """Prose and tables of all pages in reading order; what a page break cut is put together."""
    flow: _Flow = []
    for page, (edge, sure) in zip(pages, furniture(pages), strict=True):
        before = flow[-1].columns if flow and isinstance(flow[-1], Part) else []
        _append(flow, page_flow(page, edge, sure, before))
    if sum(len(part.pieces) for part in flow if isinstance(part, Part)) > limits.cells:
        raise Refusal("too_large", _("表格单元格过多，已拒收"))
    tables = 0
    run: list[TextLine] = []
    for item in flow:
        if isinstance(item, TextLine):
            run.append(item)
            continue
        yield from map(paragraph_of, paragraphs(run))
        run = []
        tables += 1
        yield grid_table(item, tables)
    yield from map(paragraph_of, paragraphs(run))
    for page in pages:
        yield from unread(page)


def _append(flow: _Flow, page: _Flow) -> None:
    """Add a page; a table that ends the flow and one that opens the page are one where their columns agree."""
    last, first = (flow[-1] if flow else None), (page[0] if page else None)
    if isinstance(last, Part) and isinstance(first, Part):
        whole = joined(last, first)
        if whole:
            flow[-1:] = [whole]
            page = page[1:]
        else:
            doubt(first)
    flow.extend(page)


def page_flow(page: PageContent, edge: set[int], sure: set[int], before: Sequence[Span] = ()) -> _Flow:
    """Lines of prose and tables from the top.

    edge = ids of page numbers, heads and feet, sure = also in tables; before = columns of an unruled table that
    ended the page before.
    """
    found = lattices(page.across, page.down)
    inside, outside = _shared(page.glyphs, found)
    whole = [one for one, cells in zip(found, inside, strict=True) if not _coarse(one, cells, sure)]
    if len(whole) < len(found):
        found = whole
        inside, outside = _shared(page.glyphs, found)
    prose = lines_of([glyph for glyph in outside if id(glyph) not in edge], page.number)
    placed = [(_top(item), item) for item in with_tables(prose, page.across, before)]
    for lattice, cells in zip(found, inside, strict=True):
        if cells:
            placed.append((lattice.ys[0], _part(lattice, cells, page, sure)))
    return [item for _at, item in sorted(placed, key=lambda pair: pair[0])]


def _top(item: TextLine | Part) -> float:
    return item.y0 if isinstance(item, TextLine) else min(piece.box[1] for piece in item.pieces)


def _shared(glyphs: Sequence[Glyph], found: Sequence[Lattice]) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """Characters by table and cell, the smallest table first; and those in none."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in found]
    outside = []
    order = sorted(range(len(found)), key=lambda index: found[index].area)
    for glyph in glyphs:
        for index in order:
            cell = found[index].at(glyph.x, glyph.y)
            if cell is not None:
                inside[index].setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def _coarse(lattice: Lattice, cells: dict[int, list[Glyph]], furniture_ids: set[int]) -> bool:
    """Whether lines divide some of a table only: cells hold several figures side by side or under each other."""
    several = total = 0
    for index, within in cells.items():
        glyphs = [glyph for glyph in within if id(glyph) not in furniture_ids]
        if not any(glyph.char.isdigit() for glyph in glyphs):
            continue
        x0, y0, x1, y1 = lattice.box(lattice.cells[index])
        if x1 - x0 < _ONE_CELL and y1 - y0 < _ONE_CELL:
            total += 1
            continue
        figures = sum(len(row.figures()) for row in rows_of(glyphs, size_of(glyphs)))
        total += figures
        several += figures if figures > 2 else 0
    return several > _FEW and several > _SHARE * total


def _part(lattice: Lattice, cells: dict[int, list[Glyph]], page: PageContent, furniture_ids: set[int]) -> Part:
    """A table's cells with their texts; heads and feet of the page are kept out of cells that its edge cuts."""
    pieces = []
    height = len(lattice.ys) - 1
    for index, cell in enumerate(lattice.cells):
        box = lattice.box(cell)
        glyphs = cells.get(index, [])
        top, bottom = not cell.row and lattice.open_top, cell.row + cell.rowspan == height and lattice.open_bottom
        if top or bottom:
            glyphs = [glyph for glyph in glyphs if id(glyph) not in furniture_ids]
        text = cell_text(lines_of(glyphs, page.number), box)
        sure = min((glyph.certainty for glyph in glyphs), default=1.0)
        doubtful = _may_be_cut(box, glyphs, page) or _read_otherwise(page, box, text)
        certainty = round(min(sure, _CUT) if doubtful else sure, 2)
        place = (cell.row, cell.column, cell.rowspan, cell.colspan)
        pieces.append(Piece(*place, text, page.number, rounded(page.original(box)), certainty))
    return Part(lattice.xs, height, pieces, lattice.open_top, lattice.open_bottom)


def _read_otherwise(page: PageContent, box: Box, text: str) -> bool:
    """Whether the scanner's own reading of a cell gives other words, where one of the two is a figure."""
    if not page.layer:
        return False
    x0, y0, x1, y1 = page.original(box)
    glyphs = [glyph for glyph in page.layer if x0 < glyph.x < x1 and y0 < glyph.y < y1]
    other = cell_text(lines_of(glyphs, page.number), box)
    differ = compact(other) != compact(text)
    return bool(other) and differ and (is_figure(other) or is_figure(text))


def _may_be_cut(box: Box, glyphs: Sequence[Glyph], page: PageContent) -> bool:
    """Whether a text may go on unseen: over the edge of the page or of its printed area, or over its own cell's."""
    left, _top, right, _bottom = box
    if left <= 1 or right >= min(page.width, page.clipped) - 1:
        return True
    return any(glyph.x0 < left + _FLUSH or glyph.x1 > right - _FLUSH for glyph in glyphs)
