"""A whole sample county: settings, roster and two years of reports in the inbox, with their faults."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from importlib.resources import files
from itertools import count, cycle
from pathlib import Path
from random import Random

from tasks.form import form_for, load_form
from tasks.sample.faults import Fault, faults, late, work_in
from tasks.sample.figures import figures
from tasks.sample.layouts import LAYOUTS, render
from tasks.sample.prose import closing, pen, preamble, sections
from tasks.sample.publishing import publications_csv, saved_pages
from tasks.sample.report import SampleReport, Value
from tasks.sample.roster import Member, expected, roster_csv

YEARS = (2023, 2024)
_CHINA = timezone(timedelta(hours=8))
_FIRST_DAY = {2023: date(2024, 1, 11), 2024: date(2025, 1, 9)}
_TABLES = ("lineage.csv", "decisions.csv", "pairs.csv")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of the inbox: who sent it on which year, its path below inbox/, and when it came (China time)."""

    agency: str
    year: int
    path: str
    report: SampleReport
    layout: str
    received: datetime


def write_county(home: Path, seed: int = 1) -> None:
    """Write county.toml, the clerk's tables, inbox/ and published/; a seed writes the same bytes and times.

    Files already there are overwritten, others are left alone.
    """
    home.mkdir(parents=True, exist_ok=True)
    (home / "county.toml").write_bytes((files(__package__) / "county.toml").read_bytes())
    received = {(m.code, year): _received(seed, m.code, year) for year in YEARS for m in expected(year)}
    tables = {name: (files(__package__) / name).read_text(encoding="utf-8") for name in _TABLES}
    for name, table in (tables | {"publications.csv": publications_csv(YEARS, received)}).items():
        (home / name).write_bytes(table.encode("utf-8-sig"))
    for page, content in saved_pages(reports(seed)):
        path = home / "published" / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (home / "roster.csv").write_bytes(roster_csv().encode("utf-8-sig"))
    for delivery in deliveries(seed):
        path = home / "inbox" / delivery.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(delivery.report, delivery.layout))
        moment = delivery.received.timestamp()
        os.utime(path, (moment, moment))


def deliveries(seed: int = 1) -> tuple[Delivery, ...]:
    """Everything that reaches the inbox in both years, in the order of the roster."""
    clean = reports(seed)
    layouts = _layouts(seed)
    return tuple(delivery for year in YEARS for delivery in _season(seed, year, clean, layouts))


def reports(seed: int = 1) -> dict[Key, SampleReport]:
    """The true report of every expected agency by (code, year), before any fault."""
    found: dict[Key, SampleReport] = {}
    for year in YEARS:
        for member in expected(year):
            found[member.code, year] = _report(seed, member, year, before(member, year, found))
    return found


def before(member: Member, year: int, found: Mapping[Key, SampleReport]) -> dict[str, Value] | None:
    """The figures of the year before that a member goes on with: of a merger the sum, of a split its own share."""
    shares = []
    for source in member.continues:
        heirs = [other.code for other in expected(year) if source in other.continues]
        if (source, year - 1) in found:
            shares.append(_share(found[source, year - 1].values, heirs.index(member.code), len(heirs)))
    return {code: sum((share.get(code, 0) for share in shares), 0) for code in shares[0]} if shares else None


