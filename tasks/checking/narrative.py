"""Prose against tables (N-01 to N-13): what the prose plainly claims of this body and this year, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from expectations import Catalogue, Claim, Rule
from tasks.checking.blanks import add_up
from tasks.checking.observation import Evidence, Observation, enumerate_words, plain
from tasks.form import Cell, Form, load_form
from tasks.records import Case, Fact

_SENTENCE = 60
_RESULTS = ("granted_or_partially", "granted", "partially_granted", "denied", "unavailable", "not_processed")
_FEWEST_RESULTS = 4  # so many kinds of result in one sentence are meant to be all of them
_CHANNELS = ("t3.new_received.total", "t3.carried_in.total")
_LISTED = ("proactive_disclosures", "disclosures")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Speech:
    """The comparable facts of a report: of the whole year, exact, and of this body."""

    facts: tuple[Fact, ...]

    def of(self, claim: Claim) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in claim.facts and fact.negated == claim.denied]

    def kinds(self, *kinds: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind in kinds and not fact.negated]


def observe_narrative(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of the rules that hold prose and tables together."""
    for rule in rules.of(form.id):
        if rule.claims:
            _claims(rule, _speech(rule, case), form, seen)
    speech = _speech(rules["N-06"], case)
    _sums(speech, seen)
    _channels(_speech(rules["N-01"], case), seen)
    _disclosures(_speech(rules["N-11"], case), seen)
    _shares(rules["N-12"], case, seen)


def _speech(rule: Rule, case: Case) -> _Speech:
    """What can be compared: no cumulative figure, no “some N”, and nothing said of another body or of the whole county.

    A government's own report does speak of the whole county.
    """
    agency = case.agency.name if case.agency else case.placement.agency
    government = bool(re.search(rule.names["government"], "".join(agency.split())))
    elsewhere = re.compile(rule.names["elsewhere"])
    return _Speech(
        tuple(
            fact
            for fact in case.placement.narrative
            if fact.value is not None
            and fact.period != "cumulative"
            and not fact.approximate
            and (government or not elsewhere.search(fact.scope))
        )
    )


def cells_of(patterns: Sequence[str], form: Form) -> list[Cell]:
    """The cells that table.row.column names; @group = every row or column of a group, but not its total."""
    return [form.cells[code] for code in _codes(tuple(patterns), form.id)]


@cache
def _codes(patterns: tuple[str, ...], edition: str) -> tuple[str, ...]:
    cells = load_form(edition).cells
    return tuple(code for pattern in patterns for code, cell in cells.items() if _matches(pattern, cell))


def _matches(pattern: str, cell: Cell) -> bool:
    names, codes = pattern.split("."), cell.code.split(".")
    return len(names) == len(codes) and all(
        _within(name.removeprefix("@"), cell) if name.startswith("@") else name == code
        for name, code in zip(names, codes, strict=True)
    )


def _within(group: str, cell: Cell) -> bool:
    return cell.row.within(group) or (cell.column.within(group) and (not cell.column.total or "." in cell.column.code))


def _claims(rule: Rule, speech: _Speech, form: Form, seen: Observation) -> None:
    """Each claim of a rule against its cells; of several sentences one that agrees is enough."""
    compared = [_compared(rule, claim, speech, form, seen) for claim in rule.claims]
    judged = [agrees for agrees in compared if agrees is not None]
    column = f"claims.{rule.id}"
    if judged:
        found = [evidence for agrees in judged for evidence in agrees]
        seen.say(rule.id, next(iter(rule.outcomes)), found, column)
        return
    seen.columns[column] = None
    if rule.id not in seen.doubts:
        seen.excuse(rule.id, "silent")


def _compared(rule: Rule, claim: Claim, speech: _Speech, form: Form, seen: Observation) -> list[Evidence] | None:
    """None where the prose is silent or a figure cannot be used; else what differs, if anything."""
    facts, cells = speech.of(claim), cells_of(claim.cells, form)
    if not facts or not cells:
        return None
    ways = [[cell.code for cell in own] for own in (cells, *(cells_of(it, form) for it in claim.or_cells)) if own]
    sums = [add_up(seen.figures, codes) for codes in ways]
    labels = enumerate_words([cell.label for cell in cells], most=3)
    if sums[0] is None:
        _witness(facts, ways, [], seen)
        words = {"what": claim.what.zh, "claimed": plain(_amount(facts[0])), "labels": labels}
        seen.doubts.setdefault(rule.id, []).append(("unusable", Evidence(tuple(ways[0]), words=words)))
        return None
    _witness(facts, ways, sums, seen)
    if any(_amount(fact) == total for fact in facts for total in sums):
        return []
    return [_differs(claim, facts[0], ways[0], sums[0], labels)]


def _witness(
    facts: Sequence[Fact], ways: Sequence[Sequence[str]], sums: Sequence[Decimal | None], seen: Observation
) -> None:
    """Keep what the prose says of a single cell, where it says one figure and means no other sum by it."""
    said = {_amount(fact) for fact in facts}
    if len(ways[0]) == 1 and len(said) == 1 and said.isdisjoint(sums[1:]):
        seen.claims[ways[0][0]] = said.pop()


def _differs(claim: Claim, fact: Fact, codes: Sequence[str], total: Decimal, labels: str) -> Evidence:
    claimed = _amount(fact)
    words = _gap(claimed, total, fact) | {"what": claim.what.zh, "labels": labels}
    english = {"what": claim.what.en}
    return Evidence(tuple(codes), claimed, total, total - claimed, words=words, english=english)


def _amount(fact: Fact) -> Decimal:
    """The figure in the table's unit: 万元 for money."""
    value = fact.value or Decimal(0)
    return value / 10_000 if fact.unit == "元" else value


