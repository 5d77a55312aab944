"""A report of a few cells, a rule that looks at two of them, and decisions about what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tasks.records import Decision, DecisionKind, Finding, Origin, PlacedCell, Semantic, Severity, State

CELLS = tuple(f"t3.granted.{kind}" for kind in ("natural_person", "commercial_enterprise", "other_org", "total"))
LEFT, RIGHT = CELLS[:2]
AT = datetime(2024, 1, 22, 2, 10, tzinfo=UTC)
TODAY = AT.date()
Values = Mapping[str, int | str]


def cells(values: Values) -> dict[str, PlacedCell]:
    """The cells as placed: a number, or the text that stands there."""
    return {code: _cell(code, values.get(code, 0)) for code in CELLS}


def _cell(code: str, value: int | str) -> PlacedCell:
    if isinstance(value, str):
        meaning = Semantic.BLANK if not value else Semantic.TEXT
        return PlacedCell(code, value, meaning, None, Origin(line=1))
    return PlacedCell(code, str(value), Semantic.NUMERIC if value else Semantic.ZERO, Decimal(value), Origin(line=1))


def check(values: Values, severity: Severity = Severity.SOFT) -> Finding:
    """S-01: the left cell must not be more than the right one."""
    left, right = (values.get(code, 0) for code in (LEFT, RIGHT))
    if isinstance(left, str) or isinstance(right, str):
        return Finding("S-01", State.UNDECIDED, severity, "不能判断", cells=(LEFT, RIGHT))
    state = State.FAIL if left > right else State.PASS
    return Finding(
        "S-01",
        state,
        severity,
        f"{left} 大于 {right}",
        cells=(LEFT, RIGHT),
        expected=Decimal(right),
        found=Decimal(left),
        difference=Decimal(left - right),
        parts=((LEFT, 1, Decimal(left)), (RIGHT, -1, Decimal(right))),
        outcome="more" if state is State.FAIL else "",
    )


def decision(values: Values, **changes: Any) -> Decision:
    """A confirmation of what S-01 finds in a report."""
    from tasks.deciding import bind

    found = check(values)
    base = Decision(
        DecisionKind.CONFIRM,
        "990001",
        "d01",
        2023,
        "与台账核对一致",
        "张三",
        AT,
        rule=found.rule,
        outcome=found.outcome,
        cells=found.cells,
        bound=bind(found, cells(values)),
        finding=found.fingerprint,
        message=found.message,
        source="command",
    )
    return replace(base, **changes)


def revocation(of: Decision, **changes: Any) -> Decision:
    base = replace(
        of,
        kind=DecisionKind.REVOKE,
        reason="核实有误",
        until=None,
        second="",
        outcome="",
        cells=(),
        bound={},
        finding="",
        message="",
        revokes=of.id,
    )
    return replace(base, **changes)


def day(text: str) -> date:
    return date.fromisoformat(text)
