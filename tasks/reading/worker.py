"""The reading process: a small server that forks a bounded child for every document.

Run as `python -m tasks.reading.worker`; a request is one JSON line {data path, name, limits} on standard input,
the answer one JSON line on standard output. Being single-threaded it may fork safely, which the caller may not.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from tasks.language import _, use
from tasks.reading.documents import read_bytes
from tasks.records import Limits, Refusal


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
    import resource  # noqa: PLC0415 - exists on POSIX only, where forks exist

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(limits.cpu_seconds * 3)


def _fork_and_answer(request: dict[str, Any]) -> bytes:
    """Read in a forked child with limits on memory, CPU, wall time and output; a child that dies is a refusal."""
    limits = Limits(**request["limits"])
    inward, outward = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inward)
        _bound(limits)
        with os.fdopen(outward, "wb") as stream:
            stream.write(json.dumps(answer(request), ensure_ascii=False).encode())
        os._exit(0)
    os.close(outward)
    with os.fdopen(inward, "rb") as stream:
        line = stream.read(limits.output_bytes + 1)
    if len(line) > limits.output_bytes:
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    use(request.get("language", "zh"))
    if len(line) > limits.output_bytes:
        return json.dumps(refused("too_large", _("文件内容过多，已拒收"))).encode()
    if status == 0 and line:
        return line
    killed_by_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL}
    if killed_by_time:
        return json.dumps(refused("too_slow", _("读取该文件超过时间或内存上限，已拒收"))).encode()
    return json.dumps(refused("unreadable", _("读取该文件的进程异常退出，已拒收"))).encode()


def main() -> None:
    """Answer requests until standard input ends."""
    can_fork = hasattr(os, "fork")
    for line in sys.stdin.buffer:
        request = json.loads(line)
        reply = _fork_and_answer(request) if can_fork else json.dumps(answer(request), ensure_ascii=False).encode()
        sys.stdout.buffer.write(reply + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
