"""The years and dates that the prose tells: period (R-05), date below the report (R-06), own year (R-13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import cn2an

from expectations import Catalogue, Rule
from tasks.checking.observation import Evidence, Observation
from tasks.form import Form, compact
from tasks.records import Case, Placement

_PERIOD = re.compile(
    r"(?P<first>20\d\d)年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日起?[至到—~-]+"
    r"(?:(?P<last>20\d\d)年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_CHINESE_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WHOLE_YEAR = ((1, 1), (12, 31))
_SENTENCE = 60
_LAST_LINES = 4


def observe_dates(case: Case, _form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules on years and dates."""
    _period(rules["R-05"], case.placement, seen)
    _signed(rules["R-06"], case, seen)
    _own_years(rules["R-13"], case.placement, seen)


def _sentences(placement: Placement) -> Iterator[tuple[int, str]]:
    """Every sentence of the prose with the number of its chapter, 0 for what stands before the first."""
    texts = [(0, placement.preamble), *((number, section.text) for number, section in placement.sections.items())]
    for number, text in texts:
        for line in text.splitlines():
            yield from ((number, sentence) for sentence in re.split("[。;；]", _arabic(compact(line))) if sentence)


def _arabic(text: str) -> str:
    """Dates in Chinese digits (二〇二四年一月二十日) in Arabic ones."""
    return _CHINESE_DATE.sub(
        lambda date_: f"{date_[1].translate(_DIGITS)}年{_small(date_[2])}月{_small(date_[3])}日", text
    )


def _small(words: str) -> str:
    """A month or day; words that are no number stay as they are."""
    try:
        return str(cn2an.cn2an(words, "smart"))
    except ValueError:
        return words


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _period(rule: Rule, placement: Placement, seen: Observation) -> None:
    stated = next(_periods(rule, placement), None)
    year = placement.year
    own = (date(year, 1, 1), date(year, 12, 31)) if year else None
    seen.ask("stated_period", _span(stated), stated is not None)
    seen.ask("own_period", _span(own), stated is not None)
    if stated is None:
        seen.excuse(rule.id, "silent")
    elif own is None:
        seen.doubt(rule.id, "no_year")
    else:
        words = {"found": _span(stated) or "", "expected": _span(own) or ""}
        seen.say(rule.id, "other_period", [Evidence(expected=words["expected"], found=words["found"], words=words)])


def _span(days: tuple[date, date] | None) -> str | None:
    return f"{days[0].isoformat()}—{days[1].isoformat()}" if days else None


def _periods(rule: Rule, placement: Placement) -> Iterator[tuple[date, date]]:
    """The periods stated: in a sentence about the period, or from the first day of a year to the last."""
    for _number, sentence in _sentences(placement):
        for match in _PERIOD.finditer(sentence):
            first = _day(int(match["first"]), match["m1"], match["d1"])
            last = _day(int(match["last"] or match["first"]), match["m2"], match["d2"])
            if first is None or last is None or re.search(rule.names["other"], sentence):
                continue
            whole = ((first.month, first.day), (last.month, last.day)) == _WHOLE_YEAR
            if whole or re.search(rule.names["cue"], sentence):
                yield first, last


def _signed(rule: Rule, case: Case, seen: Observation) -> None:
    day, year = _date_below(rule, case.placement), case.placement.year
    known = day is not None and year is not None
    in_term = known and day is not None and year is not None and day.year == year + 1
    number = float(_of_a_common_year(day)) if day else None
    government = _government(rule, case)
    seen.ask("signed_year", float(day.year) if day else None, day is not None)
    seen.ask("due_year", None if year is None else float(year + 1), day is not None)
    seen.ask("signed_day", number, in_term and not government)
    seen.ask("government_signed_day", number, in_term and government)
    if day is None:
        seen.excuse(rule.id, "silent")
    elif year is None:
        seen.doubt(rule.id, "no_year", found=day.isoformat())
    else:
        evidence = Evidence(found=day.isoformat(), words={"found": day.isoformat(), "year": str(year)})
        for outcome in rule.outcomes:
            seen.say(rule.id, outcome, [evidence])


def _of_a_common_year(day: date) -> int:
    """Its number in a year without 29 February, so that a term of months and days is one number."""
    return (day if (day.month, day.day) != (2, 29) else day.replace(day=28)).replace(year=2001).timetuple().tm_yday


def _date_below(rule: Rule, placement: Placement) -> date | None:
    """The date that stands alone at the very end, else the one that the page gives above the report."""
    last = max((number for number, section in placement.sections.items() if section.text), default=0)
    text = placement.sections[last].text if last else ""
    lines = [_arabic(compact(line)) for line in text.splitlines() if line.strip()]
    patterns = [(line, rule.names["signed"]) for line in reversed(lines[-_LAST_LINES:])]
    patterns += [(_arabic(compact(line)), rule.names["published"]) for line in placement.preamble.splitlines()]
    for line, pattern in patterns:
        match = re.search(pattern, line)
        day = _day(int(match["year"]), match["month"], match["day"]) if match else None
        if day:
            return day
    return None


def _government(rule: Rule, case: Case) -> bool:
    if case.agency:
        return case.agency.kind == "government"
    return bool(re.search(rule.names["government"], compact(case.placement.agency)))


def _own_years(rule: Rule, placement: Placement, seen: Observation) -> None:
    found = dict(_claimed_years(rule, placement))
    year = placement.year
    for column, pick in (("earliest_own_year", min), ("latest_own_year", max)):
        seen.ask(column, float(pick(found)) if found else None, bool(found))
    seen.ask("report_year", None if year is None else float(year), bool(found))
    if not found:
        seen.excuse(rule.id, "silent")
    elif year is None:
        seen.doubt(rule.id, "no_year")
    else:
        for outcome, one in (("earlier", min(found)), ("later", max(found))):
            words = {"found": str(one), "expected": str(year), "sentence": found[one][:_SENTENCE]}
            seen.say(rule.id, outcome, [Evidence(expected=str(year), found=str(one), words=words)])


def _claimed_years(rule: Rule, placement: Placement) -> Iterator[tuple[int, str]]:
    """The years of which sentences speak as their own; a sentence that also names the report year only compares."""
    for number, sentence in _sentences(placement):
        if re.search(rule.names["exempt"], sentence):
            continue
        for match in re.finditer(rule.names["self"], sentence):
            year = int(match["year"] or match["now"] or match["first"])
            compared = year != placement.year and f"{placement.year}年" in sentence
            future = number == 5 and placement.year is not None and year > placement.year
            if not compared and not future:
                yield year, sentence
