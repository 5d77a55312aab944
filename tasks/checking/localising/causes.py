"""From the corrections of a table to its causes: what goes wrong together is one, what has nothing in common is two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from tasks.checking.localising.search import Correction
from tasks.checking.localising.signatures import Residual, System

Places = frozenset[int]
Item = TypeVar("Item")


def causes(
    system: System, residual: Residual, corrections: Sequence[Correction]
) -> list[tuple[Places, list[Correction]]]:
    """The broken equations of each cause, and the corrections that cure these alone.

    Equations go together where a cell of some smallest correction stands in both. Corrections of different causes
    share no equation, so that each combines with each.
    """
    linked = [[place for place, _ in system.touching[code]] for correction in corrections for code in correction]
    groups = joined(linked)
    found = []
    for group in groups:
        broken = frozenset(place for place in residual if place in group)
        own = [_within(system, correction, group) for correction in corrections]
        found.append((broken, list({frozenset(fix.items()): fix for fix in own}.values())))
    return sorted(found, key=lambda cause: min(cause[0]))


def _within(system: System, correction: Correction, group: Collection[int]) -> Correction:
    return {code: value for code, value in correction.items() if system.touching[code][0][0] in group}


def joined(links: Iterable[Collection[Item]]) -> list[set[Item]]:
    """Sets such that the items of each link are in one, in the order of their first link."""
    found: list[set[Item]] = []
    for items in links:
        meeting = [group for group in found if not group.isdisjoint(items)]
        first, *others = meeting or [set()]
        first.update(items, *others)
        found = [group for group in found if group not in others] if meeting else [*found, first]
    return found
