"""The smallest corrections that make all equations of a system hold: by signature, then branching on one equation."""

from __future__ import annotations

from collections.abc import Mapping

from tasks.checking.localising.signatures import Residual, System

MOST_CELLS = 6
MOST_STEPS = 20_000
Correction = dict[str, int]
"""What each wrong cell should say, by its code."""


def smallest(system: System, values: Mapping[str, int], residual: Residual, most: int = MOST_CELLS) -> list[Correction]:
    """All corrections of the fewest cells, none below 0, in the order in which they are found; [] beyond `most` cells.

    Complete where the cells of a correction are independent, which up to three cells always are: then some equation
    meets one of them alone, so that it tells the cell's amount, and so on with the rest.
    """
    if not residual:
        return []
    search = _Search(system, values)
    for cells in range(max(search.count(residual)), most + 1):
        search.descend(residual, cells, {})
        if search.found:
            return list(search.found.values())
    return []


class _Search:
    def __init__(self, system: System, values: Mapping[str, int]) -> None:
        self.system, self.values = system, values
        self.kinds = max(system.classes, default=-1) + 1
        self.found: dict[frozenset[tuple[str, int]], Correction] = {}
        self.seen: set[frozenset[tuple[str, int]]] = set()
        self.steps = 0

    def count(self, residual: Residual) -> list[int]:
        """How many equations of each class do not hold; a cell cures at most one of a class."""
        counts = [0] * self.kinds
        for place in residual:
            counts[self.system.classes[place]] += 1
        return counts

    def descend(self, residual: Residual, cells: int, done: Correction) -> None:
        """Find what completes `done` with that many more cells."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            return
        if cells == 1:
            self._last(residual, done)
            return
        counts = self.count(residual)
        tight = [place for place in residual if counts[self.system.classes[place]] == cells]
        # With as many broken equations of a class as cells, each takes one of its own: one equation is enough to try.
        for place in [min(tight, key=lambda place: len(self.system.rows[place]))] if tight else list(residual):
            for code, coefficient in self.system.rows[place].items():
                amount, rest = divmod(residual[place], coefficient)
                if code in done or rest or self.values[code] < amount:
                    continue
                left = self._cured(residual, counts, (code, amount), cells - 1)
                more = {**done, code: self.values[code] - amount}
                if left and (key := frozenset(more.items())) not in self.seen:
                    self.seen.add(key)
                    self.descend(left, cells - 1, more)

    def _cured(self, residual: Residual, counts: list[int], change: tuple[str, int], cells: int) -> Residual | None:
        """What is left to cure after a change; None unless that many cells may be enough."""
        left, counts, classes = dict(residual), counts.copy(), self.system.classes
        code, amount = change
        for place, coefficient in self.system.touching[code]:
            old = left.pop(place, 0)
            new = old - coefficient * amount
            if new:
                left[place] = new
            counts[classes[place]] += bool(new) - bool(old)
        return left if max(counts) <= cells else None

    def _last(self, residual: Residual, done: Correction) -> None:
        for code in self.system.signatures.get(tuple(sorted(residual)), ()):
            places = self.system.touching[code]
            amount, rest = divmod(residual[places[0][0]], places[0][1])
            fits = all(residual[place] == coefficient * amount for place, coefficient in places)
            if fits and not rest and code not in done and self.values[code] >= amount:
                correction = {**done, code: self.values[code] - amount}
                self.found.setdefault(frozenset(correction.items()), correction)
