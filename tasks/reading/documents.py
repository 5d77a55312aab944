"""From bytes to a Grid, in this process; the way in for hostile bytes is `bounded.read`."""

from __future__ import annotations

from collections.abc import Callable

from tasks.language import _
from tasks.reading.detect import detect
from tasks.reading.docx import read_docx
from tasks.reading.html import read_html
from tasks.reading.txt import read_txt
from tasks.reading.xlsx import read_xlsx
from tasks.records import Grid, Limits, Refusal

READERS: dict[str, Callable[[bytes, Limits], Grid]] = {
    "txt": read_txt,
    "html": read_html,
    "docx": read_docx,
    "xlsx": read_xlsx,
}


def read_bytes(data: bytes, name: str, limits: Limits | None = None) -> Grid:
    """The Grid of a document; Refusal with reason and advice when it cannot be read."""
    limits = limits or Limits()
    grid = READERS[detect(data, name, limits)](data, limits)
    if not grid.blocks:
        raise Refusal("empty", _("文件中没有文字，请检查后重新报送"))
    return grid
