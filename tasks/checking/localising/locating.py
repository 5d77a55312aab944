"""Each table on its own: from the figures of a report to the causes of what does not add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache

from expectations import Identity
from tasks.checking.localising.causes import Places, causes, joined
from tasks.checking.localising.layouts import Grid, layouts, layouts_and_a_cell
from tasks.checking.localising.ranking import Claims, ranked
from tasks.checking.localising.search import Correction, smallest
from tasks.checking.localising.signatures import Residual, System, system
from tasks.checking.localising.slips import Sheet
from tasks.checking.localising.solver import only
from tasks.form import Form, Table, load_form
from tasks.records import Fix


@dataclass(frozen=True)
class Reading:
    """The figures of a report by cell code, and what is known of them.

    figures: as the equations use them, None where they cannot. derived: blank totals with the equation that gave
    them. blank: not filled in (0 in figures, or None). uncertain: not read for certain. claims: what is said elsewhere.
    """

    figures: Mapping[str, Decimal | None]
    derived: Mapping[str, Identity] = field(default_factory=dict)
    blank: frozenset[str] = frozenset()
    uncertain: frozenset[str] = frozenset()
    claims: Claims = field(default_factory=dict)

    @cached_property
    def lacking(self) -> frozenset[str]:
        """The cells whose figures cannot be used."""
        return frozenset(code for code, figure in self.figures.items() if figure is None)


@dataclass(frozen=True)
class Cause:
    """Equations that do not hold for one reason, and the corrections that would do, the likeliest first."""

    broken: tuple[Identity, ...]
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """A table of the form with the equations written for it; what can be prepared once for all reports."""

    identities: tuple[Identity, ...]
    grid: Grid

    @cached_property
    def addends(self) -> dict[str, tuple[str, ...]]:
        """The parts of each total, in all the directions in which it sums."""
        parts: dict[str, tuple[str, ...]] = {}
        for identity in self.identities:
            if identity.total:
                parts[identity.total] = parts.get(identity.total, ()) + identity.left
        return parts


@dataclass(frozen=True)
class Block:
    """Equations that share cells, those among them that do not hold, and the smallest corrections."""

    identities: tuple[Identity, ...]
    system: System
    values: Mapping[str, int]
    residual: Residual
    corrections: Sequence[Correction]

    @property
    def settled(self) -> bool:
        """One cell, beyond doubt: no hypothesis outranks it."""
        return len(self.corrections) == 1 and len(self.corrections[0]) == 1

    def broken(self, places: Places | Residual) -> tuple[Identity, ...]:
        return tuple(identity for place, identity in enumerate(self.identities) if place in places)


def locate(form: Form, identities: tuple[Identity, ...], reading: Reading) -> list[Cause]:
    """The causes of all equations within the report that do not hold, in their order; [] where all hold."""
    return [cause for plan in plans(form.id, identities) for cause in _causes(plan, reading)]


@lru_cache(maxsize=64)
def plans(edition: str, identities: tuple[Identity, ...]) -> tuple[Plan, ...]:
    """The tables of an edition that have equations of their own."""
    form = load_form(edition)
    within = [identity for identity in identities if form.cells.keys() >= set(identity.cells)]
    owned = {table: tuple(it for it in within if it.table == table.code) for table in form.tables}
    return tuple(Plan(own, _grid(table)) for table, own in owned.items() if own)


def _grid(table: Table) -> Grid:
    return Grid(tuple(tuple(b.code(row, column) for column in b.columns) for b in table.blocks for row in b.rows))


def _causes(plan: Plan, reading: Reading) -> list[Cause]:
    blocks = [block for own in _usable(plan, reading) if (block := _block(own, reading)).residual]
    if not blocks:
        return []
    sheet = _sheet(plan, reading)
    if len(blocks) > 1 or not blocks[0].settled:
        moved = _moved(plan, sheet)
        if moved:
            broken = tuple(identity for block in blocks for identity in block.broken(block.residual))
            plain = blocks[0].corrections if len(blocks) == 1 else ()
            return [Cause(broken, ranked(plain, moved, sheet, reading.claims))]
    return [cause for block in blocks for cause in _apart(block, plan, sheet, reading)]


def _usable(plan: Plan, reading: Reading) -> tuple[tuple[Identity, ...], ...]:
    """The equations that can be checked, those that share cells together."""
    if not reading.lacking and not reading.derived:
        return connected(plan.identities)
    return connected(
        tuple(
            identity
            for identity in plan.identities
            if reading.lacking.isdisjoint(identity.cells) and reading.derived.get(identity.total or "") is not identity
        )
    )


@lru_cache(maxsize=256)
def connected(identities: tuple[Identity, ...]) -> tuple[tuple[Identity, ...], ...]:
    """The equations, those that share cells together."""
    groups = joined([identity.cells for identity in identities])
    return tuple(tuple(it for it in identities if it.cells[0] in group) for group in groups)


def _block(identities: tuple[Identity, ...], reading: Reading) -> Block:
    equations = _system(identities, tuple(reading.derived.items()))
    values = {code: int(reading.figures[code] or 0) for code in equations.touching}
    residual = equations.residual(values)
    return Block(identities, equations, values, residual, smallest(equations, values, residual))


@lru_cache(maxsize=256)
def _system(identities: tuple[Identity, ...], derived: tuple[tuple[str, Identity], ...]) -> System:
    return system(identities, dict(derived))


def _sheet(plan: Plan, reading: Reading) -> Sheet:
    """The table as printed, each blank as 0; a figure that cannot be used is left out."""
    figures, blank = reading.figures, reading.blank
    printed = {
        code: 0 if code in blank else int(figure or 0)
        for code in plan.grid.neighbours
        if (figure := figures.get(code)) is not None or code in blank
    }
    return Sheet(printed, plan.grid.neighbours, plan.addends, blank, reading.uncertain)


def _moved(plan: Plan, sheet: Sheet) -> list[tuple[str, Correction]]:
    """Hypotheses that explain the whole table."""
    known = plan.identities
    if len(sheet.printed) < len(plan.grid.neighbours):
        known = tuple(it for it in known if sheet.printed.keys() >= set(it.cells))
    equations = _system(known, ())
    return layouts(equations, sheet.printed, equations.residual(sheet.printed), plan.grid)


def _apart(block: Block, plan: Plan, sheet: Sheet, reading: Reading) -> list[Cause]:
    """The causes of a block, each with its own corrections; without a correction all of it is one cause."""
    corrections: Sequence[Correction] = block.corrections
    moves: Mapping[frozenset[tuple[str, int]], str] = {}
    if not corrections:
        corrections, moves = _hard(block, plan)
    if not corrections:
        return [Cause(block.broken(block.residual), ())]
    found = []
    for places, own in causes(block.system, block.residual, corrections):
        moved = [(moves[key], fix) for fix in own for key in moves if key <= fix.items()]
        plain = [fix for fix in own if not any(fix is move for _slip, move in moved)]
        moved += _own_moves(block, places, plain, plan)
        found.append(Cause(block.broken(places), ranked(plain, moved, sheet, reading.claims)))
    return found


def _hard(block: Block, plan: Plan) -> tuple[Sequence[Correction], Mapping[frozenset[tuple[str, int]], str]]:
    """What the search could not reach: a slip of the layout beside a wrong cell, else many wrong cells."""
    found = layouts_and_a_cell(block.system, block.values, block.residual, plan.grid)
    if not found:
        alone = only(block.system, block.values, block.residual)
        return [alone] if alone else [], {}
    moves = {frozenset(moved.items()): slip for slip, moved, _cell in found}
    return [moved | cell for _slip, moved, cell in found], moves


def _own_moves(
    block: Block, places: Places, corrections: Sequence[Correction], plan: Plan
) -> list[tuple[str, Correction]]:
    """Hypotheses for one cause among several of a block."""
    settled = len(corrections) == 1 and len(corrections[0]) == 1
    if not corrections or settled or len(places) == len(block.residual):
        return []
    own = {place: block.residual[place] for place in places}
    return layouts(block.system, block.values, own, plan.grid)
