"""`python -m tests.accuracy [--first N] [--seeds N] [--types pdf …]`: cells right, wrong, flagged, missing, refused."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from subprocess import SubprocessError

from xlsxwriter.exceptions import OverlappingRange

from tasks.form import load_forms
from tests.accuracy import real
from tests.accuracy.cases import SOURCES, Case, fits, make, mixed_case, single_cases
from tests.accuracy.pdf_pages import PAGES, SPARSE
from tests.accuracy.report import Report
from tests.accuracy.scan_pages import WORN
from tests.accuracy.score import Score, score
from tests.accuracy.types import CONVERSIONS, Conversion
from tests.accuracy.variations import VARIATIONS

MIXED = 300
BATCH = 40
SCANS = 1
Scored = tuple[Case, Score]


def native(case: Case) -> Scored:
    """Make, read and score one case of a native type; a workbook whose merged cells overlap cannot be made."""
    try:
        data, document = make(case)
    except OverlappingRange:
        return case, Score()
    return case, score(data, case.layout, document)


def foreign(case: Case, suffix: str, data: bytes) -> Scored:
    """Score a case whose file was converted; its truth is made again from the seed."""
    return case, score(data, f"report{suffix}", make(case)[1])


def conversion_cases(kind: str, conversion: Conversion, seeds: range) -> Iterator[Case]:
    """Each variation in turn through the layouts and editions of the source type, and as many mixtures."""
    layouts = [layout for layout in SOURCES if layout.endswith(conversion.source)]
    editions = list(load_forms())
    for seed in seeds:
        for number, each in enumerate(VARIATIONS.values()):
            layout = layouts[(number + seed) % len(layouts)]
            edition = next((e for e in editions[(number + seed) % 2 :] + editions if fits(each, e, layout)), "")
            if edition:
                yield Case(seed, edition, layout, (each.name,), kind)
        yield from (replace(mixed_case(1000 * seed + n, layouts), kind=kind) for n in range(MIXED // 10))


def convert(cases: list[Case], kind: str, conversion: Conversion) -> Iterator[tuple[Case, str, bytes]]:
    """The cases with their converted files; what the program did not convert is left out, and said."""
    for start in range(0, len(cases), BATCH):
        batch = dict(enumerate(cases[start : start + BATCH], start))
        sources = {f"case{number}{conversion.source}": make(case)[0] for number, case in batch.items()}
        try:
            made = conversion.make(sources)
        except (OSError, SubprocessError) as error:
            say(f"{kind}：{len(batch)} 份没有转成 / not converted: {type(error).__name__}")
            continue
        yield from ((case, conversion.suffix, made[f"case{n}"]) for n, case in batch.items() if f"case{n}" in made)


def all_scores(seeds: range, types: set[str], scans: int) -> Iterator[Scored]:
    """Every case of the types asked for (all for none), as they are done."""
    with ProcessPoolExecutor() as pool:
        singles = chain.from_iterable(single_cases(seed) for seed in seeds)
        mixed = (mixed_case(seed) for seed in range(MIXED * (seeds.start - 1), MIXED * (seeds.stop - 1)))
        wanted = [case for case in chain(singles, mixed) if not types or case.type in types]
        say(f"{'、'.join(sorted({case.type for case in wanted}))}：{len(wanted)} 份 / documents")
        yield from pool.map(native, wanted, chunksize=20)
        for kind, conversion in (CONVERSIONS | PAGES | WORN).items():
            if types and kind not in types:
                continue
            if not conversion.readable:
                say(f"{kind}：本机没有转换的程序，未测 / no program here to make them, not measured")
                continue
            cases = conversion_cases(kind, conversion, seeds)
            chosen = list(
                islice(cases, scans) if kind.startswith("scan") else islice(cases, 0, None, SPARSE.get(kind, 1))
            )
            say(f"{kind}：{len(chosen)} 份 / documents")
            if made := list(convert(chosen, kind, conversion)):
                yield from pool.map(foreign, *zip(*made, strict=True), chunksize=4)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog=Path(__file__).parent.name, description=__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds of every case")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--types", nargs="*", default=[], help="only these types (txt html docx xlsx doc pdf …)")
    parser.add_argument("--scans", type=int, default=SCANS, help="how many scanned reports (a minute or so each)")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.seeds)
    found = Report()
    for case, one in all_scores(seeds, set(asked.types), asked.scans):
        found.add(case, one)
    for name, one in real.scores():
        found.add_real(name, one)
    found.print()
    sys.exit(1 if found.wrong else 0)


if __name__ == "__main__":
    main()
