"""From verdicts and evidence to findings: every rule in one of four states, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from expectations import Catalogue, Identity, Rule, Text, identities
from expectations.entries import watched
from expectations.identities import column_words, row_words
from tasks.checking.blanks import ZERO, add_up
from tasks.checking.gathering import gathered
from tasks.checking.observation import Evidence, Observation, enumerate_words, plain
from tasks.checking.running import CheckingError
from tasks.form import Form
from tasks.records import Case, Finding, Severity, State

_TOLD = Text(zh="同一处已由 {rules} 指出", en="Told by {rules} already")
_OTHER_YEARS = Text(zh="这条规则不适用于 {year} 年度", en="This rule does not apply to {year}")

Failed = Collection[tuple[str, str]]


def findings_of(
    case: Case, form: Form, rules: Catalogue, seen: Observation, failed: Mapping[str, Failed]
) -> list[Finding]:
    """Every rule on one report, one finding a cause. `failed` holds by rule the (outcome, subject) that fail."""
    told = gathered(single_findings(case, form, rules, seen, failed), form, rules, seen)
    return [_void(one, rules[one.rule], told) for one in told]


def single_findings(
    case: Case, form: Form, rules: Catalogue, seen: Observation, failed: Mapping[str, Failed]
) -> list[Finding]:
    """Every rule on one report as if it were alone, equation by equation."""
    found = []
    equations, looked_at = identities(form.id, rules, seen.undivided), watched(form.id, rules)
    for rule in rules.rules.values():
        if rule.forms and form.id not in rule.forms:
            continue
        if rule.season:
            found += _rest(rule, seen, False) if rule.id in seen.doubts else []
        elif not rule.years.cover(case.placement.year):
            found.append(_other_years(rule, case.placement.year))
        elif not isinstance(rule.formula, str):
            found += _equations(rule, [it for it in equations if it.rule == rule.id], form, seen, failed)
        else:
            found += plain_rule(rule, seen, failed.get(rule.id, ()), looked_at.get(rule.id, ()))
    return yielding(found, rules)


def yielding(found: Sequence[Finding], rules: Catalogue) -> list[Finding]:
    """The findings; one that yields to a rule that failed on one of its cells becomes a word that it is told there.

    The other then is as grave as what it tells in its stead.
    """
    gravest = [_gravest(one, rules, found) for one in found]
    return [_yielding(one, rules[one.rule], found) for one in gravest]


def _gravest(one: Finding, rules: Catalogue, found: Sequence[Finding]) -> Finding:
    """The finding with the gravest severity of those that it stands for on their figures."""
    if one.state is not State.FAIL or not one.cells:
        return one
    stood_for = [other for other in found if one.rule in rules[other.rule].yields_to and _same_place(other, one)]
    severities = [one.severity, *(other.severity for other in stood_for if other.state is State.FAIL)]
    return replace(one, severity=min(severities, key=list(Severity).index))


def _yielding(one: Finding, rule: Rule, found: Sequence[Finding]) -> Finding:
    others = {other.rule for other in found if other.rule in rule.yields_to and _same_place(one, other)}
    if one.state is not State.FAIL or not others:
        return one
    told = Evidence(one.cells, parts=one.parts, words={"rules": "、".join(sorted(others))})
    return finding(rule, State.NOT_APPLICABLE, _TOLD, told, severity=one.severity)


def _void(one: Finding, rule: Rule, found: Sequence[Finding]) -> Finding:
    """The finding, or, where it weighs a figure that another shows to be wrong, a word that it is told there."""
    others = {other.rule for other in found if other is not one and _corrects(other, one, rule)}
    if one.state is not State.FAIL or one.severity is Severity.HARD or not others:
        return one
    told = Evidence(one.cells, words={"rules": "、".join(sorted(others))})
    return finding(rule, State.NOT_APPLICABLE, _TOLD, told, severity=one.severity)


def _corrects(other: Finding, one: Finding, rule: Rule) -> bool:
    """Whether another finding leaves one right value for the only cell; what the prose says must then be that value."""
    if len(one.cells) != 1 or not isinstance(one.found, Decimal):
        return False
    right = [fix.cells[one.cells[0]] for fix in other.fixes if fix.unique and one.cells[0] in fix.cells]
    return bool(right) and (rule.kind != "narrative" or one.expected == right[0])


def _same_place(one: Finding, other: Finding) -> bool:
    """Whether the other has failed on a cell of this one, or on the same whole where neither names a cell."""
    shared = not set(one.cells).isdisjoint(other.cells) or not (one.cells or other.cells)
    return other.state is State.FAIL and shared


def finding(
    rule: Rule, state: State, text: Text, evidence: Evidence, *, severity: Severity | None = None, outcome: str = ""
) -> Finding:
    """A finding with its message in both languages; outcome names the way in which the rule fails."""
    return Finding(
        rule=rule.id,
        state=state,
        severity=severity or rule.severity,
        message=text.zh.format(**evidence.words),
        message_en=text.en.format(**{**evidence.words, **evidence.english}),
        cells=evidence.cells,
        expected=evidence.expected,
        found=evidence.found,
        difference=evidence.difference,
        parts=evidence.parts,
        outcome=outcome,
    )


def _other_years(rule: Rule, year: int | None) -> Finding:
    return finding(rule, State.NOT_APPLICABLE, _OTHER_YEARS, Evidence(words={"year": str(year)}))


def plain_rule(rule: Rule, seen: Observation, failed: Failed, columns: Sequence[str]) -> list[Finding]:
    """A rule that is no equation: a finding a fault, or one that says pass, undecided or not applicable."""
    outcomes = {name: rule.outcomes[name] for name in rule.outcomes if any(name == outcome for outcome, _ in failed)}
    hard = any(outcome.severity is Severity.HARD for outcome in outcomes.values())
    found = []
    for name, outcome in outcomes.items():
        if rule.hard_hides_soft and hard and outcome.severity is not Severity.HARD:
            continue
        subjects = {"", *(subject for failing, subject in failed if failing == name)}
        evidence = [item for item in seen.evidence.get((rule.id, name), ()) if item.subject in subjects]
        if not evidence:
            raise CheckingError(f"规则 {rule.id}（{name}）判为不通过，却没有依据")
        limits = {name: plain(Decimal(str(seen.columns[f"{rule.id}.{name}"]))) for name in rule.parameters}
        told = [replace(item, words={**seen.words, **limits, **item.words}) for item in evidence]
        found += [
            finding(rule, State.FAIL, outcome.message, item, severity=outcome.severity, outcome=name) for item in told
        ]
    return found + _rest(rule, seen, bool(found), columns)


def _rest(rule: Rule, seen: Observation, decided: bool, columns: Sequence[str] = ()) -> list[Finding]:
    """The doubts of a rule; without any, and where nothing failed, that it passed or does not apply."""
    doubts = [
        finding(rule, State.UNDECIDED, rule.undecided[reason], evidence)
        for reason, evidence in seen.doubts.get(rule.id, ())
    ]
    if doubts or decided:
        return doubts
    if rule.id in seen.excused:
        reason, evidence = seen.excused[rule.id]
        return [finding(rule, State.NOT_APPLICABLE, rule.not_applicable[reason], evidence)]
    if any(seen.columns.get(column) is None for column in set(columns) - seen.unasked):
        raise CheckingError(f"规则 {rule.id} 没有可看的数据，又没有说明原因：没有结论不算通过")
    return [finding(rule, State.PASS, rule.title, Evidence())]


def _equations(
    rule: Rule, own: Sequence[Identity], form: Form, seen: Observation, failed: Mapping[str, Failed]
) -> list[Finding]:
    if rule.id in seen.doubts or rule.id in seen.excused:
        return _rest(rule, seen, False)
    lines = {subject for _, subject in failed.get(rule.id, ())}
    return [_equation(rule, identity, form, seen, identity.subject in lines) for identity in own]


def _equation(rule: Rule, identity: Identity, form: Form, seen: Observation, failing: bool) -> Finding:
    outcome = rule.outcomes[identity.outcome]
    if doubt := _doubt(identity, form, seen):
        reason, evidence = doubt
        return finding(rule, State.UNDECIDED, rule.undecided[reason], evidence, severity=outcome.severity)
    evidence = _balance(rule, identity, form, seen)
    if failing != (evidence.difference != 0):
        raise CheckingError(f"规则 {rule.id}「{identity.line}」的结论与各数不符：{evidence.difference}")
    text = outcome.message if failing else rule.title
    state = State.FAIL if failing else State.PASS
    named = identity.outcome if failing else ""
    return finding(rule, state, text, evidence, severity=outcome.severity, outcome=named)


def _doubt(identity: Identity, form: Form, seen: Observation) -> tuple[str, Evidence] | None:
    """Why an equation cannot be checked: a figure cannot be used, or its total was derived by this very equation."""
    lacking = [code for code in identity.cells if seen.figures.get(code) is None]
    if lacking:
        labels = enumerate_words([_label(code, form) for code in lacking])
        own = tuple(code for code in lacking if code in form.known)
        return "unusable", Evidence(own, words={"line": identity.line, "labels": labels})
    if seen.derived.get(identity.total or "") is identity:
        return "derived", Evidence(identity.right, words={"line": identity.line})
    return None


def _balance(rule: Rule, identity: Identity, form: Form, seen: Observation) -> Evidence:
    """The two sides of an equation in numbers and in words."""
    expected, found = (add_up(seen.figures, side) or ZERO for side in (identity.left, identity.right))
    signed = zip(identity.cells, identity.coefficients, strict=True)
    words = {
        **seen.words,
        "line": identity.line,
        "left": _side(identity.left, expected, rule, form, seen),
        "right": _side(identity.right, found, rule, form, seen),
        "expected": plain(expected),
        "found": plain(found),
        "gap": plain(abs(found - expected)),
    }
    return Evidence(
        cells=tuple(code for code in identity.cells if code in form.known),
        expected=expected,
        found=found,
        difference=found - expected,
        parts=tuple((code, sign, seen.figures[code]) for code, sign in signed),
        words=words,
    )


def _side(codes: Sequence[str], total: Decimal, rule: Rule, form: Form, seen: Observation) -> str:
    """One side of an equation in words: 新收 3＋上年结转 0＝3."""
    nonzero_only = rule.equation().terms == "nonzero" and len(codes) > 1
    shown = [code for code in codes if seen.figures[code] or not nonzero_only]
    terms = [f"{_term(code, rule, form)} {_figure(code, seen)}" for code in shown]
    if len(codes) == 1:
        return terms[0]
    return "＋".join(terms) + f"＝{plain(total)}" if terms else plain(total)


def _term(code: str, rule: Rule, form: Form) -> str:
    cell = form.known[code.removeprefix("previous.")]
    words = row_words(cell.row) if rule.equation().each == "column" else column_words(cell.column)
    return words if code in form.known else f"上年{words}"


def _figure(code: str, seen: Observation) -> str:
    """The number; □ for a blank tried as 0, [number] for a derived total."""
    if code in seen.derived:
        return f"[{plain(seen.figures[code] or ZERO)}]"
    return "□" if code in seen.blanks else plain(seen.figures[code] or ZERO)


def _label(code: str, form: Form) -> str:
    label = form.known[code.removeprefix("previous.")].label
    return f"上年报告{label}" if code.startswith("previous.") else label
