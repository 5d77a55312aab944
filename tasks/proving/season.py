"""From a season of the proofs to the rows that the season's rules look at, and what is found of the one in question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from expectations import Catalogue, Rule
from expectations.seasons import Couple, Duty, Entry, File, Paper, Print, Season
from tasks.checking import Judge, marks_of
from tasks.checking.arrivals import arrival_rows
from tasks.checking.county import outside_rows, paired_rows, summed_cells, summed_rows
from tasks.checking.due import due_rows
from tasks.checking.filed import filed_rows
from tasks.checking.observation import Observation
from tasks.checking.season import Court, judged
from tasks.form import load_form
from tasks.records import Arrived, Due, Filed, Finding, Outside, Paired, Printed, Summed

Rows = tuple[Sequence[Observation], int]
"""The rows of a kind, and which of them the case is about."""
YEAR = 2023
_FORM = "f2021"
_CELL, _LABEL = "t2.licensing.decisions", "行政许可·本年处理决定数量"
_FIRST_DAY = datetime(YEAR + 1, 1, 10, 2, tzinfo=UTC)


def season_findings(
    seasons: Mapping[str, tuple[Rule, Season]], rules: Catalogue, judge: Judge
) -> dict[str, list[Finding]]:
    """By name, what the rules that look at the same rows as this one find of the row that the case is about.

    The rows of all cases are judged in one run a kind of row.
    """
    by = Court(YEAR, rules, judge)
    found: dict[str, list[Finding]] = {name: [] for name in seasons}
    for frame, rows_of in _ROWS.items():
        rows: list[Observation] = []
        places = {}
        for name, (rule, season) in seasons.items():
            if frame in rule.scope:
                own, place = rows_of(season, by)
                places[name] = len(rows) + place
                rows += own
        findings = judged(frame, rows, by)
        for name, place in places.items():
            found[name] += findings[place]
    return found


def _arrived(season: Season, _by: Court) -> Rows:
    return arrival_rows([_file(file) for file in season.arrived]), 0


def _file(file: File) -> Arrived:
    at = _FIRST_DAY + timedelta(days=file.day)
    told = (file.sha256, file.outcome, file.reason, file.detail)
    return Arrived(file.agency, file.name, file.file, *told, at, excluded=file.excluded)


def _filed(season: Season, by: Court) -> Rows:
    return filed_rows([_paper(it) for it in season.filed], by, [_paper(it) for it in season.earlier]), 0


def _paper(paper: Paper) -> Filed:
    marks = marks_of(load_form(_FORM), _figures(paper.cells), paper.chapters, (paper.name,))
    return Filed(
        paper.agency,
        paper.name,
        paper.year,
        paper.revision,
        marks,
        (paper.name,),
        paper.line,
        paper.sha256,
        paper.chapters,
    )


def _due(season: Season, _by: Court) -> Rows:
    return due_rows([_duty(season.due)], load_form(_FORM)), 0


def _duty(duty: Duty) -> Due:
    return Due(
        "d01",
        "清河口县商务局",
        YEAR,
        duty.today,
        duty.statutory,
        duty.internal,
        duty.accepted,
        waived=duty.waived,
        received=duty.received,
        published=duty.published,
        listed=duty.listed,
        backload=duty.backload,
        page=None if duty.page is None else _known(duty.page),
        page_fault=duty.page_fault,
        values=_known(duty.values),
    )


def _summed(season: Season, _by: Court) -> Rows:
    county = season.summed
    explained = {kind: Decimal(number) for kind, number in county.explained.items()}
    printed = (_print(county.printed, YEAR), _print(county.before, YEAR - 1))
    summed = Summed(YEAR, _FORM, _figures(county.cells), county.complete, *printed, explained)
    codes = [cell.code for cell in summed_cells(summed)]
    return summed_rows(summed), codes.index(county.cell) if county.cell in codes else 0


def _print(printed: Print, year: int) -> Printed:
    if printed.nothing or printed.fault:
        return Printed(year, None, printed.fault)
    return Printed(year, {code: it for code, it in _figures(printed.cells).items() if code not in printed.lacking})


def _paired(season: Season, _by: Court) -> Rows:
    couple: Couple = season.paired
    return paired_rows([Paired("审批局", "国动办", _CELL, _LABEL, couple.value, couple.other, "集中办理")]), 0


def _outside(season: Season, _by: Court) -> Rows:
    entry: Entry = season.outside
    return outside_rows([Outside("d01", "商务局", _CELL, _LABEL, entry.value, "双公示", entry.expected)]), 0


def _figures(cells: Mapping[str, int | None]) -> dict[str, Decimal | None]:
    """Every cell of the form, 0 but for those given."""
    return dict.fromkeys(load_form(_FORM).cells, Decimal(0)) | _known(cells)


def _known(cells: Mapping[str, int | None]) -> dict[str, Decimal | None]:
    return {code: None if number is None else Decimal(number) for code, number in cells.items()}


_ROWS: Mapping[str, Callable[[Season, Court], Rows]] = {
    "arrived": _arrived,
    "filed": _filed,
    "due": _due,
    "summed": _summed,
    "paired": _paired,
    "outside": _outside,
}
