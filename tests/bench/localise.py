"""How often the wrong cell is found, and how fast: `python -m tests.bench.localise [slips]`.

Slips of a hand on invented reports of every size: in 1, 2 or 3 cells of table three, then slips of the layout.
unique = one correction only, and it is the truth. Structural: the likeliest correction restores the table.
A false alarm is a slip of the layout told first where there was none.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from expectations import identities
from tasks.checking.localising.locating import Cause, Reading, locate, plans
from tasks.form import load_form
from tasks.sample.figures import Profile, Volume, figures

EDITION = "f2021"
SLIPS = 10_000
VOLUMES: tuple[Volume, ...] = ("few", "some", "some", "many")
FORM = load_form(EDITION)
EQUATIONS = identities(EDITION)
GRID = next(plan.grid for plan in plans(EDITION, EQUATIONS) if plan.identities[0].table == "t3")
CELLS = [code for row in GRID.rows for code in row]
Figures = dict[str, Decimal]


def main(slips: int = SLIPS) -> None:
    """Print a line a number of wrong cells, the share of false alarms, and a line a kind of moved layout."""
    random = Random(1)
    print(f"{'wrong cells':>16} {'unique, right %':>16} {'first right %':>14} {'median ms':>10} {'95 % ms':>8}")
    alarms = 0
    for cells in (1, 2, 3):
        results = [_try(*_mistyped(cells, random)) for _ in range(slips // 3)]
        alarms += sum(moved for _right, _unique, moved, _ms in results)
        _line(str(cells), results)
    print(f"false alarms of the layout: {100 * alarms / (slips // 3 * 3):.2f} %")
    print(f"{'moved':>16} {'unique, right %':>16} {'first right %':>14} {'median ms':>10} {'95 % ms':>8}")
    structural = []
    for name, move in MOVES.items():
        results = [_try(*_moved(move, random)) for _ in range(slips // 40)]
        structural += results
        _line(name, results)
    _line("all", structural)


Result = tuple[bool, bool, bool, float]


def _line(name: str, results: list[Result]) -> None:
    times = sorted(ms for *_rest, ms in results)
    unique = sum(right and only for right, only, _moved, _ms in results)
    first = sum(right for right, *_rest in results)
    share = [100 * count / len(results) for count in (unique, first)]
    print(f"{name:>16} {share[0]:>16.1f} {share[1]:>14.1f} {times[len(times) // 2]:>10.3f} "
          f"{times[int(len(times) * 0.95)]:>8.3f}")  # fmt: skip


def _try(right: Figures, printed: Figures) -> Result:
    reading = Reading(printed)
    start = time.perf_counter()
    causes = locate(FORM, EQUATIONS, reading)
    took = 1000 * (time.perf_counter() - start)
    first = [cause.fixes[0] for cause in causes if cause.fixes]
    corrected = {code: value for fix in first for code, value in fix.cells.items()}
    truth = {code: right[code] for code in CELLS if printed[code] != right[code]}
    moved = any(fix.slip.endswith(("_shifted", "s_exchanged")) for fix in first) and corrected != truth
    return corrected == truth, _unique(causes), moved, took


def _unique(causes: list[Cause]) -> bool:
    return all(cause.fixes and cause.fixes[0].unique for cause in causes)


def _report(random: Random, volumes: tuple[Volume, ...] = VOLUMES) -> Figures:
    return {code: Decimal(value) for code, value in figures(FORM, Profile(random.choice(volumes)), random).items()}


def _mistyped(cells: int, random: Random) -> tuple[Figures, Figures]:
    right = _report(random)
    filled = [code for code in CELLS if right[code]]
    wrong: list[str] = []
    while len(wrong) < cells:
        code = random.choice(filled) if filled and random.random() < 0.7 else random.choice(CELLS)
        wrong += [code] * (code not in wrong)
    return right, {**right, **{code: Decimal(_slip(str(right[code]), random)) for code in wrong}}


def _slip(digits: str, random: Random) -> str:
    """The figure with two digits swapped, one dropped, doubled or mistyped: always another figure."""
    while True:
        at = random.randrange(len(digits))
        other = random.choice("0123456789")
        swapped = digits[:at] + digits[at + 1 : at + 2] + digits[at] + digits[at + 2 :]
        made = random.choice(
            [
                swapped,
                digits[:at] + digits[at + 1 :],
                digits[: at + 1] + digits[at:],
                digits[:at] + other + digits[at + 1 :],
            ]
        )
        if made and int(made) != int(digits):
            return made


Move = Callable[[Mapping[str, Decimal], Random], Figures]


def _moved(move: Move, random: Random) -> tuple[Figures, Figures]:
    """A report and the same after a move that its equations can see."""
    while True:
        right = _report(random, ("some", "some", "many"))
        printed = {**right, **move(right, random)}
        if printed != right and locate(FORM, EQUATIONS, Reading(printed)):
            return right, printed


def _shift(lines: tuple[tuple[str, ...], ...]) -> Move:
    def move(right: Mapping[str, Decimal], random: Random) -> Figures:
        line = random.choice([line for line in lines if any(right[code] for code in line)])
        old, at = [right[code] for code in line], random.randrange(len(line) - 1)
        left_out = [*old[:at], *old[at + 1 :], Decimal(0)]
        put_in = [*old[:at], Decimal(0), *old[at:-1]]
        return dict(zip(line, random.choice([left_out, put_in]), strict=True))

    return move


def _exchange(lines: tuple[tuple[str, ...], ...]) -> Move:
    def move(right: Mapping[str, Decimal], random: Random) -> Figures:
        one, other = random.sample(lines, 2)
        return {code: right[of] for code, of in zip((*one, *other), (*other, *one), strict=True)}

    return move


def _neighbour(right: Mapping[str, Decimal], random: Random) -> Figures:
    row = random.choice([row for row in GRID.rows if any(right[code] for code in row)])
    at = random.randrange(len(row) - 1)
    return {row[at]: right[row[at + 1]], row[at + 1]: right[row[at]]}


MOVES: dict[str, Move] = {
    "row by a cell": _shift(GRID.rows),
    "column by a row": _shift(GRID.columns),
    "cell beside": _neighbour,
    "two cells": _exchange(tuple((code,) for code in CELLS)),
    "two rows": _exchange(GRID.rows),
    "two columns": _exchange(GRID.columns),
}


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:]))
