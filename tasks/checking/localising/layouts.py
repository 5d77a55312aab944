"""What a slip of the whole layout does: a line moved by one, two lines or two cells that changed places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from tasks.checking.localising.search import Correction, smallest
from tasks.checking.localising.signatures import Residual, System

Line = tuple[str, ...]
Move = tuple[str, Correction, tuple[str, str] | None]
"""Its slip, what the cells then say, and the cell whose figure got lost with the one that holds nothing of its own."""
SHORTEST = 3
"""A line of fewer cells has nowhere to move."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The cells of a table as printed, row by row."""

    rows: tuple[Line, ...]

    @cached_property
    def columns(self) -> tuple[Line, ...]:
        return tuple(zip(*self.rows, strict=True))

    @cached_property
    def neighbours(self) -> dict[str, tuple[str, ...]]:
        """The cells beside, above and below each cell."""
        near: dict[str, tuple[str, ...]] = {code: () for line in self.rows for code in line}
        for line in (*self.rows, *self.columns):
            for one, other in pairwise(line):
                near[one] += (other,)
                near[other] += (one,)
        return near


def layouts(system: System, values: Mapping[str, int], residual: Residual, grid: Grid) -> list[tuple[str, Correction]]:
    """Every hypothesis after which all equations hold, as (slip, correction); one that changes the same cells once.

    Two equations must be broken at least: what a single one lacks, a move of anything can explain.
    """
    found: dict[frozenset[tuple[str, int]], tuple[str, Correction]] = {}
    if len(residual) > 1:
        for slip, moved, free in _moves(system, values, _bits(residual), grid):
            correction, left = _complete(system, values, residual, moved, free)
            if correction and not left:
                found.setdefault(frozenset(correction.items()), (slip, correction))
    return list(found.values())


def layouts_and_a_cell(
    system: System, values: Mapping[str, int], residual: Residual, grid: Grid
) -> list[tuple[str, Correction, Correction]]:
    """Hypotheses after which one cell more explains the rest, as (slip, correction, the cell's correction)."""
    found = []
    for slip, moved, free in _moves(system, values, 0, grid):
        correction, left = _complete(system, values, residual, moved, free)
        for rest in smallest(system, values, left, most=1) if correction else ():
            if correction.keys().isdisjoint(rest):
                found.append((slip, correction, rest))
    return found


def _moves(system: System, values: Mapping[str, int], broken: int, grid: Grid) -> Iterator[Move]:
    """The moves of lines that meet every broken equation, these as bits."""
    for lines, name in ((grid.rows, "row"), (grid.columns, "column")):
        missed = [broken & ~reach for reach in _reaches(system, lines)]
        for (one, beyond), (other, more) in combinations(zip(lines, missed, strict=True), 2):
            if not beyond & more and _known(values, one) and _known(values, other):
                slip = f"{name}s_exchanged" if len(one) > 1 else "cells_exchanged"
                yield slip, _exchanged(one, other, values), None
        for line, beyond in zip(lines, missed, strict=True):
            if not beyond and len(line) >= SHORTEST and _known(values, line):
                yield from ((f"{name}_shifted", moved, free) for moved, free in _shifted(line, values))


@lru_cache(maxsize=256)
def _reaches(system: System, lines: tuple[Line, ...]) -> list[int]:
    """The equations that each line's cells stand in, as bits."""
    return [_bits({place for code in line for place, _ in system.touching.get(code, ())}) for line in lines]


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _known(values: Mapping[str, int], line: Line) -> bool:
    return all(code in values for code in line)


def _exchanged(one: Line, other: Line, values: Mapping[str, int]) -> Correction:
    pairs = [*zip(one, other, strict=True), *zip(other, one, strict=True)]
    return {code: values[there] for code, there in pairs if values[code] != values[there]}


def _shifted(line: Line, values: Mapping[str, int]) -> Iterator[tuple[Correction, tuple[str, str]]]:
    """Undo that a cell was left out (the rest moved up) or put in (the rest moved on), at every place of the line."""
    for at in range(len(line) - 1):
        yield _renamed(line[at + 1 :], line[at:-1], values), (line[at], line[-1])
        yield _renamed(line[at:-1], line[at + 1 :], values), (line[-1], line[at])


def _renamed(into: Sequence[str], source: Sequence[str], values: Mapping[str, int]) -> Correction:
    return {code: values[there] for code, there in zip(into, source, strict=True)}


def _complete(
    system: System, values: Mapping[str, int], residual: Residual, moved: Correction, free: tuple[str, str] | None
) -> tuple[Correction, Residual]:
    """The move with its lost figure, which the equations give, and what then still does not hold; ({}, …) if none."""
    left = system.corrected(residual, ((code, values[code] - value) for code, value in moved.items()))
    right = dict(moved)
    if free:
        lost, filler = free
        amount, rest = _balance(system, left, lost)
        right[lost] = values[lost] - amount
        left = system.corrected(left, [(lost, amount)])
        if rest or values[filler] not in (0, right[lost]):
            return {}, left
    changed = {code: value for code, value in right.items() if value != values[code]}
    return changed if len(changed) > 1 and min(changed.values()) >= 0 else {}, left


def _balance(system: System, residual: Residual, code: str) -> tuple[int, int]:
    """By how much a cell is too high for the first of its equations, and the rest; nothing tells where it has none."""
    places = system.touching.get(code)
    return divmod(residual.get(places[0][0], 0), places[0][1]) if places else (0, 1)
