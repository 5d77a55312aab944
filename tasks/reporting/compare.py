"""This year beside last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.form import Cell, Form, column_label
from tasks.language import _
from tasks.reporting.views import AgencyView
from tasks.reporting.wording import figure, headline_codes, plain_label


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line: what it is, its code, and the two values with their change as printed.

    doubtful = the figure before stands in a published report that its own equations do not bear out.
    """

    code: str
    label: str
    before: str
    now: str
    change: str
    doubtful: bool = False


def headline_label(cell: Cell) -> str:
    """A headline figure in as few words as tell it apart."""
    if not cell.row.label:
        return column_label(cell.column)
    return plain_label(cell.row) if cell.column.total else f"{plain_label(cell.row)}·{cell.column.label}"


def year_on_year(view: AgencyView) -> list[Comparison]:
    """The headline figures of both years; empty when last year's report or this one is not at hand."""
    if view.previous is None or view.placement is None:
        return []
    now = {code: cell.value for code, cell in view.placement.cells.items()}
    return [
        replace(_compare(view.form, code, view.previous, now), doubtful=code in view.doubtful)
        for code in headline_codes(view.form)
    ]


def _compare(
    form: Form, code: str, previous: Mapping[str, Decimal | None], current: Mapping[str, Decimal | None]
) -> Comparison:
    before, now = previous.get(code), current.get(code)
    change = _change(now - before) if before is not None and now is not None else ""
    last = _printed(before) if code in previous else _("（无此项）")
    return Comparison(code, headline_label(form.cells[code]), last, _printed(now), change)


def _printed(value: Decimal | None) -> str:
    return figure(value) or _("（空）")


def _change(difference: Decimal) -> str:
    if difference == 0:
        return "="
    return f"{'+' if difference > 0 else '−'}{figure(abs(difference))}"
