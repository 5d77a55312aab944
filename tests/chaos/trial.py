"""One trial: a night killed somewhere, then run again; and what must be the same as if nobody had killed it."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from tasks.open import open_desk
from tests.chaos.facts import Facts, facts
from tests.chaos.night import Countdown, at_transactions, begun, ended, equip, forked, lingering
from tests.chaos.stage import Stage
from tests.flows.plain import plain_night


@dataclass(frozen=True)
class Kill:
    """Where a night dies: the n-th boundary between its steps, the n-th transaction, or after some seconds.

    readers = with the reading processes that a real night has.
    """

    boundary: int = 0
    transaction: int = 0
    seconds: float | None = None
    readers: bool = False


@dataclass(frozen=True)
class Outcome:
    """Whether the kill came in time, and the facts after the night that followed."""

    killed: bool
    facts: Facts


def run(stage: Stage, on: date, at: Path, kill: Kill | None = None, again: bool = True) -> Outcome:
    """Kill a night of the stage, run it again to its end, and take stock; without a kill one undisturbed night."""
    with stage.played(at) as home:
        said = at.with_suffix(".said")
        killed, left = _kill(home, on, said, kill) if kill else (False, [])
        found = stock(home, on, said, again)
    return Outcome(killed, replace(found, wrong=(*found.wrong, *(f"still running: {name}" for name in left))))


def _kill(home: Path, on: date, said: Path, kill: Kill) -> tuple[bool, list[str]]:
    """Whether the night was killed before its end, and what of it outlived it."""
    child = begun(lambda: _killed(home, on, said, kill))
    status = ended(child, kill.seconds)
    return status == -9, lingering(child)


def stock(home: Path, on: date, said: Path, again: bool = True) -> Facts:
    """The facts after (unless told otherwise) one more night, in a process of its own."""
    report = said.with_suffix(".json")
    if status := forked(lambda: report.write_text(json.dumps(asdict(_stock(home, on, said, again))))):
        raise RuntimeError(f"the night that makes good ended with {status}")
    told = json.loads(report.read_text())
    for left in (said, report):
        left.unlink(missing_ok=True)
    return Facts(**told | {"wrong": tuple(told["wrong"])})


def _killed(home: Path, on: date, said: Path, kill: Kill) -> None:
    equip(said, kill.readers)
    at_transactions(Countdown(kill.transaction))
    plain_night(home, on, Countdown(kill.boundary))


def _stock(home: Path, on: date, said: Path, again: bool) -> Facts:
    equip(said)
    if again:
        plain_night(home, on)
    return facts(open_desk(home), said)


def measure(stage: Stage, on: date, at: Path) -> tuple[int, int, float]:
    """How many boundaries and transactions an undisturbed night has, and how many seconds it takes."""
    boundaries, transactions, told = Countdown(), Countdown(), at.with_suffix(".counts")

    def count() -> None:
        equip(at.with_suffix(".said"))
        at_transactions(transactions)
        plain_night(at, on, boundaries)
        told.write_text(f"{boundaries.count} {transactions.count}")

    with stage.played(at):
        start = time.perf_counter()
        forked(count)
        seconds = time.perf_counter() - start
    boundary, transaction = map(int, told.read_text().split())
    for left in (told, at.with_suffix(".said")):
        left.unlink(missing_ok=True)
    return boundary, transaction, seconds
