"""Evidence that a warehouse is sound, and whether two hold the same."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from sqlalchemy import Engine, MetaData, Table, func, select

from tasks.warehouse.columns import digest
from tasks.warehouse.engine import reading
from tasks.warehouse.statements import statement


def warehouse_hash(engine: Engine) -> str:
    """A hash over every core_ and out_ row but runs and times: equal where two warehouses hold the same."""
    content = {}
    with reading(engine) as connection:
        for table in _tables(engine):
            if table.name.startswith(("core_", "out_")) and table.name != "core_runs":
                columns = [c for c in table.columns if not c.name.endswith("_at") and c.name != "as_of"]
                rows = connection.execute(select(*columns)).all()
                content[table.name] = sorted(digest([*map(str, row)]) for row in rows)
    return digest(content)


def row_counts(engine: Engine) -> dict[str, int]:
    """The number of rows of every table."""
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in _tables(engine)
        }


def check_warehouse(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Run sql/checks: by check, the rows that break what its first line promises; sound if all are empty."""
    paths = files("sql").joinpath("checks").iterdir()
    names = sorted(path.name.removesuffix(".sql") for path in paths if path.name.endswith(".sql"))
    with reading(engine) as connection:
        return {
            name: [dict(row) for row in connection.execute(statement(f"checks/{name}")).mappings()] for name in names
        }


def _tables(engine: Engine) -> list[Table]:
    metadata = MetaData()
    with reading(engine) as connection:
        metadata.reflect(connection)
    return [metadata.tables[name] for name in sorted(metadata.tables) if name != "alembic_version"]
