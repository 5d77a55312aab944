"""How much checking by Great Expectations costs over the bare arithmetic: `python -m tests.bench.check`.

The same equations over the same wide frame (a row a report), once as a float64 product with the coefficient matrix,
once as the suite's expectations with all failures returned by position.
First one report in a hundred has a wrong total, then every report.

Then every rule on one report: those on figures, and those that search the prose (a pattern costs what Python's search
of that text costs; a county's night has hundreds of reports, so fewer rows are measured). The rows are the cases of the
proofs over and over, so that every rule is asked and every way to fail occurs.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from expectations import Identity, catalogue, identities
from expectations.entries import columns
from expectations.proving import proofs
from expectations.suite import build, derive
from tasks.checking import failing_rows, frame_of, great_expectations, observe
from tasks.form import load_form
from tasks.proving.quick import quick
from tasks.proving.situation import case_of
from tasks.proving.verdict import claims_of

EDITION = "f2021"
SIZES = (10_000, 300_000)
LIMIT = 10.0


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print a line a size: seconds of both ways, their ratio, and the peak memory of the process so far."""
    every_rule(max(sizes))
    whole = identities(EDITION, undivided=frozenset(load_form(EDITION).undivided))
    own = [identity for identity in whole if not identity.previous]
    cells = {(identity.rule, identity.cells) for identity in own}
    stored = derive(EDITION)["expectations"]
    entries = [each for each in stored if (each["meta"]["rule"], tuple(each["meta"].get("cells", ()))) in cells]
    suite = build({"name": "bench", "expectations": entries}, len(own))
    failing_rows(wide(10, own), suite)  # the import of Great Expectations is not measured
    print(f"{'reports':>8} {'wrong':>6} {'matmul s':>9} {'GX s':>7} {'ratio':>6} {'failures':>9} {'peak MB':>8}")
    for size in sizes:
        for every in (100, 1):
            frame = wide(size, own, every)
            bare, counts = timed(residuals, frame, own)
            full, verdicts = timed(failing_rows, frame, suite)
            found = [len(verdict.failing) for verdict in verdicts]
            if found != counts:
                raise SystemExit("Great Expectations and the product disagree")
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            share = f"{100 // every}%"
            print(f"{size:>8} {share:>6} {bare:>9.3f} {full:>7.2f} {full / bare:>6.0f} {sum(found):>9} {peak:>8.0f}")
            if size == max(SIZES) and full > LIMIT:
                print(f"slower than the {LIMIT:.0f} s aimed at")


def every_rule(size: int) -> None:
    """Print seconds and peak memory of all single-report rules, run as the flow runs them."""
    suite = derive(EDITION)
    base = _proof_rows(suite)
    patterns = [entry for entry in suite["expectations"] if "regex" in entry["kwargs"]]
    figures = [entry for entry in suite["expectations"] if "regex" not in entry["kwargs"]]
    print(f"{'rules':>8} {'reports':>8} {'expectations':>13} {'GX s':>7} {'CPU s':>7} {'failures':>9} {'peak MB':>8}")
    for name, entries, rows in (("figures", figures, size), ("prose", patterns, max(size // 10, 1))):
        part = {"name": name, "expectations": entries, "meta": {"count": len(entries)}}
        own = base[[column for column in base.columns if column in {c for entry in entries for c in columns(entry)}]]
        times = rows // len(own) + 1
        expected = sum(len(verdict.failing) for verdict in quick(own, part)) * times
        frame = pd.concat([own] * times, ignore_index=True)
        begun = time.process_time()
        full, verdicts = timed(great_expectations, frame, part)
        spent = time.process_time() - begun
        found = sum(len(verdict.failing) for verdict in verdicts)
        if found != expected:
            raise SystemExit("Great Expectations and the quick judge disagree")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:>8} {len(frame):>8} {len(entries):>13} {full:>7.2f} {spent:>7.2f} {found:>9} {peak:>8.0f}")


def _proof_rows(suite: dict[str, Any]) -> pd.DataFrame:
    """What is seen of every case of the proofs in this edition, a row each."""
    rules = catalogue()
    alone = [rule for rule in rules.rules.values() if not rule.season]
    claims = [claim for rule in alone for claim in claims_of(rule, proofs()[rule.id], rules)]
    cases = [case_of(claim.situation, claim.name) for claim in claims if claim.situation.form == EDITION]
    return frame_of([seen for batch in observe(cases) if batch.form.id == EDITION for seen in batch.seen], suite)


def wide(size: int, own: list[Identity], every: int = 100) -> pd.DataFrame:
    """Reports of random leaves and computed totals; in one of `every` a row total is one too many."""
    random = np.random.default_rng(1)
    codes = list(load_form(EDITION).known)
    values = {code: np.zeros(size) for code in codes}
    totals = {identity.total for identity in own if identity.total}
    for code in codes:
        if code not in totals and not code.startswith(("t2.", "t3.new_received", "t3.carried")):
            values[code] = random.integers(0, 30, size).astype(float)
    for rule in ("K-02", "T-01"):
        for identity in own:
            if identity.rule == rule and identity.total:
                values[identity.total] = np.sum([values[code] for code in identity.left], axis=0)
    for code in [code for code in codes if code.startswith("t3.new_received")]:
        values[code] = values[code.replace("new_received", "disposed_total")]
    for identity in own:
        if identity.rule == "W-01" and identity.total:
            values[identity.total] = np.sum([values[code] for code in identity.left], axis=0)
    wrong = values["t3.granted.total"].copy()
    wrong[::every] += 1
    return pd.DataFrame(values | {"t3.granted.total": wrong})


def residuals(frame: pd.DataFrame, own: list[Identity]) -> list[int]:
    """How many rows fail each equation, by one product with the coefficient matrix."""
    place = {code: at for at, code in enumerate(frame.columns)}
    matrix = np.zeros((len(place), len(own)))
    for at, identity in enumerate(own):
        for code, coefficient in zip(identity.cells, identity.coefficients, strict=True):
            matrix[place[code], at] = coefficient
    counts: list[int] = ((frame.to_numpy() @ matrix) != 0).sum(axis=0).tolist()
    return counts


def timed(work: Callable[..., Any], *arguments: Any) -> tuple[float, Any]:
    """Seconds and result."""
    start = time.perf_counter()
    result = work(*arguments)
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
