"""`python -m tests.fuzz --inputs 20000 --seconds 3600`: damaged documents in worker processes; counts by outcome."""

from __future__ import annotations

import argparse
import multiprocessing as mp
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from tasks.placing import place
from tasks.reading import read
from tasks.records import Refusal
from tests.fuzz.corpus import Seed, corpus
from tests.fuzz.damage import damaged
from tests.fuzz.trial import Outcome, attempt, bound, seconds_for

WORKERS = 2
SILENCE = 3 * seconds_for(".pdf")  # a worker that says nothing for so long is stuck beyond Python's reach


def work(seeds: Sequence[Seed], numbers: Sequence[int], said: Connection) -> None:
    """Try inputs in turn; each number is said before its outcome, so that a death can be told."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    bound()
    for number in numbers:
        said.send((number, None))
        seed, data = damaged(number, seeds)
        said.send((number, attempt(data, f"report{seed.suffix}")))
    said.close()


class Worker:
    """A process with its share of the inputs, begun again behind the input that killed it."""

    def __init__(self, seeds: Sequence[Seed], numbers: Sequence[int]) -> None:
        self.seeds, self.numbers = seeds, numbers
        self.now: int | None = None
        self.begin()

    def begin(self) -> None:
        self.heard, said = mp.Pipe(duplex=False)
        self.process = mp.get_context("fork").Process(target=work, args=(self.seeds, self.numbers, said), daemon=True)
        self.process.start()
        said.close()
        self.since = time.monotonic()

    def hear(self) -> tuple[int, Outcome] | None:
        """The next outcome, if one has come; a death is one as well."""
        if not self.heard.poll() and time.monotonic() - self.since > SILENCE:
            self.process.kill()
        try:
            number, outcome = self.heard.recv()
        except EOFError:
            return self._died()
        self.now, self.since = number, time.monotonic()
        return None if outcome is None else (number, outcome)

    def _died(self) -> tuple[int, Outcome] | None:
        self.process.join()
        self.heard.close()
        if self.process.exitcode == 0 or self.now is None:
            self.numbers = []
            return None
        died = self.now
        self.numbers = self.numbers[self.numbers.index(died) + 1 :]
        self.begin()
        return died, Outcome("DIED", f"exit {self.process.exitcode}")

    @property
    def done(self) -> bool:
        return not self.numbers


def outcomes(seeds: Sequence[Seed], inputs: int, seconds: float, first: int) -> Iterator[tuple[int, Outcome]]:
    """Outcomes as they come, until all inputs are tried or the time is over."""
    end = time.monotonic() + seconds
    workers = [Worker(seeds, range(first + n, first + inputs, WORKERS)) for n in range(WORKERS)]
    while any(not worker.done for worker in workers) and time.monotonic() < end:
        open_ones: list[Any] = [worker.heard for worker in workers if not worker.done]
        ready = wait(open_ones, timeout=1.0)
        for worker in workers:
            stuck = time.monotonic() - worker.since > SILENCE
            if not worker.done and (worker.heard in ready or stuck) and (heard := worker.hear()):
                yield heard
    for worker in workers:
        worker.process.kill()
        worker.process.join()


def bounded(data: bytes, name: str) -> Outcome:
    """What the reading process makes of an input that kills a process: it must cost this document only."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            place(read(path))
        except Refusal as refusal:
            return Outcome(f"{refusal.reason} (process died)")
    return Outcome("DIED", "and the reading process says nothing of it")


def run(inputs: int, seconds: float, first: int, folder: Path) -> int:
    """Try the inputs, save what failed, print the counts; how many failed."""
    seeds = corpus()
    print(f"{len(seeds)} documents to damage: {dict(Counter(seed.kind for seed in seeds))}")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, float] = defaultdict(float)
    failed = tried = 0
    for number, said in outcomes(seeds, inputs, seconds, first):
        seed, data = damaged(number, seeds)
        outcome = bounded(data, f"report{seed.suffix}") if said.what == "DIED" else said
        counts[seed.kind][outcome.what] += 1
        tried += 1
        if tried % 1000 == 0:
            print(f"{tried} tried, {failed} failed", file=sys.stderr, flush=True)
        slowest[seed.kind] = max(slowest[seed.kind], outcome.seconds)
        if outcome.failed:
            failed += 1
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}{seed.suffix}").write_bytes(data)
            (folder / f"{number}{seed.suffix}.why").write_text(f"{outcome.what}\n{outcome.detail}", encoding="utf-8")
    for kind in sorted(counts):
        listed = "  ".join(f"{what} {count}" for what, count in counts[kind].most_common())
        print(f"{kind:5} {counts[kind].total():6}  slowest {slowest[kind]:5.2f} s  {listed}")
    total: Counter[str] = sum(counts.values(), Counter())
    print(f"all   {total.total():6}  " + "  ".join(f"{what} {count}" for what, count in total.most_common()))
    print(f"failed: {failed}" + (f", kept in {folder}" if failed else ""))
    if tried < inputs:
        print(f"the time was over after {tried} of {inputs} inputs; --seconds {2 * seconds:.0f} gives it more")
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--first", type=int, default=0, help="number of the first input: other numbers, other damage")
    parser.add_argument("--keep", type=Path, default=None, help="folder for inputs that failed")
    asked = parser.parse_args()
    sys.exit(1 if run(asked.inputs, asked.seconds, asked.first, asked.keep or Path(mkdtemp(prefix="fuzz-"))) else 0)


if __name__ == "__main__":
    main()
