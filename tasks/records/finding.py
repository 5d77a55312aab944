"""What checking gives: a rule, its state and the evidence."""

from __future__ import annotations

import hashlib
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule on one report. `parts` are the figures of the equation as (cell code, sign, value)."""

    rule: str
    state: State
    severity: Severity
    message: str
    message_en: str = ""
    cells: tuple[str, ...] = ()
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    difference: Decimal | None = None
    parts: tuple[tuple[str, int, Decimal | None], ...] = ()

    @property
    def text(self) -> str:
        """The message in the active language."""
        return self.message_en if language() == "en" and self.message_en else self.message

    @property
    def fingerprint(self) -> str:
        """The same while rule, cells and the two values stay the same, whatever the run."""
        key = "|".join([self.rule, self.state, ",".join(self.cells), _plain(self.expected), _plain(self.found)])
        return hashlib.sha256(key.encode()).hexdigest()[:16]

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
        }


def _plain(value: Decimal | str | None) -> str:
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _json(value: Decimal | str | None) -> int | float | str | None:
    return number(value) if isinstance(value, Decimal) else value
