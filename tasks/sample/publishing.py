"""What the sample county notes about publication, and the pages that it saved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from tasks.sample.faults import Fault, Unpublished, faults, unpublished, work_in
from tasks.sample.layouts import render
from tasks.sample.report import SampleReport
from tasks.sample.roster import expected

COLUMNS = ("年度", "机关", "网址", "公开日期")
_SAVED = (("d10", 2024), ("d36", 2024))
_LAYOUT = "word_export.html"
Key = tuple[str, int]


def publications_csv(years: tuple[int, ...], received: Mapping[Key, datetime]) -> str:
    """A row a report that was accepted or questioned: published two days after it came, by the deadline if it could."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for year in years:
        for member in expected(year):
            if on := _published(member.code, year, received[member.code, year].date()):
                address = f"http://qinghekou.example.invalid/xxgk/{year}/{member.code}.html"
                writer.writerow([year, member.code, address, on.isoformat()])
    return out.getvalue()


def saved_pages(clean: Mapping[Key, SampleReport]) -> Iterator[tuple[str, bytes]]:
    """Published pages as saved, by their path below published/; one was altered by hand."""
    for code, year in _SAVED:
        fault = _exception(code, year)
        report = work_in(fault, clean[code, year]) if fault else clean[code, year]
        yield f"{year}/{code}.html", render(report, _LAYOUT)


def _published(code: str, year: int, came: date) -> date | None:
    fault = next((it for it in faults() if (it.agency, it.year) == (code, year)), None)
    exception = _exception(code, year)
    if (fault and not _taken(fault)) or (exception and exception.kind == "missing"):
        return None
    if exception and exception.published:
        return exception.published
    came = fault.corrected.date() if fault and fault.corrected else came
    deadline = date(year + 1, 1, 31)
    return min(came + timedelta(days=2), deadline) if came <= deadline else came + timedelta(days=2)


def _taken(fault: Fault) -> bool:
    return fault.state in {"accepted", "questioned"}


def _exception(code: str, year: int) -> Unpublished | None:
    return next((it for it in unpublished() if (it.agency, it.year) == (code, year)), None)
