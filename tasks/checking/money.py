"""Amounts of money: their units and what they go with (T-06, T-08, T-09, R-10)."""

from __future__ import annotations

import re
from decimal import Decimal

from expectations import Catalogue
from tasks.checking.blanks import add_up
from tasks.checking.documents import chapter
from tasks.checking.history import before
from tasks.checking.observation import Evidence, Observation, plain
from tasks.form import Form
from tasks.records import Case

_FEES = "t2.admin_fees.amount"
_PROJECTS, _AMOUNT = "t2.central_procurement.projects", "t2.central_procurement.amount"
_REQUESTS = ("t3.new_received.total", "t3.carried_in.total")
_UNPAID = "t3.other_fee_unpaid.total"


def observe_money(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules on money."""
    if _FEES in form.cells:
        _fees(case, form, rules, seen)
    if _AMOUNT in form.cells:
        _procurement(case, form, seen)
    if _UNPAID in form.cells:
        _unpaid(case, form, seen)
    _handling_fee(case, form, rules, seen)


def _fees(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """T-06: an amount in yuan is some ten thousand times one in 万元, whichever year has it."""
    amount, last, label = seen.figures.get(_FEES), before(case, form, _FEES), form.cells[_FEES].label
    ratio = max(amount, last) / min(amount, last) if amount and last and min(amount, last) > 0 else None
    seen.ask("fee_ratio", None if ratio is None else float(ratio), amount is None or bool(amount and last != 0))
    name = case.agency.name if case.agency else case.placement.agency
    city = re.search(rules["T-06"].names["city"], "".join(name.split()))
    seen.ask("county_fees", None if amount is None else float(amount), amount is None or city is None)
    if amount is None:
        seen.doubt("T-06", "unusable", [_FEES], labels=label)
        return
    if last is None and amount:
        seen.doubt("T-06", "no_previous", [_FEES])
    words = {"label": label, "found": plain(amount), "expected": plain(last or Decimal(0))}
    seen.say("T-06", "huge", [Evidence((_FEES,), found=amount, words=words)])
    seen.say("T-06", "jump", [Evidence((_FEES,), expected=last, found=amount, words=words)])


def _procurement(case: Case, form: Form, seen: Observation) -> None:
    """T-08: projects and amount go together; an amount that is not 0 has a unit of its own."""
    projects, amount = seen.figures.get(_PROJECTS), seen.figures.get(_AMOUNT)
    placed = case.placement.cells.get(_AMOUNT)
    seen.ask("procurement_unit", placed.unit if placed else "", bool(amount))
    seen.ask("amount_of_projects", None if amount is None else float(amount), amount is None or bool(projects))
    seen.ask("projects_of_amount", None if projects is None else float(projects), projects is None or bool(amount))
    lacking = [code for code, value in ((_PROJECTS, projects), (_AMOUNT, amount)) if value is None]
    for code in lacking:
        seen.doubt("T-08", "unusable", [code], labels=form.cells[code].label)
    if projects is not None and amount is not None:
        raw = {"label": form.cells[_AMOUNT].label, "found": placed.raw if placed else ""}
        seen.say("T-08", "unit", [Evidence((_AMOUNT,), found=amount, words=raw)])
        both = (_PROJECTS, _AMOUNT)
        seen.say("T-08", "no_amount", [Evidence(both, found=amount, words={"found": plain(projects)})])
        seen.say("T-08", "no_projects", [Evidence(both, found=projects, words={"found": plain(amount)})])


def _unpaid(case: Case, form: Form, seen: Observation) -> None:
    """T-09: who did not pay was sent a notice, and chapter six says so."""
    unpaid, text = seen.figures.get(_UNPAID), chapter(case.placement, 6)
    seen.ask("charging_statement", text if unpaid else None, unpaid is None or unpaid > 0)
    if unpaid is None:
        seen.doubt("T-09", "unusable", [_UNPAID], labels=form.cells[_UNPAID].label)
    elif text is None and unpaid > 0:
        seen.doubt("T-09", "no_chapter")
    words = {"found": plain(unpaid or Decimal(0))}
    seen.say("T-09", "silent", [Evidence((_UNPAID,), found=unpaid, words=words)])


def _handling_fee(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """R-10: the fee that the prose tells has a unit, and somebody who paid it."""
    text = re.sub(r"《[^》]*》", "", chapter(case.placement, 6) or "")
    bare = re.search(rules["R-10"].names["unitless"], text)
    told = [fact for fact in case.placement.narrative if fact.kind == "information_fee" and fact.value is not None]
    paid = next((fact for fact in told if fact.value), None)
    amount = bare["number"] if bare else f"{plain(paid.value or Decimal(0))} {paid.unit}" if paid else ""
    requests = add_up(seen.figures, _REQUESTS)
    seen.ask("fee_unit", "" if bare else paid.unit if paid else None, bool(amount))
    seen.ask("requests_behind_fee", None if requests is None else float(requests), bool(amount))
    if not told and not bare:
        seen.excuse("R-10", "silent")
    elif amount and requests is None:
        lacking = [code for code in _REQUESTS if seen.figures.get(code) is None]
        seen.lack("R-10", lacking, form)
    seen.say("R-10", "unit", [Evidence(found=amount, words={"found": amount})])
    seen.say("R-10", "no_requests", [Evidence(_REQUESTS, found=amount, words={"found": amount})])
