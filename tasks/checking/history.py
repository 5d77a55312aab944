"""The year before as the rules across the years need it: over renames, mergers and splits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from expectations import Catalogue, Identity, Rule, identities
from tasks.checking.blanks import add_up
from tasks.checking.observation import Observation, enumerate_words
from tasks.form import Form
from tasks.records import Case, Past

PREVIOUS = "previous."


def observe_previous(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the figures of the year before: those of all that the report continues, less what its sisters took over.

    So of a merger the sum is checked, and of a split that the parts together continue the whole.
    """
    across = [identity for identity in identities(form.id, rules) if identity.previous]
    past = case.past()
    for rule in dict.fromkeys(identity.rule for identity in across):
        incomparable(rules[rule], case, form, seen)
    for identity in across:
        for code in identity.previous:
            seen.figures[code] = before(case, form, code.removeprefix(PREVIOUS))
        if past and past.shared:
            first = identity.previous[0]
            seen.figures[first] = _less(seen.figures[first], identity, past)
    seen.words["source"] = source(past)


def incomparable(rule: Rule, case: Case, form: Form, seen: Observation) -> bool:
    """Whether a rule cannot be compared with the year before; the reason is kept, of those that the rule knows."""
    past = case.past()
    if case.founded:
        seen.excuse(rule.id, "founded")
    elif past is None or not (past.reports or past.lacking):
        seen.doubt(rule.id, "no_previous")
    elif past.lacking:
        seen.doubt(rule.id, "lacking", agencies=enumerate_words(past.lacking))
    elif past.shared and "shared" in rule.not_applicable:
        seen.excuse(rule.id, "shared")
    elif past.lacking_beside and "lacking_beside" in rule.undecided:
        seen.doubt(rule.id, "lacking_beside", agencies=enumerate_words(past.lacking_beside))
    elif past.form != form.id and "other_form" in rule.not_applicable:
        seen.excuse(rule.id, "other_form")
    else:
        return False
    return True


def before(case: Case, form: Form, code: str, back: int = 1) -> Decimal | None:
    """A figure of an earlier year; None where it is not known, or cannot be one of its kind (a fraction of a case)."""
    past = case.past(back)
    value = (past.values or {}).get(code) if past else None
    cell = form.cells.get(code)
    whole = value is None or cell is None or cell.type == "amount" or value == value.to_integral_value()
    return value if whole else None


def source(past: Past | None) -> str:
    """Where last year's figure comes from, in brackets; "" where it is simply the agency's own."""
    if past is None or (len(past.reports) < 2 and not past.beside):
        return ""
    whole = _names(report.name for report in past.reports)
    return f"（{whole}，减去{_names(it.name for it in past.beside)}）" if past.beside else f"（{whole}）"


def _less(value: Decimal | None, identity: Identity, past: Past) -> Decimal | None:
    """What is left of last year's figure once this year's reports of the sisters have taken their share."""
    for sister in past.beside:
        sides = [[code for code in side if not code.startswith(PREVIOUS)] for side in (identity.left, identity.right)]
        figures = {code: sister.values.get(code) for side in sides for code in side}
        left, right = (add_up(figures, side) for side in sides)
        value = None if value is None or left is None or right is None else value + left - right
    return value


def _names(names: Iterable[str]) -> str:
    return "＋".join(names)
