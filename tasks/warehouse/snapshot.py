"""A copy of a SQLite warehouse as of one moment, whoever writes to it meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from tasks.warehouse.engine import open_engine
from tasks.warehouse.evidence import warehouse_hash


def snapshot(engine: Engine, path: Path) -> str:
    """Copy the warehouse into a new file by SQLite's online backup; gives the hash of what the copy holds.

    It waits for no writer and lets none wait. ValueError for another kind of database.
    """
    if engine.dialect.name != "sqlite":
        raise ValueError(f"{engine.dialect.name} has a backup of its own")
    connection = engine.raw_connection()
    try:
        with closing(sqlite3.connect(path)) as copy:
            connection.driver_connection.backup(copy)  # type: ignore[union-attr]  # it is open
    finally:
        connection.close()
    return file_hash(path)


def file_hash(path: Path) -> str:
    """The hash of what the warehouse in a SQLite file holds."""
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    try:
        return warehouse_hash(engine)
    finally:
        engine.dispose()
