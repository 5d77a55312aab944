"""Read a document in a bounded process of its own, through a long-lived reading server."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tasks.language import _, language
from tasks.records import Grid, Limits, Refusal

_local = threading.local()
_servers: list[subprocess.Popen[bytes]] = []


def read(path: Path, name: str = "", limits: Limits | None = None) -> Grid:
    """The Grid of the file at path (name = the name it was sent under); Refusal when it cannot be read."""
    limits = limits or Limits()
    request = {"path": str(path), "name": name or path.name, "limits": limits.to_json(), "language": language()}
    reply = _ask(request)
    if "refused" in reply:
        raise Refusal(reply["refused"]["reason"], reply["refused"]["detail"])
    return Grid.from_json(reply["grid"])


def _ask(request: dict[str, Any]) -> dict[str, Any]:
    """One request to this thread's server; a server that died costs this document and is replaced."""
    server = _server()
    assert server.stdin is not None and server.stdout is not None
    try:
        server.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
        server.stdin.flush()
        line = server.stdout.readline()
    except OSError:
        line = b""
    if line:
        reply: dict[str, Any] = json.loads(line)
        return reply
    _stop(server)
    _local.server = None
    raise Refusal("unreadable", _("读取该文件的进程异常退出，已拒收"))


def _server() -> subprocess.Popen[bytes]:
    server: subprocess.Popen[bytes] | None = getattr(_local, "server", None)
    if server is None or server.poll() is not None or getattr(_local, "owner", None) != os.getpid():
        server = subprocess.Popen(
            [sys.executable, "-m", "tasks.reading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env=_environment(),
        )
        _servers.append(server)
        _local.server, _local.owner = server, os.getpid()
    return server


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
    """End every reading server of this process."""
    while _servers:
        _stop(_servers.pop())
    _local.server = None
