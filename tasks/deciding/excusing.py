"""From what a person typed to decisions: which findings are meant, and what must be said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapidfuzz import fuzz, process

from tasks.county import CountyError
from tasks.deciding.binding import bind
from tasks.deciding.weighing import Standing, Weighed, judge
from tasks.form import compact
from tasks.language import _
from tasks.records import Agency, Decision, DecisionKind, Finding, PlacedCell, Severity, State

_LISTED = 6
_ID = 4
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Words:
    """What a person says: to confirm or to waive, why, who, with whom, until which day; on = the day of today."""

    kind: DecisionKind
    reason: str
    person: str
    at: datetime
    on: date
    second: str = ""
    until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The report that is spoken of: whose, on which year, what was found, and what was decided about it before."""

    county: str
    agency: Agency
    year: int
    findings: Sequence[Finding]
    cells: Mapping[str, PlacedCell]
    weighed: Weighed


def excuse(words: Words, target: str, report: Report) -> tuple[Decision, ...]:
    """A decision for each finding that `target` (a rule, or a finding's id) names, but where one says the same already.

    CountyError with what to do: nothing of that name, the wrong kind for it, or something left unsaid.
    """
    meant = _meant(target, report)
    fitting = [finding for finding in meant if finding.severity is _SEVERITY[words.kind]]
    if not fitting:
        raise CountyError([_wrong_kind(words.kind, meant[0])])
    if problems := unsaid(words, dated=words.kind is DecisionKind.WAIVE):
        raise CountyError(problems)
    covered = report.weighed.covered
    still = [finding for finding in fitting if finding.fingerprint not in covered] or fitting
    made = [_excused(words, report, finding) for finding in still]
    return tuple(it for it in made if it.finding not in covered or covered[it.finding].words != it.words)


def waive_report(
    words: Words, county: str, agency: Agency, year: int, known: Sequence[Decision]
) -> tuple[Decision, ...]:
    """The decision that an agency need not report on a year; none where the same words are in force."""
    if problems := unsaid(words, dated=False):
        raise CountyError(problems)
    decision = _decision(words, county, agency.code, year)
    same = [it for it in known if not it.rule and it.kind is DecisionKind.WAIVE and it.words == decision.words]
    standing = [judge(it, known, words.on).standing for it in same]
    return () if Standing.ACTIVE in standing else (decision,)


