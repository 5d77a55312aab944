"""Without coverage: what walks again, for minutes, over code that other tests cover; tracing would double its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coverage import Coverage


@contextmanager
def untraced() -> Iterator[None]:
    """Lines run inside are not counted, where coverage is measured at all; a worker of many has two measures of it."""
    stopped: list[Coverage] = []
    while running := Coverage.current():
        running.stop()
        stopped.append(running)
    try:
        yield
    finally:
        for each in reversed(stopped):
            each.start()
