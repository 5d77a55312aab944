"""The examples of the rule pages: the first failing case of each proof, and what is said of it.

`python -m tasks.proving.examples` writes expectations/examples.json anew after the catalogue or a proof was changed.
"""

from __future__ import annotations

import json
from pathlib import Path

import expectations
from expectations import Catalogue, catalogue
from expectations.explain import Example
from expectations.proving import Proof, proofs
from tasks.checking import conclude, observe
from tasks.form import load_form
from tasks.proving.quick import quick
from tasks.proving.season import season_findings
from tasks.proving.situation import case_of
from tasks.proving.verdict import Claim, claims_of
from tasks.records import Finding, State

FILE = Path(expectations.__file__).parent / "examples.json"
_LONGEST = 160


def examples() -> dict[str, Example]:
    """By rule what is wrong in the smallest failing report (figures with their labels, words), and its message."""
    rules = catalogue()
    first = {rule.id: _first(rule.id, rules) for rule in rules.rules.values()}
    plain = {rule: claim for rule, claim in first.items() if not rules[rule].season}
    found = conclude(
        observe([case_of(claim.situation, rule) for rule, claim in plain.items()], rules), rules, judge=quick
    )
    found |= season_findings(
        {rule: (rules[rule], claim.situation.season) for rule, claim in first.items() if rules[rule].season},
        rules,
        quick,
    )
    return {rule: _example(claim, found[rule]) for rule, claim in first.items()}


def _first(rule: str, rules: Catalogue) -> Claim:
    """The first case that must fail; of an equation's the one that changes the fewest cells."""
    claims = [c for c in claims_of(rules[rule], proofs().get(rule, Proof()), rules) if c.kind == "fails"]
    return min(claims, key=lambda claim: len(claim.situation.cells)) if _made(rule, rules) else claims[0]


def _made(rule: str, rules: Catalogue) -> bool:
    return not isinstance(rules[rule].formula, str)


def _example(claim: Claim, findings: list[Finding]) -> Example:
    finding = next(it for it in findings if it.state is State.FAIL and it.rule == claim.rule)
    case, known = claim.situation, load_form(claim.situation.form).known
    figures = {known[code].label: "" if raw is None else str(raw) for code, raw in case.cells.items() if code in known}
    words = [case.title or "", case.preamble, *case.chapters.values(), *(h for h in case.headings.values() if h)]
    words = [" ".join(it.split()) for it in words]
    said = tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……" for text in words if text)
    return Example(figures if len(figures) <= 8 else {}, said, case.why, finding.message, finding.message_en)


def text() -> str:
    """The file's text."""
    data = {rule: one.to_json() for rule, one in examples().items()}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
