"""A county and its warehouse, laid aside so that a trial begins from the same again and again, on either database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlalchemy import make_url

_VARIABLE = "GOUJI_DATABASE_URL"


@dataclass(frozen=True)
class Stage:
    """A county folder as it lies before a night; database = the PostgreSQL address beside it, "" for SQLite."""

    home: Path
    database: str = ""

    @contextmanager
    def played(self, at: Path) -> Iterator[Path]:
        """A copy of folder and database to work in, gone afterwards; meanwhile the environment names the database."""
        shutil.copytree(self.home, at)
        copy = new_database(self.database, at.name, self.database) if self.database else ""
        try:
            with at_database(copy):
                yield at
        finally:
            shutil.rmtree(at)
            if copy:
                _run(copy, SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(at.name)))


@contextmanager
def at_database(address: str) -> Iterator[None]:
    """Let this process and its children work on a database; "" = the SQLite file of the county folder."""
    before = os.environ.pop(_VARIABLE, None)
    if address:
        os.environ[_VARIABLE] = address
    try:
        yield
    finally:
        os.environ.pop(_VARIABLE, None)
        if before is not None:
            os.environ[_VARIABLE] = before


def new_database(server: str, name: str, like: str = "") -> str:
    """The address of a new database beside another one: empty, or a copy of `like`."""
    template = make_url(like).database if like else "template0"
    _run(server, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template or "template0")))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run(server: str, sql: Composed) -> None:
    maintenance = make_url(server).set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(sql)
