"""Rows in bulk: COPY on PostgreSQL, a statement with many parameters on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from tasks.warehouse.engine import writing
from tasks.warehouse.statements import source, statement

YEARLY = ("core_cells", "core_sections", "core_facts", "core_findings")
"""The tables that PostgreSQL keeps by year, in the order in which they may be filled."""
# 少于这么多行，COPY 并不更快
_FEW = 8
Row = Mapping[str, Any]
Item = TypeVar("Item")


def add_rows(connection: Connection, what: str, rows: Sequence[Row]) -> None:
    """Add new rows of a kind (cells, findings ...) that are known not to be there yet."""
    if connection.dialect.name == "postgresql" and len(rows) >= _FEW:
        columns = tuple(rows[0])
        copy_rows(connection, f"core_{what}", columns, ([row[column] for column in columns] for row in rows))
    elif rows:
        connection.execute(statement(f"load/insert_{what}"), rows)


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows into a table of PostgreSQL, all or none of them; one that is there already is an IntegrityError."""
    quote = connection.dialect.identifier_preparer.quote
    command = f"COPY {quote(table)} ({', '.join(map(quote, columns))}) FROM STDIN"
    driver: Any = connection.connection.dbapi_connection
    failed: Any = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)
    except failed as error:  # as from any other statement
        raise DBAPIError.instance(command, None, error, failed, dialect=connection.dialect) from error


@contextmanager
def stage_year(connection: Connection, year: int) -> Iterator[Mapping[str, str]]:
    """Staging tables (by the names of YEARLY) into which the rows of one year are copied; then they are taken in.

    PostgreSQL only. They become the year's partitions, or where the year has rows already, what is new is added. The
    revisions and checks that the rows belong to must have been loaded before.
    """
    connection.exec_driver_sql(source("session/postgresql_stage_year"))
    yield {table: f"staging_{table}" for table in YEARLY}
    connection.execute(statement("session/postgresql_take_in_year"), {"year": year})


def look_at_what_was_loaded(engine: Engine) -> None:
    """Statistics for the planner of PostgreSQL after much was loaded; SQLite needs none."""
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.execute(statement("session/postgresql_analyze"))


def in_parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """As many at a time, the last ones fewer."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
