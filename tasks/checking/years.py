"""A report against the years before: outliers, old tables, old prose, lost cases, forgotten figures (Y-03 to Y-09)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from expectations import Catalogue, Rule
from tasks.checking.history import before, incomparable, source
from tasks.checking.likeness import flows, likeness, masked, surprise
from tasks.checking.observation import Evidence, Observation, enumerate_words, plain
from tasks.form import Form, load_forms
from tasks.records import Case, Fact, Past

YEARS = 3


def observe_years(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of every rule that compares with earlier years."""
    _outliers(rules["Y-03"], case, form, seen)
    _old_tables(rules["Y-04"], case, form, seen)
    _old_prose(rules["Y-05"], case, form, seen)
    _lost_cases(rules["Y-06"], case, form, seen)
    _forgotten(rules["Y-08"], case, form, seen)
    _corrected(rules["Y-09"], case, form, seen)


def _outliers(rule: Rule, case: Case, form: Form, seen: Observation) -> None:
    seen.columns["outliers"] = None
    if incomparable(rule, case, form, seen):
        return
    last_form = load_forms().get((case.past() or Past()).form, form)
    cells = [code for code in _cells(rule, form) if code in last_form.cells]
    pairs = {code: (before(case, form, code), seen.figures.get(code)) for code in cells}
    found = [
        _apart(code, last, now, form, case)
        for code, (last, now) in pairs.items()
        if last is not None and now is not None and _far(last, now, rule, case)
    ]
    found += list(_far_claims(rule, case))
    seen.say(rule.id, "outlier", found, "outliers")
    seen.lack(rule.id, [code for code, pair in pairs.items() if None in pair], form)


def _far(last: Decimal, now: Decimal, rule: Rule, case: Case) -> bool:
    """Several times more or less, and not by a trifle."""
    small, large = sorted((last, now))
    ratio, difference = (rule.parameter(name, case.year) for name in ("ratio", "difference"))
    return large - small >= difference and large >= small * ratio


def _far_claims(rule: Rule, case: Case) -> Iterator[Evidence]:
    """What the prose tells of the year, against what last year's told; only where each tells one figure."""
    reports = (case.past() or Past()).reports
    for kind in rule.lists["facts"] if len(reports) == 1 else ():
        now = {fact.value: fact for fact in case.placement.narrative if _told(fact, kind)}
        last = {fact.value for fact in reports[0].facts if _told(fact, kind)}
        if len(now) == len(last) == 1:
            (one, fact), other = next(iter(now.items())), last.pop()
            if one is not None and other is not None and _far(other, one, rule, case):
                words = {"label": f"“{fact.sentence}”", "found": plain(one), "expected": plain(other), "source": ""}
                yield Evidence(expected=other, found=one, difference=one - other, words=words)


def _told(fact: Fact, kind: str) -> bool:
    of_the_year = fact.period in {"", "year"}
    return fact.kind == kind and of_the_year and not (fact.scope or fact.negated or fact.approximate)


def _apart(code: str, last: Decimal, now: Decimal, form: Form, case: Case) -> Evidence:
    words = {
        "label": form.cells[code].label,
        "found": plain(now),
        "expected": plain(last),
        "source": source(case.past()),
    }
    return Evidence((code,), expected=last, found=now, difference=now - last, words=words)


def _old_tables(rule: Rule, case: Case, form: Form, seen: Observation) -> None:
    seen.columns["copied_tables"] = None
    if incomparable(rule, case, form, seen):
        return
    pairs = {code: (before(case, form, code), seen.figures.get(code)) for code in form.cells}
    known = {code: pair for code, pair in pairs.items() if None not in pair}
    same = {code: now for code, (last, now) in known.items() if now and last == now}
    if any(last != now for last, now in known.values()):
        seen.say(rule.id, "copied", [], "copied_tables")
    elif surprise(same[code] for code in flows(form) if code in same) < rule.parameter("evidence", case.year):
        seen.excuse(rule.id, "too_little")
    elif len(known) < len(pairs):
        seen.lack(rule.id, [code for code in pairs if code not in known], form)
    else:
        words = {"count": str(len(same))}
        seen.say(rule.id, "copied", [Evidence(tuple(known), words=words)], "copied_tables")


def _old_prose(rule: Rule, case: Case, form: Form, seen: Observation) -> None:
    seen.columns |= dict.fromkeys(("repeated_problems", "like_problems", "like_overview"))
    if incomparable(rule, case, form, seen):
        return
    problems, overview = (_nearest(chapter, case, rule) for chapter in ("problems", "overview"))
    if problems is None and overview is None:
        seen.excuse(rule.id, "too_short")
        return
    seen.say(rule.id, "repeated", [it for score, it in problems or () if score == 1], "repeated_problems")
    seen.say(rule.id, "alike", [it for score, it in problems or () if score < 1], "like_problems")
    seen.say(rule.id, "overview", [it for _score, it in overview or ()], "like_overview")


