"""What checking gives: a rule, its state and the evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tasks.language import language
from tasks.records.placement import number


class State(StrEnum):
    """Undecided is never passed."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """Hard must be corrected, soft must be confirmed, info is shown only."""

    HARD = "hard"
    SOFT = "soft"
    INFO = "info"


Parts = tuple[tuple[str, int, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction that would make every equation of its finding hold: what each cell should then say.

    slip names how such an error comes about, one name a cell where they differ ("" = no likely way); unique = nothing
    else as small would do; evidence names what speaks for it beside the equations (tasks.language has the words).
    """

    cells: Mapping[str, Decimal]
    slip: str = ""
    unique: bool = False
    evidence: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        cells = {code: number(value) for code, value in self.cells.items()}
        return {"cells": cells, "slip": self.slip, "unique": self.unique}


@dataclass(frozen=True, slots=True)
class Broken:
    """An equation that does not hold: its rule and its figures as (cell code, sign, value)."""

    rule: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule on one report. `parts` are the figures of the equation as (cell code, sign, value).

    fixes are the corrections that would do, the likeliest first; broken are all equations of this one cause;
    outcome names the way in which the rule fails, as the catalogue does.
    """

    rule: str
    state: State
    severity: Severity
    message: str
    message_en: str = ""
    cells: tuple[str, ...] = ()
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    difference: Decimal | None = None
    parts: Parts = ()
    fixes: tuple[Fix, ...] = ()
    broken: tuple[Broken, ...] = ()
    outcome: str = ""

    @property
    def failed(self) -> bool:
        return self.state is State.FAIL

    @property
    def explains(self) -> tuple[str, ...]:
        """The rules whose equations do not hold because of this cause, each once."""
        return tuple(dict.fromkeys(equation.rule for equation in self.broken))

    @property
    def text(self) -> str:
        """The message in the active language."""
        return self.message_en if language() == "en" and self.message_en else self.message

    @property
    def fingerprint(self) -> str:
        """The same while rule, outcome, cells and the two values stay the same, whatever the run."""
        what = [self.rule, self.state, ",".join(self.cells), _plain(self.expected), _plain(self.found)]
        key = "|".join([*what, self.outcome] if self.outcome else what)
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    @property
    def short(self) -> str:
        """What a person types to name this finding, such as R-09:1a2b3c4d."""
        return f"{self.rule}:{self.fingerprint[:8]}"

    def to_json(self) -> dict[str, Any]:
        """The public shape of a finding in `gouji check --json`."""
        return {
            "rule": self.rule,
            "state": str(self.state),
            "severity": str(self.severity),
            "cells": list(self.cells),
            "expected": _json(self.expected),
            "found": _json(self.found),
            "difference": number(self.difference),
            "message": self.message,
            "fixes": [fix.to_json() for fix in self.fixes],
            "explains": list(self.explains),
            "id": self.short,
        }


def _plain(value: Decimal | str | None) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _json(value: Decimal | str | None) -> int | float | str | None:
    return number(value) if isinstance(value, Decimal) else value
