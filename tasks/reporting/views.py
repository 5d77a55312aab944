"""What the documents and pages are drawn from: plain records, filled by whoever asked the warehouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tasks.form import Form, load_form
from tasks.records import Agency, Finding, Placement, Severity, State
from tasks.reporting.ledger import Ledger, RevisionLine


class Standing(StrEnum):
    """Where an agency stands in the season of one report year."""

    MISSING = "missing"
    OVERDUE = "overdue"
    RECEIVED = "received"
    RETURNED = "returned"
    QUESTIONED = "questioned"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    RECORDED = "recorded"
    WAIVED = "waived"
    EXEMPT = "exempt"

    @property
    def filed(self) -> bool:
        return self not in {Standing.MISSING, Standing.OVERDUE, Standing.WAIVED, Standing.EXEMPT}


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be taken: the reason code and detail of its Refusal."""

    file_name: str
    reason: str
    detail: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must have happened, such as 机关报送."""

    label: str
    on: date


@dataclass(frozen=True, slots=True)
class Revision:
    """The revision shown: number counts from 1; original is a link from the site's root folder, "" = none.

    note says in words how it was read: which of several files was taken for what, what was hidden.
    """

    number: int
    received_at: datetime
    file_name: str
    sha256: str
    original: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What the catalogue says about a rule beside its message."""

    title: str = ""
    clause: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """A person's decision as it stands today; rule "" = the report itself is waived, changes are (code, old, new)."""

    id: str
    kind: str
    agency: str
    year: int
    rule: str
    message: str
    reason: str
    person: str
    on: date
    second: str = ""
    until: date | None = None
    standing: str = "active"
    changes: Sequence[tuple[str, str | None, str | None]] = ()
    revoked_by: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """What stands behind a county sum: the decisions that it rests on, and how rules were changed, in words."""

    decisions: Sequence[DecisionNote] = ()
    overrides: Sequence[str] = ()

    @property
    def waivers(self) -> list[DecisionNote]:
        """The agencies excused from reporting."""
        return [note for note in self.decisions if not note.rule]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One line of the season: hard and soft count failing findings; link is from the season page, "" = no page."""

    code: str
    name: str
    kind: str
    state: Standing
    submitted_at: datetime | None = None
    days_late: int = 0
    hard: int = 0
    soft: int = 0
    last_reminder: date | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class SeasonView:
    """The season of one report year as of `today`; the headline figures are counted from the rows.

    note says that it was closed, or that an old year is only taken in; overrides which rules were changed, and why.
    """

    county_name: str
    year: int
    today: date
    built_at: datetime
    run: str
    rows: Sequence[AgencyRow]
    deadlines: Sequence[Deadline] = ()
    refusals: Sequence[RefusedFile] = ()
    note: str = ""
    troubles: Sequence[str] = ()
    overrides: Sequence[str] = ()

    def count(self, *states: Standing) -> int:
        return sum(row.state in states for row in self.rows)

    @property
    def expected(self) -> int:
        return len(self.rows) - self.count(Standing.EXEMPT)

    @property
    def filed(self) -> int:
        return sum(row.state.filed for row in self.rows)

    @property
    def overdue(self) -> int:
        return self.count(Standing.OVERDUE)

    @property
    def returned(self) -> int:
        return self.count(Standing.RETURNED)


@dataclass(frozen=True, slots=True)
class AgencyView:
    """One agency's year. placement None = nothing usable arrived; previous None = last year's report is not at hand.

    excuses are the decisions that cover a failing finding, by its fingerprint; lapsed those that no longer cover one
    that still fails; waiver the one that excuses the agency from reporting. disclosed is where and when it published;
    doubtful are cells of last year's published report that its own findings speak of; beside says of each file that
    came with the report, and adds nothing to it, why it is not needed.
    """

    county_name: str
    agency: Agency
    year: int
    form_id: str
    state: Standing
    built_at: datetime
    run: str
    due: date | None = None
    days_late: int = 0
    placement: Placement | None = None
    findings: Sequence[Finding] = ()
    previous: Mapping[str, Decimal | None] | None = None
    previous_form: str = ""
    revision: Revision | None = None
    refusals: Sequence[RefusedFile] = ()
    rules: Mapping[str, RuleNote] = field(default_factory=dict)
    history: Sequence[RevisionLine] = ()
    excuses: Mapping[str, DecisionNote] = field(default_factory=dict)
    lapsed: Sequence[DecisionNote] = ()
    waiver: DecisionNote | None = None
    disclosed: tuple[str, date] | None = None
    doubtful: frozenset[str] = frozenset()
    overrides: Sequence[str] = ()
    season: Sequence[Finding] = ()
    beside: Sequence[str] = ()

    @property
    def form(self) -> Form:
        return load_form(self.form_id)

    @property
    def failing(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.state is State.FAIL]

    def count(self, severity: Severity) -> int:
        """Failing findings that nobody has excused."""
        return sum(f.severity is severity and f.fingerprint not in self.excuses for f in self.failing)


@dataclass(frozen=True, slots=True)
class CountyReport:
    """The county sum of a year. A code without a value is printed blank; sections hold prose a person wrote, by number.

    status "complete" = every expected agency is in; anything else is a draft and says so.
    """

    county_name: str
    year: int
    form_id: str
    values: Mapping[str, Decimal]
    status: str
    expected: int
    accepted: int
    missing: Sequence[str]
    sections: Mapping[int, str]
    built_at: datetime
    run: str
    ledger: Ledger = field(default_factory=Ledger)
    quality: Quality = field(default_factory=Quality)

    @property
    def form(self) -> Form:
        return load_form(self.form_id)

    @property
    def draft(self) -> bool:
        return self.status != "complete"

    @property
    def title(self) -> str:
        return self.form.title.format(agency=self.county_name, year=self.year)


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """One agency's accepted values by cell code; None = blank."""

    code: str
    name: str
    values: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class AgencyFinding:
    """A finding with the agency it belongs to."""

    agency: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class CountyPage:
    """The county page: documents are links from the page's own folder, figures are the addends of the sum.

    season is what was found over the whole season, about the county or about an agency.
    """

    report: CountyReport
    documents: Sequence[str] = ()
    figures: Sequence[AgencyFigures] = ()
    season: Sequence[AgencyFinding] = ()
    rules: Mapping[str, RuleNote] = field(default_factory=dict)
