"""Two revisions of one report, cell by cell, and what became of their findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from tasks.records import Finding, PlacedCell, Placement, State
from tasks.warehouse.findings import findings_of
from tasks.warehouse.placements import load_placement
from tasks.warehouse.revisions import Revision


@dataclass(frozen=True, slots=True)
class CellChange:
    """One official cell that says something else; None where a revision has no such cell."""

    code: str
    old: PlacedCell | None
    new: PlacedCell | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later revision changes: cells in the form's order, chapters by number, findings closed and opened."""

    old: Revision
    new: Revision
    cells: tuple[CellChange, ...]
    chapters: tuple[int, ...]
    title: bool
    closed: tuple[Finding, ...]
    opened: tuple[Finding, ...]


def compare_revisions(engine: Engine, old: Revision, new: Revision) -> Difference:
    """The difference between any two revisions, of one report or of two."""
    before, after = load_placement(engine, old), load_placement(engine, new)
    failing_before, failing_after = (_failing(findings_of(engine, each)) for each in (old, new))
    return Difference(
        old,
        new,
        _cells(before, after),
        tuple(
            number
            for number in sorted(before.sections.keys() | after.sections.keys())
            if _chapter(before, number) != _chapter(after, number)
        ),
        before.title != after.title,
        _without(failing_before, failing_after),
        _without(failing_after, failing_before),
    )


def _cells(before: Placement, after: Placement) -> tuple[CellChange, ...]:
    codes = dict.fromkeys([*after.cells, *before.cells])
    changes = (CellChange(code, before.cells.get(code), after.cells.get(code)) for code in codes)
    return tuple(change for change in changes if _says(change.old) != _says(change.new))


def _says(cell: PlacedCell | None) -> tuple[object, ...] | None:
    """What a cell states, wherever it stood and however surely it was read; 3 and 3.0 are the same."""
    return (cell.semantic, cell.value, cell.raw if cell.value is None else "") if cell else None


def _chapter(placement: Placement, number: int) -> tuple[str, str] | None:
    section = placement.sections.get(number)
    return (section.heading, section.text) if section else None


def _failing(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.state is State.FAIL)


def _without(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    known = {finding.fingerprint for finding in others}
    return tuple(finding for finding in findings if finding.fingerprint not in known)
