"""What a person decided: a finding confirmed or waived, a report waived by name, or a decision taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any


class DecisionKind(StrEnum):
    """Confirm a soft finding, waive a hard one (or, without a rule, the report itself), revoke a decision."""

    CONFIRM = "confirm"
    WAIVE = "waive"
    REVOKE = "revoke"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, never changed afterwards. `bound` holds what the finding said when it was excused, by cell code.

    rule "" = the agency is excused from reporting; until None = as long as the values stand; revokes names a decision.
    finding is the fingerprint and message the sentence of what was excused; source says how it came in.
    """

    kind: DecisionKind
    county: str
    agency: str
    year: int
    reason: str
    person: str
    at: datetime
    second: str = ""
    until: date | None = None
    rule: str = ""
    outcome: str = ""
    cells: tuple[str, ...] = ()
    bound: Mapping[str, str] = field(default_factory=dict)
    finding: str = ""
    message: str = ""
    revokes: str = ""
    source: str = ""

    @property
    def id(self) -> str:
        """The same for two decisions that say the same of the same values on the same day (UTC)."""
        day = self.at.astimezone(UTC).date().isoformat()
        said = [self.kind, self.county, self.agency, self.year, *self.words, day]
        what = [self.rule, self.outcome, self.cells, sorted(self.bound.items()), self.revokes]
        text = json.dumps([*said, *what], ensure_ascii=False)
        # 以字母开头：电子表格不会把它认作数
        return "D" + hashlib.sha256(text.encode()).hexdigest()[:11]

    @property
    def words(self) -> tuple[str, str, str, str]:
        """What was said and by whom, whatever it was said of."""
        return self.reason, self.person, self.second, self.until.isoformat() if self.until else ""

    def to_json(self) -> dict[str, Any]:
        """The public shape of a decision in `gouji decisions list --json`."""
        return {
            "id": self.id,
            "kind": str(self.kind),
            "agency": self.agency,
            "year": self.year,
            "rule": self.rule,
            "finding": self.finding,
            "cells": list(self.cells),
            "bound": dict(self.bound),
            "message": self.message,
            "reason": self.reason,
            "person": self.person,
            "second": self.second,
            "until": self.until.isoformat() if self.until else None,
            "at": self.at.isoformat(timespec="seconds"),
            "revokes": self.revokes,
            "source": self.source,
        }
