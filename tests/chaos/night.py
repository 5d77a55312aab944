"""A night in a process of its own, which dies where it is told to: at a boundary, at a commit, at an instant."""

from __future__ import annotations

import logging
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tasks import alert, read
from tasks.alerting import Digest
from tasks.reading import read_bytes
from tasks.records import Grid, Limits, Refusal

Work = Callable[[], Any]


def forked(work: Work) -> int:
    """Do something in a child and wait for it; gives its exit status (negative = killed)."""
    return ended(begun(work))


def begun(work: Work) -> int:
    """Begin something in a child, a session of its own; gives its id."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setsid()
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def ended(child: int, seconds: float | None = None) -> int:
    """Wait for a child, with SIGKILL after so many seconds."""
    if seconds is not None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            pid, status = os.waitpid(child, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.002)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """Dies at the n-th call; 0 = never, but counts."""

    def __init__(self, nth: int = 0) -> None:
        self.count, self._nth = 0, nth

    def __call__(self, *_: Any) -> None:
        self.count += 1
        if self.count == self._nth:
            die()


def at_transactions(countdown: Countdown) -> None:
    """Count down before each transaction of whatever engine begins, and before it is committed."""
    event.listen(Engine, "commit", countdown)
    event.listen(Engine, "begin", countdown)


class Scribe:
    """A channel that writes down, for good, what it is given to say: one line a message."""

    channel = "scribe"

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, digest: Digest) -> None:
        lines = "".join(f"{message.key}\t{digest.recipient}\n" for message in digest.messages)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Every line is written already."""


def equip(said: Path, readers: bool = False) -> None:
    """Let the nights of this process and its children speak to a file, and (mostly) read documents by themselves."""
    logging.getLogger("gouji").setLevel(logging.CRITICAL + 1)  # what fails here fails on purpose
    alert.alerting.choose_sender = lambda *_: Scribe(said)  # type: ignore[assignment]
    if not readers:
        read.read_all = _read_here


def _read_here(files: Sequence[tuple[Path, str]], limits: Limits | None = None) -> list[Grid | Refusal]:
    return [_grid(path.read_bytes(), name, limits or Limits()) for path, name in files]


def _grid(data: bytes, name: str, limits: Limits) -> Grid | Refusal:
    try:
        return read_bytes(data, name, limits)
    except Refusal as refusal:
        return refusal


def lingering(session: int, seconds: float = 10) -> list[str]:
    """Processes of a child's session that outlive it by more than that, by name."""
    until = time.monotonic() + seconds
    while (left := list(_of_session(session))) and time.monotonic() < until:
        time.sleep(0.02)
    return left


def _of_session(session: int) -> Iterator[str]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = stat.read_text().partition(") ")
            state, _parent, _group, of = rest.split()[:4]
            if of == str(session) and state != "Z":
                yield name.partition("(")[2]
