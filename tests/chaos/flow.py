"""The real night, Prefect and all, killed by the clock and run again: slower, so only a few."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from tests.chaos.facts import Facts
from tests.chaos.night import lingering
from tests.chaos.stage import Stage
from tests.chaos.trial import stock

_ROOT = Path(__file__).parents[2]


def killed_flows(stage: Stage, on: date, at: Path, calm: Facts, kills: int, random: Random) -> Iterator[str]:
    """A line for everything that is not as after an undisturbed night of the plain functions."""
    with stage.played(at) as home:
        start = time.perf_counter()
        yield from _wrong("undisturbed flow", _gouji(home, on), home, on, calm)
        seconds = time.perf_counter() - start
    for number in range(kills):
        with stage.played(at.with_name(f"{at.name}{number}")) as home:
            moment = random.uniform(seconds / 3, seconds)  # before that Prefect is still starting
            trouble = _gouji(home, on, moment) + _gouji(home, on)
            yield from _wrong(f"flow killed after {moment:.1f} s", trouble, home, on, calm)


def _gouji(home: Path, on: date, seconds: float | None = None) -> list[str]:
    """`gouji nightly` in a session of its own, killed after so many seconds; gives what went wrong with the process."""
    words = ["nightly", "--home", str(home), "--on", on.isoformat()]
    quiet = os.environ | {"PREFECT_HOME": str(home.with_suffix(".prefect")), "PYTHONPATH": str(_ROOT)}
    script = "from flows.command import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, *words],
        cwd=_ROOT,
        env=quiet,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return [f"still running: {name}" for name in lingering(process.pid)]
    return [] if code in {0, 1} else [f"ended with {code}"]


def _wrong(name: str, trouble: list[str], home: Path, on: date, calm: Facts) -> Iterator[str]:
    after = stock(home, on, home.with_suffix(".said"), again=False)
    yield from (f"{name}: {line}" for line in (*trouble, *after.wrong))
    if after.warehouse != calm.warehouse:
        yield f"{name}: another warehouse"
    if after.files != calm.files:
        yield f"{name}: other pages or documents"
