"""What a cell that holds no usable figure should say: the value that its equations, or its rule, leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from expectations import Catalogue, Identity
from tasks.checking.blanks import ZERO
from tasks.checking.observation import Observation
from tasks.records import Finding, Fix, State


def demanded(
    finding: Finding, equations: Sequence[Identity], findings: Sequence[Finding], rules: Catalogue, seen: Observation
) -> Finding:
    """The finding on a single cell (blank, text, missing, no count) with the values that would do; any other as it is.

    Other cells are taken as the findings correct them beyond doubt.
    """
    if finding.state is not State.FAIL or len(finding.cells) != 1 or finding.fixes:
        return finding
    code, kind = finding.cells[0], rules[finding.rule].kind
    if kind == "table" and isinstance(finding.expected, Decimal):
        return replace(finding, fixes=(Fix({code: finding.expected}, unique=True),))
    if kind != "cell" or seen.figures.get(code) is not None:
        return finding
    sure = {cell: right for one in findings for fix in one.fixes if fix.unique for cell, right in fix.cells.items()}
    values = list(dict.fromkeys(_balancing(code, equations, {**seen.figures, **sure})))
    slip = "blank" if code in seen.blanks else ""
    return replace(finding, fixes=tuple(Fix({code: value}, slip, unique=len(values) == 1) for value in values))


def _balancing(code: str, equations: Sequence[Identity], figures: Mapping[str, Decimal | None]) -> Iterator[Decimal]:
    """What each equation asks of a cell where all its other figures are known."""
    for identity in equations:
        signs = dict(zip(identity.cells, identity.coefficients, strict=True))
        others = [figures.get(other) for other in signs if other != code]
        if code not in signs or None in others:
            continue
        rest = sum((signs[other] * (figures[other] or ZERO) for other in signs if other != code), ZERO)
        if (value := -rest * signs[code]) >= 0:
            yield value