_CHAPTERS = {"problems": 5, "overview": 1}


def _nearest(chapter: str, case: Case, rule: Rule) -> list[tuple[float, Evidence]] | None:
    """Last year's chapter that this one is too like, as a list of at most one; None where there is too little of it."""
    number = _CHAPTERS[chapter]
    least, shortest = (float(rule.parameter(name, case.year)) for name in (chapter, "least_length"))
    reports = (case.past() or Past()).reports
    names = {*(case.agency.names if case.agency else ()), *(report.name for report in reports)}
    section = case.placement.sections.get(number)
    text = masked(section.text if section else "", names)
    others = {report.name: masked(report.sections.get(number, ""), names) for report in reports}
    long = {name: other for name, other in others.items() if len(other) >= shortest}
    if len(text) < shortest or not long:
        return None
    name, score = max(((name, likeness(text, other, least)) for name, other in long.items()), key=lambda it: it[1])
    words = {"agency": name, "likeness": str(int(score * 100))}
    return [(score, Evidence(words=words))] if score >= least else []


def _lost_cases(rule: Rule, case: Case, form: Form, seen: Observation) -> None:
    seen.columns["lost_cases"] = None
    if incomparable(rule, case, form, seen):
        return
    sisters = (case.past() or Past()).beside
    found, unknown = [], []
    for group in dict.fromkeys(column.group for column in form.table("t4").blocks[0].columns if column.group):
        total, pending = f"t4.{group.code}.total", f"t4.{group.code}.pending"
        last = before(case, form, pending)
        parts = [seen.figures.get(total), *(sister.values.get(total) for sister in sisters)]
        if last is None or None in parts:
            unknown.append(total)
            continue
        now = sum((part for part in parts if part is not None), Decimal(0))
        if now < last:
            words = {"label": form.cells[total].label, "found": plain(now), "expected": plain(last)}
            evidence = Evidence((total,), expected=last, found=now, difference=now - last, words=words | seen.words)
            found.append(evidence)
    seen.say(rule.id, "lost", found, "lost_cases")
    seen.lack(rule.id, unknown, form)


def _forgotten(rule: Rule, case: Case, form: Form, seen: Observation) -> None:
    seen.columns["forgotten"] = None
    if case.founded:
        seen.excuse(rule.id, "founded")
    elif any(past.shared for past in case.history.values()):
        seen.excuse(rule.id, "shared")
    elif not any(past.values for past in case.history.values()):
        seen.doubt(rule.id, "no_previous")
    else:
        _usual_figures(rule, case, form, seen)


def _usual_figures(rule: Rule, case: Case, form: Form, seen: Observation) -> None:
    least, found, open_ends = int(rule.parameter("years", case.year)), [], []
    for code in [code for code in _cells(rule, form) if seen.figures.get(code) == 0]:
        past = {back: before(case, form, code, back) for back in range(1, YEARS + 1)}
        used = {back: value for back, value in past.items() if value}
        if len(used) >= least:
            found.append(_usual(code, used, case, form))
        elif used and len(used) + list(past.values()).count(None) >= least:
            open_ends.append(code)
    seen.say(rule.id, "forgotten", found, "forgotten")
    seen.lack(rule.id, open_ends, form, "too_few")
    seen.lack(rule.id, [code for code in _cells(rule, form) if seen.figures.get(code) is None], form)


def _usual(code: str, used: dict[int, Decimal], case: Case, form: Form) -> Evidence:
    year = case.year or 0
    values = enumerate_words([f"{year - back} 年 {plain(value)}" for back, value in sorted(used.items())])
    words = {"label": form.cells[code].label, "years": str(len(used)), "values": values}
    return Evidence((code,), found=Decimal(0), words=words)


def _corrected(rule: Rule, case: Case, form: Form, seen: Observation) -> None:
    seen.columns["corrected_before"] = None
    if incomparable(rule, case, form, seen):
        return
    found = [
        Evidence(words={"agency": it.name, "first": str(it.accepted[0]), "last": str(it.accepted[-1])})
        for it in (case.past() or Past()).reports
        if len(it.accepted) > 1
    ]
    seen.say(rule.id, "corrected", found, "corrected_before")


def _cells(rule: Rule, form: Form) -> list[str]:
    """The figures that a rule compares, as far as the edition has them."""
    return [code for code in rule.lists["cells"] if code in form.cells]
