"""A workbook's blank form beside the filled one: the template that came with the form is no report."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.language import _
from tasks.reading.evidence import figures_in, tables_of
from tasks.reading.looks import Remarks, named
from tasks.records import GridTable, Paragraph

_Blocks = list[Paragraph | GridTable]


def without_blank_forms(sheets: Sequence[tuple[str, _Blocks]], remarks: Remarks) -> list[_Blocks]:
    """The blocks of each sheet (name, blocks), but not those of blank tables that other sheets fill in."""
    if len(sheets) < 2:
        return [blocks for _name, blocks in sheets]
    held = [_held(blocks) for _name, blocks in sheets]
    filled = frozenset(table for tables, has_figures in held if has_figures for table in tables)
    blank = [bool(tables) and not has_figures and tables <= filled for tables, has_figures in held]
    if any(blank):
        names = [name for (name, _blocks), left_out in zip(sheets, blank, strict=True) if left_out]
        remarks.unread.append(_("空白的表没有采用，同样的表在别的工作表里已填：{names}").format(names=named(names)))
    return [blocks for (_name, blocks), left_out in zip(sheets, blank, strict=True) if not left_out]


def _held(blocks: _Blocks) -> tuple[frozenset[str], bool]:
    """The official tables of a sheet, and whether it holds any figure."""
    tables = [block for block in blocks if isinstance(block, GridTable)]
    codes = frozenset(code for table in tables for code in tables_of(table))
    return codes, bool(codes) and any(figures_in(table) for table in tables)
