"""What the chapters say of themselves: period, date, subjects, fee, self-reference, and what must not be public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from expectations import Catalogue, Rule
from tasks.checking.blanks import ZERO, add_up
from tasks.checking.observation import Evidence, Observation, plain
from tasks.form import Form, compact
from tasks.records import Case, Placement

_DAY = r"(?P<{0}y>\d{{4}})年(?P<{0}m>\d{{1,2}})月(?P<{0}d>\d{{1,2}})日"
_PERIOD = re.compile(
    _DAY.format("from") + r"(?:起)?(?:至|到|—+|-|~)(?:(?P<toy>\d{4})年)?(?P<tom>\d{1,2})月(?P<tod>\d{1,2})日"
)
_COUNTED = re.compile(r"统计|期限|期间|时限|所列数据|数据")
_DATE = re.compile("^(?:[^0-9]{0,20})?" + _DAY.format("at") + "$")
_NO_UNIT = re.compile(r"处理费[^。;,；，\d]{0,8}?(?P<fee>\d+(?:\.\d+)?)(?![\d.]|万?元|年|月|日|件|次|号|条)")
_REQUESTS = ("t3.new_received.total", "t3.carried_in.total")
_KINDS = {
    "委": "委|委员会",
    "办": "办|办公室|办事处|街道",
    "街道": "街道|办事处",
}  # any other stands in the name itself


def observe_chapters(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules on the words of the chapters."""
    placement = case.placement
    observers = {
        "R-05": lambda rule: _period(placement, seen),
        "R-06": lambda rule: _date(rule, case, seen),
        "R-07": lambda rule: _overview(rule, placement, seen),
        "R-10": lambda rule: _fee(placement, form, seen),
        "R-11": lambda rule: _government(rule, case, seen),
        "R-13": lambda rule: _year(rule, placement, seen),
        "R-14": lambda rule: _self(rule, case, seen),
        "R-15": lambda rule: _private(rule, placement, seen),
    }
    for rule in rules.of(form.id):
        if rule.id in observers:
            observers[rule.id](rule)


def _texts(placement: Placement) -> list[str]:
    texts = (placement.preamble, *(section.text for section in placement.sections.values()))
    return [compact(line) for text in texts for line in text.splitlines() if line.strip()]


def _name(case: Case) -> str:
    return compact(case.agency.name if case.agency else case.placement.agency)


def _period(placement: Placement, seen: Observation) -> None:
    """R-05: of the periods that a sentence on figures states, one is the whole year."""
    if placement.year is None:
        seen.columns["periods_that_differ"] = None
        seen.doubt("R-05", "no_year")
        return
    stated = [match for line in _texts(placement) if _COUNTED.search(line) for match in _PERIOD.finditer(line)]
    whole = (placement.year, 1, 1, placement.year, 12, 31)
    wrong = [match.group() for match in stated if _numbers(match) != whole]
    words = {"found": "、".join(wrong), "expected": f"{placement.year}年1月1日至12月31日"}
    differs = bool(stated) and len(wrong) == len(stated)
    seen.say("R-05", "differs", [Evidence(found=words["found"], words=words)] if differs else [], "periods_that_differ")
    if not stated:
        seen.columns["periods_that_differ"] = None
        seen.excuse("R-05", "silent")


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    year = int(match["fromy"])
    return (
        year,
        int(match["fromm"]),
        int(match["fromd"]),
        int(match["toy"] or year),
        int(match["tom"]),
        int(match["tod"]),
    )


def _date(rule: Rule, case: Case, seen: Observation) -> None:
    """R-06: the date under the report, where its last lines are one."""
    seen.columns |= {"report_date_wrong_year": None, "report_date_late": None}
    year = case.placement.year
    found = next(_dates(case.placement), None)
    if found is None:
        seen.excuse("R-06", "silent")
    elif year is None:
        seen.doubt("R-06", "no_year")
    else:
        government = re.search(rule.names["government"], _name(case))
        deadline = date(year + 1, 3, 31) if government else date(year + 1, 1, 31)
        words = {"found": found.isoformat(), "expected": str(year + 1)}
        wrong = [Evidence(found=words["found"], words=words)] if found.year != year + 1 else []
        seen.say("R-06", "year", wrong, "report_date_wrong_year")
        words = words | {"expected": deadline.isoformat()}
        late = [Evidence(found=words["found"], words=words)] if found > deadline and not wrong else []
        seen.say("R-06", "late", late, "report_date_late")


