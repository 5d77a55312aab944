"""What can befall a night that nobody kills: the database, the disk, the inbox, another night at the same time.

Such a night may rightly keep steps that an undisturbed one has not: what could not be loaded today is loaded tomorrow.
So after the night that follows it is what holds then that must be the same, not the way to it.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from tasks import warehouse
from tasks.open import alone, close_desks
from tasks.warehouse import engine as connections
from tasks.warehouse.statements import source
from tests.chaos.facts import Facts
from tests.chaos.night import begun, ended, equip, forked
from tests.chaos.stage import Stage
from tests.chaos.trial import stock
from tests.flows.plain import plain_night

_kept: list[sqlite3.Connection] = []


def adversities(stage: Stage, on: date, at: Path, calm: Facts, steps: Collection[int]) -> Iterator[str]:
    """Let everything befall a night after each of the steps; a line for all that is not as after an undisturbed one."""
    befall = {"inbox": _change_inbox} | ({"database": _shut} if stage.database else {"lock": _lock, "disk": _fill})
    for name, happens in befall.items():
        for step in steps:
            with stage.played(at) as home:
                forked(_night(home, on, happens, step))
                _make_good(stage, home)
                yield from (f"{name}, step {step}: {line}" for line in _unlike(stock(home, on, _said(home)), calm))
    for locked in (True, False) if steps else ():
        with stage.played(at) as home:
            yield from (f"two nights at once: {line}" for line in _two(home, on, locked, calm))


def _said(home: Path) -> Path:
    return home.parent / f"{home.name}.said"


def _night(home: Path, on: date, happens: Callable[[Path], None], step: int) -> Callable[[], None]:
    """A night to which something happens after that many steps. It may fail: that is not what is looked at."""

    def work() -> None:
        equip(_said(home))
        steps = iter(range(1, 1000))
        try:
            plain_night(home, on, lambda: happens(home) if next(steps) == step else None)
        except (warehouse.DatabaseError, OSError):
            os._exit(3)

    return work


def _unlike(after: Facts, calm: Facts) -> Iterator[str]:
    if after.present != calm.present:
        yield "something else holds"
    yield from after.wrong


def _lock(home: Path) -> None:
    """Another program writes into the SQLite file and does not let go before the night has given up."""
    connections.source = lambda name: source(name).replace("30000", "50")  # type: ignore[assignment]
    close_desks()
    other = sqlite3.connect(home / "warehouse.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    _kept.append(other)


def _fill(home: Path) -> None:
    """No file of this process may become longer than the database is by now."""
    size = max(path.stat().st_size for path in home.glob("warehouse.db*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _shut(_home: Path) -> None:
    """The PostgreSQL database drops everybody and lets nobody in."""
    _alter(os.environ["GOUJI_DATABASE_URL"], allow=False)


def _alter(address: str, allow: bool) -> None:
    url = make_url(address)
    maintenance = url.set(database="postgres").render_as_string(hide_password=False)
    sentence = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(
        Identifier(url.database or ""), SQL("true" if allow else "false")
    )
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(sentence)
        if not allow:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [url.database]
            )


def _change_inbox(home: Path) -> None:
    """Files are half there, gone, or folders, and new ones grow: what a share does while people copy."""
    files = sorted(path for path in (home / "inbox").rglob("*") if path.is_file())
    for number, path in enumerate(files):
        if number % 3 == 0 and path.suffix in {".docx", ".xlsx"}:
            path.write_bytes(path.read_bytes()[:2000])
        elif number % 3 == 1:
            path.unlink()
        elif number % 9 == 2:
            path.unlink()
            path.mkdir()
    (home / "inbox" / "2024" / "年报.docx.part").write_bytes(b"PK")


def _make_good(stage: Stage, home: Path) -> None:
    """The morning after: the database is back, and the inbox lies as it should."""
    if stage.database:
        _alter(os.environ["GOUJI_DATABASE_URL"], allow=True)
    shutil.rmtree(home / "inbox")
    shutil.copytree(stage.home / "inbox", home / "inbox")


def _two(home: Path, on: date, locked: bool, calm: Facts) -> Iterator[str]:
    """Two whole nights in two processes; by the county's lock one after the other, without it side by side."""

    def night() -> None:
        equip(_said(home))
        with alone(home) if locked else nullcontext():
            plain_night(home, on)

    children = [begun(night) for _ in range(2)]
    statuses = [ended(child) for child in children]
    if any(statuses):
        yield "one of them failed"
    after = stock(home, on, _said(home), again=False)
    if locked and (after.warehouse, after.files) != (calm.warehouse, calm.files):
        yield "another warehouse than after one night"
    yield from _unlike(after, calm)
