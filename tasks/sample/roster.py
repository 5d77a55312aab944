"""The invented agencies of the sample county."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import get_args

from tasks.records import Agency
from tasks.sample.figures import Profile, Volume

COLUMNS = (
    "code", "name", "short_name", "kind", "aliases", "valid_from", "valid_to", "contact", "email", "exempt",
    "included_in", "flags",
)  # fmt: skip
_POWERS = ("licensing", "penalties", "coercion")


@dataclass(frozen=True, slots=True)
class Member:
    """An agency of the roster, how busy it is, and whose cases of the year before it goes on with."""

    agency: Agency
    profile: Profile
    continues: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.agency.code


@cache
def members() -> tuple[Member, ...]:
    """All agencies of agencies.csv, those exempt among them, in the order of the roster."""
    text = (files(__package__) / "agencies.csv").read_text(encoding="utf-8")
    return tuple(_member(row) for row in csv.DictReader(io.StringIO(text)))


def expected(year: int) -> tuple[Member, ...]:
    """Those of whom a report on this year is due."""
    return tuple(member for member in members() if member.agency.expected_in(year))


def roster_csv() -> str:
    """The roster as the clerk sees it, without the columns that only the generator needs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for member in members():
        writer.writerow(_line(member.agency))
    return out.getvalue()


def _line(agency: Agency) -> list[str]:
    return [
        agency.code,
        agency.name,
        agency.short_name,
        agency.kind,
        "；".join(agency.aliases),
        agency.valid_from.isoformat() if agency.valid_from else "",
        agency.valid_to.isoformat() if agency.valid_to else "",
        agency.contact,
        agency.email,
        agency.exempt,
        agency.included_in,
        "；".join(sorted(agency.flags)),
    ]


def _member(row: dict[str, str]) -> Member:
    agency = Agency(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        aliases=_parts(row["aliases"]),
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        contact=row["contact"],
        email=f"{row['code']}@example.invalid",
        exempt=row["exempt"],
        flags=frozenset((*_parts(row["flags"]), *_powers(row))),
        included_in=row["included_in"],
    )
    profile = Profile(
        volume=_volume(row["volume"]),
        documents=int(row["documents"]),
        licensing=int(row["licensing"]),
        penalties=int(row["penalties"]),
        coercion=int(row["coercion"]),
        fees=Decimal(row["fees"]),
    )
    return Member(agency, profile, _parts(row["continues"]) or (agency.code,))


def _powers(row: dict[str, str]) -> list[str]:
    """What the list of powers says of an agency that reports: a power that it uses, or none."""
    if row["exempt"] or row["included_in"]:
        return []
    return [power if int(row[power]) else f"{power}=false" for power in _POWERS]


def _volume(word: str) -> Volume:
    known: tuple[Volume, ...] = get_args(Volume)
    return next(volume for volume in known if volume == word)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("；") if part)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
