"""Short marks of a report by which twins are found without comparing every pair of thousands."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from tasks.checking.likeness import flows, masked, nonzero, surprise
from tasks.form import Form
from tasks.records import Filed, Marks

VERSION = 2
CHAPTERS = (1, 5)
_SHINGLE = 3
_BANDS, _ROWS = 32, 3
_PRIME = 2**31 - 1
# 同一个桶里每份只与前几份比：多家雷同时不必两两相比，每家都已找到一个
_BEFORE = 8


def marks_of(form: Form, values: Mapping[str, Decimal | None], prose: Mapping[int, str], names: Iterable[str]) -> Marks:
    """The marks of a report: of tables that are not all 0, and of chapters that say anything."""
    known = list(names)
    tables = {table.code: _digest(form, table.code, values) for table in form.tables}
    chapters = {number: _bands(masked(prose.get(number, ""), known)) for number in CHAPTERS}
    return Marks(
        {code: mark for code, mark in tables.items() if mark[1]},
        {number: bands for number, bands in chapters.items() if bands},
    )


def likely_twins(filed: Sequence[Filed], chapter: int) -> set[tuple[int, int]]:
    """Pairs of positions whose chapter is likely to be near-identical; found in time that grows with their number."""
    buckets: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for place, report in enumerate(filed):
        for band in enumerate(report.marks.chapters.get(chapter, ())):
            bucket = buckets[band]
            pairs |= {(other, place) for other in islice(reversed(bucket), _BEFORE)}
            bucket.append(place)
    return pairs


def same_tables(filed: Sequence[Filed]) -> dict[tuple[str, str], list[Filed]]:
    """Reports by (table, digest), where more than one has the very same table."""
    found: defaultdict[tuple[str, str], list[Filed]] = defaultdict(list)
    for report in filed:
        for table, (digest, _weight) in report.marks.tables.items():
            found[table, digest].append(report)
    return {table: reports for table, reports in found.items() if len(reports) > 1}


def _digest(form: Form, table: str, values: Mapping[str, Decimal | None]) -> tuple[str, float]:
    """A hash of everything but 0 in a table, and how little it may be chance that another is the same."""
    codes = [code for code in flows(form) if form.cells[code].table == table]
    told = sorted((code, str(value.normalize())) for code in codes if (value := values.get(code)))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16], surprise(nonzero(values, codes))


def _bands(text: str) -> tuple[int, ...]:
    """MinHash over three-character shingles, in bands: texts with much in common share at least one band."""
    if len(text) < _SHINGLE:
        return ()
    import numpy as np  # noqa: PLC0415 - only when checking

    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    first, second, third = (points[at : len(points) - _SHINGLE + 1 + at] for at in range(_SHINGLE))
    prime = np.uint64(_PRIME)
    shingles = np.unique((first * np.uint64(1_000_003) + second * np.uint64(10_007) + third) % prime)
    factor, shift = _hashing()
    least = ((shingles * factor + shift) % prime).min(axis=1).reshape(_BANDS, _ROWS)
    keys = least[:, 0]
    for row in range(1, _ROWS):
        keys = (keys * np.uint64(69_621) + least[:, row]) % prime
    return tuple(keys.tolist())


@cache
def _hashing() -> tuple[Any, Any]:
    """The factors and shifts of the hash functions, always the same."""
    import numpy as np  # noqa: PLC0415 - only when checking

    random = np.random.default_rng(20211)
    size = (_BANDS * _ROWS, 1)
    return tuple(random.integers(1, _PRIME, size, dtype=np.uint64) for _ in range(2))  # type: ignore[return-value]
