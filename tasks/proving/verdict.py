"""Whether findings say what a case was written for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from expectations import Catalogue, Rule
from expectations.proving import Fails, Proof, Situation, Unsettled
from tasks.proving import witnesses
from tasks.proving.documents import printable
from tasks.records import Finding, State

OTHER_YEARS = "other_years"
_STATES = {"undecided": State.UNDECIDED, "not_applicable": State.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Claim:
    """One case of one rule under a name of its own; kind is that of the proof's list, or clean.

    document: the report is not made but printed, read and placed.
    """

    rule: str
    kind: str
    name: str
    situation: Situation
    document: bool = False


def claims_of(rule: Rule, proof: Proof, rules: Catalogue) -> Iterator[Claim]:
    """Every case of a rule: those written, those made of its equations, and the clean report of each edition."""
    failing = [Claim(rule.id, "fails", f"{rule.id} fails {at}", case) for at, case in enumerate(proof.fails, 1)]
    if not isinstance(rule.formula, str):
        made = enumerate(witnesses.failing(rule.id, rules), 1)
        failing += [Claim(rule.id, "fails", f"{rule.id} fails {name} {at}", case) for at, (name, case) in made]
    yield from failing
    for kind in ("passes", "undecided", "not_applicable"):
        for place, situation in enumerate(getattr(proof, kind), 1):
            yield Claim(rule.id, kind, f"{rule.id} {kind} {place}", situation)
    if not isinstance(rule.formula, str) or any(it.expect and it.expect.over for it in rule.outcomes.values()):
        for name, passes in witnesses.passing(rule.id, rules):
            yield Claim(rule.id, "passes", f"{rule.id} passes {name}", passes)
    if printed := next((claim for claim in failing if not rule.season and printable(claim.situation)), None):
        yield replace(printed, kind="document", name=f"{rule.id} document", document=True)
    for edition in rule.forms or ("f2021",):
        yield Claim(rule.id, "clean", f"{rule.id} clean {edition}", Situation(form=edition))


def problem(claim: Claim, findings: Sequence[Finding], rule: Rule, alone: bool = False) -> str:
    """What is wrong with the findings of a claim, in a sentence; "" = nothing.

    `alone`: only this rule was judged, so that nothing can be said of others.
    """
    own = [finding for finding in findings if finding.rule == claim.rule]
    if not own:
        return "没有结论"
    if isinstance(claim.situation, Fails):
        return _fails(claim.situation, own) or ("" if alone else _others(claim, findings))
    if claim.kind == "passes":
        wrong = [f for f in own if f.state not in _passing(rule)]
        if wrong or not any(f.state is State.PASS for f in own):
            return f"应通过，却是：{_said(wrong or own)}"
        return "" if alone else _others(claim, findings)
    if isinstance(claim.situation, Unsettled):
        return _unsettled(claim.kind, claim.situation, own, rule)
    failing = [f for f in own if f.state is State.FAIL]
    return f"干净的报告却不通过：{_said(failing)}" if failing else ""


def _passing(rule: Rule) -> set[State]:
    """An equation may be undecided for one line while the others pass; any other rule passes or not."""
    return {State.PASS} if isinstance(rule.formula, str) else {State.PASS, State.UNDECIDED}


def _fails(situation: Fails, own: Sequence[Finding]) -> str:
    failing = [finding for finding in own if finding.state is State.FAIL]
    if len(failing) != situation.findings:
        return f"应有 {situation.findings} 项不通过，却有 {len(failing)} 项：{_said(own)}"
    if any(finding.severity is not situation.severity for finding in failing):
        return f"后果应为 {situation.severity}：{_said(failing)}"
    if situation.at and [finding.cells for finding in failing] != [situation.at]:
        return f"应指向 {situation.at}，却指向 {[finding.cells for finding in failing]}"
    if any("{" in finding.message + finding.message_en for finding in failing):
        return f"提示语不完整：{_said(failing)}"
    return ""


def _others(claim: Claim, findings: Sequence[Finding]) -> str:
    also = claim.situation.also
    others = {finding.rule for finding in findings if finding.state is State.FAIL} - {claim.rule}
    if extra := others - set(also):
        return f"另有不通过的规则：{_said([f for f in findings if f.rule in extra and f.state is State.FAIL])}"
    return f"说明会同时不通过的规则没有不通过：{sorted(set(also) - others)}" if set(also) - others else ""


def _unsettled(kind: str, situation: Unsettled, own: Sequence[Finding], rule: Rule) -> str:
    state = _STATES[kind]
    texts = rule.undecided if kind == "undecided" else rule.not_applicable
    found = [finding for finding in own if finding.state is state]
    if situation.reason == OTHER_YEARS:
        return "" if found and found == list(own) else f"应不适用于这一年度：{_said(own)}"
    if situation.reason not in texts:
        return f"规则里没有这个原因：{situation.reason}"
    pattern = ".*".join(re.escape(part) for part in re.split(r"\{\w+\}", texts[situation.reason].zh))
    if not any(re.fullmatch(pattern, finding.message) for finding in found):
        return f"应为 {state}（{situation.reason}），却是：{_said(own)}"
    settled = [f for f in own if f.state in {State.PASS, State.FAIL}] if isinstance(rule.formula, str) else []
    return f"不能判断的又判断了：{_said(settled)}" if settled else ""


def _said(findings: Sequence[Finding]) -> str:
    return "；".join(f"{f.rule} {f.state} {f.severity} {f.message}" for f in findings[:3]) or "无"
