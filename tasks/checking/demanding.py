"""What a cell should say that no search can find: the value that its equations, its rule, last year or prose leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from expectations import Catalogue, Identity
from tasks.checking.blanks import ZERO
from tasks.checking.localising.ranking import Claims, ranked
from tasks.checking.localising.slips import Sheet
from tasks.checking.observation import Observation
from tasks.records import Finding, Fix, State

Figures = Mapping[str, Decimal | None]


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
    if kind != "cell" or finding.severity is not rules[finding.rule].severity:
        return finding
    sure = {cell: right for one in findings for fix in one.fixes if fix.unique for cell, right in fix.cells.items()}
    return replace(finding, fixes=tuple(_fixes(code, equations, {**seen.figures, **sure}, seen)))


def _fixes(code: str, equations: Sequence[Identity], figures: Figures, seen: Observation) -> list[Fix]:
    """What the equations ask, else what the prose says, else the figure without its sign."""
    slip, printed, said = "blank" if code in seen.blanks else "", figures.get(code), seen.claims.get(code)
    asked = list(dict.fromkeys(_asked(code, equations, figures))) if printed is None else []
    if asked:
        agreed = {value: ("narrative",) if value == said else () for value in asked}
        return [Fix({code: value}, slip, len(asked) == 1, agreed[value]) for value in asked]
    if said is not None:
        return [Fix({code: said}, slip or _sign(printed, said), unique=True, evidence=("narrative",))]
    return [Fix({code: -printed}, "sign")] if printed is not None and printed < 0 else []


def _sign(printed: Decimal | None, right: Decimal) -> str:
    return "sign" if printed == -right else ""


def _asked(code: str, equations: Sequence[Identity], figures: Figures) -> Iterator[Decimal]:
    for identity in equations:
        value = _balancing(code, identity, figures) if code in identity.cells else None
        if value is not None and value >= 0:
            yield value


def _balancing(code: str, identity: Identity, figures: Figures) -> Decimal | None:
    """What an equation asks of a cell; None where another of its figures is not known."""
    signs = dict(zip(identity.cells, identity.coefficients, strict=True))
    own, rest = signs.pop(code), ZERO
    for other, sign in signs.items():
        figure = figures.get(other)
        if figure is None:
            return None
        rest += sign * figure
    return -rest * own


def continuing(identity: Identity, equations: Sequence[Identity], claims: Claims, seen: Observation) -> tuple[Fix, ...]:
    """The values of single cells that would continue the year before, where no equation within the report holds them.

    None is the only one: last year's report may be wrong as well. Only the prose decides.
    """
    within = {code for other in equations if not other.previous for code in other.cells}
    printed = {code: int(seen.figures.get(code) or 0) for code in identity.own}
    asked = {code: _balancing(code, identity, seen.figures) for code in identity.own if code not in within}
    counts = {code: int(value) for code, value in asked.items() if value is not None and value >= 0 == value % 1}
    corrections = [{code: count} for code, count in counts.items()]
    spoken = {code: {name: said for name, said in own.items() if name == "narrative"} for code, own in claims.items()}
    fixes = ranked(corrections, [], Sheet(printed, blank=seen.blanks), spoken)
    return tuple(replace(fix, unique=fix.unique and bool(fix.evidence)) for fix in fixes)
