"""What the equations of a table can see, computed exactly from their coefficients, against what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from expectations import identities
from expectations.expected import expected
from tasks.checking.localising.locating import Plan, plans
from tasks.checking.localising.signatures import System, system
from tasks.form import load_form


@dataclass(frozen=True)
class Power:
    """One table: equations, how many are independent, cells with distinct signatures, and the least distance.

    distance = the fewest cells that can be wrong together while every equation holds; None = more than can be tried.
    rows, columns: pairs of lines that may change places unseen. uncovered: cells that stand in no equation.
    """

    table: str
    equations: int
    independent: int
    cells: int
    signatures: int
    distance: int | None
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    uncovered: int


def power(edition: str) -> list[Power]:
    """Every table of an edition, in its order; a table without equations sees nothing."""
    form = load_form(edition)
    known = {plan.identities[0].table: plan for plan in plans(edition, identities(edition))}
    return [
        _power(table.code, [c.code for c in form.cells.values() if c.table == table.code], known.get(table.code))
        for table in form.tables
    ]


def lowered(edition: str) -> list[str]:
    """What the catalogue's equations see less of than they must, each as table, measure, value and least value."""
    wanted = expected().get(edition, {})
    return [
        f"{edition} {found.table} {measure}: {getattr(found, measure)} < {least}"
        for found in power(edition)
        for measure, least in wanted.get(found.table, {}).items()
        if (getattr(found, measure) or least) < least
    ]


def _power(table: str, cells: Sequence[str], plan: Plan | None) -> Power:
    if plan is None:
        return Power(table, 0, 0, len(cells), 0, 1, (), (), len(cells))
    equations = system(plan.identities, {})
    lone = [codes for codes in _directions(equations).values() if len(codes) == 1]
    return Power(
        table=table,
        equations=len(equations.rows),
        independent=rank([[row.get(code, 0) for code in cells] for row in equations.rows]),
        cells=len(cells),
        signatures=len(lone),
        distance=distance(equations),
        rows=_unseen(equations, plan.grid.rows),
        columns=_unseen(equations, plan.grid.columns),
        uncovered=sum(code not in equations.touching for code in cells),
    )


def _directions(equations: System) -> dict[tuple[tuple[int, int], ...], list[str]]:
    """Cells by what a change of them does to the residual, up to its sign."""
    found: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for code, places in equations.touching.items():
        first = places[0][1]
        found.setdefault(tuple((place, coefficient * first) for place, coefficient in places), []).append(code)
    return found


def rank(matrix: Sequence[Sequence[int]]) -> int:
    """The number of independent rows, over the rationals."""
    rows = [[Fraction(entry) for entry in row] for row in matrix]
    found = 0
    for column in range(len(rows[0])):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            if factor := row[column] / pivot[column]:
                row[:] = [entry - factor * other for entry, other in zip(row, pivot, strict=True)]
        found += 1
        if found == len(rows):
            break
    return found


def distance(equations: System) -> int | None:
    """The fewest cells whose changes can cancel in every equation; None beyond 4.

    An equation must be met by two of the cells or by none. So a third cell meets all that two others meet alone and
    nothing that neither meets; and four are told by two pairs that do the same.
    """
    if any(len(codes) > 1 for codes in _directions(equations).values()):
        return 2
    columns = [dict(places) for places in equations.touching.values()]
    by_places: dict[frozenset[int], list[dict[int, int]]] = {}
    for column in columns:
        by_places.setdefault(frozenset(column), []).append(column)
    seen: set[frozenset[tuple[int, int]]] = set()
    four = False
    for one, other in combinations(columns, 2):
        if any(_dependent(one, other, third) for third in _thirds(one, other, by_places)):
            return 3
        for sign in (1, -1):
            line = _line({place: one.get(place, 0) + sign * other.get(place, 0) for place in one.keys() | other.keys()})
            four = four or line in seen
            seen.add(line)
    return 4 if four else None


def _thirds(
    one: dict[int, int], other: dict[int, int], by_places: Mapping[frozenset[int], list[dict[int, int]]]
) -> Iterator[dict[int, int]]:
    alone, both = one.keys() ^ other.keys(), sorted(one.keys() & other.keys())
    for size in range(len(both) + 1):
        for shared in combinations(both, size):
            yield from (it for it in by_places.get(frozenset(alone) | set(shared), ()) if it not in (one, other))


def _dependent(*columns: dict[int, int]) -> bool:
    places = sorted({place for column in columns for place in column})
    return rank([[column.get(place, 0) for place in places] for column in columns]) < len(columns)


def _line(change: dict[int, int]) -> frozenset[tuple[int, int]]:
    """A change up to its sign."""
    kept = {place: coefficient for place, coefficient in change.items() if coefficient}
    first = kept[min(kept)]
    return frozenset((place, coefficient if first > 0 else -coefficient) for place, coefficient in kept.items())


def _unseen(equations: System, lines: Sequence[tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    """Pairs of lines (by their first cells) that may change places whatever they hold: the equations stay the same."""
    rows = sorted(sorted(row.items()) for row in equations.rows)
    found = []
    for one, other in combinations(lines, 2):
        swap = dict(zip((*one, *other), (*other, *one), strict=True))
        changed = sorted(sorted((swap.get(code, code), k) for code, k in row.items()) for row in equations.rows)
        if changed == rows:
            found.append((one[0], other[0]))
    return tuple(found)
