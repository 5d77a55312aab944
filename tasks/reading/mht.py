"""Web pages in a single file (mht), as browsers, Word and Excel save them, often under the names .doc and .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tasks.language import _
from tasks.reading.html import read_html
from tasks.reading.looks import Remarks
from tasks.reading.mail import leaves
from tasks.reading.origins import within
from tasks.records import Grid, Limits, Refusal

_HIDDEN_SHEET = re.compile(rb"<x:Visible>\s*Sheet(?:Very)?Hidden")
_MARGINAL = {"header.htm", "tabstrip.htm"}  # Word's headers and footers, Excel's row of tabs
_EMPTY = "empty"


def read_mht(data: bytes, limits: Limits) -> Grid:
    """A Grid of every page inside, in their order: Excel saves one a sheet. The member of an origin is that page."""
    hidden: list[str] = []
    read = [*_pages(data, limits, hidden)]
    if not read:
        raise Refusal(_EMPTY, _("文件中没有文字，请检查后重新报送"))
    several = len(read) > 1
    blocks = tuple(block for name, grid in read for block in (within(grid.blocks, name) if several else grid.blocks))
    remarks = Remarks(unread=[grid.note for _name, grid in read if grid.note])
    remarks.hide_sheets(hidden)
    return Grid("html", blocks, next((grid.title for _name, grid in read if grid.title), ""), str(remarks))


def _pages(data: bytes, limits: Limits, hidden: list[str]) -> Iterator[tuple[str, Grid]]:
    for number, (part, content) in enumerate(leaves(data, limits), 1):
        place = str(part.get("Content-Location") or "").replace("\\", "/")
        name = PurePosixPath(place).name or _("第{number}页").format(number=number)
        if part.get_content_type() not in {"text/html", "application/xhtml+xml"} or name.lower() in _MARGINAL:
            continue
        if _HIDDEN_SHEET.search(content):
            hidden.append(name)
            continue
        try:
            grid = read_html(content, limits)
        except Refusal as refusal:
            if refusal.reason != _EMPTY:
                raise
            continue
        if grid.blocks:
            yield name, grid
