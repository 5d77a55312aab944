"""Two writers in a fixed order: the first stops before a statement, the second runs as far as it gets."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, TextClause, event, text

from tasks.warehouse import engine as module
from tasks.warehouse import open_engine
from tasks.warehouse.statements import source, statement

PATIENCE = 30.0
LOCKS = ("session/postgresql_lock", "session/sqlite_begin_writing")
Work = Callable[[Engine], Any]


def interleave(url: str, first: Work, before: str, second: Work, *, nth: int = 1) -> tuple[Future[Any], Future[Any]]:
    """Run both over connections of their own: the second begins when the first has stopped before the n-th statement
    of that name, the first goes on when the second has ended or waits for a lock. Gives both ends, result or error."""
    one, two = open_engine(url), open_engine(url)
    stop, locked = _Stop(one, before, nth), _Locked(two)
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(first, one)
        try:
            assert stop.reached.wait(PATIENCE), f"never came to {before}"
            late = pool.submit(second, two)
            until = time.monotonic() + PATIENCE
            while not late.done() and not locked():
                assert time.monotonic() < until, "the second neither ends nor waits"
                time.sleep(0.01)
        finally:
            stop.go.set()
    for engine in (one, two):
        engine.dispose()
    return early, late


class _Stop:
    """Holds the one writer of an engine just before the n-th time that it speaks a statement of sql/."""

    def __init__(self, engine: Engine, name: str, nth: int) -> None:
        self.reached, self.go = threading.Event(), threading.Event()
        self._head, self._left = _head(name), nth
        event.listen(engine, "before_cursor_execute", self._hold)

    def _hold(self, _connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if sql.startswith(self._head):
            self._left -= 1
            if self._left == 0:
                self.reached.set()
                assert self.go.wait(PATIENCE)


class _Locked:
    """Whether the one writer of an engine has been waiting for a lock for a fifth of a second."""

    def __init__(self, engine: Engine) -> None:
        self._since: float | None = None
        self._heads = tuple(map(_head, LOCKS))
        event.listen(engine, "before_cursor_execute", self._asked)
        event.listen(engine, "after_cursor_execute", self._got)

    def __call__(self) -> bool:
        since = self._since
        return since is not None and time.monotonic() - since > 0.2

    def _asked(self, _connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        self._since = time.monotonic() if sql.startswith(self._heads) else None

    def _got(self, *_: Any) -> None:
        self._since = None


def take_out_the_lock(patch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's lock statement does nothing any more, and SQLite begins as its own driver would."""
    patch.setattr(module, "statement", _no_lock)
    patch.setattr(module, "source", lambda name: source(name.replace("begin_writing", "begin_reading")))


def _no_lock(name: str) -> TextClause:
    return text("SELECT CAST(:key AS BIGINT)") if name in LOCKS else statement(name)


def _head(name: str) -> str:
    return source(name).splitlines()[0]