def _share(values: Mapping[str, Value], place: int, heirs: int) -> dict[str, int | Decimal]:
    """One heir's part of every figure; the first takes what cannot be divided."""
    whole = {code: value for code, value in values.items() if not isinstance(value, str)}
    return {code: value // heirs + (value % heirs if place == 0 else 0) for code, value in whole.items()}


def _rng(*parts: object) -> Random:
    return Random("/".join(map(str, parts)))  # noqa: S311


def _fault(agency: str, year: int) -> Fault | None:
    return next((fault for fault in faults() if (fault.agency, fault.year) == (agency, year)), None)


def _report(seed: int, member: Member, year: int, previous: Mapping[str, Value] | None) -> SampleReport:
    fault = _fault(member.code, year)
    form = load_form(fault.form) if fault and fault.form else form_for(year)
    if form is None:
        raise ValueError(f"no form for {year}")
    rng = _rng(seed, member.code, year)
    values = figures(form, member.profile, rng, previous)
    name = _name(member, rng)
    write = pen(form, member.agency, year, values, rng)
    return SampleReport(
        agency=name,
        year=year,
        values=values,
        form=form.id,
        preamble=preamble(write),
        # A figure told twice would make one fault two.
        sections=sections(write, values, exact=not (fault and fault.change)),
        closing=closing(write, _signed(seed, member.code, year) - timedelta(days=rng.randint(0, 2))),
    )


def _name(member: Member, rng: Random) -> str:
    """In the title mostly the full name, sometimes another that begins with the county's."""
    agency = member.agency
    others = [alias for alias in agency.aliases if alias.startswith(agency.name[:4]) and agency.kind == "department"]
    return rng.choice(others) if others and rng.random() < 0.3 else agency.name


def _received(seed: int, agency: str, year: int) -> datetime:
    tardy = next((entry for entry in late() if (entry.agency, entry.year) == (agency, year)), None)
    if tardy:
        return tardy.received.replace(tzinfo=_CHINA)
    rng = _rng(seed, agency, year, "received")
    moment = datetime(2000, 1, 1, rng.choice((9, 10, 11, 14, 15, 16)), rng.randint(0, 59), tzinfo=_CHINA).timetz()
    return datetime.combine(_FIRST_DAY[year] + timedelta(days=rng.randint(0, 14)), moment)


def _signed(seed: int, agency: str, year: int) -> date:
    """The day of its arrival, but even a late report is dated within the law's term."""
    return min(_received(seed, agency, year).date(), date(year + 1, 1, 31))


def _layouts(seed: int) -> dict[Key, str]:
    """A layout for every report: those the faults ask for, the others by turns so that each is used each year."""
    fixed = {(fault.agency, fault.year): fault.layout for fault in faults() if fault.layout}
    fixed |= {
        (fault.agency, fault.report_year): fault.layout for fault in faults() if fault.report_year and fault.layout
    }
    found: dict[Key, str] = {}
    for year in YEARS:
        order = list(LAYOUTS)
        _rng(seed, year, "layouts").shuffle(order)
        turns = cycle(order)
        for member in expected(year):
            fault = _fault(member.code, year)
            key = (member.code, year)
            found[key] = fixed[key] if key in fixed else order[0] if fault and fault.kind == "missing" else next(turns)
    return found


def _season(seed: int, year: int, clean: dict[Key, SampleReport], layouts: dict[Key, str]) -> Iterator[Delivery]:
    attachments = count(1)
    for member in expected(year):
        fault = _fault(member.code, year)
        if fault and fault.kind == "missing":
            continue
        key = (fault.report_of or member.code, fault.report_year or year) if fault else (member.code, year)
        layout = layouts[member.code, year]
        path = f"{year}/{(fault and fault.path) or _path(seed, member, year, next(attachments), layout)}"
        report = work_in(fault, clean[key]) if fault else clean[key]
        first = Delivery(member.code, year, path, report, layout, _received(seed, member.code, year))
        yield first
        if fault and fault.corrected:
            stem, dot, ending = path.rpartition(".")
            again = f"{stem}（修改后）{dot}{ending}"
            yield replace(first, path=again, report=clean[key], received=fault.corrected.replace(tzinfo=_CHINA))


def _path(seed: int, member: Member, year: int, number: int, layout: str) -> str:
    """Where the office's clerk saved it: with the agency's name, in its folder, or under a name that says nothing."""
    agency, ending = member.agency, layout.rpartition(".")[2]
    return _rng(seed, member.code, year, "path").choice(
        [
            f"{agency.name}{year}年政府信息公开工作年度报告.{ending}",
            f"{agency.short_name}{year}年度政府信息公开年报（定稿）.{ending}",
            f"{agency.code}/年度报告.{ending}",
            f"{agency.name}/政府信息公开工作年度报告.{ending}",
            f"附件{number}.{ending}",
        ]
    )
