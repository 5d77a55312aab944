"""A rule explained for people, for the pages in docs and on the site: what, why, clause, its equation, the fix."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from expectations.catalogue import Rule
from expectations.identities import Identity, identities
from tasks.form import load_form
from tasks.records import Severity

PLUS, EQUALS = "＋", "＝"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One equation of a rule on an edition of the form: a sign for each of its cells by code."""

    form: str
    table: str
    line: str
    signs: Mapping[str, str]
    across_years: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A report that fails a rule: figures by label and sentences as they stand in it, and what Gouji says of it."""

    figures: Mapping[str, str]
    said: tuple[str, ...]
    why: str
    message: str
    message_en: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@cache
def examples() -> Mapping[str, Example]:
    """The examples by rule, as they were last made of the proofs (examples.json)."""
    data = json.loads((files(__package__) / "examples.json").read_text(encoding="utf-8"))
    return {rule: Example(**one | {"said": tuple(one["said"])}) for rule, one in data.items()}


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule in one language; messages are (severity, text with its placeholders)."""

    id: str
    kind: str
    title: str
    clause: str
    help: str
    formula: str
    years: str
    messages: tuple[tuple[Severity, str], ...]
    undecided: tuple[str, ...]
    not_applicable: tuple[str, ...]
    drawn: Drawn | None
    example: Example | None


def explained(rule: Rule, language: Literal["zh", "en"] = "zh") -> Explained:
    """Everything that the catalogue says of a rule, its equation drawn for the newest edition that has it."""
    return Explained(
        rule.id,
        rule.kind,
        getattr(rule.title, language),
        getattr(rule.clause, language),
        getattr(rule.help, language),
        formula_words(rule),
        years_words(rule),
        tuple((outcome.severity, getattr(outcome.message, language)) for outcome in rule.outcomes.values()),
        tuple(getattr(text, language) for text in rule.undecided.values()),
        tuple(getattr(text, language) for text in rule.not_applicable.values()),
        next(_equations(rule), None),
        examples().get(rule.id),
    )


def formula_words(rule: Rule) -> str:
    """The formula as written; of an equation, both sides in the words of its first line."""
    if isinstance(rule.formula, str):
        return rule.formula
    first = next(_own(rule), None)
    if first is None:
        return ""
    form, identity = first
    return f"{_side(identity.left, form)}{EQUALS}{_side(identity.right, form)}"


def years_words(rule: Rule) -> str:
    """The report years of the rule: those of its editions, narrowed by its own."""
    forms = [load_form(form) for form in rule.forms]
    first = rule.years.first or min((form.first_year for form in forms), default=None)
    last = rule.years.last
    return f"{first or ''}—{last or ''}" if first or last else ""


def _own(rule: Rule) -> Iterator[tuple[str, Identity]]:
    """The equations of a rule, of the newest edition first."""
    for form in reversed(rule.forms):
        for identity in identities(form):
            if identity.rule == rule.id:
                yield form, identity


def _equations(rule: Rule) -> Iterator[Drawn]:
    for form, identity in _own(rule):
        signs = dict.fromkeys(identity.left, PLUS) | dict.fromkeys(identity.right, EQUALS)
        own = {code: sign for code, sign in signs.items() if not _previous(code)}
        yield Drawn(form, identity.table, identity.line, own, len(own) < len(signs))


def _previous(code: str) -> bool:
    return code.startswith("previous.")


def _side(codes: tuple[str, ...], form: str) -> str:
    cells = load_form(form).cells
    names = [("上年报告" if _previous(code) else "") + cells[code.removeprefix("previous.")].label for code in codes]
    return PLUS.join(names[:3]) + (f"{PLUS}…（共 {len(names)} 格）" if len(names) > 3 else "")
