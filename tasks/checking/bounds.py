"""What a report that is missing may come to say: an interval a cell, from its own history and the identities.

An estimate to be shown beside a draft and never inside it: interval arithmetic, with no value preferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations import Identity, identities
from tasks.form import Form

YEARS = 3
_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high, both included; None = open to that side."""

    low: Decimal | None
    high: Decimal | None

    def meet(self, other: Interval) -> Interval | None:
        """What both allow; None where nothing is left."""
        low = max((end for end in (self.low, other.low) if end is not None), default=None)
        high = min((end for end in (self.high, other.high) if end is not None), default=None)
        return None if low is not None and high is not None and low > high else Interval(low, high)

    def plus(self, other: Interval) -> Interval:
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def minus(self, other: Interval) -> Interval:
        return self.plus(Interval(_negative(other.high), _negative(other.low)))


NOTHING = Interval(Decimal(0), Decimal(0))


def bounds(
    form: Form, history: Sequence[Mapping[str, Decimal | None]], before: Mapping[str, Decimal | None]
) -> dict[str, Interval]:
    """An interval for every cell of a missing report; history holds its earlier reports by cell, newest first.

    A cell lies between the least and the greatest of two or three years; one year tells no range (0 or more);
    what was carried in is what `before`, the report of the year before, carried forward; the identities then narrow
    what they can. Where they contradict the history nothing is narrowed.
    """
    found = {code: _seen(code, cell.type, history[:YEARS]) for code, cell in form.cells.items()}
    for code in found:
        table, row, *column = code.split(".")
        carried = before.get(".".join((table, "carried_forward", *column))) if row == "carried_in" else None
        if carried is not None:
            found[code] = Interval(carried, carried)
    within = [each for each in identities(form.id) if not any(code.startswith("previous.") for code in each.cells)]
    for _ in range(_ROUNDS):
        narrowed = [_narrow(identity, found) for identity in within]
        if not any(narrowed):
            break
    return found


def add_up(intervals: Sequence[Mapping[str, Interval]], codes: Sequence[str]) -> dict[str, Interval]:
    """The sum of several reports' intervals, cell by cell."""
    sums = dict.fromkeys(codes, NOTHING)
    for each in intervals:
        sums = {code: so_far.plus(each[code]) for code, so_far in sums.items()}
    return sums


def _seen(code: str, cell_type: str, history: Sequence[Mapping[str, Decimal | None]]) -> Interval:
    values = [value for year in history if (value := year.get(code)) is not None]
    if len(values) < 2:
        return Interval(None if cell_type == "signed" else Decimal(0), None)
    return Interval(min(values), max(values))


def _narrow(identity: Identity, found: dict[str, Interval]) -> bool:
    """Whether an identity narrowed one of its cells: each lies within what the others leave for it."""
    changed = False
    for code in identity.cells:
        own, other = (identity.left, identity.right) if code in identity.left else (identity.right, identity.left)
        left_over = _total(other, found).minus(_total([each for each in own if each != code], found))
        narrower = found[code].meet(left_over)
        if narrower is not None and narrower != found[code]:
            found[code], changed = narrower, True
    return changed


def _total(codes: Sequence[str], found: Mapping[str, Interval]) -> Interval:
    total = NOTHING
    for code in codes:
        total = total.plus(found[code])
    return total


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _negative(end: Decimal | None) -> Decimal | None:
    return None if end is None else -end