def _quoted(fact: Fact) -> str:
    text = " ".join(fact.sentence.split())
    return text if len(text) <= _SENTENCE else text[:_SENTENCE] + "…"


def _sums(speech: _Speech, seen: Observation) -> None:
    """Results that one sentence lists against the number that the prose says were disposed of."""
    disposed = speech.kinds("disposed")
    found = [
        evidence
        for facts in _by_sentence(speech.kinds(*_RESULTS, "other_handling"))
        if disposed and len(facts) >= _FEWEST_RESULTS
        for evidence in _short(facts, disposed)
    ]
    seen.say("N-06", "sum", found, "claim_sums")


def _short(facts: Sequence[Fact], disposed: Sequence[Fact]) -> Iterator[Evidence]:
    total = sum((_amount(fact) for fact in facts), Decimal(0))
    if all(_amount(fact) != total for fact in disposed):
        claimed = _amount(disposed[0])
        words = _gap(claimed, total, facts[0]) | {"parts": _added(facts)}
        yield Evidence(expected=claimed, found=total, difference=total - claimed, words=words)


def _by_sentence(facts: Sequence[Fact]) -> Iterable[list[Fact]]:
    """What each sentence says."""
    listed: dict[str, list[Fact]] = {}
    for fact in facts:
        listed.setdefault(fact.sentence, []).append(fact)
    return listed.values()


def _added(facts: Sequence[Fact]) -> str:
    return "＋".join(plain(_amount(fact)) for fact in facts)


def _gap(claimed: Decimal, found: Decimal, said: Fact) -> dict[str, str]:
    """The words for two figures that should be one, and where the prose says so."""
    gap = plain(abs(found - claimed))
    return {"claimed": plain(claimed), "found": plain(found), "gap": gap, "sentence": _quoted(said)}


def _channels(speech: _Speech, seen: Observation) -> None:
    """N-01: the channels that one sentence lists may be less than all that came and was carried in, never more."""
    whole = add_up(seen.figures, _CHANNELS)
    found = []
    for facts in _by_sentence(speech.kinds("applications_received.channel")):
        total = sum((_amount(fact) for fact in facts), Decimal(0))
        if whole is not None and len(facts) > 1 and total > whole:
            words = _gap(total, whole, facts[0]) | {"parts": _added(facts)}
            found.append(Evidence(_CHANNELS, total, whole, whole - total, words=words))
    seen.say("N-01", "channels", found, "channels_beyond")


def _disclosures(speech: _Speech, seen: Observation) -> None:
    """N-11: what “其中” lists of the information disclosed may be less than the whole, never more."""
    wholes = speech.kinds(*_LISTED)
    found = []
    for whole in wholes:
        listed = speech.kinds(f"{whole.kind}.part")
        parts = [_amount(part) for part in listed if part.sentence == whole.sentence]
        total, claimed = sum(parts, Decimal(0)), _amount(whole)
        if total > claimed:
            words = _gap(claimed, total, whole)
            found.append(Evidence(expected=claimed, found=total, difference=total - claimed, words=words))
    seen.say("N-11", "parts", found, "disclosure_parts")
    if not wholes:
        seen.columns["disclosure_parts"] = None
        seen.excuse("N-11", "silent")


def _shares(rule: Rule, case: Case, seen: Observation) -> None:
    """N-12: a percentage beside a number, by the totals that the prose states."""
    tolerance = rule.parameter("tolerance", case.year)
    speech = _speech(rule, case)
    wholes = [_amount(fact) for fact in speech.kinds("disposed", "applications_received") if fact.value]
    outside: list[Evidence] = []
    differing: list[Evidence] = []
    known = False
    for share in (fact for fact in speech.facts if fact.kind.startswith("share.")):
        said = share.value or Decimal(0)
        known = True
        if not 0 <= said <= _HUNDRED:
            outside.append(Evidence(found=said, words={"found": plain(said), "sentence": _quoted(share)}))
        elif wholes:
            differing += _no_ratio(share, speech, wholes, tolerance)
    seen.say("N-12", "range", outside, "shares_out_of_range")
    seen.say("N-12", "differs", differing, "shares_that_differ")
    if not known:
        seen.columns |= {"shares_out_of_range": None, "shares_that_differ": None}
        seen.excuse("N-12", "silent")


def _no_ratio(share: Fact, speech: _Speech, wholes: Sequence[Decimal], tolerance: Decimal) -> Iterator[Evidence]:
    """The share where it is none of the ratios that its number can make with a stated total."""
    said = share.value or Decimal(0)
    kind = share.kind.removeprefix("share.")
    kind, base = ("disposed", "applications_received") if kind == "rate" else (kind, "")
    parts = [fact for fact in speech.kinds(kind) if fact.sentence == share.sentence]
    if base:
        beside = [_amount(it) for it in speech.kinds(base) if it.value and it.sentence == share.sentence]
        carried = [_amount(it) for it in speech.kinds("carried_in")]
        wholes = [*beside, *(one + more for one in beside for more in carried)]
    ratios = {_amount(part) / whole * _HUNDRED: part for part in parts for whole in wholes}
    if ratios and all(abs(ratio - said) > tolerance for ratio in ratios):
        nearest = min(ratios, key=lambda ratio: abs(ratio - said))
        expected = nearest.quantize(tolerance)
        words = {
            "claimed": plain(_amount(ratios[nearest])),
            "found": plain(said),
            "expected": plain(expected),
            "sentence": _quoted(share),
        }
        yield Evidence(expected=expected, found=said, difference=said - expected, words=words)
