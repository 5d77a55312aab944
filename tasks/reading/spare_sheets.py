"""Sheets beside the report in its workbook: the blank form that came with it, an example, another year's tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.language import _
from tasks.reading.evidence import evidence_of, figures_in, tables_of
from tasks.reading.looks import Remarks, named
from tasks.records import Grid, GridTable, Paragraph

_Blocks = list[Paragraph | GridTable]
_EXAMPLE = re.compile("示例|样例|范例|例表")  # 模板 and 样表 do not tell: many are filled in and sent
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def without_spare(sheets: Sequence[tuple[str, _Blocks]], remarks: Remarks) -> list[_Blocks]:
    """The blocks of each sheet (name, blocks), but not those of tables that another sheet holds as the report's own."""
    tables = [_tables(blocks) for _name, blocks in sheets] if len(sheets) > 1 else []
    if sum(map(len, tables)) == len(frozenset().union(*tables)):  # no table stands on two sheets
        return [blocks for _name, blocks in sheets]
    held = [(codes, bool(codes) and _is_filled(blocks)) for codes, (_name, blocks) in zip(tables, sheets, strict=True)]
    kept = list(zip(sheets, held, strict=True))
    for spare, sentence in (
        ([not filled for _tables, filled in held], _("空白的表没有采用，同样的表在别的工作表里已填：{names}")),
        (_of_other_years(sheets), _("名称写着别的年度的工作表没有采用：{names}")),
        ([bool(_EXAMPLE.search(name)) for name, _blocks in sheets], _("示例没有采用：{names}")),
    ):
        marked = {name for (name, _blocks), is_spare in zip(sheets, spare, strict=True) if is_spare}
        others = [tables for (name, _blocks), (tables, filled) in kept if filled and name not in marked]
        known = frozenset(table for tables in others for table in tables)
        gone = [name for (name, _blocks), (tables, _filled) in kept if name in marked and tables and tables <= known]
        if gone:
            remarks.unread.append(sentence.format(names=named(gone)))
            kept = [one for one in kept if one[0][0] not in gone]
    return [blocks for (_name, blocks), _tables in kept]


def _tables(blocks: _Blocks) -> frozenset[str]:
    """The official tables of a sheet."""
    return frozenset(code for block in blocks if isinstance(block, GridTable) for code in tables_of(block))


def _is_filled(blocks: _Blocks) -> bool:
    return any(figures_in(block) for block in blocks if isinstance(block, GridTable))


def _of_other_years(sheets: Sequence[tuple[str, _Blocks]]) -> list[bool]:
    """Sheets named by a year that is not the one of the only title; one that bears a title is a report by itself."""
    years = [{int(year) for year in _YEAR.findall(name)} for name, _blocks in sheets]
    if not any(years):
        return [False] * len(sheets)
    titles = [evidence_of(Grid("", tuple(blocks))).title for _name, blocks in sheets]
    stated = {title[1] for title in titles if title}
    return [
        len(stated) == 1 and bool(year) and not year & stated and not title
        for year, title in zip(years, titles, strict=True)
    ]