def _dates(placement: Placement) -> Iterator[date]:
    last = placement.sections.get(6)
    for line in [compact(line) for line in last.text.splitlines() if line.strip()][-2:] if last else []:
        if match := _DATE.match(line):
            try:
                yield date(int(match["aty"]), int(match["atm"]), int(match["atd"]))
            except ValueError:
                continue


def _overview(rule: Rule, placement: Placement, seen: Observation) -> None:
    section = placement.sections.get(1)
    seen.columns["chapter_1"] = compact(section.text) if section and section.heading else None
    if seen.columns["chapter_1"] is None:
        seen.doubt("R-07", "no_chapter")
    for outcome in rule.outcomes:
        seen.say("R-07", outcome, [Evidence()])


def _fee(placement: Placement, form: Form, seen: Observation) -> None:
    """R-10: a fee without its unit; a fee where table 3 knows of no request."""
    chapter = placement.sections.get(6)
    bare = [match.group() for match in _NO_UNIT.finditer(compact(chapter.text))] if chapter else []
    fees = [fact for fact in placement.narrative if fact.kind == "information_fee" and fact.value]
    seen.columns |= {"fees_without_unit": None, "fees_without_request": None}
    if not bare and not fees:
        seen.excuse("R-10", "silent")
        return
    seen.say("R-10", "no_unit", [Evidence(found=it, words={"found": it}) for it in bare], "fees_without_unit")
    requests = add_up(seen.figures, [code for code in _REQUESTS if code in form.cells])
    if fees and requests is None:
        seen.doubt("R-10", "unusable", _REQUESTS)
        return
    words = {"found": plain(fees[0].value or ZERO) + fees[0].unit} if fees else {}
    nobody = [Evidence(_REQUESTS, found=words["found"], words=words)] if fees and requests == 0 else []
    seen.say("R-10", "no_request", nobody, "fees_without_request")


def _government(rule: Rule, case: Case, seen: Observation) -> None:
    name = _name(case)
    prose = "\n".join(_texts(case.placement))
    seen.columns["government_prose"] = None
    seen.say("R-11", "silent", [Evidence()])
    if not re.search(rule.names["government"], name):
        seen.excuse("R-11", "not_government", agency=name)
    elif not prose:
        seen.doubt("R-11", "no_prose")
    else:
        seen.columns["government_prose"] = prose


def _year(rule: Rule, placement: Placement, seen: Observation) -> None:
    """R-13: a year before the agency's own word for itself; plans for the next year are no such thing."""
    if placement.year is None:
        seen.columns["other_years"] = None
        seen.doubt("R-13", "no_year")
        return
    found = [
        match.group()
        for line in _texts(placement)
        for sentence in re.split(r"[。;；]", line)
        if not re.search(rule.names["exempt"], sentence)
        for match in re.finditer(rule.names["self"], sentence)
        if int(match["year"]) not in {placement.year, placement.year + 1}
    ]
    words = {"found": "、".join(dict.fromkeys(found)), "expected": str(placement.year)}
    seen.say("R-13", "other_year", [Evidence(found=words["found"], words=words)] if found else [], "other_years")


def _self(rule: Rule, case: Case, seen: Observation) -> None:
    """R-14: more than one foreign word for itself and not a single fitting one."""
    name = _name(case)
    said = [match for line in _texts(case.placement) for match in re.finditer(rule.names["self"], line)]
    seen.columns["foreign_selves"] = None
    if not name:
        seen.doubt("R-14", "no_agency")
    elif not said:
        seen.excuse("R-14", "silent")
    else:
        foreign = [it.group() for it in said if not re.search(_KINDS.get(it["kind"], it["kind"]), name)]
        copied = len(foreign) == len(said) and len(foreign) > 1
        words = {"found": "、".join(dict.fromkeys(foreign)), "expected": name}
        seen.say(
            "R-14", "other_agency", [Evidence(found=words["found"], words=words)] if copied else [], "foreign_selves"
        )


def _private(rule: Rule, placement: Placement, seen: Observation) -> None:
    """R-15: shown in part only, since a finding travels further than the report."""
    prose = "\n".join([compact(placement.title), *_texts(placement)])
    if not prose.strip():
        seen.doubt("R-15", "no_prose")
    for name, outcome in rule.outcomes.items():
        pattern = outcome.expect.not_match if outcome.expect and outcome.expect.not_match else ""
        found = "、".join(match.group()[:3] + "…" for match in re.finditer(pattern, prose))
        seen.say("R-15", name, [Evidence(found=found, words={"found": found})] if found else [])
