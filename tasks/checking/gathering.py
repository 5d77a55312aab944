"""One cause, one finding: equations that fail together are told once, with the wrong cell and what it should say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from expectations import Catalogue, Identity, identities
from expectations.catalogue import Located
from tasks.checking.blanks import ZERO, add_up
from tasks.checking.claims import said_of_cells
from tasks.checking.demanding import continuing, demanded
from tasks.checking.localising.locating import Cause, Reading, locate
from tasks.checking.observation import Observation, plain
from tasks.form import Form
from tasks.language import N_, said
from tasks.language.slips import slip_words
from tasks.records import Broken, Finding, Fix, Severity, State


@dataclass(frozen=True)
class _Report:
    """A report with all that was found, equation by equation where one fails."""

    form: Form
    rules: Catalogue
    seen: Observation
    failing: Mapping[Identity, Finding]


def gathered(findings: Sequence[Finding], form: Form, rules: Catalogue, seen: Observation) -> list[Finding]:
    """The findings, those of one cause made one: it bears the corrections and all equations that it breaks.

    A broken equation is told in the finding of its cause; a finding on the wrong cell alone (C-01) takes the place of
    the equations'. Nothing else changes, neither the order nor what cannot be decided.
    """
    judged = {finding.rule for finding in findings if finding.state in {State.PASS, State.FAIL}}
    yielded = {_terms(one) for one in findings if one.state is State.NOT_APPLICABLE and one.parts}
    own = (identity for identity in identities(form.id, rules, seen.undivided) if identity.rule in judged)
    equations = tuple(identity for identity in own if identity.cells not in yielded)
    failed = {_terms(one): one for one in findings if one.state is State.FAIL}
    report = _Report(form, rules, seen, {it: failed[it.cells] for it in equations if it.cells in failed})
    told: dict[int, Finding] = {}
    gone: set[int] = set()
    for cause in locate(form, equations, _reading(equations, seen)) if report.failing else ():
        lead, others, finding = _told(cause, report, findings)
        told[id(lead)] = finding
        gone |= {id(other) for other in others}
    for years in _across_years(equations, report, gone):
        lead = min(years, key=lambda one: list(Severity).index(one.severity))
        told[id(lead)] = _joined(lead, years, equations, report)
        gone |= {id(other) for other in years}
    kept = [told.get(id(one), one) for one in findings if id(one) not in gone or id(one) in told]
    return [demanded(one, equations, kept, rules, seen) for one in kept]


def _terms(one: Finding) -> tuple[str, ...]:
    return tuple(code for code, _sign, _value in one.parts)


def _reading(equations: Sequence[Identity], seen: Observation) -> Reading:
    unsure = frozenset(code for evidence in seen.evidence.get(("C-06", "uncertain"), ()) for code in evidence.cells)
    return Reading(seen.figures, seen.derived, seen.blanks, unsure, said_of_cells(equations, seen))


def _told(cause: Cause, report: _Report, findings: Sequence[Finding]) -> tuple[Finding, list[Finding], Finding]:
    """The finding that stands for a cause, those that it takes in, and what it says."""
    fix = cause.fixes[0] if cause.fixes else None
    broken = [report.failing[identity] for identity in (*cause.broken, *_carried_over(fix, report))]
    same = [one for one in findings if _on_the_cell(one, fix, report)]
    lead = same[0] if same else report.failing[_defining(cause, fix)]
    told = replace(
        _worded(lead, broken, cause, report),
        fixes=cause.fixes,
        broken=tuple(Broken(one.rule, one.parts) for one in broken),
    )
    return lead, [*broken, *(one for one in findings if _blank_within(one, fix, report))], told


def _across_years(equations: Sequence[Identity], report: _Report, gone: Collection[int]) -> list[list[Finding]]:
    """Breaks with the year before that are left, those of one rule together whose cells an equation links."""
    left = {it: one for it, one in report.failing.items() if it.previous and id(one) not in gone}
    links = [identity.cells for identity in equations if not identity.previous]
    groups: list[tuple[str, set[str], list[Finding]]] = []
    for identity, one in left.items():
        near = {code for cells in links for code in cells if not set(cells).isdisjoint(identity.own)}
        group = next((group for rule, codes, group in groups if rule == one.rule and codes & set(identity.own)), None)
        if group is None:
            groups.append((one.rule, near, group := []))
        group.append(one)
    return [group for _rule, _codes, group in groups]


def _joined(lead: Finding, broken: Sequence[Finding], equations: Sequence[Identity], report: _Report) -> Finding:
    """The leading finding with the words and the cells of all; of a single one the values that would do."""
    order = [lead, *(one for one in broken if one is not lead)]
    told = replace(lead, broken=tuple(Broken(one.rule, one.parts) for one in broken))
    if len(broken) == 1:
        identity = next(identity for identity, one in report.failing.items() if one is lead)
        return replace(told, fixes=continuing(identity, equations, said_of_cells(equations, report.seen), report.seen))
    touched = {code for one in broken for code in one.cells}
    return replace(
        told,
        message="。".join(one.message for one in order),
        message_en=". ".join(one.message_en for one in order),
        cells=tuple(code for code in report.form.cells if code in touched),
    )


def _defining(cause: Cause, fix: Fix | None) -> Identity:
    """The equation that defines the wrong total; of any other cell, or of several, the first that does not hold."""
    wrong = set(fix.cells) if fix and fix.unique else set()
    totals = [identity for identity in cause.broken if identity.total in wrong]
    return totals[0] if {identity.total for identity in totals} == wrong and totals else cause.broken[0]


def _carried_over(fix: Fix | None, report: _Report) -> list[Identity]:
    """Equations with the year before that the correction cures as well."""
    if fix is None or not fix.unique:
        return []
    figures = {**report.seen.figures, **fix.cells}
    return [
        identity
        for identity in report.failing
        if any(code in fix.cells for code in identity.cells)
        and identity.previous
        and add_up(figures, identity.left) == add_up(figures, identity.right)
    ]


def _on_the_cell(one: Finding, fix: Fix | None, report: _Report) -> bool:
    """Whether a finding of its own says of the only wrong cell that it cannot be right."""
    same = fix is not None and fix.unique and one.cells == tuple(fix.cells)
    grave = one.state is State.FAIL and one.severity is Severity.HARD
    return same and grave and report.rules[one.rule].kind == "cell"


def _blank_within(one: Finding, fix: Fix | None, report: _Report) -> bool:
    """Whether a finding says of a blank cell that it lacks its figure, which a slip of the layout explains."""
    moved = fix is not None and len(fix.cells) > 1 and len(one.cells) == 1 and one.cells[0] in fix.cells
    return moved and one.state is State.FAIL and one.severity is Severity.HARD and one.cells[0] in report.seen.blanks


def _worded(lead: Finding, broken: Sequence[Finding], cause: Cause, report: _Report) -> Finding:
    """The leading finding with the words, the cells and the two figures of its cause."""
    fix = cause.fixes[0] if cause.fixes else None
    kind: Located = (
        "nowhere" if fix is None else "choice" if not fix.unique else "one" if len(fix.cells) == 1 else "several"
    )
    text = report.rules[broken[0].rule].located[kind]
    zh = text.zh.format(**_words(fix, report, "zh"), equations="。".join(one.message for one in broken))
    en = text.en.format(**_words(fix, report, "en"), equations=". ".join(one.message_en for one in broken))
    wrong = tuple(fix.cells) if fix and fix.unique else ()
    touched = {code for one in broken for code in one.cells}
    told = replace(
        lead,
        message=zh if lead in broken else f"{lead.message}；{zh}",
        message_en=en if lead in broken else f"{lead.message_en}; {en}",
        cells=(*wrong, *(code for code in report.form.cells if code in touched - set(wrong))),
    )
    if fix is None or kind != "one":
        return told
    right, found = fix.cells[wrong[0]], report.seen.figures[wrong[0]] or ZERO
    return replace(told, expected=right, found=found, difference=found - right)


def _words(fix: Fix | None, report: _Report, language: str) -> dict[str, str]:
    if fix is None:
        return {}
    changes = [
        (report.form.cells[code].label, _printed(code, report), plain(right)) for code, right in fix.cells.items()
    ]
    label, found, expected = changes[0]
    slip = slip_words(fix.slip, language)
    looks_like = f"（像是{slip}）" if language == "zh" else f" (looks like: {slip})"
    return {
        "label": label,
        "found": found,
        "expected": expected,
        "changes": said(N_("、"), language).join(f"{label} {before}→{after}" for label, before, after in changes),
        "count": str(len(changes)),
        "slip": looks_like if slip else "",
    }


def _printed(code: str, report: _Report) -> str:
    """The figure as it stands in the report, □ for a blank."""
    return "□" if code in report.seen.blanks else plain(report.seen.figures[code] or ZERO)
