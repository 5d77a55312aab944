"""The official form as data: tables, blocks, rows, columns and the code of every cell."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

CellType = Literal["count", "signed", "amount"]


@dataclass(frozen=True)
class Group:
    """A heading over several rows or columns, such as （三）不予公开 or 法人或其他组织.

    single = the code of the row that stands for all its rows where an agency prints the group as one row.
    """

    code: str
    label: str
    parent: Group | None = None
    aliases: tuple[str, ...] = ()
    single: str = ""

    @property
    def path(self) -> tuple[Group, ...]:
        return (*(self.parent.path if self.parent else ()), self)


@dataclass(frozen=True)
class Line:
    """One row or one column: its code, printed label and the groups above it."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    hint: str = ""
    group: Group | None = None
    total: bool = False
    span: int = 1
    type: CellType = "count"
    unit: str = ""
    stock: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """Labels from the outermost group down to the line itself, as printed."""
        groups = self.group.path if self.group else ()
        return (*(group.label for group in groups), self.label + self.hint)

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)

    def within(self, group: str) -> bool:
        return self.group is not None and any(above.code == group for above in self.group.path)


@dataclass(frozen=True)
class Cell:
    """One official figure."""

    code: str
    table: str
    row: Line
    column: Line
    label: str

    @property
    def type(self) -> CellType:
        return self.column.type

    @property
    def unit(self) -> str:
        return self.column.unit


@dataclass(frozen=True)
class Block:
    """Rows and columns under one header; table 二 has several, each with its own clause."""

    table: str
    caption: str
    corner: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]

    @property
    def single_rows(self) -> tuple[Line, ...]:
        """Rows that are not official: a whole group printed as one."""
        groups = {row.group.code: row.group for row in self.rows if row.group and row.group.single}
        return tuple(Line(group.single, group.label, group.aliases, "", group.parent) for group in groups.values())

    def code(self, row: Line, column: Line) -> str:
        return ".".join(part for part in (self.table, row.code, column.code) if part)

    @property
    def width(self) -> int:
        """How many columns wide the figures are printed, spans counted."""
        return sum(column.span for column in self.columns)


@dataclass(frozen=True)
class Table:
    """表二, 表三 or 表四."""

    code: str
    number: str
    section: int
    blocks: tuple[Block, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Row groups in the form's order."""
        found: dict[str, Group] = {}
        for block in self.blocks:
            for row in block.rows:
                found.update({group.code: group for group in (row.group.path if row.group else ())})
        return tuple(found.values())

    @property
    def absent(self) -> tuple[tuple[str, int], ...]:
        """Positions merged away: row code and the place (from 0) among the figures, as in table 二."""
        places = []
        for block in self.blocks:
            for row in block.rows:
                place = 0
                for column in block.columns:
                    places += [(row.code, place + extra) for extra in range(1, column.span)]
                    place += column.span
        return tuple(places)


@dataclass(frozen=True)
class Section:
    """One of the six chapters."""

    number: int
    title: str
    aliases: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return f"{'一二三四五六'[self.number - 1]}、{self.title}"


@dataclass(frozen=True)
class Form:
    """One edition of the form."""

    id: str
    title: str
    notice: str
    first_year: int
    last_year: int | None
    anchors: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]

    def __hash__(self) -> int:
        """By the id alone: what is derived from a form is kept by it, and a form is asked for often."""
        return hash(self.id)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every official cell by code, in the order in which the form prints them."""
        return {cell.code: cell for table in self.tables for cell in _cells(table)}

    @cached_property
    def undivided(self) -> dict[str, Cell]:
        """By code the cells of rows that stand for a whole group; not official, but counted where they are printed."""
        return {cell.code: cell for table in self.tables for cell in _cells(table, single=True)}

    @cached_property
    def known(self) -> dict[str, Cell]:
        """Every figure that a report in this edition may hold: the official cells, then the undivided ones."""
        return self.cells | self.undivided

    def table(self, code: str) -> Table:
        return next(table for table in self.tables if table.code == code)

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def _cells(table: Table, single: bool = False) -> Iterator[Cell]:
    for block in table.blocks:
        for row in block.single_rows if single else block.rows:
            for column in block.columns:
                names = [part for part in (row.label, column_label(column)) if part]
                label = f"表{table.number}「{'·'.join(names)}」"
                yield Cell(block.code(row, column), table.code, row, column, label)


def column_label(column: Line) -> str:
    """The column's label with the groups that tell it from others of the same words (行政复议·总计)."""
    groups = column.group.path if column.group else ()
    telling = [group.label for group in groups if "." in column.code]
    return "·".join((*telling, column.label))


def _groups(data: dict[str, Any]) -> dict[str, Group]:
    found: dict[str, Group] = {}
    for code, entry in data.items():
        parent = found[entry["parent"]] if "parent" in entry else None
        found[code] = Group(code, entry["label"], parent, tuple(entry.get("aliases", ())), entry.get("single", ""))
    return found


def _line(data: dict[str, Any], groups: dict[str, Group]) -> Line:
    known = {key: data[key] for key in ("code", "label", "hint", "span", "type", "unit", "stock") if key in data}
    group = groups[data["group"]] if "group" in data else None
    return Line(**known, aliases=tuple(data.get("aliases", ())), group=group, total=data.get("role") == "total")


def _columns(data: dict[str, Any], groups: dict[str, Group]) -> tuple[Line, ...]:
    if "repeat_columns" not in data:
        return tuple(_line(column, groups) for column in data["columns"])
    return tuple(
        _line(column | {"code": f"{group}.{column['code']}", "group": group}, groups)
        for group in data["repeat_columns"]
        for column in data["columns"]
    )


def _table(data: dict[str, Any]) -> Table:
    column_groups = _groups(data.get("column_groups", {}))
    row_groups = _groups(data.get("row_groups", {}))
    blocks = tuple(
        Block(
            table=data["code"],
            caption=block.get("caption", ""),
            corner=block.get("corner", ""),
            columns=_columns(block, column_groups),
            rows=tuple(_line(row, row_groups) for row in block["rows"]),
        )
        for block in data["blocks"]
    )
    return Table(data["code"], data["number"], data["section"], blocks)


@cache
def load_form(edition: str) -> Form:
    """Load an edition by its id (`f2019`, `f2021`); KeyError when there is none."""
    return load_forms()[edition]


@cache
def load_forms() -> dict[str, Form]:
    """Every edition that lies beside this module as a .toml file, oldest first."""
    paths = sorted((path for path in files(__package__).iterdir() if path.name.endswith(".toml")), key=lambda p: p.name)
    forms = [_form(tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return {form.id: form for form in forms}


def form_for(year: int) -> Form | None:
    """The edition prescribed for a report year; None before 2019 (old free-text reports)."""
    return next((form for form in load_forms().values() if form.covers(year)), None)


def _form(data: dict[str, Any]) -> Form:
    return Form(
        id=data["id"],
        title=data["title"],
        notice=data["notice"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        anchors=tuple(data["anchors"]),
        sections=tuple(Section(s["number"], s["title"], tuple(s.get("aliases", ()))) for s in data["sections"]),
        tables=tuple(_table(table) for table in data["tables"]),
    )
