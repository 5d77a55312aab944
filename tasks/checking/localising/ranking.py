"""Which of several corrections is the likeliest, and whether what stands outside the table leaves only one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.checking.localising.search import Correction
from tasks.checking.localising.slips import NONE, Sheet, cost, slip
from tasks.records import Fix

Claims = Mapping[str, Mapping[str, int]]
"""What is said of a cell elsewhere: its figure by witness (previous = last year's report, narrative = the prose)."""
MOST_FIXES = 24
TOGETHER = "+"


@dataclass(frozen=True)
class _Candidate:
    correction: Correction
    slip: str
    agreeing: tuple[str, ...]
    denying: tuple[str, ...]
    suspects: int
    cost: int


def ranked(
    plain: Sequence[Correction], layouts: Sequence[tuple[str, Correction]], sheet: Sheet, claims: Claims
) -> tuple[Fix, ...]:
    """The corrections as fixes, the likeliest first; those that share everything keep the order of the form.

    First what last year's report and the prose say, then cells that were blank or unsure, then a slip of the layout,
    then the likelihood of the slips. unique: the only one, or the only one that the witnesses leave.
    """
    moved = [_candidate(correction, name, 0, sheet, claims) for name, correction in layouts]
    others = [one for one in plain if not any(one.items() <= layout.items() for _name, layout in layouts)]
    order = {code: place for place, code in enumerate(sheet.printed)}
    found = [*moved, *(_plain(correction, sheet, claims) for correction in others)]
    found.sort(key=lambda one: (*_rank(one), [order[code] for code in one.correction]))
    decided = len(found) > 1 and _said(found[0]) < _said(found[1])
    witnesses = tuple(dict.fromkeys(name for one in found for name in (*one.agreeing, *one.denying))) if decided else ()
    fixes = [_fix(one, one.agreeing) for one in found[:MOST_FIXES]]
    if decided or len(fixes) == 1:
        fixes[0] = replace(fixes[0], unique=True, evidence=witnesses or fixes[0].evidence)
    return tuple(fixes)


def _fix(one: _Candidate, evidence: tuple[str, ...]) -> Fix:
    return Fix({code: Decimal(value) for code, value in one.correction.items()}, one.slip, evidence=evidence)


def _said(one: _Candidate) -> int:
    return len(one.denying) - len(one.agreeing)


def _rank(one: _Candidate) -> tuple[int, int, int]:
    return _said(one), -one.suspects, one.cost


def _plain(correction: Correction, sheet: Sheet, claims: Claims) -> _Candidate:
    if _exchanged(correction, sheet):
        return _candidate(correction, "cells_exchanged", 0, sheet, claims)
    slips = [slip(code, value, sheet) for code, value in correction.items()]
    name = TOGETHER.join(slips) if len(set(slips)) > 1 else slips[0]
    return _candidate(correction, name if any(slips) else NONE, 1 + sum(map(cost, slips)), sheet, claims)


def _exchanged(correction: Correction, sheet: Sheet) -> bool:
    """Whether the right figures are the two printed ones in each other's place."""
    printed = [sheet.printed[code] for code in correction]
    return len(printed) == 2 and list(correction.values()) == printed[::-1]


def _candidate(correction: Correction, name: str, cost_: int, sheet: Sheet, claims: Claims) -> _Candidate:
    said = [(code, witness, figure) for code in correction for witness, figure in claims.get(code, {}).items()]
    return _Candidate(
        correction,
        name,
        agreeing=tuple(witness for code, witness, figure in said if correction[code] == figure),
        denying=tuple(witness for code, witness, figure in said if sheet.printed[code] == figure),
        suspects=sum(map(sheet.suspect, correction)),
        cost=cost_,
    )
