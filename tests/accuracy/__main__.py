"""`python -m tests.accuracy [--seeds N] [--types pdf …]`: cells right, wrong, flagged, missing, refused."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from tasks.form import load_forms
from tests.accuracy import real
from tests.accuracy.cases import SOURCES, Case, fits, make, mixed_case, single_cases
from tests.accuracy.pdf_pages import PAGES, SPARSE
from tests.accuracy.scan_pages import WORN
from tests.accuracy.score import OUTCOMES, Score, score
from tests.accuracy.types import CONVERSIONS, Conversion
from tests.accuracy.variations import VARIATIONS

MIXED = 300
BATCH = 40
SCANS = 1
Scored = tuple[Case, Score]


def native(case: Case) -> Scored:
    """Make, read and score one case of a native type."""
    data, document = make(case)
    return case, score(data, case.layout, document)


def foreign(case: Case, suffix: str, data: bytes) -> Scored:
    """Score a case whose file was converted; its truth is made again from the seed."""
    return case, score(data, f"report{suffix}", make(case)[1])


def conversion_cases(kind: str, conversion: Conversion, seeds: int) -> Iterator[Case]:
    """Each variation in turn through the layouts and editions of the source type, and as many mixtures."""
    layouts = [layout for layout in SOURCES if layout.endswith(conversion.source)]
    editions = list(load_forms())
    for seed in range(1, seeds + 1):
        for number, each in enumerate(VARIATIONS.values()):
            layout = layouts[(number + seed) % len(layouts)]
            edition = next((e for e in editions[(number + seed) % 2 :] + editions if fits(each, e, layout)), "")
            if edition:
                yield Case(seed, edition, layout, (each.name,), kind)
        yield from (replace(mixed_case(1000 * seed + n, layouts), kind=kind) for n in range(MIXED // 10))


def convert(cases: list[Case], conversion: Conversion) -> Iterator[tuple[Case, str, bytes]]:
    """The cases with their converted files; one that the program did not convert is left out."""
    for start in range(0, len(cases), BATCH):
        batch = dict(enumerate(cases[start : start + BATCH], start))
        sources = {f"case{number}{conversion.source}": make(case)[0] for number, case in batch.items()}
        made = conversion.make(sources)
        yield from ((case, conversion.suffix, made[f"case{n}"]) for n, case in batch.items() if f"case{n}" in made)


def all_scores(seeds: int, types: set[str], scans: int) -> Iterator[Scored]:
    """Every case of the types asked for (all for none), as they are done."""
    with ProcessPoolExecutor() as pool:
        singles = chain.from_iterable(single_cases(seed) for seed in range(1, seeds + 1))
        mixed = (mixed_case(seed) for seed in range(MIXED * seeds))
        wanted = [case for case in chain(singles, mixed) if not types or case.type in types]
        yield from pool.map(native, wanted, chunksize=20)
        for kind, conversion in (CONVERSIONS | PAGES | WORN).items():
            if not conversion.readable or (types and kind not in types):
                print(f"{kind}：未测 / not measured", file=sys.stderr)
                continue
            cases = conversion_cases(kind, conversion, seeds)
            chosen = list(
                islice(cases, scans) if kind.startswith("scan") else islice(cases, 0, None, SPARSE.get(kind, 1))
            )
            yield from pool.map(foreign, *zip(*convert(chosen, conversion), strict=True), chunksize=4)


def table(title: str, rows: dict[str, list[Score]]) -> None:
    """Print a line of counts for each name."""
    print(f"\n{title:34}{'cases':>7}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for name, scores in rows.items():
        counts: Counter[str] = sum((one.counts for one in scores), Counter())
        print(f"{name:34}{len(scores):7}" + "".join(f"{counts[outcome]:10}" for outcome in OUTCOMES))


def report(scored: Iterable[Scored]) -> int:
    """Print the tables and what fell short; the number of wrong and unflagged cells."""
    types: dict[str, list[Score]] = defaultdict(list)
    variations: dict[str, list[Score]] = defaultdict(list)
    wrong, short = [], []
    for case, one in scored:
        types[case.type].append(one)
        name = case.variations[0] if len(case.variations) == 1 else "(mixed)" if case.variations else "(plain)"
        variations[name].append(one)
        wrong += [f"{case.name}: {what}" for what in one.wrong]
        if not one.wrong and not one.all_right and not case.loses:
            short.append(f"{case.name}: {len(one.short)} ({one.short[0]})")
    for name, one in real.scores():
        types[f"real {name}"].append(one)
        wrong += [f"{name}: {what}" for what in one.wrong]
    table("by type / 按类型", types)
    table("by variation / 按变化", {name: variations[name] for name in sorted(variations)})
    print(f"\nless than all although nothing was lost / 本可全对而未全对：{len(short)}")
    print("\n".join(f"  {line}" for line in short[:60]))
    print("\n".join(f"WRONG {line}" for line in wrong[:60]))
    print(f"wrong and unflagged: {len(wrong)}")
    return len(wrong)


def main() -> None:
    parser = argparse.ArgumentParser(prog=Path(__file__).parent.name, description=__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds of every case")
    parser.add_argument("--types", nargs="*", default=[], help="only these types (txt html docx xlsx doc pdf …)")
    parser.add_argument("--scans", type=int, default=SCANS, help="how many scanned reports (a minute or so each)")
    asked = parser.parse_args()
    sys.exit(1 if report(all_scores(asked.seeds, set(asked.types), asked.scans)) else 0)


if __name__ == "__main__":
    main()
