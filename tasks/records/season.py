"""Who must report, what arrived, and the case that checking looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tasks.records.placement import Placement


@dataclass(frozen=True, slots=True)
class Agency:
    """One line of the roster. kind: department, township, subdistrict, government, other.

    exempt is the reason why no report is due ("" = due); flags such as may_issue_rules.
    """

    code: str
    name: str
    short_name: str
    kind: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    contact: str = ""
    email: str = ""
    exempt: str = ""
    flags: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.short_name, *self.aliases)

    def existed_in(self, year: int) -> bool:
        """Whether the agency existed at any time of the report year and still did at its end."""
        end = date(year, 12, 31)
        return (self.valid_from is None or self.valid_from <= end) and (self.valid_to is None or self.valid_to >= end)

    def expected_in(self, year: int) -> bool:
        return self.existed_in(year) and not self.exempt


@dataclass(frozen=True, slots=True)
class Receipt:
    """One arrival: the bytes are archived under sha256; submitter is the roster code the channel told, if any."""

    sha256: str
    file_name: str
    year: int
    received_at: datetime
    size: int
    path: str
    submitter: str = ""
    channel: str = "folder"


@dataclass(frozen=True, slots=True)
class Case:
    """A report to be checked, with what is known around it.

    key names the report in a batch; agency None = the roster was not at hand; previous None = the year before
    is not at hand, else its values by cell code; previous_form names the edition of that report.
    """

    key: str
    placement: Placement
    agency: Agency | None = None
    campaign_year: int | None = None
    previous: Mapping[str, Decimal | None] | None = None
    previous_form: str = ""
    submitter_names: tuple[str, ...] = field(default=())
