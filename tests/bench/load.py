"""Measure loading and adding up a county against bare inserts: `python -m tests.bench.load [agencies]`."""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter

from tasks.warehouse import migrate, open_engine, roll_up
from tests.warehouse.reports import NOW, accept, placement


def main(agencies: int = 50) -> None:
    """Print seconds, and each step as a multiple of writing the same number of bare rows in one transaction."""
    codes = [f"d{number:03}" for number in range(agencies)]
    reports = [placement({"t2.licensing.decisions": number}) for number in range(agencies)]
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/warehouse.db")
        migrate(engine)

        def load_all() -> None:
            for code, report in zip(codes, reports, strict=True):
                accept(engine, code, report)

        def add_up() -> None:
            roll_up(engine, "bench", 2023, codes, NOW)

        steps: dict[str, Callable[[], None]] = {
            "bare inserts": lambda: _bare_inserts(Path(folder) / "bare.db", agencies),
            "load": load_all,
            "load again": load_all,
            "roll up": add_up,
            "roll up again": add_up,
        }
        seconds = {name: _timed(step) for name, step in steps.items()}
        engine.dispose()
    for name, spent in seconds.items():
        print(f"{name:14} {spent:7.3f} s {spent / seconds['bare inserts']:7.1f} x")
    print(f"peak memory    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")


def _bare_inserts(path: Path, agencies: int) -> None:
    rows = [(f"d{agency:03}", 2023, 1, f"cell{cell}", "0", 0) for agency in range(agencies) for cell in range(200)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE cells (a TEXT, y INTEGER, r INTEGER, c TEXT, v TEXT, m INTEGER)")
        connection.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?)", rows)


def _timed(step: Callable[[], None]) -> float:
    start = perf_counter()
    step()
    return perf_counter() - start


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
