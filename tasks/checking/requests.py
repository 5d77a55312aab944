"""What requests, reviews and suits must have behind them (T-07, T-10, T-11)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations import Catalogue
from tasks.checking.blanks import ZERO, add_up
from tasks.checking.history import before
from tasks.checking.observation import Evidence, Observation, plain
from tasks.form import Form, compact
from tasks.records import Case

_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class _Ground:
    """A rule: where there are cases, there are grounds for them in this year or the last."""

    rule: str
    column: str
    cases: tuple[str, ...]
    grounds: tuple[str, ...]


_GROUNDS = (
    _Ground(
        "T-07",
        "requests_behind_cases",
        ("t4.review.total", "t4.litigation_direct.total", "t4.litigation_after_review.total"),
        ("t3.new_received.total", "t3.carried_in.total"),
    ),
    _Ground("T-11", "reviews_behind_suits", ("t4.litigation_after_review.total",), ("t4.review.total",)),
)


def observe_requests(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules on what cases grow from."""
    for ground in _GROUNDS:
        _grounds(ground, case, form, seen)
    _splits(case, form, rules, seen)


def _grounds(ground: _Ground, case: Case, form: Form, seen: Observation) -> None:
    cases, now = add_up(seen.figures, ground.cases), add_up(seen.figures, ground.grounds)
    last = _last_year(ground.grounds, case, form)
    behind = now if now is None or now or last is None else now + last
    known = behind is not None and (bool(behind) or last is not None)
    seen.ask(ground.column, float(behind) if behind is not None and known else None, cases is None or bool(cases))
    if cases is None or (cases and now is None):
        lacking = [code for code in (*ground.cases, *ground.grounds) if seen.figures.get(code) is None]
        seen.lack(ground.rule, lacking, form)
    elif cases and not known:
        seen.doubt(ground.rule, "no_previous")
    else:
        evidence = Evidence((*ground.cases, *ground.grounds), found=cases, words={"found": plain(cases)})
        seen.say(ground.rule, "groundless", [evidence])


def _last_year(codes: Sequence[str], case: Case, form: Form) -> Decimal | None:
    return add_up({code: before(case, form, code) for code in codes}, codes)


def _splits(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """T-10: a request that the prose says was decided in parts is counted as partially granted."""
    code = "t3.partially_granted.total"
    text = "\n".join(compact(section.text) for section in case.placement.sections.values())
    said = re.search(rules["T-10"].names["split"], text)
    value = seen.figures.get(code)
    seen.ask("split_requests", None if value is None else float(value), said is not None)
    if said is None:
        seen.excuse("T-10", "silent")
    elif value is None:
        seen.doubt("T-10", "unusable", [code], labels=form.cells[code].label)
    else:
        words = {"sentence": said.group()[:_SENTENCE]}
        seen.say("T-10", "elsewhere", [Evidence((code,), found=ZERO, words=words)])
