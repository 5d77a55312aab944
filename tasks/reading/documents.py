"""From bytes to a Grid, in this process; the way in for hostile bytes is `bounded.read`."""

from __future__ import annotations

from collections.abc import Callable

from tasks.language import _
from tasks.reading.detect import PACKAGES, detect
from tasks.reading.doc import read_doc, read_rtf
from tasks.reading.docx import read_docx
from tasks.reading.html import read_html
from tasks.reading.mht import read_mht
from tasks.reading.ocr_image import read_image
from tasks.reading.odf import read_odf
from tasks.reading.package import read_package
from tasks.reading.pdf import read_pdf
from tasks.reading.separated import read_separated
from tasks.reading.spreadsheetml import read_spreadsheetml
from tasks.reading.txt import read_txt
from tasks.reading.xlsx import read_xlsx
from tasks.records import Grid, GridTable, Limits, Paragraph, Refusal

READERS: dict[str, Callable[..., Grid]] = {
    "txt": read_txt,
    "csv": read_separated,
    "html": read_html,
    "mht": read_mht,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "xls": read_xlsx,
    "spreadsheetml": read_spreadsheetml,
    "doc": read_doc,
    "rtf": read_rtf,
    "odf": read_odf,
    "pdf": read_pdf,
    "image": read_image,
}
PICTURES = frozenset({"pdf", "image"})


def read_bytes(data: bytes, name: str, limits: Limits | None = None) -> Grid:
    """The Grid of a document; Refusal with reason and advice when it cannot be read."""
    return _read(data, name, limits or Limits(), 0, True)


def _read(data: bytes, name: str, limits: Limits, depth: int, pictures: bool) -> Grid:
    """depth = packages around this document; pictures = whether OCR may be tried, else Refusal no_text_layer."""
    kind = detect(data, name, limits)
    if kind in PACKAGES:
        grid = read_package(data, kind, limits, _read, depth=depth + 1, pictures=pictures)
    elif kind in PICTURES:
        grid = READERS[kind](data, limits, pictures)
    else:
        grid = READERS[kind](data, limits)
    if not grid.blocks:
        raise Refusal("empty", _("文件中没有文字，请检查后重新报送"))
    if _size(grid) > limits.cells or _length(grid) > limits.characters:
        raise Refusal("too_large", _("文件内容过多，已拒收"))
    return grid


def _size(grid: Grid) -> int:
    """Paragraphs and cells: what every later step takes time for."""
    return sum(sum(map(len, block.rows)) if isinstance(block, GridTable) else 1 for block in grid.blocks)


def _length(grid: Grid) -> int:
    """Characters of all texts."""
    return sum(
        len(block.text) if isinstance(block, Paragraph) else sum(len(cell.text) for row in block.rows for cell in row)
        for block in grid.blocks
    )
