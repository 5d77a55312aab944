"""What a body may do by law, beside what it reports (T-02 to T-05)."""

from __future__ import annotations

import re
from decimal import Decimal

from expectations import Catalogue
from tasks.checking.blanks import ZERO
from tasks.checking.history import before
from tasks.checking.observation import Evidence, Observation, enumerate_words, plain
from tasks.form import Cell, Form
from tasks.records import Case

_YEARS = 3
_POWERS = ("licensing", "penalties", "coercion")


def observe_powers(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules on powers."""
    _rules_issued(case, form, rules, seen)
    _documents_in_force(form, seen)
    _documents_issued(case, form, rules, seen)
    seen.say("T-05", "no_power", [])
    seen.say("T-05", "forgotten", [])
    for power in _POWERS:
        _decisions(power, case, form, seen)


def _rules_issued(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """T-02: zeros pass whatever the body."""
    expect = rules["T-02"].outcomes["issued"].expect
    if expect is None or expect.cells is None:
        raise TypeError("T-02")
    wanted = (f"{expect.cells.table}.{expect.cells.row}.{column}" for column in expect.cells.columns)
    codes = [code for code in wanted if code in form.cells]
    placed = {code: case.placement.cells.get(code) for code in codes}
    values = {code: cell.value if cell else None for code, cell in placed.items()}
    name, may = _power(case, rules)
    for code, value in values.items():
        judged = value is not None and (may is False or value == 0)
        seen.columns[expect.prefix + code] = float(value or 0) if judged else None
    claimed = [code for code, value in values.items() if value]
    seen.say("T-02", "issued", [_claim(form.cells[code], values[code] or ZERO, name) for code in claimed])
    blank = [code for code, value in values.items() if value is None]
    if may and (claimed or blank):
        seen.excuse("T-02", "may_issue", agency=name)
    elif blank:
        seen.doubt("T-02", "blank", blank, labels=enumerate_words([form.cells[code].label for code in blank]))
    elif claimed and may is None:
        seen.doubt("T-02", "unknown_power", claimed, agency=name)


def _claim(cell: Cell, value: Decimal, agency: str) -> Evidence:
    words = {"label": cell.label, "found": plain(value), "agency": agency}
    return Evidence((cell.code,), expected=ZERO, found=value, difference=value, words=words)


_NO_POWER = {"department", "township", "subdistrict"}


def _power(case: Case, rules: Catalogue) -> tuple[str, bool | None]:
    """The body's name and whether it may issue rules; None where neither roster nor name tells."""
    agency = case.agency
    name = agency.name if agency else case.placement.agency
    if agency and "may_issue_rules" in agency.flags:
        return name, True
    if agency and agency.kind in _NO_POWER:
        return name, False
    words = "".join(name.split())
    if re.search(rules["T-02"].names["may"], words):
        return name, True
    return name, False if re.search(rules["T-02"].names["cannot"], words) else None


def _documents_in_force(form: Form, seen: Observation) -> None:
    """T-03: what was made in the year is in force at its end, or was repealed."""
    codes = [f"t2.normative_docs.{column}" for column in ("made", "in_force", "repealed")]
    made, in_force, repealed = (seen.figures.get(code) for code in codes)
    if made is None or in_force is None or repealed is None:
        lacking = [code for code in codes if code in form.cells and seen.figures.get(code) is None]
        seen.lack("T-03", lacking, form)
        return
    most = in_force + repealed
    words = {"found": plain(made), "expected": plain(most)}
    seen.say("T-03", "exceeds", [Evidence(tuple(codes), most, made, made - most, words=words)])


def _documents_issued(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """T-04: zeros pass whatever the body; what is more needs the roster's word."""
    expect = rules["T-04"].outcomes["issued"].expect
    if expect is None or expect.cells is None:
        raise TypeError("T-04")
    wanted = (f"{expect.cells.table}.{expect.cells.row}.{column}" for column in expect.cells.columns)
    may = case.agency.flag("may_issue_normative_docs") if case.agency else None
    for code in [code for code in wanted if code in form.cells]:
        value, label = seen.figures.get(code), form.cells[code].label
        judged = value is not None and (may is False or not value)
        seen.columns[expect.prefix + code] = float(value or 0) if judged else None
        seen.say("T-04", "issued", [_claim(form.cells[code], value or ZERO, case.agency.name if case.agency else "")])
        if value is None:
            seen.doubt("T-04", "blank", [code], labels=label)
        elif not judged and may:
            seen.excuse("T-04", "may_issue", agency=case.agency.name if case.agency else "")
        elif not judged:
            _unknown("T-04", case, [code], label, seen)


def _unknown(rule: str, case: Case, codes: list[str], label: str, seen: Observation) -> None:
    if case.agency is None:
        seen.doubt(rule, "no_roster", codes, labels=label)
    else:
        seen.doubt(rule, "unknown_power", codes, labels=label, agency=case.agency.name)


def _decisions(power: str, case: Case, form: Form, seen: Observation) -> None:
    """T-05 for one power: a figure without it, or none with it where there used to be one."""
    code = f"t2.{power}.decisions"
    value, label = seen.figures.get(code), form.cells[code].label
    has = case.agency.flag(power) if case.agency else None
    agency = case.agency.name if case.agency else ""
    earlier = {back: before(case, form, code, back) for back in range(1, _YEARS + 1)}
    used = {back: figure for back, figure in earlier.items() if figure}
    seen.ask(f"powerless.{power}", None if value is None else float(value), has is False)
    seen.ask(f"expected.{power}", None if value is None else float(value), bool(has and used))
    words = {"label": label, "agency": agency, "found": plain(value or ZERO)}
    if value is None:
        seen.doubt("T-05", "blank", [code], labels=label)
    elif has is None and (value or used):
        _unknown("T-05", case, [code], label, seen)
    elif has and not value and not used and all(figure is None for figure in earlier.values()):
        seen.doubt("T-05", "no_previous", [code], labels=label)
    elif value and has is False:
        seen.evidence["T-05", "no_power"].append(Evidence((code,), ZERO, value, value, words=words))
    elif has and used and not value:
        back, figure = next(iter(used.items()))
        words |= {"year": str((case.year or 0) - back), "expected": plain(figure)}
        seen.evidence["T-05", "forgotten"].append(Evidence((code,), figure, value, value - figure, words=words))
