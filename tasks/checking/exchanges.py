"""Two rows or two columns exchanged (S-01, S-02): sums hold, but earlier years and the prose know better.

For each pair of lines it is weighed how much likelier the figures are if the two changed places: after the counts of
earlier years, and after what the prose and last year's carried-over cases say of single cells. Only what differs
between the two readings weighs, so a line that is merely unusual proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from expectations import Catalogue, Rule, identities
from tasks.checking.claims import Claims, said_of_cells
from tasks.checking.history import before, incomparable
from tasks.checking.likeness import surprise
from tasks.checking.lines import beside, levels, line_words, pairs
from tasks.checking.observation import Evidence, Observation, plain
from tasks.form import Form
from tasks.records import Case

YEARS = 3
STEADY = 5.0
"""However long the history: a count is expected within some 45 % of what it was (1/√5)."""
ODD = 0.05
"""The share of counts that follow nothing before them."""
MOST = 10**9
"""More is no number of cases; C-01 tells of figures that are none."""
TRUE = math.log(9)
"""How much a statement that fits weighs beside one that does not: nine of ten are right."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of a report's lines: this year's and earlier counts by level cell, and what is said of any cell."""

    form: Form
    year: int
    now: Mapping[str, Decimal | None]
    past: Mapping[str, Mapping[int, int]]
    claims: Claims


def observe_exchanges(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of S-01 and S-02."""
    claims = said_of_cells(identities(form.id, rules), seen)
    for rule, column in ((rules["S-01"], "exchanged_rows"), (rules["S-02"], "exchanged_columns")):
        own = levels(rule, form)
        lines = Lines(form, case.year or 0, seen.figures, _past(own, case, form), claims)
        found = _exchanged(rule, lines)
        seen.say(rule.id, "exchanged", found, column)
        if found:
            continue
        if lacking := [code for code in own if seen.figures.get(code) is None]:
            seen.lack(rule.id, lacking, form)
        elif not any(lines.past.values()) and not incomparable(rule, case, form, seen):
            seen.doubt(rule.id, "no_previous")


def _past(codes: Sequence[str], case: Case, form: Form) -> dict[str, dict[int, int]]:
    """The counts of earlier years that compare, by cell and by how many years ago."""
    years = [back for back in range(1, YEARS + 1) if (past := case.past(back)) and past.values and not past.shared]
    figures = {code: {back: before(case, form, code, back) for back in years} for code in codes}
    return {code: {back: int(it) for back, it in own.items() if _countable(it)} for code, own in figures.items()}


def _exchanged(rule: Rule, lines: Lines) -> list[Evidence]:
    """The likeliest exchanges, no line twice."""
    least = float(rule.parameter("evidence", lines.year))
    weighed = [(odds(one, other, lines), one, other) for one, other in pairs(rule.lists["levels"], lines.form)]
    found: dict[str, str] = {}
    for weight, one, other in sorted(weighed, reverse=True):
        if weight >= least and not {one, other} & {*found, *found.values()}:
            found[one] = other
    return [_evidence(one, other, lines) for one, other in found.items()]


def odds(one: str, other: str, lines: Lines) -> float:
    """How much likelier the report is with two lines exchanged than as it stands, in natural logarithms."""
    mine, theirs = lines.now.get(one), lines.now.get(other)
    if mine is None or theirs is None:
        return 0
    cells = _differing(one, other, lines)
    told = sum(_told(it, partner, lines) + _told(partner, it, lines) for it, partner in cells)
    if mine == theirs or not (lines.past[one] and lines.past[other] and _countable(mine) and _countable(theirs)):
        return told
    scales = (1.0, _volume(one, lines))
    exchanged = max(_fit(theirs, one, scale, lines) + _fit(mine, other, scale, lines) for scale in scales)
    return told + exchanged - max(_fit(mine, one, scale, lines) + _fit(theirs, other, scale, lines) for scale in scales)


def _countable(value: Decimal | None) -> TypeGuard[Decimal]:
    return value is not None and 0 <= value < MOST


def _volume(level: str, lines: Lines) -> float:
    """How many times as much as in earlier years the lines of a table hold together."""
    same = [code for code in lines.past if code.partition(".")[0] == level.partition(".")[0]]
    counted = [(lines.now.get(code), list(lines.past[code].values())) for code in same]
    known = [(now, past) for now, past in counted if past and _countable(now)]
    usual = sum(sum(past) / len(past) for _now, past in known)
    return float(sum(now for now, _past in known)) / usual if usual else 1.0


def _differing(one: str, other: str, lines: Lines) -> list[tuple[str, str]]:
    """The cells of two lines that an exchange would change."""
    cells = beside(one, other, lines.form.id)
    now = lines.now
    return [it for it in cells if None not in (now.get(it[0]), now.get(it[1])) and now[it[0]] != now[it[1]]]


def _told(code: str, partner: str, lines: Lines) -> float:
    """What is said of a cell, for the exchange where its partner has the figure, against it where it has it itself."""
    weight = 0.0
    for said in lines.claims.get(code, {}).values():
        if said in {lines.now[code], lines.now[partner]}:
            sure = TRUE + surprise([Decimal(said)])
            weight += sure if said == lines.now[partner] else -sure
    return weight


def _fit(count: Decimal, code: str, scale: float, lines: Lines) -> float:
    return likelihood(int(count), list(lines.past[code].values()), scale)


def likelihood(count: int, past: Sequence[int], scale: float = 1) -> float:
    """The logarithm of the chance of a count after those of earlier years.

    Negative binomial, which is Poisson with a rate learnt from those years and drifting, and a long tail of bursts.
    """
    total = sum(past) + 0.5
    shape, mean = min(total, STEADY), max(scale * total / len(past), 0.01)
    usual = math.lgamma(count + shape) - math.lgamma(shape) - math.lgamma(count + 1)
    usual += shape * math.log(shape / (shape + mean)) + count * math.log(mean / (shape + mean))
    return math.log((1 - ODD) * math.exp(usual) + ODD / ((count + 1) * (count + 2)))


def _evidence(one: str, other: str, lines: Lines) -> Evidence:
    cells = _differing(one, other, lines)
    zh, en = [], []
    for back in sorted(set(lines.past[one]) & set(lines.past[other])):
        counts = [str(lines.past[code][back]) for code in (one, other)]
        zh.append(f"{lines.year - back} 年是 {'、'.join(counts)}")
        en.append(f"{lines.year - back}: {', '.join(counts)}")
    for code, partner in (*cells, *((other, one) for one, other in cells)):
        for source, said in lines.claims.get(code, {}).items():
            if said == lines.now[partner]:
                label, told = lines.form.cells[code].label, _SOURCES[source]
                zh.append(f"{told[0]}{label}是 {said}")
                en.append(f"{told[1]} {label} {said}")
    words = {
        "one": line_words(one, other, lines.form),
        "other": line_words(other, one, lines.form),
        "found": f"{plain(lines.now[one] or Decimal(0))}、{plain(lines.now[other] or Decimal(0))}",
        "grounds": "；".join(zh),
    }
    english = {"found": words["found"].replace("、", ", "), "grounds": "; ".join(en)}
    return Evidence(tuple(code for pair in cells for code in pair), words=words, english=english)


_SOURCES = {"narrative": ("正文说", "the prose says"), "previous": ("按上年报告", "after last year's report")}
