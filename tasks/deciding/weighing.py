"""Weigh findings against decisions: what is covered, what is still open, and how each decision stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.deciding.binding import Change, bind, changes
from tasks.records import Decision, DecisionKind, Finding, PlacedCell, Severity, State

Fact = tuple[Finding, Mapping[str, str]]

SEVERITY = "severity"
_EXCUSES = {
    DecisionKind.CONFIRM: {Severity.SOFT},
    DecisionKind.WAIVE: {Severity.SOFT, Severity.HARD},
    DecisionKind.REVOKE: frozenset[Severity](),
}


class Standing(StrEnum):
    """How a decision stands on a day.

    idle = what it excused is no longer wrong; replaced = a later decision covers it.
    """

    ACTIVE = "active"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision with its standing: which values changed where it lapsed, which decision took it back."""

    decision: Decision
    standing: Standing
    changes: tuple[Change, ...] = ()
    revoked_by: Decision | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One report weighed: failing findings that a decision covers (by fingerprint), those still open, all decisions."""

    covered: Mapping[str, Decision]
    open: tuple[Finding, ...]
    judged: tuple[Judged, ...]

    def still(self, severity: Severity) -> tuple[Finding, ...]:
        """The open findings of a consequence."""
        return tuple(finding for finding in self.open if finding.severity is severity)

    @property
    def lapsed(self) -> tuple[Judged, ...]:
        """Decisions that stopped covering something that is still wrong, by a changed value or by their day."""
        return tuple(judged for judged in self.judged if judged.standing in {Standing.LAPSED, Standing.EXPIRED})


def weigh(
    findings: Sequence[Finding], decisions: Sequence[Decision], cells: Mapping[str, PlacedCell], on: date
) -> Weighed:
    """Weigh one report as of a day, given in the order in which they were recorded; the later decision speaks.

    A decision covers a finding of its rule, outcome and cells while every value that it is bound to stands, whatever
    the revision; it does not when one changed, after its day, or once revoked. Nothing here changes a decision.
    """
    failing = [finding for finding in findings if finding.state is State.FAIL and finding.severity is not Severity.INFO]
    facts = [(finding, bind(finding, cells)) for finding in failing]
    about = [decision for decision in decisions if decision.rule and decision.kind is not DecisionKind.REVOKE]
    covered = {
        finding.fingerprint: decision
        for decision in about
        if judge(decision, decisions, on).standing is Standing.ACTIVE
        for finding, bound in facts
        if _covers(decision, finding, bound)
    }
    judged = tuple(_stand(judge(decision, decisions, on), facts, covered) for decision in about)
    return Weighed(covered, tuple(finding for finding in failing if finding.fingerprint not in covered), judged)


def report_waiver(decisions: Sequence[Decision], on: date) -> Judged | None:
    """The decision that excuses an agency from reporting, the active one if there is one, else the last; or None."""
    found = [judge(decision, decisions, on) for decision in decisions if _waives_report(decision)]
    active = [judged for judged in found if judged.standing is Standing.ACTIVE]
    return (active or found)[-1] if found else None


def judge(decision: Decision, decisions: Iterable[Decision], on: date) -> Judged:
    """A decision by itself, whatever the findings: revoked, expired or active."""
    revoked_by = next((other for other in decisions if other.revokes == decision.id), None)
    if revoked_by:
        return Judged(decision, Standing.REVOKED, revoked_by=revoked_by)
    expired = decision.until is not None and on > decision.until
    return Judged(decision, Standing.EXPIRED if expired else Standing.ACTIVE)


def _waives_report(decision: Decision) -> bool:
    return decision.kind is DecisionKind.WAIVE and not decision.rule


def _stand(judged: Judged, facts: Sequence[Fact], covered: Mapping[str, Decision]) -> Judged:
    """How a decision stands to the findings of today; `judged` is how it stands by itself."""
    decision = judged.decision
    if judged.standing is Standing.REVOKED:
        return judged
    akin = [fact for fact in facts if _akin(decision, fact[0])]
    if not akin:
        return Judged(decision, Standing.IDLE)
    if judged.standing is Standing.ACTIVE and any(_covers(decision, *fact) for fact in akin):
        return judged
    left = [fact for fact in akin if fact[0].fingerprint not in covered]
    if not left:
        return Judged(decision, Standing.REPLACED)
    if any(_covers(decision, *fact) for fact in left):
        return judged
    return Judged(decision, Standing.LAPSED, min((_changes(decision, *fact) for fact in left), key=len))


def _akin(decision: Decision, finding: Finding) -> bool:
    """Whether a finding is what became of the one that was excused: of the same rule and outcome, about its cells."""
    same = (finding.rule, finding.outcome) == (decision.rule, decision.outcome)
    return same and (finding.cells == decision.cells or bool(set(finding.cells) & set(decision.cells)))


def _covers(decision: Decision, finding: Finding, bound: Mapping[str, str]) -> bool:
    same = (finding.rule, finding.outcome, finding.cells) == (decision.rule, decision.outcome, decision.cells)
    return same and not _changes(decision, finding, bound)


def _changes(decision: Decision, finding: Finding, bound: Mapping[str, str]) -> tuple[Change, ...]:
    """The values that no longer stand, and the consequence where a confirmation does not reach it."""
    found = changes(decision.bound, bound)
    if finding.severity in _EXCUSES[decision.kind]:
        return found
    return (*found, Change(SEVERITY, Severity.SOFT, finding.severity))
