"""The reading process: a small server that forks a bounded child for every document.

Run as `python -m tasks.reading.worker`; a request is one line on standard input, the answer one line on standard
output (`messages`). Being single-threaded it may fork safely, which the caller may not.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from tasks.language import _, use
from tasks.reading.crops import picture_of
from tasks.reading.detect import PACKAGES, SUFFIXES
from tasks.reading.doc import converter
from tasks.reading.documents import read_bytes
from tasks.reading.evidence import evidence_of
from tasks.reading.messages import Answer, Request, line_of, request_in
from tasks.records import Grid, Limits, Origin, Paragraph, Refusal

_FOLDER = "gouji-"
_WAKE_UP = b"a\tb"
_STDIN, _STDOUT = 0, 1
_PIECE = 1 << 16  # bytes that a pipe holds


def answer(request: Request) -> bytes:
    """Read one document in this process; the line of its Answer, never an exception."""
    use(request.language)
    try:
        return line_of(_read(request))
    except Refusal as refusal:
        return _refused(refusal.reason, refusal.detail)
    except MemoryError:
        return _refused("too_large", _("读取该文件所需内存超过上限，已拒收"))
    except RecursionError:
        return _refused("too_large", _("文件嵌套过深，已拒收"))
    except OSError as error:
        return _refused("unreadable", _("文件打不开：{error}").format(error=error.strerror or error))
    except Exception as error:  # any other failure of a parser is a refusal of this document, with its name
        return _refused("unreadable", _("文件无法解析（{error}），请重新导出后报送").format(error=type(error).__name__))


def _read(request: Request) -> Answer:
    limits = request.limits
    with open(request.path, "rb") as stream:  # noqa: PTH123 - the path is ours, opened in the child
        data = stream.read(limits.file_bytes + 1)
    if request.place:
        return Answer(picture=picture_of(data, request.name, request.place, limits))
    return Answer(grid=read_bytes(data, request.name, limits))


def _refused(reason: str, detail: str) -> bytes:
    return line_of(Answer.of(Refusal(reason, detail)))


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
    ask: int
    hear: int


def _spawn() -> _Child:
    """Fork the next reader ahead of its document, so that nobody waits for the fork."""
    asked, ask = os.pipe()
    hear, answered = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(ask)
            os.close(hear)
            _live(asked, answered)
        finally:
            os._exit(0)  # whatever happened: the child must never unwind into the server's own clean-up
    os.close(asked)
    os.close(answered)
    return _Child(pid, ask, hear)


def _live(asked: int, answered: int) -> None:
    """The child's life: one request, one answer, and no way to the server's own streams."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, _STDIN)
    os.dup2(nothing, _STDOUT)
    line_of(Answer(grid=read_bytes(_WAKE_UP, "", Limits())))  # pages that a fork shares are copied before it matters
    with os.fdopen(asked, "rb") as asking, os.fdopen(answered, "wb") as answering:
        if line := asking.read():
            request = request_in(line)
            tempfile.tempdir = str(_folder(os.getpid()))
            os.mkdir(tempfile.tempdir)  # noqa: PTH102 - the quickest way, and every document takes it
            _bound(request.limits)
            answering.write(answer(request))


def _ask(child: _Child, line: bytes) -> None:
    """Hand over the request; a child that died already is noticed when its answer is waited for."""
    with suppress(BrokenPipeError), os.fdopen(child.ask, "wb") as ask:
        ask.write(line)


def _hear(child: _Child, most: int) -> bytes:
    """What the child says until it closes its mouth, or a little more than the most it may say."""
    said = bytearray()
    while len(said) <= most and (piece := os.read(child.hear, _PIECE)):
        said += piece
    os.close(child.hear)
    return bytes(said)


def _bury(child: _Child) -> int:
    """The status of a child once it has ended, nothing of it left behind."""
    _pid, status = os.waitpid(child.pid, 0)
    shutil.rmtree(_folder(child.pid), ignore_errors=True)
    return status


def _ended(child: _Child) -> bool:
    return bool(os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT))


def _cause(status: int) -> bytes:
    """Why a child ended without a whole answer."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL}:
        return _refused("too_slow", _("读取该文件超过时间或内存上限，已拒收"))
    return _refused("unreadable", _("读取该文件的进程异常退出，已拒收"))


def _folder(pid: int) -> Path:
    """Where a child keeps the files that a converter needs; it goes with the child, however that ended."""
    return Path(tempfile.gettempdir()) / f"{_FOLDER}{pid}"


def main() -> None:
    """Answer requests until standard input ends; what was written to a folder ends with the server."""
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = folder
        try:
            _serve()
        except BrokenPipeError:  # who asked was killed: nobody hears the answer
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _serve() -> None:
    gc.disable()  # a child lives for one document; a collection would copy every shared page
    gc.freeze()
    if not hasattr(os, "fork"):
        for line in sys.stdin.buffer:
            _say(answer(request_in(line)))
        return
    child = _spawn()
    dying: list[_Child] = []
    for line in sys.stdin.buffer:
        request = request_in(line)
        _ask(child, line)
        _get_ready_for(request.name)
        following = _spawn()  # while this one reads
        for ended in [*filter(_ended, dying)]:
            _bury(ended)
            dying.remove(ended)
        if _reply(child, request):
            dying.append(child)
        child = following
    os.close(child.ask)
    for left in (child, *dying):
        _bury(left)


def _get_ready_for(name: str) -> None:
    """Load, as soon as one file asks for it, what its like will need: our own code and form, no byte of a document."""
    kind = SUFFIXES.get(PurePath(name).suffix.lower())
    if kind == "doc":
        converter()
    elif kind in PACKAGES:
        evidence_of(Grid("", (Paragraph("一、总体情况", Origin()),)))


def _reply(child: _Child, request: Request) -> bool:
    """Say what the child answers, one line and no more; one that dies, or says too much, is a refusal.

    Whether the child is still to be buried, which may wait until nobody waits for it.
    """
    use(request.language)
    said = _hear(child, request.limits.output_bytes)
    if len(said) > request.limits.output_bytes:
        os.kill(child.pid, signal.SIGKILL)
        _bury(child)
        _say(_refused("too_large", _("文件内容过多，已拒收")))
        return False
    if said.endswith(b"\n") and said.count(b"\n") == 1:
        _say(said)
        os.kill(child.pid, signal.SIGKILL)  # it has nothing more to say
        return True
    _say(_cause(_bury(child)))
    return False


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
