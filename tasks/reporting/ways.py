"""The corrections of a finding in words: which cell, from what to what, and why it is likely."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.form import Form
from tasks.language import _, language
from tasks.language.slips import slip_words, witness_words
from tasks.records import Finding, Fix, PlacedCell
from tasks.reporting.wording import figure


@dataclass(frozen=True, slots=True)
class Change:
    """A cell, what it says and what it should say."""

    code: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Way:
    """One correction; slip and witness are "" where there is none."""

    changes: tuple[Change, ...]
    slip: str
    witness: str
    unique: bool


def ways(finding: Finding, form: Form, placed: Mapping[str, PlacedCell]) -> tuple[Way, ...]:
    """The corrections of a finding, the likeliest first."""
    return tuple(_way(fix, form, placed) for fix in finding.fixes)


def _way(fix: Fix, form: Form, placed: Mapping[str, PlacedCell]) -> Way:
    changes = tuple(
        Change(code, form.cells[code].label, _before(placed.get(code)), figure(value))
        for code, value in fix.cells.items()
        if code in form.cells
    )
    spoken = language()
    return Way(changes, slip_words(fix.slip, spoken), witness_words(fix.evidence, spoken), fix.unique)


def _before(cell: PlacedCell | None) -> str:
    return (cell.raw.strip() if cell else "") or _("空白")


def in_words(way: Way) -> str:
    """A correction on one line."""
    text = _("、").join(
        _("{label} {before} 改为 {after}").format(label=change.label, before=change.before, after=change.after)
        for change in way.changes
    )
    slip = _("（像是{slip}）").format(slip=way.slip) if way.slip else ""
    return text + slip + (_("，{witness}可以印证").format(witness=way.witness) if way.witness else "")


def suspects(finding: Finding) -> frozenset[str]:
    """The cells that a correction would change: of the only one, else of all."""
    fixes = finding.fixes[:1] if finding.fixes and finding.fixes[0].unique else finding.fixes
    return frozenset(code for fix in fixes for code in fix.cells)
