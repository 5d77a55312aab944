"""Move a whole warehouse into another one, of the same or the other kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, insert, select

from tasks.language import _
from tasks.warehouse.copying import YEARLY, copy_rows, in_parts, look_at_what_was_loaded, stage_year
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.evidence import row_counts, tables_of, warehouse_hash

# 由表样推出，迁移时已写好
_DERIVED = {"core_form_cells", "core_form_addends"}
_AT_ONCE = 10_000


def move_warehouse(origin: Engine, target: Engine) -> int:
    """Copy every row into an empty, migrated warehouse; gives their number. The origin is left as it is.

    Into PostgreSQL by COPY in one transaction, whole or not at all; into SQLite in transactions of so many rows, which
    may be begun again. ValueError where the target holds something else, and when the two do not hold the same after.
    """
    tables = [table for table in tables_of(origin) if table.name not in _DERIVED]
    with reading(origin) as connection:
        if target.dialect.name == "postgresql":
            _copy(connection, target, tables)
        else:
            _insert(connection, target, tables)
    look_at_what_was_loaded(target)
    if warehouse_hash(origin) != warehouse_hash(target):
        raise ValueError(_("搬完以后两个仓库的内容不同；请换一个空的数据库再搬。"))
    return _content(target)


def _content(engine: Engine) -> int:
    """How many rows there are beside those that a migration writes."""
    return sum(rows for name, rows in row_counts(engine).items() if name not in _DERIVED)


def _copy(origin: Connection, target: Engine, tables: list[Table]) -> None:
    if _content(target):
        raise ValueError(_("那个数据库里已有内容；只能搬进空的数据库。"))
    with writing(target, "move") as connection:
        for table in tables:
            if table.name not in YEARLY:
                copy_rows(connection, table.name, table.columns.keys(), _rows(origin, _all(table)))
        yearly = [table for table in tables if table.name in YEARLY]
        revisions = next(table for table in tables if table.name == "core_revisions")
        for (year,) in origin.execute(select(revisions.c.year).distinct()).all():
            with stage_year(connection, year) as staging:
                for table in yearly:
                    rows = _rows(origin, _all(table).where(table.c.year == year))
                    copy_rows(connection, staging[table.name], table.columns.keys(), rows)


def _insert(origin: Connection, target: Engine, tables: list[Table]) -> None:
    for table in tables:
        for part in in_parts((row._asdict() for row in _rows(origin, _all(table))), _AT_ONCE):
            with writing(target) as connection:
                connection.execute(insert(table).prefix_with("OR IGNORE"), part)


def _all(table: Table) -> Select[Any]:
    """Every row, those that others of the same table refer to first."""
    order = [table.c.position] if table.name == "core_decisions" else list(table.primary_key.columns)
    return select(table).order_by(*order)


def _rows(origin: Connection, wanted: Select[Any]) -> Iterator[Any]:
    return iter(origin.execution_options(yield_per=_AT_ONCE).execute(wanted))
