"""Ruling: the rules in force for a report year: the catalogue, as the county changed it, and what that is called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from expectations import Catalogue, Outcome, Parameter, Rule, Text, catalogue
from tasks.language import _, language
from tasks.open import Desk
from tasks.program import program_word
from tasks.records import Override, OverrideKind, Severity

_DISABLED = Text(zh="本年度停用：{reason}（{owner}）", en="Switched off for this year: {reason} ({owner})")

# 结论由它们做出
_ENGINE = ("tasks.checking", "tasks.form", "expectations")


@dataclass(frozen=True)
class Ruling:
    """The rules of a year. silenced says of each rule that is switched off why; version changes when any of it does, or
    what checks by it: after an upgrade the reports of open seasons are checked anew.
    """

    rules: Catalogue
    silenced: Mapping[str, Text]
    overrides: tuple[Override, ...]
    version: str


def ruling(desk: Desk, year: int) -> Ruling:
    """The rules in force for a report year of a county."""
    return _ruling(tuple(override for override in desk.overrides if override.covers(year)), year)


@lru_cache(maxsize=64)
def _ruling(overrides: tuple[Override, ...], year: int) -> Ruling:
    rules, silenced = catalogue(), dict[str, Text]()
    for override in overrides:
        if override.kind is OverrideKind.DISABLE:
            words = {"reason": _plain(override.reason), "owner": _plain(override.owner)}
            silenced[override.rule] = Text(zh=_DISABLED.zh.format(**words), en=_DISABLED.en.format(**words))
        else:
            rules = rules.replaced(_changed(rules[override.rule], override))
    said = [program_word(*_ENGINE), _content(rules), {rule: text.zh for rule, text in silenced.items()}]
    version = hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
    return Ruling(rules, silenced, overrides, version)


@lru_cache(maxsize=16)
def _content(rules: Catalogue) -> str:
    return rules.model_dump_json()


def _plain(text: str) -> str:
    """A text that a template leaves as it is."""
    return text.replace("{", "{{").replace("}", "}}")


def _changed(rule: Rule, override: Override) -> Rule:
    if override.kind is OverrideKind.SOFTEN:
        return rule.model_copy(update={"outcomes": {name: _soft(it) for name, it in rule.outcomes.items()}})
    assert override.value is not None
    known = rule.parameters[override.parameter]
    # 起始年度以前不变；终止以后由 covers 管
    values = {**known.values, override.first: override.value}
    values = {first: value for first, value in values.items() if first <= override.first}
    parameter = Parameter(zh=known.zh, en=known.en, unit=known.unit, values=values)
    return rule.model_copy(update={"parameters": {**rule.parameters, override.parameter: parameter}})


def _soft(outcome: Outcome) -> Outcome:
    return outcome.model_copy(update={"severity": Severity.SOFT}) if outcome.severity is Severity.HARD else outcome


def override_sentence(override: Override) -> str:
    """A change in one line: what, for which years, why, by whom, since when."""
    rule = catalogue()[override.rule]
    title = getattr(rule.title, language())
    what = {
        OverrideKind.DISABLE: _("停用 {rule}（{title}）"),
        OverrideKind.SOFTEN: _("{rule}（{title}）由必须更正降为请核实"),
        OverrideKind.SET: _("{rule}（{title}）的“{parameter}”改为 {value}{unit}"),
    }[override.kind]
    known = rule.parameters.get(override.parameter)
    words = {
        "rule": override.rule,
        "title": title,
        "parameter": getattr(known, language()) if known else "",
        "value": override.value,
        "unit": known.unit if known else "",
    }
    years = f"{override.first}—{override.last or ''}"
    since = _("，{day} 登记").format(day=override.on) if override.on else ""
    return _("{what}，{years} 年度：{reason}（{owner}{since}）").format(
        what=what.format(**words), years=years, reason=override.reason, owner=override.owner, since=since
    )


def override_sentences(desk: Desk, year: int) -> Sequence[str]:
    """Every change in force for a year, as sentences."""
    return [override_sentence(override) for override in ruling(desk, year).overrides]
