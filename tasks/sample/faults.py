"""The faults of the sample county, read from faults.toml and worked into a report."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from tasks.sample.report import SampleReport, Value


@dataclass(frozen=True, slots=True)
class Fault:
    """One written-down fault of one agency's report on one year; the keys are explained in faults.toml."""

    agency: str
    year: int
    kind: str
    details: str
    findings: tuple[str, ...]
    state: str
    change: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    lost_heading: int | None = None
    layout: str = ""
    form: str = ""
    refused: str = ""
    report_of: str = ""
    report_year: int | None = None
    path: str = ""
    corrected: datetime | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """A faultless report that came after a deadline (`internal` or `statutory`)."""

    agency: str
    year: int
    deadline: str
    received: datetime


@dataclass(frozen=True, slots=True)
class Unpublished:
    """An accepted report of which nothing was noted, or whose publication was late, or whose saved page was altered.

    kind: missing, late, page. change is worked into the page.
    """

    agency: str
    year: int
    kind: str
    details: str
    published: date | None = None
    change: Mapping[str, str] = field(default_factory=dict)


@cache
def unpublished() -> tuple[Unpublished, ...]:
    """Faults of publication, in the order of the file."""
    return tuple(Unpublished(**entry) for entry in _data()["unpublished"])


@cache
def faults() -> tuple[Fault, ...]:
    """All faults in the order of the file, at most one for an agency and year."""
    return tuple(_fault(entry) for entry in _data()["faults"])


@cache
def late() -> tuple[Late, ...]:
    return tuple(Late(**entry) for entry in _data()["late"])


def work_in(fault: Fault | Unpublished, report: SampleReport) -> SampleReport:
    """The report with the fault in it; raises ValueError where a change would change nothing."""
    values = dict(report.values)
    for code, change in fault.change.items():
        values[code] = _changed(values[code], change)
        if values[code] == report.values[code]:
            raise ValueError(f"{fault.agency} {fault.year}: {code} is {values[code]!r} already")
    if isinstance(fault, Unpublished):
        return dataclasses.replace(report, values=values)
    lost = {fault.lost_heading} if fault.lost_heading else set()
    return dataclasses.replace(
        report,
        values=values,
        sections={**report.sections, **fault.sections},
        lost_headings=report.lost_headings | lost,
    )


def _changed(value: Value, change: str) -> Value:
    if change.startswith("="):
        return change[1:]
    if isinstance(value, str):
        raise ValueError(f"{value!r} cannot be changed by {change}")
    changed = value + Decimal(change)
    return int(changed) if isinstance(value, int) else changed


def _fault(entry: dict[str, Any]) -> Fault:
    sections = {int(number): tuple(text) for number, text in entry.pop("sections", {}).items()}
    return Fault(**entry | {"findings": tuple(entry["findings"]), "sections": sections})


def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "faults.toml").read_text(encoding="utf-8"))
