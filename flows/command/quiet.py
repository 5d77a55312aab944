"""Run flows in this process without a server of one's own: Prefect quiet, our own progress on standard error."""

import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.server.api.server import SubprocessASGIServer

    from tasks.open import Desk

_SAID_EVERY = 3.0  # 秒
_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "GX_ANALYTICS_ENABLED": "false",
}


@contextmanager
def without_server(quiet: bool = False) -> Iterator[Any]:
    """The flows, imported late, with the environment they need; connections and reading servers end with it."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    _show_progress(quiet)
    from flows.agency import agency
    from flows.county import county
    from flows.nightly import nightly
    from flows.reminders import reminders
    from tasks.open import close_desks
    from tasks.reading import close

    try:
        with _prefect():
            yield SimpleNamespace(nightly=nightly, agency=agency, county=county, remind=reminders)
    finally:
        close_desks()
        close()


@contextmanager
def _prefect() -> Iterator[None]:
    """Prefect's server for this run, where none is configured.

    It would outlive a run that is killed, even while it starts. A shell that sees the end of our pipe ends it then.
    """
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import get_current_settings

    if get_current_settings().api.url:
        yield
        return
    server, shell = SubprocessASGIServer(), shutil.which("sh")
    if shell is None:
        with server:
            yield
        return
    words = [shell, "-c", 'while read -r line; do server=$line; done; kill "$server" 2>/dev/null']
    with suppress(BrokenPipeError), subprocess.Popen(words, stdin=subprocess.PIPE) as watcher:  # noqa: S603 - ours
        started = Event()
        Thread(target=_name_server, args=(server, watcher, started), daemon=True).start()
        with server:
            started.set()
            yield
        watcher.terminate()


def _name_server(server: "SubprocessASGIServer", watcher: subprocess.Popen[bytes], started: Event) -> None:
    """Tell the watcher which process to end, as soon as there is one; a busy port makes Prefect try another."""
    named, over = 0, False
    while not over:
        over = started.wait(0.01)
        process = server.server_process
        if process and process.pid != named and watcher.stdin:
            named = process.pid
            with suppress(BrokenPipeError):
                watcher.stdin.write(f"{named}\n".encode())
                watcher.stdin.flush()


@contextmanager
def at_desk(home: Path | None, quiet: bool = False) -> Iterator["Desk"]:
    """The desk of a county for a command that changes what is stored: no other run works on the county meanwhile."""
    from flows.command.options import home_of
    from tasks.open import alone, close_desks, open_desk

    at = home_of(home)
    log, level = logging.getLogger("gouji"), logging.getLogger("gouji").level
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.ERROR if quiet else logging.INFO)
    try:
        with alone(at):
            yield open_desk(at)
    finally:
        close_desks()
        log.removeHandler(handler)
        log.setLevel(level)


def _show_progress(quiet: bool) -> None:
    """Our own lines go to standard error, so that --json and pipes stay clean."""
    log = logging.getLogger("gouji")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
    log.setLevel(logging.ERROR if quiet else logging.INFO)
    log.propagate = False


def told(words: str) -> Callable[[int, int], None]:
    """Say how far long work is, every few seconds on standard error; short work says nothing. words: {done}, {all}."""
    last = time.monotonic()

    def step(done: int, everything: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _SAID_EVERY:
            last = time.monotonic()
            print(words.format(done=done, all=everything), file=sys.stderr)

    return step
