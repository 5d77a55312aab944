"""Traditional characters: a page written in them is placed by the same labels, in simplified ones."""

from __future__ import annotations

import re
from functools import cache

import opencc
from msgspec.structs import replace

from tasks.records import Grid, GridCell, GridTable, Paragraph

_TRADITIONAL = re.compile("[開務縣鎮鄉廳處結轉請數個機關條項對報總無與為從專屬訴訟辦]")
_ENOUGH = 5  # a name or a quotation may hold a few; a page written in them holds many


def simplified(grid: Grid) -> Grid:
    """The same grid in simplified characters when the document is written in traditional ones; else itself.

    Where it was recognised from a picture, single cells: a blurred character is easily taken for its older form.
    """
    if not _is_traditional(grid):
        return replace(grid, blocks=tuple(map(_dim, grid.blocks))) if any(map(_is_dim, grid.blocks)) else grid
    return replace(grid, title=_convert(grid.title), blocks=tuple(_block(block) for block in grid.blocks))


def _is_dim(block: Paragraph | GridTable) -> bool:
    return isinstance(block, GridTable) and any(_is_label(cell) for row in block.rows for cell in row)


def _is_label(cell: GridCell) -> bool:
    return cell.certainty < 1 and not cell.text.isascii()


def _dim(block: Paragraph | GridTable) -> Paragraph | GridTable:
    if not _is_dim(block) or isinstance(block, Paragraph):
        return block
    rows = (
        tuple(replace(cell, text=_convert(cell.text)) if _is_label(cell) else cell for cell in row)
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _is_traditional(grid: Grid) -> bool:
    found = 0
    for block in grid.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
        found += sum(len(_TRADITIONAL.findall(text)) for text in texts)
        if found >= _ENOUGH:
            return True
    return False


def _block(block: Paragraph | GridTable) -> Paragraph | GridTable:
    if isinstance(block, Paragraph):
        return replace(block, text=_convert(block.text))
    rows = tuple(tuple(replace(cell, text=_convert(cell.text)) for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _convert(text: str) -> str:
    return str(_converter().convert(text)) if text else text


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
