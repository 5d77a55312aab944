"""What each page shows beside its view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.language import _
from tasks.records import Finding, Semantic, Severity, State
from tasks.reporting.compare import year_on_year
from tasks.reporting.decided import why_not
from tasks.reporting.excerpts import printed
from tasks.reporting.explain import Shown, facts, issues, shown_cells, undecided
from tasks.reporting.layout import Layout, lay_out
from tasks.reporting.prose import draft_line, section_text
from tasks.reporting.views import AgencyRow, AgencyView, CountyPage, RuleNote, SeasonView, Standing
from tasks.reporting.wording import badge, consequence, days_until, figure, headline, next_step, refusal_words


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table of the form with its chapter heading, ready to be drawn."""

    heading: str
    number: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that filters the list: key names the rows it keeps."""

    key: str
    word: str
    count: int
    tone: str


@dataclass(frozen=True, slots=True)
class Addends:
    """One county figure and the agencies that add up to it, as (code, name, figure)."""

    code: str
    label: str
    total: str
    agencies: tuple[tuple[str, str, str], ...]


_FEW = 3  # a rule that says the same of more agencies is folded to one line


@dataclass(frozen=True, slots=True)
class Note:
    """A finding of the season in one line."""

    rule: str
    severity: str
    glyph: str
    word: str
    text: str
    help: str = ""


def _note(finding: Finding, rules: Mapping[str, RuleNote] | None = None) -> Note:
    known = (rules or {}).get(finding.rule)
    if finding.state is State.UNDECIDED:
        return Note(finding.rule, "near", "？", _("暂不能判断"), finding.text)
    glyph = {Severity.HARD: "✗", Severity.SOFT: "△", Severity.INFO: "i"}[finding.severity]
    help_text = known.help if known else ""
    return Note(finding.rule, str(finding.severity), glyph, consequence(finding.severity), finding.text, help_text)


def _grouped(notes: Sequence[Note], rules: Mapping[str, RuleNote]) -> list[tuple[str, list[Note], bool]]:
    """What must be corrected or confirmed in the open; what one rule says of many agencies, or only informs, folded."""
    found = []
    many = {rule for rule, count in Counter(note.rule for note in notes).items() if count > _FEW}
    for severity in ("hard", "soft", "near", "info"):
        group = [note for note in notes if note.severity == severity and note.rule not in many]
        if group:
            found.append((group[0].word, group, severity == "info"))
    for rule in sorted(many):
        group = [note for note in notes if note.rule == rule]
        title = rules[rule].title if rule in rules else ""
        found.append((f"{group[0].word} {rule} {title}", group, True))
    return found


def season_page(season: SeasonView) -> dict[str, Any]:
    """Tiles, rows sorted by what needs action, days to the deadlines, refusals with what to do."""
    rows = sorted(season.rows, key=lambda row: (badge(row.state).rank, -row.days_late, -row.hard, -row.soft))
    return {
        "headline": headline(season),
        "tiles": [
            Tile("expected", _("应报"), season.expected, "plain"),
            Tile("filed", _("已报"), season.filed, "good"),
            Tile("overdue", _("逾期未报"), season.overdue, "late"),
            Tile("returned", _("需更正"), season.returned, "bad"),
        ],
        "rows": [(row, " ".join(_keys(row))) for row in rows],
        "shares": _shares(season),
        "deadlines": [(line, days_until(line.on, season.today)) for line in season.deadlines],
        "refusals": _refusals(season),
    }


def agency_page(view: AgencyView) -> dict[str, Any]:
    """Issue cards, the drawn tables with marks, last year beside this one, and where each cell but 0 stands."""
    cards = issues(view)
    placed = view.placement.cells if view.placement else {}
    listed = [
        (cell, printed(placed.get(code)), facts(cell, placed.get(code), view)[1:])
        for code, cell in view.form.cells.items()
        if code not in placed or placed[code].semantic is not Semantic.ZERO
    ]
    return {
        "cards": cards,
        "next_step": next_step(view),
        "lapsed": [(note, why_not(note, view.form)) for note in view.lapsed],
        "counts": _counts(view),
        "drawn": _drawn(view),
        "shown": shown_cells(view, cards) if view.placement else {},
        "compared": year_on_year(view),
        "notes": [_note(finding, view.rules) for finding in view.season],
        "undecided": undecided(view),
        "listed": listed if view.placement else [],
        "refusals": _refusals(view),
    }


def county_page(page: CountyPage) -> dict[str, Any]:
    """The county sum drawn in the form, its prose, and for every figure its addends."""
    report = page.report
    return {
        "draft": draft_line(report),
        "drawn": _drawn(report),
        "shown": {
            code: Shown(figure(report.values.get(code)), title=cell.label) for code, cell in report.form.cells.items()
        },
        "prose": {section.number: section_text(report, section.number) for section in report.form.sections},
        "addends": _addends(page),
        "notes": _grouped([_note(line.finding) for line in page.season], page.rules),
    }


def _drawn(view: Any) -> list[Drawn]:
    headings = {section.number: section.heading for section in view.form.sections}
    return [Drawn(headings[table.section], table.number, lay_out(table)) for table in view.form.tables]


def _keys(row: AgencyRow) -> list[str]:
    if row.state is Standing.EXEMPT:
        return ["exempt"]
    return ["expected", *(["filed"] if row.state.filed else []), row.state.value]


def _shares(season: SeasonView) -> list[tuple[Standing, int, int]]:
    """The states in a fixed order as (state, how many, how many before it), for the strip under the headline."""
    shares, before = [], 0
    order = (
        Standing.ACCEPTED,
        Standing.CONFIRMED,
        Standing.RECORDED,
        Standing.WAIVED,
        Standing.RECEIVED,
        Standing.QUESTIONED,
        Standing.RETURNED,
        Standing.OVERDUE,
        Standing.MISSING,
    )
    for state in order:
        if count := season.count(state):
            shares.append((state, count, before))
            before += count
    return shares


def _refusals(view: SeasonView | AgencyView) -> list[tuple[Any, str, str]]:
    return [(refused, *refusal_words(refused.reason)) for refused in view.refusals]


def _counts(view: AgencyView) -> dict[str, int]:
    def states(state: State) -> int:
        return sum(_is(finding, state) for finding in view.findings)

    return {
        "total": len(view.findings),
        "passed": states(State.PASS),
        "hard": view.count(Severity.HARD),
        "soft": view.count(Severity.SOFT),
        "undecided": states(State.UNDECIDED),
    }


def _is(finding: Finding, state: State) -> bool:
    return finding.state is state


def _addends(page: CountyPage) -> list[Addends]:
    """Only figures that are not zero, each with the agencies that are not zero in it, largest first."""
    found = []
    for code, cell in page.report.form.cells.items():
        total = page.report.values.get(code)
        parts = [(agency, value) for agency in page.figures if (value := agency.values.get(code))]
        if total and parts:
            parts.sort(key=lambda part: -part[1])
            found.append(
                Addends(
                    code,
                    cell.label,
                    figure(total),
                    tuple((agency.code, agency.name, figure(value)) for agency, value in parts),
                )
            )
    return found
