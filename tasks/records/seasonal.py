"""What the rules of a whole season look at, a record a row, and what they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tasks.records.finding import Finding


@dataclass(frozen=True, slots=True)
class SeasonFinding:
    """A finding of a season about an agency ("" = the county), and about one of its revisions where it names one."""

    agency: str
    finding: Finding
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came in. agency "" = nobody's; excluded says why its sender is not counted ("" = it is)."""

    agency: str
    name: str
    file: str
    sha256: str
    outcome: str
    reason: str
    detail: str
    at: datetime
    revision: int | None = None
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Short marks of a revision by which likely twins are found without comparing every pair.

    tables: of each table that is not all 0 its digest, and how little it may be chance that another has the same.
    chapters: by number, hashes of which near-identical prose shares some.
    """

    tables: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    chapters: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that counts. chapters holds the prose that is to be compared, names what its agency is called.

    line are the codes under which the agency, or one that it continues, reported in earlier years. What came as the
    same file (sha256) is not compared: rule A-01 tells that.
    """

    agency: str
    name: str
    year: int
    revision: int
    marks: Marks
    names: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    sha256: str = ""
    chapters: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """An agency that must report, as of `today`. received = the first usable arrival; published = the day noted.

    listed = publications are noted at all; backload = an old year is taken in. page holds the figures of the page as
    it was saved; page_fault says why it could not be read.
    """

    agency: str
    name: str
    year: int
    today: date
    statutory: date
    internal: date | None = None
    accepted: int = 0
    revision: int | None = None
    waived: bool = False
    received: date | None = None
    published: date | None = None
    listed: bool = True
    backload: bool = False
    page: Mapping[str, Decimal | None] | None = None
    page_fault: str = ""
    values: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printed:
    """A county report as published: its figures, or why there are none (fault "" = nothing was saved)."""

    year: int
    values: Mapping[str, Decimal | None] | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Summed:
    """The county's figures of a year beside what was published of this year and of the year before.

    explained = by kind of applicant what changes of the roster took away from last year's carried forward.
    """

    year: int
    form: str
    values: Mapping[str, Decimal | None]
    complete: bool
    printed: Printed
    printed_before: Printed
    explained: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paired:
    """Two agencies that may count the same cases in one cell; a value is None while the report is not accepted."""

    name: str
    other: str
    cell: str
    label: str
    value: Decimal | None
    other_value: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A figure of a register kept elsewhere beside the report's own; agency "" = the county's sum."""

    agency: str
    name: str
    cell: str
    label: str
    value: Decimal | None
    register: str
    expected: Decimal
