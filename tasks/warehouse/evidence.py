"""Evidence that a warehouse is sound, and whether two hold the same."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from sqlalchemy import Engine, MetaData, Table, func, select

from tasks.warehouse.columns import digest
from tasks.warehouse.engine import reading
from tasks.warehouse.partitions import is_partition
from tasks.warehouse.statements import statement

# 运行的记录、时刻、发送的结果随外界而变，不是仓库所认定的内容
_PROGRAM = {"alembic_version", "core_dictionary"}
_EVENTS = {"core_runs": None, "out_outbox": {"status", "error"}}


def warehouse_hash(engine: Engine) -> str:
    """A hash over every row but runs, times and what became of messages: equal where two warehouses hold the same.

    The order of rows and columns, and the kind of database, make no difference.
    """
    content = {}
    with reading(engine) as connection:
        for table in tables_of(engine):
            outside = _EVENTS.get(table.name, set())
            if outside is not None:
                columns = [c for c in table.columns if not c.name.endswith("_at") and c.name not in {"as_of", *outside}]
                rows = connection.execute(select(*sorted(columns, key=lambda column: column.name))).all()
                content[table.name] = sorted(digest([*map(str, row)]) for row in rows)
    return digest(content)


def row_counts(engine: Engine) -> dict[str, int]:
    """The number of rows of every table."""
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables_of(engine)
        }


def check_warehouse(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Run sql/checks: by check, the rows that break what its first line promises; sound if all are empty."""
    paths = files("sql").joinpath("checks").iterdir()
    names = sorted(path.name.removesuffix(".sql") for path in paths if path.name.endswith(".sql"))
    with reading(engine) as connection:
        return {
            name: [dict(row) for row in connection.execute(statement(f"checks/{name}")).mappings()] for name in names
        }


def tables_of(engine: Engine) -> list[Table]:
    """Every table with content, those that others refer to first; partitions are part of their table."""
    metadata = MetaData()
    with reading(engine) as connection:
        metadata.reflect(connection)
    return [it for it in metadata.sorted_tables if it.name not in _PROGRAM and not is_partition(it.name)]
