"""Who must report and whose work passed to whom, what arrived, and the case that checking looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from tasks.records.placement import Fact, Placement


@dataclass(frozen=True, slots=True)
class Agency:
    """One line of the roster. kind: department, township, subdistrict, government, other, or exempt:….

    exempt is the reason why no report is due ("" = due); included_in is the code of the agency whose report covers
    this one. A flag such as may_issue_rules is `name`, or `name=false` where it is known not to hold.
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
    phone: str = ""
    included_in: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, self.short_name, *self.aliases)

    def flag(self, name: str) -> bool | None:
        """Whether something is known to hold of the agency; None where the roster does not say."""
        if name in self.flags:
            return True
        return False if f"{name}=false" in self.flags else None

    def existed_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)

    def existed_in(self, year: int) -> bool:
        """Whether the agency existed at any time of the report year and still did at its end."""
        return self.existed_on(date(year, 12, 31))

    def expected_in(self, year: int) -> bool:
        return self.existed_in(year) and not self.exempt and not self.included_in


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the roster from a day on. kind: renamed, merged, split, abolished, created.

    before and after are agency codes; one that stands in both goes on. basis is the decree.
    """

    kind: str
    on: date
    before: tuple[str, ...]
    after: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Descent:
    """Whose reports of the year before an agency's report continues, and who else continues the same ones."""

    before: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether one report continues one report."""
        return len(self.before) == 1 and not self.beside


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
class PastReport:
    """What is known of another report when one is checked: of an earlier year, or of a sister agency in this one.

    values are by cell code, None where the figure cannot be relied on; counted = it is accepted now; accepted lists,
    in order, the revisions that ever were.
    """

    agency: str
    name: str
    year: int
    form: str
    values: Mapping[str, Decimal | None]
    sections: Mapping[int, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    counted: bool = False
    accepted: tuple[int, ...] = ()
    revision: int = 0


@dataclass(frozen=True)
class Past:
    """One earlier year: the reports that the agency's own continues, after renames, mergers and splits.

    beside are this year's reports of those who continue the same ones; lacking names whose report is not at hand.
    """

    reports: tuple[PastReport, ...] = ()
    beside: tuple[PastReport, ...] = ()
    lacking: tuple[str, ...] = ()
    lacking_beside: tuple[str, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether others continue the same reports, so that the figures cannot be compared one to one."""
        return bool(self.beside or self.lacking_beside)

    @property
    def form(self) -> str:
        """The edition of the form, "" where the reports do not use one and the same."""
        forms = {report.form for report in self.reports}
        return forms.pop() if len(forms) == 1 else ""

    @cached_property
    def values(self) -> Mapping[str, Decimal | None] | None:
        """The sums by cell code; None while a report is lacking. A sum with a figure that cannot be used is None."""
        if self.lacking or not self.reports:
            return None
        first, *others = (report.values for report in self.reports)
        return {code: _sum([first[code], *(values.get(code) for values in others)]) for code in first}


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


@dataclass(frozen=True, slots=True)
class Case:
    """A report to be checked, with what is known around it.

    key names the report in a batch; agency None = the roster was not at hand; history holds earlier years by year,
    without those of which nothing is known; founded = set up in the report year, with nobody before it.
    """

    key: str
    placement: Placement
    agency: Agency | None = None
    campaign_year: int | None = None
    history: Mapping[int, Past] = field(default_factory=dict)
    founded: bool = False
    submitter_names: tuple[str, ...] = field(default=())

    @property
    def year(self) -> int | None:
        return self.placement.year if self.campaign_year is None else self.campaign_year

    def past(self, back: int = 1) -> Past | None:
        """What is known of so many years before the report's; None = nothing."""
        return self.history.get(self.year - back) if self.year is not None else None

    @property
    def previous(self) -> Mapping[str, Decimal | None] | None:
        """Last year's figures by cell code; None = they are not at hand."""
        past = self.past()
        return past.values if past else None

    @property
    def previous_form(self) -> str:
        past = self.past()
        return past.form if past else ""
