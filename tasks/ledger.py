"""Ledger: what the pages show behind a county sum and behind an agency's present revision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from expectations import catalogue
from tasks import reporting, warehouse
from tasks.checking.bounds import Interval
from tasks.estimate import estimate_rollup
from tasks.form import Form, load_form
from tasks.language import _, language
from tasks.open import CLOCK, Desk
from tasks.records import SeasonFinding
from tasks.reporting.wording import figure


def ledger_of(desk: Desk, rollup: warehouse.Rollup) -> reporting.Ledger:
    """The adjustments and publications of a rollup, what changed since, and a draft's range."""
    form = load_form(rollup.form)
    names = {agency.code: agency.name for agency in desk.roster}
    published = warehouse.publications(desk.engine, rollup.county, rollup.year)
    return reporting.Ledger(
        tuple(
            reporting.AdjustmentLine(
                each.number,
                names.get(each.agency, each.agency),
                form.known[each.code].label,
                each.code,
                each.amount,
                each.reason,
                each.who,
                each.at.astimezone(CLOCK),
            )
            for each in rollup.adjustments
        ),
        tuple(
            reporting.PublicationLine(each.number, each.rollup, each.reason, each.who, each.at.astimezone(CLOCK))
            for each in published
        ),
        tuple(_changed(desk, rollup, published[-1].rollup, form)) if published else (),
        tuple(_ranges(desk, rollup, form)) if rollup.lacking else (),
        tuple((area.code, _standing(area.standing), area.rollup) for area in rollup.areas),
    )


def _changed(desk: Desk, rollup: warehouse.Rollup, published: int, form: Form) -> Iterator[reporting.ChangeLine]:
    frozen = warehouse.rollup_numbered(desk.engine, rollup.county, rollup.year, published)
    for code, (old, new) in rollup.changed_from(frozen).items() if frozen else ():
        yield reporting.ChangeLine(form.known[code].label, code, figure_words(old), figure_words(new))


def _ranges(desk: Desk, rollup: warehouse.Rollup, form: Form) -> Iterator[reporting.RangeLine]:
    for code, interval in estimate_rollup(desk, rollup).county.items():
        if form.known[code].row.total or form.known[code].column.total or form.known[code].table == "t2":
            yield _range(form, code, interval)


def _range(form: Form, code: str, interval: Interval) -> reporting.RangeLine:
    low, high = (figure(end) if end is not None else "" for end in (interval.low, interval.high))
    return reporting.RangeLine(form.known[code].label, code, low, high)


def _standing(standing: str) -> str:
    return {
        "counted": _("已计入"),
        "missing": _("没有汇总"),
        "draft": _("还是草稿，没有计入"),
        "blocked": _("有冲突，没有计入"),
        "other_form": _("表样不同，没有计入"),
    }[standing]


def history_of(desk: Desk, agency: str, year: int) -> tuple[reporting.RevisionLine, ...]:
    """Every revision of an agency's report, the newest first, each with what it changed from the one before."""
    revisions = warehouse.revisions_of(desk.engine, agency, year)
    if len(revisions) < 2:
        return ()
    counted = warehouse.accepted_revisions(desk.engine, year).get(agency)
    restored = warehouse.restorations(desk.engine, agency, year)
    arrivals = warehouse.arrivals(desk.engine, year)
    files = {a.revision: a.receipt for a in arrivals if a.agency == agency and not a.beside}
    lines = []
    for before, revision in zip((None, *revisions), revisions, strict=False):
        again = restored.get(revision.number)
        receipt = files.get(again.restores if again else revision.number)
        difference = warehouse.compare_revisions(desk.engine, before, revision) if before else None
        lines.append(
            reporting.RevisionLine(
                revision.number,
                (again.at if again else receipt.received_at if receipt else revision.loaded_at).astimezone(CLOCK),
                Path(receipt.file_name).name if receipt else "",
                revision.sha256,
                revision == counted,
                again.restores if again else None,
                again.who if again else "",
                again.reason if again else "",
                _changes(difference, load_form(revision.form)) if difference else (),
                difference.chapters if difference else (),
                tuple(finding.text for finding in difference.closed) if difference else (),
                tuple(finding.text for finding in difference.opened) if difference else (),
            )
        )
    return tuple(reversed(lines))


def _changes(difference: warehouse.Difference, form: Form) -> tuple[reporting.ChangeLine, ...]:
    def said(cell: object) -> str:
        raw = getattr(cell, "raw", None)
        return _("（无此格）") if raw is None else raw.strip() or _("（空白）")

    return tuple(
        reporting.ChangeLine(
            form.known[change.code].label if change.code in form.known else change.code,
            change.code,
            said(change.old),
            said(change.new),
        )
        for change in difference.cells
    )


def figure_words(value: Decimal | None) -> str:
    """A figure of the county, or that there is none."""
    return _("没有数") if value is None else figure(value)


def season_notes(desk: Desk, year: int, season: Sequence[SeasonFinding]) -> list[reporting.AgencyFinding]:
    """What failed over the season, the county first, then agency by agency; and of the county what is undecided."""
    found = [reporting.AgencyFinding(desk.county.name, it.finding) for it in season if not it.agency]
    for agency in desk.expected(year):
        beside = [it.finding for it in season if it.agency == agency.code and it.finding.failed]
        found += [reporting.AgencyFinding(agency.name, finding) for finding in beside]
    return found


def rule_notes() -> dict[str, reporting.RuleNote]:
    """What the catalogue says about each rule, in the active language."""
    spoken = language()
    return {
        rule.id: reporting.RuleNote(*(getattr(text, spoken) for text in (rule.title, rule.clause, rule.help)))
        for rule in catalogue().rules.values()
    }
