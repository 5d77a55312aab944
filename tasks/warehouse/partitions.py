"""The years by which PostgreSQL keeps what grows with every report; SQLite keeps it whole."""

from __future__ import annotations

import re

from sqlalchemy import Engine

from tasks.warehouse.engine import writing
from tasks.warehouse.statements import statement

# 分区的名字以年度结尾，如 core_cells_2023
_PARTITION = re.compile(r".*_\d{1,4}")


def open_year(engine: Engine, year: int) -> None:
    """Make room for the reports of a year, in a transaction of its own so that nobody waits for a load."""
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.execute(statement("session/postgresql_open_year"), {"year": year})


def is_partition(table: str) -> bool:
    return _PARTITION.fullmatch(table) is not None
