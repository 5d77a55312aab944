"""Run flows in this process without a server of one's own: Prefect quiet, our own progress on standard error."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tasks.open import Desk

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

    It would outlive a run that is killed. A shell that sees the end of our pipe ends it then.
    """
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import get_current_settings

    if get_current_settings().api.url:
        yield
        return
    with SubprocessASGIServer() as server, suppress(BrokenPipeError):
        shell = shutil.which("sh")
        if server.server_process is None or shell is None:
            yield
            return
        words = [shell, "-c", 'read -r _; kill "$0" 2>/dev/null', str(server.server_process.pid)]
        with subprocess.Popen(words, stdin=subprocess.PIPE) as watcher:  # noqa: S603 - all words are ours
            yield
            watcher.terminate()


@contextmanager
def at_desk(home: Path | None, quiet: bool = False) -> Iterator["Desk"]:
    """The desk of a county for a command that changes what is stored: no other run works on the county meanwhile."""
    from flows.command.season import home_of
    from tasks.open import alone, close_desks, open_desk

    at = home_of(home).resolve()
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
