"""The reading process: a small server that forks a bounded child for every document.

Run as `python -m tasks.reading.worker`; a request is one JSON line {data path, name, limits} on standard input,
the answer one JSON line on standard output. Being single-threaded it may fork safely, which the caller may not.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from tasks.language import _, use
from tasks.reading.documents import read_bytes
from tasks.records import Limits, Refusal

_FOLDER = "gouji-"


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Read one document in this process: {"grid": …} or {"refused": {reason, detail}}; never raises."""
    use(request.get("language", "zh"))
    limits = Limits(**request["limits"])
    try:
        with open(request["path"], "rb") as stream:  # noqa: PTH123 - the path is ours, opened in the child
            data = stream.read(limits.file_bytes + 1)
        return {"grid": read_bytes(data, request["name"], limits).to_json()}
    except Refusal as refusal:
        return refused(refusal.reason, refusal.detail)
    except MemoryError:
        return refused("too_large", _("读取该文件所需内存超过上限，已拒收"))
    except RecursionError:
        return refused("too_large", _("文件嵌套过深，已拒收"))
    except OSError as error:
        return refused("unreadable", _("文件打不开：{error}").format(error=error.strerror or error))
    except Exception as error:  # any other failure of a parser is a refusal of this document, with its name
        return refused("unreadable", _("文件无法解析（{error}），请重新导出后报送").format(error=type(error).__name__))


def refused(reason: str, detail: str) -> dict[str, Any]:
    return {"refused": {"reason": reason, "detail": detail}}


def _bound(limits: Limits) -> None:
    """Limits of this child; the hard ones of memory and CPU are those that recognising pictures may ask for."""
    import resource  # noqa: PLC0415 - exists on POSIX only, where forks exist

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, max(limits.memory_bytes, limits.ocr_memory_bytes)))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, max(limits.cpu_seconds + 1, limits.ocr_cpu_seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.member_bytes, limits.member_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(limits.cpu_seconds * 3)


@dataclass(frozen=True)
class _Child:
    """A forked process that waits for one request; `ask` is where it hears it, `hear` where it answers."""

    pid: int
    ask: BinaryIO
    hear: BinaryIO


def _spawn() -> _Child:
    """Fork the next reader ahead of its document, so that nobody waits for the fork."""
    request_in, request_out = os.pipe()
    answer_in, answer_out = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(request_out)
            os.close(answer_in)
            with os.fdopen(request_in, "rb") as asked, os.fdopen(answer_out, "wb") as answered:
                if line := asked.readline():
                    request = json.loads(line)
                    _bound(Limits(**request["limits"]))
                    answered.write(json.dumps(answer(request), ensure_ascii=False).encode())
        finally:
            os._exit(0)  # whatever happened: the child must never unwind into the server's own clean-up
    os.close(request_in)
    os.close(answer_out)
    return _Child(pid, os.fdopen(request_out, "wb"), os.fdopen(answer_in, "rb"))


def _ask(child: _Child, line: bytes) -> None:
    """Hand over the request; a child that died already is noticed when its answer is waited for."""
    with suppress(BrokenPipeError), child.ask as ask:
        ask.write(line)


def _hear(child: _Child, line: bytes) -> bytes:
    """The child's answer, made within memory, CPU, wall time and output; one that dies is a refusal."""
    request = json.loads(line)
    most = Limits(**request["limits"]).output_bytes
    use(request.get("language", "zh"))
    with child.hear as hear:
        said = hear.read(most + 1)
        if len(said) > most:
            os.kill(child.pid, signal.SIGKILL)
    _pid, status = os.waitpid(child.pid, 0)
    if status:
        _sweep()
    if len(said) > most:
        return _refusal("too_large", _("文件内容过多，已拒收"))
    if status == 0 and said:
        return said
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL}:
        return _refusal("too_slow", _("读取该文件超过时间或内存上限，已拒收"))
    return _refusal("unreadable", _("读取该文件的进程异常退出，已拒收"))


def _refusal(reason: str, detail: str) -> bytes:
    return json.dumps(refused(reason, detail), ensure_ascii=False).encode()


def _sweep() -> None:
    """Remove the files that a killed child left in the server's own folder."""
    folder = Path(tempfile.gettempdir())
    for left in folder.iterdir() if folder.name.startswith(_FOLDER) else ():  # never the machine's own
        shutil.rmtree(left, ignore_errors=True)


def main() -> None:
    """Answer requests until standard input ends; converters that need files have a folder that ends with the server."""
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = folder
        _serve()


def _serve() -> None:
    gc.disable()  # a child lives for one document; a collection would copy every shared page
    gc.freeze()
    child = _spawn() if hasattr(os, "fork") else None
    for line in sys.stdin.buffer:
        if child is None:
            reply = json.dumps(answer(json.loads(line)), ensure_ascii=False).encode()
        else:
            _ask(child, line)
            following = _spawn()  # while this one reads
            reply, child = _hear(child, line), following
        sys.stdout.buffer.write(reply + b"\n")
        sys.stdout.buffer.flush()
    if child:
        child.ask.close()
        os.waitpid(child.pid, 0)


if __name__ == "__main__":
    main()
