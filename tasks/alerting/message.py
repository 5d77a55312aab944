"""What alerting looks at, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tasks.county import County, Season, expected
from tasks.records import Agency, Finding, Severity, State

BATCH = "batch"


class Status(StrEnum):
    """Where an agency stands in the season.

    refused = what arrived could not be taken as its report; questioned = it waits for somebody to confirm.
    """

    MISSING = "missing"
    RECEIVED = "received"
    RETURNED = "returned"
    REFUSED = "refused"
    QUESTIONED = "questioned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    WAIVED = "waived"


SETTLED = frozenset({Status.ACCEPTED, Status.PUBLISHED, Status.WAIVED})


@dataclass(frozen=True, slots=True)
class Standing:
    """One agency's status, since which day, when its latest file arrived, and why that was refused if it was."""

    status: Status
    since: date | None = None
    received_at: datetime | None = None
    reason: str = ""


_SEASON_STATES = {
    "expected": Status.MISSING,
    "received": Status.RECEIVED,
    "parsed": Status.RECEIVED,
    "returned": Status.RETURNED,
    "refused": Status.REFUSED,
    "questioned": Status.QUESTIONED,
    "accepted": Status.ACCEPTED,
    "published": Status.PUBLISHED,
    "corrected": Status.PUBLISHED,
    "waived": Status.WAIVED,
    "exempt": Status.WAIVED,
}


def standing(state: str, since: date | None = None, received_at: datetime | None = None, reason: str = "") -> Standing:
    """The standing that a state of the season means; late (late_internal, ...) tells only with or without a file.

    Raises KeyError on a state that nobody knows.
    """
    if state.startswith("late"):
        status = Status.MISSING if received_at is None else Status.RECEIVED
    else:
        status = _SEASON_STATES[state]
    return Standing(status, since, received_at, reason)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said once to one recipient: an address, or a name where no address is known.

    agency is "batch" where the message is a list. (key, recipient) never repeats.
    """

    kind: str
    year: int
    agency: str
    recipient: str
    subject: str
    body: str
    key: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The season of one report year as it stands on a day. Standings, findings and lapses go by agency code.

    findings are those that nobody has excused; lapses say in words which decisions no longer hold; over = the season
    was closed, or is of a published old year that is only taken in. published = the county's report is out; restated
    says in words which of its figures changed since.
    """

    county: County
    year: int
    on: date
    roster: Sequence[Agency]
    standings: Mapping[str, Standing] = field(default_factory=dict)
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    lapses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    over: bool = False
    published: bool = False
    restated: Sequence[str] = ()

    @property
    def season(self) -> Season:
        return self.county.season(self.year)

    @property
    def agencies(self) -> tuple[Agency, ...]:
        """Those of whom a report is due; the exempt are never spoken of."""
        return expected(self.roster, self.year)

    def standing(self, agency: Agency) -> Standing:
        """Of whom nothing is known, nothing has arrived."""
        return self.standings.get(agency.code) or Standing(Status.MISSING)

    def hard(self, agency: Agency) -> tuple[Finding, ...]:
        """The findings that the agency must correct."""
        found = self.findings.get(agency.code, ())
        return tuple(f for f in found if f.state is State.FAIL and f.severity is Severity.HARD)

    def among(self, states: frozenset[Status]) -> tuple[Agency, ...]:
        return tuple(agency for agency in self.agencies if self.standing(agency).status in states)
