"""Findings as issue cards, marks on cells, and the places in the original that they speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from tasks.form import Cell, Form, column_label
from tasks.language import _
from tasks.records import Finding, PlacedCell, Placement, Semantic, Severity, State
from tasks.reporting.equations import Equation, balance, equation
from tasks.reporting.excerpts import Excerpt, excerpts_of, printed
from tasks.reporting.views import AgencyView, DecisionNote, RuleNote, Standing
from tasks.reporting.ways import Way, suspects, ways
from tasks.reporting.wording import consequence, figure, ordinal_mark, plain_label

EXCERPT_LINES = 8
PLACES = 4
HEADING_LENGTH = 60
_ORDER = {Severity.HARD: 0, Severity.SOFT: 1, Severity.INFO: 2}
Weight = Literal["hard", "soft", "info", "excused", "near"]


@dataclass(frozen=True, slots=True)
class Item:
    """One finding on a card; place names the row or column it speaks of, id is what a person types to name it."""

    place: str
    message: str
    equation: Equation | None
    expected: str
    found: str
    cells: tuple[tuple[str, str], ...]
    id: str
    excuse: DecisionNote | None = None
    broken: tuple[Equation, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One card: all failing findings of a rule in one table; lead is what all say, "" when the title says it.

    excused = people decided that they may stand; command is what the office types to decide so, "" where it has.
    """

    number: int
    mark: str
    rule: str
    severity: Severity
    word: str
    title: str
    lead: str
    note: RuleNote
    items: tuple[Item, ...]
    excerpts: tuple[Excerpt, ...]
    more_rows: int
    excused: bool = False
    command: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell of the drawn table shows: weight "" = unmarked, near = another cell of its sum."""

    text: str
    weight: Weight | Literal[""] = ""
    glyph: str = ""
    numbers: tuple[int, ...] = ()
    title: str = ""
    state: str = ""


def issues(view: AgencyView) -> list[Issue]:
    """The cards of an agency, what must be corrected first and what was excused last, numbered from 1."""

    def card(finding: Finding) -> tuple[bool, int, str, str]:
        return finding.fingerprint in view.excuses, _ORDER[finding.severity], *_topic(finding)

    cards = [list(group) for _key, group in groupby(sorted(view.failing, key=card), key=card)]
    return [_issue(number, findings, view) for number, findings in enumerate(cards, 1)]


def undecided(view: AgencyView) -> list[tuple[str, list[str]]]:
    """Rules that could not be decided, each with its distinct messages."""
    found = sorted((f for f in view.findings if f.state is State.UNDECIDED), key=lambda f: f.rule)
    return [
        (rule, list(dict.fromkeys(finding.text for finding in group)))
        for rule, group in groupby(found, key=lambda f: f.rule)
    ]


def shown_cells(view: AgencyView, cards: Sequence[Issue]) -> dict[str, Shown]:
    """Every official cell as the page shows it: the raw text as printed, with the marks of the cards."""
    marks = _marks(view, cards)
    return {code: _shown(cell, view, marks.get(code, [])) for code, cell in view.form.cells.items()}


def _topic(finding: Finding) -> tuple[str, str]:
    tables = sorted({code.split(".")[0] for code in finding.cells})
    return finding.rule, tables[0] if len(tables) == 1 else ""


def _issue(number: int, findings: Sequence[Finding], view: AgencyView) -> Issue:
    first = findings[0]
    items = tuple(_item(finding, view) for finding in findings)
    codes = [code for finding in findings for code in _strong(finding, view.placement)]
    excerpts = excerpts_of(codes, view.form, view.placement) if view.placement else []
    title = _title(items, view.form)
    said = {item.message for item in items}
    return Issue(
        number=number,
        mark=ordinal_mark(number),
        rule=first.rule,
        severity=first.severity,
        word=consequence(first.severity),
        title=title,
        lead=said.pop() if len(said) == 1 and title not in said else "",
        note=view.rules.get(first.rule, RuleNote()),
        items=items,
        excerpts=tuple(excerpts[:EXCERPT_LINES]),
        more_rows=max(0, len(excerpts) - EXCERPT_LINES),
        excused=first.fingerprint in view.excuses,
        command="" if first.fingerprint in view.excuses else decide_command(findings, view),
    )


def decide_command(findings: Sequence[Finding], view: AgencyView) -> str:
    """What the office types to let the findings of a card stand: one person confirms, two waive."""
    first = findings[0]
    target = first.short if len(findings) == 1 else first.rule
    reason, person, second = _("理由"), _("姓名"), _("复核人")
    said = f'{view.agency.code} {target} --year {view.year} --reason "{reason}" --by {person}'
    if view.state is Standing.RECORDED:
        return ""
    if first.severity is Severity.SOFT:
        return f"gouji confirm {said}"
    if first.severity is Severity.HARD:
        return f"gouji waive {said} --second {second} --until {view.year + 1}-12-31"
    return ""


def _title(items: Sequence[Item], form: Form) -> str:
    """What is wrong and where; a single finding without an equation speaks for itself."""
    codes = [code for item in items for code, _label in item.cells]
    if len(items) == 1 and items[0].equation and (certain := _certain(items[0])):
        return certain
    if items[0].equation and codes:
        table = form.table(form.cells[codes[0]].table).number
        names = "".join(_("「{place}」").format(place=item.place) for item in items[:PLACES])
        text = (
            _("表{table}{names}勾稽关系不成立")
            if len(items) <= PLACES
            else _("表{table}{names}等 {count} 处勾稽关系不成立")
        )
        return text.format(table=table, names=names, count=len(items))
    if len(items) == 1:
        return _short(items[0].message)
    if not codes:
        return _("有 {count} 处不符合要求").format(count=len(items))
    table = form.table(form.cells[codes[0]].table).number
    return _("表{table}有 {count} 处不符合要求").format(table=table, count=len(items))


def _certain(item: Item) -> str:
    """What the one wrong cell says and should say; "" where there is more than one, or more than one way."""
    if not item.ways or not item.ways[0].unique or len(item.ways[0].changes) != 1:
        return ""
    (change,) = item.ways[0].changes
    text = _("{label}填的是 {before}，应为 {after}")
    return text.format(label=change.label, before=change.before, after=change.after)


def _short(text: str) -> str:
    """A sentence as a heading: a long one only up to its colon, before the list that follows."""
    return text if len(text) <= HEADING_LENGTH else re.split("[：:]", text, maxsplit=1)[0]


def _item(finding: Finding, view: AgencyView) -> Item:
    cells = [view.form.cells[code] for code in finding.cells if code in view.form.cells]
    placed = view.placement.cells if view.placement else {}
    return Item(
        place=_place(
            [view.form.cells[code] for code, _sign, _value in finding.parts if code in view.form.cells] or cells
        ),
        message=finding.text,
        equation=equation(finding, view.form, placed) if finding.parts else None,
        expected=_value(finding.expected),
        found=_value(finding.found),
        cells=tuple((cell.code, cell.label) for cell in cells),
        id=finding.short,
        excuse=view.excuses.get(finding.fingerprint),
        broken=tuple(
            drawn
            for one in finding.broken
            if (drawn := balance(one.parts, view.form, placed)) and one.parts != finding.parts
        ),
        ways=ways(finding, view.form, placed),
    )


def _place(cells: Sequence[Cell]) -> str:
    """What the cells of a finding have in common: their row, their group of columns, or their column."""
    if not cells:
        return ""
    rows, columns = {cell.row.code for cell in cells}, {cell.column.code for cell in cells}
    if len(columns) == 1:
        return column_label(cells[0].column)
    if len(rows) > 1:
        return _("、").join(cell.label for cell in cells[:2])
    group = cells[0].column.group
    return plain_label(cells[0].row) or "·".join(above.label for above in (group.path if group else ()))


def _value(value: object) -> str:
    return value if isinstance(value, str) else figure(value)  # type: ignore[arg-type]


def _strong(finding: Finding, placement: Placement | None) -> list[str]:
    """The cells that carry the finding: those suspected, else all of its sum but the zero addends."""
    if suspected := suspects(finding):
        return [code for code in finding.cells if code in suspected]
    if placement is None or len(finding.cells) <= 2:
        return list(finding.cells)
    cells = placement.cells
    telling = [code for code in finding.cells if code not in cells or cells[code].semantic is not Semantic.ZERO]
    return telling or list(finding.cells)


def _marks(view: AgencyView, cards: Sequence[Issue]) -> dict[str, list[tuple[Weight, int]]]:
    numbers = {(card.rule, card.severity, card.excused, _topic_of(card)): card.number for card in cards}
    found: dict[str, list[tuple[Weight, int]]] = {}
    for finding in view.failing:
        excused = finding.fingerprint in view.excuses
        number = numbers[finding.rule, finding.severity, excused, _topic(finding)[1]]
        strong = set(_strong(finding, view.placement))
        for code in finding.cells:
            weight: Weight = "near" if code not in strong else "excused" if excused else _weight(finding.severity)
            found.setdefault(code, []).append((weight, number))
    return found


def _topic_of(card: Issue) -> str:
    tables = sorted({code.split(".")[0] for code, _label in card.items[0].cells})
    return tables[0] if len(tables) == 1 else ""


def _weight(severity: Severity) -> Weight:
    weights: dict[Severity, Weight] = {Severity.HARD: "hard", Severity.SOFT: "soft", Severity.INFO: "info"}
    return weights[severity]


def _shown(cell: Cell, view: AgencyView, marks: Sequence[tuple[Weight, int]]) -> Shown:
    placed = view.placement.cells.get(cell.code) if view.placement else None
    ranks: tuple[Weight, ...] = ("hard", "soft", "info", "excused", "near")
    given = {weight for weight, _number in marks}
    strongest: Weight | Literal[""] = next((weight for weight in ranks if weight in given), "")
    numbers = tuple(sorted({number for weight, number in marks if weight != "near"}))
    glyph = {"hard": "✗", "soft": "△", "info": "i", "excused": "✓*"}.get(strongest, "")
    missing = view.placement is not None and (placed is None or placed.semantic is Semantic.ABSENT)
    text = _("未见") if missing else printed(placed)
    title = "\n".join(facts(cell, placed, view))
    return Shown(text, strongest, glyph, numbers, title, "absent" if missing else _state(placed))


def facts(cell: Cell, placed: PlacedCell | None, view: AgencyView) -> list[str]:
    """What is known about a cell: code and label, last year's value, where it stands in the original."""
    lines = [f"{cell.code}　{cell.label}"]
    if view.previous is not None and cell.code in view.previous:
        value = figure(view.previous[cell.code])
        lines.append(_("上年：{value}").format(value=value or _("空白")))
    if placed and str(placed.origin):
        lines.append(_("原文：{origin}").format(origin=placed.origin))
    return lines


def _state(placed: PlacedCell | None) -> str:
    return {Semantic.BLANK: "blank", Semantic.NA_MARK: "dash", Semantic.TEXT: "words"}.get(
        placed.semantic if placed else Semantic.ZERO, ""
    )
