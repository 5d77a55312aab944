"""How a county changed a rule for some report years: dated, with an owner and a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class OverrideKind(StrEnum):
    """Disable a rule, let its hard findings be soft ones, or set one of its parameters."""

    DISABLE = "disable"
    SOFTEN = "soften"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Override:
    """One change; first and last are report years, both included (last None = open). value is of `parameter`."""

    rule: str
    kind: OverrideKind
    first: int
    owner: str
    reason: str
    last: int | None = None
    parameter: str = ""
    value: Decimal | None = None
    on: date | None = None

    def covers(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)
