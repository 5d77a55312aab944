"""Connections: how SQLite and PostgreSQL are opened, read, written and locked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from tasks.warehouse.statements import source, statement


def open_engine(url: str) -> Engine:
    """Open a warehouse by its address (`sqlite:///file.db`, `postgresql://user@host/name`), not yet migrated."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # 编译一条语句比执行它还久：汇总一县不过几万行
    options = {"options": f"{address.query.get('options', '')} -c jit=off".strip()}
    address = address.set(drivername="postgresql+psycopg").difference_update_query(["options"])
    return create_engine(address, pool_pre_ping=True, connect_args=options)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for reading; on SQLite it does not wait for the writer."""
    with engine.connect() as connection:
        connection.execution_options(reading=True)
        yield connection


@contextmanager
def writing(engine: Engine, *subject: object) -> Iterator[Connection]:
    """One transaction, alone on its subject (such as "rollup", county, year) until it ends.

    The lock comes before anything is read: two writers that each read first would both compute from the old state.
    SQLite has one writer anyway.
    """
    with engine.begin() as connection:
        if subject and engine.dialect.name == "postgresql":
            connection.execute(statement("session/postgresql_lock"), {"key": _lock_key(subject)})
        yield connection


def _lock_key(subject: tuple[object, ...]) -> int:
    digest = hashlib.sha256("|".join(map(str, subject)).encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # 交给 _begin_sqlite 开启事务：驱动自带的 BEGIN 是延迟的，读后再写会丢
    connection.isolation_level = None
    connection.executescript(source("session/sqlite_connect"))


def _begin_sqlite(connection: Connection) -> None:
    mode = "reading" if connection.get_execution_options().get("reading") else "writing"
    connection.exec_driver_sql(source(f"session/sqlite_begin_{mode}"))
