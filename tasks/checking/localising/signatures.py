"""The equations of a table as a linear system, and which of them each single cell breaks: its signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from expectations import Identity

Row = Mapping[str, int]
Residual = dict[int, int]
"""What each equation that does not hold is off by, under its place in the system; one that holds has no entry."""


@dataclass(frozen=True, eq=False)
class System:
    """Equations as coefficients by cell code: the sum of coefficient times figure is 0 where one holds."""

    rows: tuple[Row, ...]

    @cached_property
    def touching(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """The equations of each cell as (place, coefficient), in their order."""
        found: dict[str, list[tuple[int, int]]] = {}
        for place, row in enumerate(self.rows):
            for code, coefficient in row.items():
                found.setdefault(code, []).append((place, coefficient))
        return {code: tuple(places) for code, places in found.items()}

    @cached_property
    def signatures(self) -> dict[tuple[int, ...], tuple[str, ...]]:
        """The cells that break exactly these equations; in an untouched table three never more than one."""
        found: dict[tuple[int, ...], list[str]] = {}
        for code, places in self.touching.items():
            found.setdefault(tuple(place for place, _ in places), []).append(code)
        return {places: tuple(codes) for places, codes in found.items()}

    @cached_property
    def classes(self) -> tuple[int, ...]:
        """A class for each equation, such that no cell stands in two equations of a class."""
        members: list[set[str]] = []
        found = []
        for row in self.rows:
            own = next((n for n, codes in enumerate(members) if codes.isdisjoint(row)), len(members))
            members[own:] = [members[own] | set(row), *members[own + 1 :]] if own < len(members) else [set(row)]
            found.append(own)
        return tuple(found)

    def residual(self, values: Mapping[str, int]) -> Residual:
        """The equations that do not hold for these figures."""
        sums = ((n, sum(k * values[code] for code, k in row.items())) for n, row in enumerate(self.rows))
        return {place: off for place, off in sums if off}

    def corrected(self, residual: Residual, changes: Iterable[tuple[str, int]]) -> Residual:
        """The residual after cells were lowered, each by its amount."""
        left = dict(residual)
        for code, amount in changes:
            for place, coefficient in self.touching.get(code, ()):
                left[place] = left.get(place, 0) - coefficient * amount
        return {place: off for place, off in left.items() if off}


def system(identities: Iterable[Identity], derived: Mapping[str, Identity]) -> System:
    """The system of some identities, in which each derived total is replaced by the sum that gave it."""
    return System(tuple(_without(dict(zip(it.cells, it.coefficients, strict=True)), derived) for it in identities))


def _without(row: dict[str, int], derived: Mapping[str, Identity]) -> dict[str, int]:
    while total := next((code for code in row if code in derived), None):
        times = row.pop(total)
        for code in derived[total].left:
            row[code] = row.get(code, 0) + times
    return {code: coefficient for code, coefficient in row.items() if coefficient}
