"""Recall: the reports of earlier years that an agency's own continues, after renames, mergers and splits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from tasks import warehouse
from tasks.form import load_form, parts
from tasks.open import Desk
from tasks.records import Descent, Past, PastReport, Placement

YEARS = 3
_CHAPTERS = (1, 5)  # those that must not be last year's (rule Y-05)
History = dict[int, Past]


def recall(
    desk: Desk, year: int, agencies: Collection[str], present: Mapping[str, Placement] | None = None
) -> dict[str, History]:
    """By agency code what is known of the three years before its report on `year`; unknown years are left out.

    `present` holds the placements about to be loaded, by agency code: the newest word of a sister agency.
    """
    histories: dict[str, History] = {code: {} for code in agencies}
    for before, lines in _lines(desk, year, agencies):
        reports = _reports(desk, before, {source for line in lines.values() for source in line.before})
        sisters = _sisters(desk, year, lines, present or {}) if before == year - 1 else {}
        for code, line in lines.items():
            if line.before and reports:
                histories[code][before] = _past(desk, line, reports, sisters)
    return histories


def grounds(
    desk: Desk, year: int, agencies: Collection[str], present: Mapping[str, Placement] | None = None
) -> dict[str, str]:
    """By agency code one word for all that recall and founded give: a check holds while that word is the same."""
    fresh = founded(desk, year)
    known: dict[str, list[object]] = {code: [code in fresh] for code in agencies}
    beside = {code: report[0] for code, report in warehouse.standing_reports(desk.engine, year).items()}
    beside |= {code: warehouse.content_hash(placement) for code, placement in (present or {}).items()}
    for before, lines in _lines(desk, year, agencies):
        reports = warehouse.standing_reports(desk.engine, before)
        for code, line in lines.items():
            sources = [[source, desk.name(source), reports.get(source)] for source in line.before]
            sisters = [[sister, desk.name(sister), beside.get(sister)] for sister in line.beside]
            known[code].append([before, bool(reports), sources, sisters])
    return {code: warehouse.digest(ground) for code, ground in known.items()}


def forebears(desk: Desk, year: int, agencies: Collection[str]) -> dict[str, set[str]]:
    """By agency code the codes under which it, or one that it continues, reported in the three years before."""
    found: dict[str, set[str]] = {code: set() for code in agencies}
    for _before, lines in _lines(desk, year, agencies):
        for code, line in lines.items():
            found[code].update(line.before)
    return found


def founded(desk: Desk, year: int) -> set[str]:
    """Agencies that were set up in the year with nobody before them."""
    return {code for change in desk.changes if change.on.year == year and not change.before for code in change.after}


def _lines(desk: Desk, year: int, agencies: Collection[str]) -> Iterator[tuple[int, dict[str, Descent]]]:
    """Each earlier year, the last one first, with whose reports of it the agencies' own continue."""
    lines = {code: Descent((code,)) for code in agencies}
    for before in range(year - 1, year - 1 - YEARS, -1):
        descents = desk.descents(before + 1)
        lines = {code: _one_year_back(descents, line) for code, line in lines.items()}
        yield before, lines


def _one_year_back(descents: Mapping[str, Descent], line: Descent) -> Descent:
    ends = [descents[code] for code in line.before if code in descents]
    before = {source for end in ends for source in end.before}
    beside = {sister for end in ends for sister in end.beside}
    return Descent(tuple(sorted(before)), tuple(sorted({*line.beside, *beside})))


def _past(desk: Desk, line: Descent, reports: Mapping[str, PastReport], sisters: Mapping[str, PastReport]) -> Past:
    return Past(
        reports=tuple(reports[code] for code in line.before if code in reports),
        beside=tuple(sisters[code] for code in line.beside if code in sisters),
        lacking=tuple(desk.name(code) for code in line.before if code not in reports),
        lacking_beside=tuple(desk.name(code) for code in line.beside if code not in sisters),
    )


def _reports(desk: Desk, year: int, agencies: Collection[str]) -> dict[str, PastReport]:
    found = warehouse.past_reports(desk.engine, year, agencies, _CHAPTERS)
    return {code: replace(_whole(report), name=desk.name(code)) for code, report in found.items()}


def _sisters(
    desk: Desk, year: int, lines: Mapping[str, Descent], present: Mapping[str, Placement]
) -> dict[str, PastReport]:
    """This year's reports of agencies that continue the same reports: those about to be loaded, else the stored."""
    wanted = {code for line in lines.values() for code in line.beside}
    new = {code: _unloaded(desk, code, year, present[code]) for code in wanted & present.keys()}
    return (_reports(desk, year, wanted - new.keys()) if wanted - new.keys() else {}) | new


def _unloaded(desk: Desk, code: str, year: int, placement: Placement) -> PastReport:
    values = {cell.code: cell.value for cell in placement.cells.values()}
    return PastReport(code, desk.name(code), year, placement.form, values)


def _whole(report: PastReport) -> PastReport:
    """An accepted report's blanks as C-03 took them; of another report a blank stays unknown."""
    return replace(report, values=provisional(report.values, report.form)) if report.counted else report


def provisional(values: Mapping[str, Decimal | None], form: str) -> dict[str, Decimal | None]:
    """Figures of an accepted report, blanks as C-03 took them: a blank total is the sum of its parts, others 0."""
    filled = {code: Decimal(0) if value is None else value for code, value in values.items()}
    for total, cells in parts(load_form(form)).items():
        if values.get(total) is None:
            filled[total] = sum((filled.get(code, Decimal(0)) for code in cells), Decimal(0))
    return dict(filled)
