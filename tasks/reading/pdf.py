"""Digital PDF by pypdfium2: ruling lines -> lattice -> cells -> characters by centre; the rest is prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from tasks.language import _
from tasks.reading import ocr
from tasks.reading.lattice import lattices
from tasks.reading.parts import damaged
from tasks.reading.pdf_attachments import remark
from tasks.reading.pdf_breaks import doubt, doubt_cut, joined
from tasks.reading.pdf_columns import Span
from tasks.reading.pdf_direction import Matrix, times
from tasks.reading.pdf_inset import read_insets, unread
from tasks.reading.pdf_page import PageContent, content_of
from tasks.reading.pdf_ruled import coarse, doubt_crammed, part_of, shared
from tasks.reading.pdf_sheet import pages_of
from tasks.reading.pdf_strips import side_by_side
from tasks.reading.pdf_table import Part, grid_table
from tasks.reading.pdf_text import TextLine, furniture, lines_of, paragraph_of, paragraphs, rounded
from tasks.reading.pdf_unruled import with_tables
from tasks.records import Grid, GridTable, Limits, Paragraph, Refusal

_WRITTEN = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}
_Flow = list[TextLine | Part]


def read_pdf(data: bytes, limits: Limits, pictures: bool = True) -> Grid:
    """A Grid in reading order; origin is the page, the box in points and, in tables, table, row and cell.

    pictures = whether a page without text may be recognised, which takes seconds.

    Raises
      Refusal encrypted, unreadable, too_large; no_text_layer where the pages are pictures and no OCR is installed.
    """
    with opened(data, limits) as document:
        sheets = [content_at(document, number, pictures) for number in range(1, len(document) + 1)]
        pages = [page for sheet in sheets for page in pages_of(sheet)]
        note = remark(document, sum(sheet.pinned for sheet in sheets))
    return Grid("pdf", tuple(blocks_of(pages, limits)), note=note)


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Any]:
    """The open pypdfium2 document; Refusal when it cannot be opened or has too many pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise Refusal("encrypted", _("文件设有打开密码，请取消密码后重新报送")) from error
        raise damaged() from error
    try:
        if not len(document):
            raise Refusal("unreadable", _("PDF 没有页面，请重新导出后报送"))
        if len(document) > limits.pages:
            raise Refusal("too_large", _("PDF 超过 {limit} 页，请拆分后重新报送").format(limit=limits.pages))
        yield document
    finally:
        document.close()


def content_at(document: Any, number: int, pictures: bool) -> PageContent:
    """What stands on a page (from 1) of an open document, recognised where it is a picture and pictures says so."""
    try:
        page, pinned = _filled_in(document, number)
        content = content_of(page, number)
        content.pinned = pinned
        if content.readable or content.empty:
            read_insets(page, content, pictures)
            return content
        ocr.require(pictures)
        picture, factor = ocr.rendered(page)
        seen = ocr.content_of_picture(picture, number)
        if factor != 1:
            smaller: Matrix = (1 / factor, 0, 0, 1 / factor, 0, 0)
            seen.back = times(seen.back, smaller) if seen.back else smaller
        seen.pinned = pinned
        seen.layer = content.glyphs if content.back is None else []
        return seen
    except pypdfium2.PdfiumError as error:
        raise Refusal("unreadable", _("PDF 第 {page} 页无法读取，请重新导出后报送").format(page=number)) from error


def _filled_in(document: Any, number: int) -> tuple[Any, int]:
    """A page with what stands in its form fields and comment boxes, as a viewer shows it; how many files hang on it."""
    page = document[number - 1]
    notes = (pdfium.FPDFPage_GetAnnot(page, at) for at in range(pdfium.FPDFPage_GetAnnotCount(page)))
    kinds = []
    for note in notes:
        kinds.append(pdfium.FPDFAnnot_GetSubtype(note))
        pdfium.FPDFPage_CloseAnnot(note)
    pinned = kinds.count(pdfium.FPDF_ANNOT_FILEATTACHMENT)
    if _WRITTEN.isdisjoint(kinds):
        return page, pinned
    if document.formenv is None and document.get_formtype() != pdfium.FORMTYPE_NONE:
        page.close()
        document.init_forms()
        page = document[number - 1]
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        page.close()
        page = document[number - 1]
    return page, pinned


def blocks_of(pages: Sequence[PageContent], limits: Limits) -> Iterator[Paragraph | GridTable]:
    """Prose and tables of all pages in reading order; what a page break cut is put together."""
    flows: list[_Flow] = []
    for page, (edge, sure) in zip(pages, furniture(pages), strict=True):
        last = next((flow[-1] for flow in reversed(flows) if flow), None)
        flows.append(page_flow(page, edge, sure, last.columns if isinstance(last, Part) else []))
    strips = side_by_side([[item for item in flow if isinstance(item, Part) and item.ruled] for flow in flows])
    flow: _Flow = []
    for each in flows:
        _append(flow, [item for item in each if not any(item is strip for strip in strips)])
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
            doubt_cut(last, first)
    for item in page if isinstance(last, Part) else ():
        if not isinstance(item, Part):
            break
        doubt(item)
    flow.extend(page)


def page_flow(page: PageContent, edge: set[int], sure: set[int], before: Sequence[Span] = ()) -> _Flow:
    """Lines of prose and tables from the top.

    edge = ids of page numbers, heads and feet, sure = also in tables; before = columns of an unruled table that
    ended the page before.
    """
    found = lattices(page.across, page.down)
    inside, outside = shared(page.glyphs, found)
    rough = [one for one, cells in zip(found, inside, strict=True) if coarse(one, cells, sure)]
    if rough:
        found = [one for one in found if one not in rough]
        inside, outside = shared(page.glyphs, found)
    prose = lines_of([glyph for glyph in outside if id(glyph) not in edge], page.number, page.back)
    placed = [(_top(item), item) for item in with_tables(prose, page.across, before)]
    unruled = [item for _at, item in placed if isinstance(item, Part)]
    for lattice in rough:
        doubt_crammed(lattice, unruled)
    for piece in (piece for part in unruled if page.back for piece in part.pieces):
        piece.box = rounded(page.original(piece.box))
    for lattice, cells in zip(found, inside, strict=True):
        if cells:
            placed.append((lattice.ys[0], part_of(lattice, cells, page, sure)))
    return [item for _at, item in sorted(placed, key=lambda pair: pair[0])]


def _top(item: TextLine | Part) -> float:
    return item.y0 if isinstance(item, TextLine) else min(piece.box[1] for piece in item.pieces)
