"""One damaged document through reading and placing, in time and memory."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from dataclasses import dataclass
from types import FrameType

from tasks.placing import place
from tasks.reading import read_bytes
from tasks.records import Grid, Limits, Placement, Refusal

MEMORY = 3 << 30
_PICTURES = (".pdf", ".png", ".jpg")  # which recognising may take its time over


class Hang(BaseException):
    """The document took more of the processor than the limit; a busy machine is no fault of a document."""


@dataclass(frozen=True)
class Outcome:
    """placed, the reason of a refusal, or FAILED, HUNG; detail = the traceback of a failure."""

    what: str
    detail: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        return self.what.isupper()


def bound() -> None:
    """Bound this process as the reading process is."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _hang)


def _hang(number: int, frame: FrameType | None) -> None:
    raise Hang


def seconds_for(name: str) -> int:
    """Seconds of processor time that a document may take."""
    limits = Limits()
    return limits.ocr_cpu_seconds if name.endswith(_PICTURES) else limits.cpu_seconds


def attempt(data: bytes, name: str, alarm: bool = True) -> Outcome:
    """Read and place; anything but a placement or a refusal with reason and detail has failed.

    alarm = end what takes longer than the limit, which needs `bound` first.
    """
    start = time.perf_counter()
    signal.setitimer(signal.ITIMER_PROF, seconds_for(name) if alarm else 0)
    try:
        outcome = _attempt(data, name)
    except Hang:
        outcome = Outcome("HUNG", traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Outcome(outcome.what, outcome.detail, time.perf_counter() - start)


def _attempt(data: bytes, name: str) -> Outcome:
    try:
        grid = read_bytes(data, name, Limits())
        assert Grid.from_json(grid.to_json()) == grid
        placement = place(grid)
        assert isinstance(placement, Placement)
        placement.to_json()
    except Refusal as refusal:
        return Outcome(refusal.reason) if refusal.reason and refusal.detail else Outcome("FAILED", "no detail")
    except MemoryError:
        return Outcome("too_large")  # the reading process says so in its place
    except Exception:
        return Outcome("FAILED", traceback.format_exc())
    return Outcome("placed")
