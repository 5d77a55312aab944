"""What stands behind a county sum and behind an agency's present report, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """An adjustment that the sum contains."""

    number: int
    agency: str
    label: str
    code: str
    amount: Decimal
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """A rollup that was published; the first as published, later ones as restated."""

    number: int
    rollup: int
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A figure before and after, as texts."""

    label: str
    code: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RangeLine:
    """Between which figures the county may come to lie; high "" = no upper bound."""

    label: str
    code: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A county sum taken apart; areas are the counties below as (code, standing in words, rollup number)."""

    adjustments: Sequence[AdjustmentLine] = ()
    publications: Sequence[PublicationLine] = ()
    changed: Sequence[ChangeLine] = ()
    ranges: Sequence[RangeLine] = ()
    areas: Sequence[tuple[str, str, int | None]] = ()


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision of an agency's report and what it changed; counted = it is in the county sum."""

    number: int
    at: datetime
    file_name: str
    sha256: str
    counted: bool
    restores: int | None = None
    who: str = ""
    reason: str = ""
    changed: Sequence[ChangeLine] = ()
    chapters: Sequence[int] = ()
    closed: Sequence[str] = ()
    opened: Sequence[str] = ()
