"""`python -m tests.accuracy [--first N] [--seeds N] [--types pdf …]`: cells right, wrong, flagged, missing, refused."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from time import monotonic

from tests.accuracy import real
from tests.accuracy.jobs import Done, Job, jobs, run
from tests.accuracy.report import Report

SCANS = 1


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measure(planned: list[Job], found: Report) -> None:
    """Do all jobs on every core, telling how far they are."""
    total, done, started = sum(len(job.cases) for job in planned), 0, monotonic()
    with ProcessPoolExecutor() as pool:
        running = {pool.submit(run, job): job for job in planned}
        for future in as_completed(running):
            job, result = running[future], future.result()
            take(result, found)
            done += len(job.cases)
            passed = round(monotonic() - started)
            name = job.kind or "、".join(sorted({case.type for case in job.cases}))
            say(f"{done}/{total} 份 / documents  {passed // 60}:{passed % 60:02}  {name}")


def take(result: Done, found: Report) -> None:
    found.notes += result.notes
    for case, one in result.scores:
        found.add(case, one)


def main() -> None:
    parser = argparse.ArgumentParser(prog=Path(__file__).parent.name, description=__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds of every case")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--types", nargs="*", default=[], help="only these types (txt html docx xlsx doc pdf …)")
    parser.add_argument("--scans", type=int, default=SCANS, help="how many scanned reports (a minute or so each)")
    asked = parser.parse_args()
    found = Report()
    planned, notes = jobs(range(asked.first, asked.first + asked.seeds), set(asked.types), asked.scans)
    found.notes += notes
    measure(planned, found)
    for name, one in real.scores():
        found.add_real(name, one)
    found.print()
    sys.exit(1 if found.wrong else 0)


if __name__ == "__main__":
    main()
