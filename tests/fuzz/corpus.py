"""The sound documents that are damaged: generated ones of every type that can be made here, and real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.accuracy.cases import SOURCES, Case, make
from tests.accuracy.types import CONVERSIONS
from tests.placing.test_real import REAL
from tests.reading import test_docx_chunks, test_saved_as, test_xlsx

_LARGEST_REAL = 500_000
# How often each type is chosen; heavy readers seldom, or they would eat the time of all the others.
_WEIGHTS = {"txt": 24, "html": 24, "docx": 16, "xlsx": 10, "xls": 6, "odt": 5, "ods": 4, "eml": 4, "zip": 4, "rtf": 2,
            "pdf": 5, "doc": 1}  # fmt: skip


@dataclass(frozen=True)
class Seed:
    """A sound document to damage."""

    kind: str
    suffix: str
    data: bytes


def weights(seeds: Sequence[Seed]) -> list[float]:
    """The chance of each document: its type's, shared by all of the type."""
    of_kind = Counter(seed.kind for seed in seeds)
    return [_WEIGHTS.get(seed.kind, 1) / of_kind[seed.kind] for seed in seeds]


def corpus() -> list[Seed]:
    """One document a native layout, two a converted type, and the real ones where present."""
    seeds = []
    for number, layout in enumerate(SOURCES):
        edition = ("f2021", "f2019")[number % 2]
        suffix = layout.rpartition(".")[2]
        seeds.append(Seed(suffix, f".{suffix}", make(Case(number, edition, layout, ()))[0]))
    for kind, conversion in CONVERSIONS.items():
        if conversion.readable and kind != "scan":
            layouts = [layout for layout in SOURCES if layout.endswith(conversion.source)][:2]
            cases = {f"seed{n}{conversion.source}": Case(n, "f2021", layout, ()) for n, layout in enumerate(layouts)}
            made = conversion.make({name: make(case)[0] for name, case in cases.items()})
            seeds += [Seed(kind, conversion.suffix, data) for data in made.values()]
    seeds += saved_as()
    for path in sorted(Path(REAL).glob("*")):
        if path.is_file() and path.suffix != ".json" and path.stat().st_size < _LARGEST_REAL:
            seeds.append(Seed(path.suffix[1:], path.suffix, path.read_bytes()))
    return seeds


def saved_as() -> list[Seed]:
    """What office programs save under other names, a workbook of which much is hidden, a document of linked parts."""
    return [
        Seed("mht", ".mht", test_saved_as.WORD),
        Seed("mht", ".xls", test_saved_as.EXCEL),
        Seed("csv", ".csv", test_saved_as.separated(",").encode("gbk")),
        Seed("xml", ".xml", test_saved_as.whole_workbook_xml()),
        Seed("xls", ".xls", test_xlsx.LOOKS.read_bytes()),
        Seed("docx", ".docx", test_docx_chunks.LINKED),
    ]
