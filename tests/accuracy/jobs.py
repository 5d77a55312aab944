"""What a run tries: for each type its cases, in batches that one process makes, converts, reads and scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from subprocess import SubprocessError
from zlib import crc32

from xlsxwriter.exceptions import OverlappingRange

from tasks.form import load_forms
from tests.accuracy.cases import SOURCES, Case, fits, make, mixed_case, single_cases
from tests.accuracy.paper import PAPER
from tests.accuracy.pdf_pages import PAGES
from tests.accuracy.scan_pages import WORN
from tests.accuracy.score import Score, score
from tests.accuracy.types import CONVERSIONS
from tests.accuracy.variations import VARIATIONS

MIXED = 300
BATCH = 40
KINDS = WORN | PAPER | PAGES | CONVERSIONS
EVERY = {"rtf": 6, "pdf of Excel": 3, **dict.fromkeys(PAGES, 17)}
"""Of so many cases one is tried: an rtf starts the office program anew, and 17 ways to rule a table share the rest."""


@dataclass(frozen=True)
class Job:
    """Cases of one type, converted if kind is one of KINDS."""

    kind: str
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Done:
    """What became of a job; notes = why some of its cases could not be made, in words."""

    scores: tuple[tuple[Case, Score], ...]
    notes: tuple[str, ...] = ()


def jobs(seeds: range, types: set[str], scans: int) -> tuple[list[Job], list[str]]:
    """The jobs of the types asked for (all for none), the longest first, and what is left out, in words."""
    found: list[Job] = []
    notes: list[str] = []
    for number, (kind, conversion) in enumerate(KINDS.items()):
        if types and kind not in types:
            continue
        if not conversion.readable:
            notes.append(f"{kind}：本机没有转换的程序，未测 / no program here to make them, not measured")
            continue
        every = list(conversion_cases(kind, seeds))
        seen = kind.startswith("scan")
        chosen = every[7 * number :][:scans] if seen else every[:: EVERY.get(kind, 1)]
        if len(chosen) < len(every):
            notes.append(f"{kind}：抽 {len(chosen)} 份，共 {len(every)} 份 / a sample of {len(chosen)} in {len(every)}")
        found += batches(kind, chosen, 1 if seen else BATCH)
    singles = chain.from_iterable(single_cases(seed) for seed in seeds)
    mixed = (mixed_case(seed) for seed in range(MIXED * (seeds.start - 1), MIXED * (seeds.stop - 1)))
    native = [case for case in chain(singles, mixed) if not types or case.type in types]
    return found + list(batches("", native, 4 * BATCH)), notes


def batches(kind: str, cases: Sequence[Case], size: int) -> Iterator[Job]:
    waiting = iter(cases)
    while batch := tuple(islice(waiting, size)):
        yield Job(kind, batch)


def conversion_cases(kind: str, seeds: range) -> Iterator[Case]:
    """Each variation in turn through the layouts and editions of the source type, and some mixtures."""
    layouts = [layout for layout in SOURCES if layout.endswith(KINDS[kind].source)]
    editions = list(load_forms())
    for seed in seeds:
        for number, each in enumerate(VARIATIONS.values()):
            layout = layouts[(number + seed) % len(layouts)]
            edition = next((e for e in editions[(number + seed) % 2 :] + editions if fits(each, e, layout)), "")
            if edition:
                yield Case(seed, edition, layout, (each.name,), kind)
        yield from (replace(mixed_case(1000 * seed + n, layouts), kind=kind) for n in range(MIXED // 10))


def run(job: Job) -> Done:
    """Make, convert, read and score; what cannot be made is said."""
    notes: list[str] = []
    made: dict[str, tuple[Case, bytes]] = {}
    for case in job.cases:
        try:
            made[f"{crc32(case.name.encode())}"] = case, make(case)[0]
        except OverlappingRange:  # no workbook can have such merged cells
            notes.append(f"{case.name}：单元格重叠，做不出 / merged cells overlap")
    if not job.kind:
        return Done(
            tuple((case, score(data, case.layout, make(case)[1])) for case, data in made.values()), tuple(notes)
        )
    conversion = KINDS[job.kind]
    try:
        files = conversion.make({f"{name}{conversion.source}": data for name, (_case, data) in made.items()})
    except (OSError, SubprocessError) as error:
        return Done((), (f"{job.kind}：{len(made)} 份没有转成 / not converted: {type(error).__name__}",))
    lost = [case.name for name, (case, _data) in made.items() if name not in files]
    notes += [f"{name}：没有转成 / not converted" for name in lost]
    named = ((made[name][0], data) for name, data in files.items() if name in made)
    scores = ((case, score(data, f"report{conversion.suffix}", make(case)[1])) for case, data in named)
    return Done(tuple(scores), tuple(notes))
