"""Read a document in a bounded process of its own, through long-lived reading servers that its readers share."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from tasks.language import _, language
from tasks.reading.messages import Answer, Request, answer_in, line_of
from tasks.records import Grid, Limits, Origin, Refusal

T = TypeVar("T")
_Server = subprocess.Popen[bytes]
_MOST = 4  # documents at once
_idle: list[_Server] = []
_inherited: list[_Server] = []


def read(path: Path, name: str = "", limits: Limits | None = None) -> Grid:
    """The Grid of the file at path (name = the name it was sent under); Refusal when it cannot be read."""
    return _given(_ask(_request(path, name, limits)).grid)


def read_all(files: Sequence[tuple[Path, str]], limits: Limits | None = None) -> list[Grid | Refusal]:
    """What `read` gives for each path and name, in their order; as many at once as there are processors."""

    def outcome(file: tuple[Path, str]) -> Grid | Refusal:
        try:
            return read(*file, limits)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(min(_MOST, os.cpu_count() or 1)) as pool:
        return list(pool.map(outcome, files))


def read_pages_of(files: Sequence[tuple[Path, str]], limits: Limits | None = None) -> Grid | None:
    """The Grid of pictures (paths and names) as the pages of one document; None where they cannot be read as one."""
    limits = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder, suppress(Refusal):
        bundle = Path(folder) / "pages.zip"
        with zipfile.ZipFile(bundle, "w") as archive:
            for name, path in _distinct(files):
                archive.write(path, name)
        return read(bundle, "", replace(limits, file_bytes=limits.output_bytes))
    return None


def _distinct(files: Sequence[tuple[Path, str]]) -> Iterator[tuple[str, Path]]:
    """Names, of which a repeated one gets its number."""
    used: set[str] = set()
    for number, (path, name) in enumerate(files, 1):
        unlike = f"{number}/{name}" if name in used else name
        used.add(unlike)
        yield unlike, path


def picture(path: Path, place: Origin, name: str = "", limits: Limits | None = None) -> bytes:
    """A PNG of a place (page and box) of the file at path, framed in red; Refusal when it cannot be drawn."""
    return _given(_ask(_request(path, name, limits, place)).picture)


def _request(path: Path, name: str, limits: Limits | None, place: Origin | None = None) -> Request:
    readable = (name or path.name).encode(errors="replace").decode()  # a name on disk may be no text at all
    return Request(os.fsencode(path.absolute()), readable, limits or Limits(), language(), place)


def _given(content: T | None) -> T:
    if content is None:
        raise Refusal("unreadable", _("读取该文件的进程异常退出，已拒收"))
    return content


def _ask(request: Request) -> Answer:
    """One request to a server; where that dies (a document only costs its child) another one is asked once more."""
    return _try(request) or _try(request) or Answer()


def _try(request: Request) -> Answer | None:
    """One request to a server that has nothing else to do; None when it died, and it is replaced."""
    server = _server()
    assert server.stdin is not None and server.stdout is not None
    try:
        server.stdin.write(line_of(request))
        server.stdin.flush()
        answer = answer_in(server.stdout.readline())
    except (OSError, ValueError):
        _stop(server)
        return None
    except BaseException:
        _stop(server)  # its answer, still to come, would be taken for the next one
        raise
    _idle.append(server)
    if answer.refused:
        raise Refusal(answer.refused.reason, answer.refused.detail)
    return answer


def _server() -> _Server:
    """An idle server that lives, or a new one."""
    while _idle:
        try:
            server = _idle.pop()
        except IndexError:  # another thread was faster
            break
        if server.poll() is None:
            return server
        _stop(server)
    return subprocess.Popen(
        [sys.executable, "-m", "tasks.reading.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """What a reader needs and no secret: no GOUJI_ variable, no proxy, no credential."""
    kept = ("PATH", "LANG", "LC_ALL", "HOME", "SYSTEMROOT", "TEMP", "TMP", "VIRTUAL_ENV", "PYTHONPATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONUTF8": "1"}


def _stop(server: subprocess.Popen[bytes]) -> None:
    for stream in (server.stdin, server.stdout):
        if stream is not None:
            stream.close()
    try:
        server.wait(timeout=2)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@atexit.register
def close() -> None:
    """End every idle reading server of this process."""
    while _idle:
        _stop(_idle.pop())


def _disown() -> None:
    """After a fork: the servers are the parent's, who talks to them."""
    _inherited.extend(_idle)
    _idle.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_disown)
