"""Small wrong changes of a rule, each of which some case of its proof must show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from expectations.catalogue import Claim, Outcome, Rule
from expectations.conditions import Equation, Expect, Parameter, Sum
from tasks.records import Severity

NOTHING, ANYTHING = "(?!)", ""
"""Patterns that match no text, and every text."""
_SEEN = {"names", "parameters", "claims"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule changed in one place, and how; seen = what is changed is read when a report is looked at."""

    name: str
    rule: Rule
    seen: bool = False


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of a rule."""
    for name, update in _updates(rule):
        yield Mutant(name, rule.model_copy(update=update), seen=bool(update.keys() & _SEEN))


def _updates(rule: Rule) -> Iterator[tuple[str, dict[str, Any]]]:
    for form in rule.forms if len(rule.forms) > 1 else ():
        yield f"没有 {form}", {"forms": tuple(other for other in rule.forms if other != form)}
    for end in ("first", "last"):
        for step in (1, -1) if getattr(rule.years, end) is not None else ():
            years = rule.years.model_copy(update={end: getattr(rule.years, end) + step})
            yield f"年度 {end} {step:+d}", {"years": years}
    if rule.hard_hides_soft:
        yield "硬性不再压过软性", {"hard_hides_soft": False}
    for name in rule.names:
        yield f"词语 {name} 什么也不认", {"names": {**rule.names, name: NOTHING}}
    if isinstance(rule.formula, Equation):
        yield from ((f"等式 {n}", {"formula": rule.formula.model_copy(update=u)}) for n, u in _terms(rule.formula))
    for place, claim in enumerate(rule.claims):
        for changed, others in _claims(claim):
            claims = (*rule.claims[:place], *others, *rule.claims[place + 1 :])
            yield f"{'没有' * claim.denied}{claim.what.zh} {changed}", {"claims": claims}
    for name, parameter in rule.parameters.items():
        for changed, new in _parameters(parameter):
            yield f"参数 {name} {changed}", {"parameters": {**rule.parameters, name: new}}
    for name, outcome in rule.outcomes.items():
        for changed, changed_outcome in _outcomes(outcome):
            yield f"{name} {changed}", {"outcomes": {**rule.outcomes, name: changed_outcome}}


def _claims(claim: Claim) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """A claim not looked at, another denial, and sums that lack a term."""
    yield "不看", ()
    yield "否定反过来", (claim.model_copy(update={"denied": not claim.denied}),)
    for way in claim.or_cells:
        others = tuple(other for other in claim.or_cells if other != way)
        yield f"没有 {'＋'.join(way)}", (claim.model_copy(update={"or_cells": others}),)
    for cell in claim.cells if len(claim.cells) > 1 else ():
        rest = tuple(other for other in claim.cells if other != cell)
        yield f"少了 {cell}", (claim.model_copy(update={"cells": rest}),)


def _parameters(parameter: Parameter) -> Iterator[tuple[str, Parameter]]:
    """A value one more and one less, in its last digit."""
    for year, value in parameter.values.items():
        step = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))
        for other in (value + step, value - step):
            yield f"{year} 年起 {other}", parameter.model_copy(update={"values": {**parameter.values, year: other}})


def _outcomes(outcome: Outcome) -> Iterator[tuple[str, Outcome]]:
    for severity in Severity:
        if severity is not outcome.severity:
            yield f"后果 {severity}", outcome.model_copy(update={"severity": severity})
    if outcome.figure is not None:
        yield "数的写法什么都认", outcome.model_copy(update={"figure": ".*"})
        yield "数的写法什么也不认", outcome.model_copy(update={"figure": NOTHING})
    if outcome.expect is not None:
        for name, expect in _expects(outcome.expect):
            yield name, outcome.model_copy(update={"expect": expect})


def _expects(expect: Expect) -> Iterator[tuple[str, Expect]]:
    for name, update in _conditions(expect):
        yield name, expect.model_copy(update=update)
    for column in expect.columns if len(expect.columns) > 1 else ():
        yield f"不看 {column}", expect.model_copy(update={"columns": tuple(c for c in expect.columns if c != column)})


_OPPOSITE = {"at_least": "above", "above": "at_least", "at_most": "below", "below": "at_most"}


def _sums(sums: tuple[Sum, ...]) -> Iterator[tuple[str, tuple[Sum, ...]]]:
    """An alternative dropped; within one, a term dropped, moved to the other side, or the relation changed."""
    for place, one in enumerate(sums):
        rest = (*sums[:place], *sums[place + 1 :])
        if rest:
            yield f"少了第 {place + 1} 种算法", rest
        changed = [("关系变了", {"relation": "equal" if one.relation == "at_most" else "at_most"}), *_terms(one)]
        for name, update in changed:
            yield f"第 {place + 1} 种算法 {name}", (*rest, one.model_copy(update=update))


def _terms(one: Equation | Sum) -> Iterator[tuple[str, dict[str, Any]]]:
    sides = {"left": one.left, "right": one.right}
    for (side, terms), other in zip(sides.items(), ("right", "left"), strict=True):
        for term in terms:
            rest = tuple(each for each in terms if each != term)
            if rest:
                yield f"少了 {term}", {side: rest}
                yield f"{term} 在另一边", {side: rest, other: (*sides[other], term)}


def _conditions(expect: Expect) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if expect.in_set is not None:
        for step in (1, -1):
            yield f"值 {step:+d}", {"in_set": tuple(value + step for value in expect.in_set)}
        yield "0 与 1 不分", {"in_set": (*expect.in_set, 1 - expect.in_set[0])}
    if expect.not_in_set is not None:
        for step in (1, -1):
            yield f"值 {step:+d}", {"not_in_set": tuple(value + step for value in expect.not_in_set)}
        yield "反过来", {"not_in_set": None, "in_set": expect.not_in_set}
    if expect.outside is not None:
        yield "只看下限", {"outside": None, "below": expect.outside[0]}
        yield "只看上限", {"outside": None, "above": expect.outside[1]}
    for name, other in _OPPOSITE.items():
        if (parameter := getattr(expect, name)) is not None:
            yield f"{name} 变成 {other}", {name: None, other: parameter}
    if expect.sums:
        yield from ((name, {"sums": sums}) for name, sums in _sums(expect.sums))
    if expect.match is not None:
        yield "什么都认", {"match": ANYTHING}
        yield "反过来", {"match": None, "not_match": expect.match}
    if expect.not_match is not None:
        yield "什么都不认", {"not_match": NOTHING}
        yield "反过来", {"not_match": None, "match": expect.not_match}
