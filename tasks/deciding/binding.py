"""What a decision is bound to: the values that its finding stated, and the cells as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tasks.records import Finding, PlacedCell

EXPECTED, FOUND = "expected", "found"


@dataclass(frozen=True, slots=True)
class Change:
    """One bound value that is no longer what it was; code is a cell code, `expected` or `found`. None = not there."""

    code: str
    before: str | None
    after: str | None


def bind(finding: Finding, cells: Mapping[str, PlacedCell]) -> dict[str, str]:
    """What a finding says, by code: the two values, every figure of its equations, every cell of its own as written.

    Only what it speaks of: another cell of the report may change and leave this alone.
    """
    parts = [*finding.parts, *(part for equation in finding.broken for part in equation.parts)]
    figures = {code: _plain(value) for code, _sign, value in parts}
    own = dict.fromkeys([*finding.cells, *figures])
    written = {code: _written(cells[code]) for code in own if code in cells}
    return {EXPECTED: _plain(finding.expected), FOUND: _plain(finding.found)} | figures | written


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """The bound values that differ, in the order in which they were bound."""
    codes = dict.fromkeys([*before, *after])
    return tuple(
        Change(code, before.get(code), after.get(code)) for code in codes if before.get(code) != after.get(code)
    )


def unchanged(bound: Mapping[str, str], cells: Mapping[str, PlacedCell]) -> bool:
    """Whether every bound cell of a report is still written as it was."""
    return all(_written(cells[code]) == value for code, value in bound.items() if code in cells)


def _written(cell: PlacedCell) -> str:
    """The number, whatever way it was printed; what is no number as it stands."""
    return _plain(cell.value) if cell.value is not None else cell.raw.strip()


def _plain(value: Decimal | str | None) -> str:
    if isinstance(value, Decimal):
        # 1.50 与 1.5 是同一个数
        return format(value.normalize(), "f") if value else "0"
    return value or ""
