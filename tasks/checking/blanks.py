"""Blank figures (C-03): which may stand for 0, which totals follow from their parts, which break an equation.

A blank is never taken for a reported 0. It is *tried* as 0, and what that shows is said:
- a blank total with parts that do not add up to 0 is derived from them;
- a blank is settled as 0 where an equation in which it is the only blank holds;
- otherwise an equation that fails makes those of its blanks suspect that a value above 0 would balance, first of all
  the ones for which every equation touching them asks for the same value;
- an equation that fails and has no suspect fails, whatever its blanks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations import Identity
from tasks.form import Form

ZERO = Decimal(0)
Values = dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Settled:
    """Figures to check equations with (None = cannot be used), and what became of the blanks.

    `derived` maps a total to the equation that gave it, `unbalanced` a blank to the value that would balance
    (None where its equations ask for different ones).
    """

    values: Values
    imputed: tuple[str, ...]
    derived: Mapping[str, Identity]
    unbalanced: Mapping[str, Decimal | None]
    unresolved: tuple[str, ...]
    blank_tables: tuple[str, ...]


def settle(
    form: Form, equations: Sequence[Identity], printed: Values, blanks: Collection[str], absent: Collection[str] = ()
) -> Settled:
    """Decide every blank of a report. `printed` holds the other figures, None where one cannot be used.

    absent = official cells that the report has no place for, its group being printed as one row.
    """
    blank_tables = tuple(
        table.code
        for table in form.tables
        if all(c.code in blanks for c in form.cells.values() if c.table == table.code and c.code not in absent)
    )
    lost = {code for code in blanks if form.known[code].table in blank_tables}
    open_blanks = [code for code in form.known if code in blanks and code not in lost]
    known: Values = {**printed, **dict.fromkeys(lost)}
    values, derived = _fill(equations, known, open_blanks)
    independent = [identity for identity in equations if derived.get(identity.total or "") is not identity]
    unbalanced = _suspects(independent, values, {code for code in open_blanks if code not in derived})
    values, derived = _fill(equations, {**known, **dict.fromkeys(unbalanced)}, open_blanks)
    return Settled(
        values=values,
        imputed=tuple(code for code in open_blanks if values[code] == 0 and code not in derived),
        derived=derived,
        unbalanced=unbalanced,
        unresolved=tuple(code for code in open_blanks if values[code] is None and code not in unbalanced),
        blank_tables=blank_tables,
    )


def add_up(values: Mapping[str, Decimal | None], codes: Sequence[str]) -> Decimal | None:
    """The sum of figures; None as soon as one cannot be used."""
    total = ZERO
    for code in codes:
        value = values[code]
        if value is None:
            return None
        total += value
    return total


def _fill(equations: Sequence[Identity], known: Values, blanks: Sequence[str]) -> tuple[Values, dict[str, Identity]]:
    """Blank totals from their parts (which may be blank totals themselves), every other blank as 0."""
    values: Values = dict(known)
    derived: dict[str, Identity] = {}
    defining: dict[str, Identity] = {}
    for identity in equations:
        if identity.total:
            defining.setdefault(identity.total, identity)

    def fill(code: str) -> None:
        if code in values:
            return
        identity = defining.get(code)
        values[code] = ZERO
        if identity is not None:
            for part in identity.left:
                fill(part)
            values[code] = add_up(values, identity.left)
            if values[code]:
                derived[code] = identity

    for code in blanks:
        fill(code)
    return values, derived


def _suspects(equations: Sequence[Identity], values: Values, zeros: Collection[str]) -> dict[str, Decimal | None]:
    """Blanks tried as 0 that may be what a failing equation lacks, with the value that would balance it."""
    held: defaultdict[str, list[Identity]] = defaultdict(list)
    wanted: defaultdict[str, set[Decimal]] = defaultdict(set)
    failing: list[tuple[Identity, Decimal]] = []
    settled: set[str] = set()
    for identity in equations:
        left, right = add_up(values, identity.left), add_up(values, identity.right)
        own = [code for code in identity.cells if code in zeros]
        if left is None or right is None or not own:
            continue
        if left != right:
            failing.append((identity, right - left))
            for code in own:
                wanted[code].add(_balancing(identity, code, right - left))
            continue
        for code in own:
            held[code].append(identity)
        if len(own) == 1:
            settled.add(own[0])
    return _accuse(failing, zeros, settled, {c for c in wanted if c not in held and len(wanted[c]) == 1})


def _balancing(identity: Identity, code: str, short: Decimal) -> Decimal:
    return short if code in identity.left else -short


def _accuse(
    failing: Sequence[tuple[Identity, Decimal]], zeros: Collection[str], settled: set[str], agreed: set[str]
) -> dict[str, Decimal | None]:
    found: defaultdict[str, set[Decimal]] = defaultdict(set)
    for identity, short in failing:
        own = [c for c in identity.cells if c in zeros and c not in settled and _balancing(identity, c, short) > 0]
        for code in [c for c in own if c in agreed] or own:
            found[code].add(_balancing(identity, code, short))
    return {code: next(iter(values)) if len(values) == 1 else None for code, values in found.items()}
