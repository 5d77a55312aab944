"""Last year's figures as the equations across the years need them: over renames, mergers and splits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from expectations import Identity, identities
from tasks.checking.blanks import add_up
from tasks.checking.observation import Observation, enumerate_words
from tasks.form import Form
from tasks.records import Case, Past

PREVIOUS = "previous."


def observe_previous(case: Case, form: Form, seen: Observation) -> None:
    """Fill in the figures of the year before: those of all that the report continues, less what its sisters took over.

    So of a merger the sum is checked, and of a split that the parts together continue the whole.
    """
    across = [identity for identity in identities(form.id) if _previous(identity)]
    past = case.past()
    for rule in dict.fromkeys(identity.rule for identity in across):
        _cannot(rule, case, past, seen)
    values = case.previous or {}
    for identity in across:
        for code in _previous(identity):
            value = values.get(code.removeprefix(PREVIOUS))
            seen.figures[code] = value if value is None or _fits(value, code, form) else None
        if past and past.shared:
            first = _previous(identity)[0]
            seen.figures[first] = _less(seen.figures[first], identity, past)
    seen.words["source"] = _source(past) if past else ""


def _previous(identity: Identity) -> list[str]:
    return [code for code in identity.cells if code.startswith(PREVIOUS)]


def _cannot(rule: str, case: Case, past: Past | None, seen: Observation) -> None:
    if case.founded:
        seen.excuse(rule, "founded")
    elif past is None or not (past.reports or past.lacking):
        seen.doubt(rule, "no_previous")
    elif past.lacking:
        seen.doubt(rule, "lacking", agencies=enumerate_words(past.lacking))
    elif past.lacking_beside:
        seen.doubt(rule, "lacking_beside", agencies=enumerate_words(past.lacking_beside))


def _fits(value: Decimal, code: str, form: Form) -> bool:
    """Whether a figure of last year can be one of its kind: a fraction of a case is no basis."""
    cell = form.cells.get(code.removeprefix(PREVIOUS))
    return cell is None or cell.type == "amount" or value == value.to_integral_value()


def _less(value: Decimal | None, identity: Identity, past: Past) -> Decimal | None:
    """What is left of last year's figure once this year's reports of the sisters have taken their share."""
    for sister in past.beside:
        sides = [[code for code in side if not code.startswith(PREVIOUS)] for side in (identity.left, identity.right)]
        figures = {code: sister.values.get(code) for side in sides for code in side}
        left, right = (add_up(figures, side) for side in sides)
        value = None if value is None or left is None or right is None else value + left - right
    return value


def _source(past: Past) -> str:
    """Where last year's figure comes from, in brackets; "" where it is simply the agency's own."""
    if len(past.reports) < 2 and not past.beside:
        return ""
    whole = _names(report.name for report in past.reports)
    return f"（{whole}，减去{_names(it.name for it in past.beside)}）" if past.beside else f"（{whole}）"


def _names(names: Iterable[str]) -> str:
    return "＋".join(names)
