"""Pictures that nobody read: said where cells are missing, for one of them may be the table or the rest of it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tasks.form import Form, Table
from tasks.language import _
from tasks.placing.tables import Placed
from tasks.records import PICTURE, Grid, Paragraph, Unplaced


def without_pictures(grid: Grid) -> tuple[Grid, list[Paragraph]]:
    """The grid's texts and tables, and the pictures that its reader noted."""
    pictures = [block for block in grid.blocks if isinstance(block, Paragraph) and block.style == PICTURE]
    if not pictures:
        return grid, []
    left = tuple(block for block in grid.blocks if not (isinstance(block, Paragraph) and block.style == PICTURE))
    return replace(grid, blocks=left), pictures


def unread(pictures: Sequence[Paragraph], form: Form, placed: Placed) -> list[Unplaced]:
    """Each picture as a text without a place, while any official cell was not found."""
    codes = tuple(code for code in form.cells if code not in placed.cells)
    if not pictures or not codes:
        return []
    missing = {table: sum(form.cells[code].table == table.code for code in codes) for table in form.tables}
    names = "、".join(_named(table, count, placed) for table, count in missing.items() if count)
    reason = _("没有找到{tables}，可能就在这幅图片里，图片没有读出；请换成可以复制文字的表格后重新报送").format(
        tables=names
    )
    return [Unplaced(picture.text, reason, picture.origin, codes) for picture in pictures]


def _named(table: Table, count: int, placed: Placed) -> str:
    """A table that was not found, or how many of its cells were not."""
    some = any(code.startswith(f"{table.code}.") for code in placed.cells)
    words = _("表{number}的 {count} 格") if some else _("表{number}")
    return words.format(number=table.number, count=count)