def revoke(words: Words, decision_id: str, known: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decision that takes another one back; none where that was taken back before."""
    typed = decision_id.strip().casefold()
    meant = [it for it in known if it.id.casefold().startswith(typed) and it.kind is not DecisionKind.REVOKE]
    if len(meant) != 1 or not typed:
        raise CountyError([_unknown_decision(decision_id, meant, known)])
    if problems := _nameless(words):
        raise CountyError(problems)
    if any(other.revokes == meant[0].id for other in known):
        return ()
    taken = meant[0]
    made = _decision(words, taken.county, taken.agency, taken.year)
    return (replace(made, rule=taken.rule, revokes=taken.id),)


def unsaid(words: Words, *, dated: bool) -> list[str]:
    """What a decision still lacks, a sentence each; a waiver needs a second person, and an end where `dated`."""
    problems = _nameless(words)
    if words.kind is DecisionKind.WAIVE:
        if not words.second.strip():
            problems.append(_("豁免要两个人同意：请写明复核人（--second）。"))
        elif compact(words.second) == compact(words.person):
            problems.append(_("复核人不能与经办人是同一个人（{person}）。").format(person=words.person.strip()))
        if dated and words.until is None:
            problems.append(_("豁免要有期限：请写明有效到哪一天（--until），如 2025-12-31。"))
    if words.until and words.until < words.on:
        problems.append(_("有效期 {until} 已经过了。").format(until=words.until))
    return problems


def _nameless(words: Words) -> list[str]:
    problems = [] if words.reason.strip() else [_("请写明理由（--reason）。")]
    return problems if words.person.strip() else [*problems, _("请写明经办人（--by）。")]


_SEVERITY = {DecisionKind.CONFIRM: Severity.SOFT, DecisionKind.WAIVE: Severity.HARD}


def _meant(target: str, report: Report) -> list[Finding]:
    """The failing findings of a rule, or the one of an id; CountyError with the nearest ones."""
    failing = [f for f in report.findings if f.state is State.FAIL and f.severity is not Severity.INFO]
    typed = compact(target).casefold()
    rule, _colon, fingerprint = typed.rpartition(":")
    of_rule = [finding for finding in failing if finding.rule.casefold() == typed]
    of_id = [f for f in failing if len(fingerprint) >= _ID and f.fingerprint.startswith(fingerprint)]
    found = of_rule or [f for f in of_id if rule in {"", f.rule.casefold()}]
    if not found:
        raise CountyError([_unknown_finding(target, report, failing)])
    return found


def _unknown_finding(target: str, report: Report, failing: Sequence[Finding]) -> str:
    whose = {"agency": report.agency.name, "year": report.year, "target": target}
    if not failing:
        return _("{agency} {year} 年度没有要核实或更正的问题。").format(**whose)
    choices = {number: f"{finding.short} {finding.text}" for number, finding in enumerate(failing)}
    ranked = process.extract(target, choices, scorer=fuzz.partial_ratio, limit=_LISTED)
    near = [f"  {line_of(failing[number], report.weighed)}" for _text, _score, number in ranked]
    return "\n".join([_("{agency} {year} 年度没有“{target}”这个问题。有的是：").format(**whose), *near])


def line_of(finding: Finding, weighed: Weighed) -> str:
    """A finding in one line: its id, how grave it is, what it says, and who excused it."""
    word = {Severity.HARD: _("必须更正"), Severity.SOFT: _("请核实")}[finding.severity]
    decision = weighed.covered.get(finding.fingerprint)
    note = _("　✓* {person}：{reason}").format(person=decision.person, reason=decision.reason) if decision else ""
    text = finding.text if len(finding.text) <= _LONGEST else finding.text[: _LONGEST - 1] + "…"
    return f"{finding.short}　{word}　{text}{note}"


def _wrong_kind(kind: DecisionKind, finding: Finding) -> str:
    if kind is DecisionKind.CONFIRM:
        return _("{id} 是必须更正的，不能确认：请机关更正后重报；确实无法更正的，由两人豁免（gouji waive）。").format(
            id=finding.short
        )
    return _("{id} 是请核实的，不用豁免：由一人确认即可（gouji confirm）。").format(id=finding.short)


def _unknown_decision(typed: str, meant: Sequence[Decision], known: Sequence[Decision]) -> str:
    if len(meant) > 1:
        ids = _("、").join(decision.id for decision in meant)
        return _("“{id}”开头的决定不止一件：{ids}。请写全。").format(id=typed, ids=ids)
    choices = [decision.id for decision in known if decision.kind is not DecisionKind.REVOKE]
    near = _("、").join(found for found, _score, _n in process.extract(typed, choices, scorer=fuzz.ratio, limit=3))
    hint = _("相近的有：{ids}。").format(ids=near) if near else _("还没有登记过决定。")
    return _("没有编号为“{id}”的决定。").format(id=typed) + hint


def _excused(words: Words, report: Report, finding: Finding) -> Decision:
    return replace(
        _decision(words, report.county, report.agency.code, report.year),
        rule=finding.rule,
        outcome=finding.outcome,
        cells=finding.cells,
        bound=bind(finding, report.cells),
        finding=finding.fingerprint,
        message=finding.message,
    )


def _decision(words: Words, county: str, agency: str, year: int) -> Decision:
    return Decision(
        kind=words.kind,
        county=county,
        agency=agency,
        year=year,
        reason=words.reason.strip(),
        person=words.person.strip(),
        at=words.at,
        second=words.second.strip(),
        until=words.until,
        source=words.source,
    )
