"""Which edition of the form was filled in: by its table headers, never by the year or a cited notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tasks.form import Form, form_for, load_forms, normalise
from tasks.language import _
from tasks.placing.lines import Line
from tasks.placing.rows import form_rows
from tasks.records import Refusal


def find_form(lines: Sequence[Line], year: int | None) -> tuple[Form, bool]:
    """The edition with most of its anchor labels printed, and True; without any, the one prescribed for the year."""
    printed = {normalise(field.text) for line in lines if line.table for field in line.fields if not field.blank}
    running = normalise("".join(line.text for line in lines if not line.table))
    forms = list(load_forms().values())
    witnesses: tuple[Callable[[str], bool], ...] = (
        lambda anchor: anchor in printed,
        lambda anchor: any(anchor in text for text in printed),
        lambda anchor: anchor in running,
    )
    for seen in witnesses:
        scores = {form.id: sum(seen(normalise(anchor)) for anchor in form.anchors) for form in forms}
        best = max(forms, key=lambda form: scores[form.id])
        if scores[best.id] and list(scores.values()).count(scores[best.id]) == 1:
            return best, True
    told = _by_rows(forms, printed, running)
    return (told, True) if told else (_by_year(year), False)


def _by_rows(forms: Sequence[Form], printed: set[str], running: str) -> Form | None:
    """Rows that only one edition has (逾期不补正 in its long form) tell it where no header is printed."""
    labels = {form.id: {normalise(row.row.label) for row in form_rows(form.table("t3"))} for form in forms}
    told = []
    for form in forms:
        own = labels[form.id].difference(*(other for key, other in labels.items() if key != form.id))
        if any(label in printed or label in running for label in own if len(label) > 6):
            told.append(form)
    return told[0] if len(told) == 1 else None


def _by_year(year: int | None) -> Form:
    form = form_for(year) if year else None
    if form is None and year:
        raise Refusal("no_report", _("{year} 年度的报告没有统一表格，不能归集").format(year=year))
    return form or list(load_forms().values())[-1]
