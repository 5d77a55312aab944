"""Reconcile: the county's sum against what was published, other registers, and cases that two may count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import product

from prefect import task

from tasks import warehouse
from tasks.county import Pair
from tasks.duties import court_of, fingerprint, record
from tasks.form import Form, load_form
from tasks.language import _
from tasks.open import Desk, moment, open_desk
from tasks.published import COUNTY, Saved, figures, saved
from tasks.recall import provisional
from tasks.records import Outside, Paired, Printed, Severity, State, Summed
from tasks.ruling import ruling

_DEFENDANTS = "t4.litigation_after_review.total"
_FORWARD, _INTO = "t3.carried_forward.", "t3.carried_in."
Figures = Mapping[str, Decimal | None]


def reconcile_year(desk: Desk, year: int, now: datetime) -> bool:
    """Check the county's figures of a year; True if anything was found anew.

    What was looked at is remembered: while none of it changes, nothing is done.
    """
    rollup = _rollup(desk, year)
    if rollup is None:
        return False
    printed = {before: _county_file(desk, before) for before in (year, year - 1)}
    accepted = {before: warehouse.accepted_revisions(desk.engine, before) for before in (year, year - 1)}
    inputs = fingerprint(
        ruling(desk, year).version, rollup.number, rollup.status,
        sorted((before, file.sha256 if file else "") for before, file in printed.items()),
        sorted((it.agency, it.year, it.number, it.content_hash) for by in accepted.values() for it in by.values()),
        [(agency.code, agency.name, agency.kind) for agency in desk.expected(year)],
        desk.changes, desk.registers.pairs, [it for it in desk.registers.figures if it.year == year],
    )  # fmt: skip
    if warehouse.season_inputs(desk.engine, desk.county.code, year, "reconcile") == inputs:
        return False
    from tasks.checking import check_outside, check_paired, check_summed  # noqa: PLC0415 - slow

    form = load_form(rollup.form)
    values = _values(desk, year)
    found = check_summed(
        Summed(
            year, form.id, {code: cell.value for code, cell in rollup.cells.items()}, not rollup.lacking,
            _printed(desk, year, printed[year]), _printed(desk, year - 1, printed[year - 1]),
            _explained(desk, year, values, form),
        ),
        court_of(desk, year),
    )  # fmt: skip
    found += check_paired(list(_pairs(desk, year, values, form)), court_of(desk, year))
    found += check_outside(list(_registered(desk, year, values, rollup, form)), court_of(desk, year))
    return record(desk, year, "reconcile", found, inputs=inputs, now=now)


def _rollup(desk: Desk, year: int) -> warehouse.Rollup | None:
    """The rollup that was published last, else the newest."""
    published = warehouse.publications(desk.engine, desk.county.code, year)
    if published:
        return warehouse.rollup_numbered(desk.engine, desk.county.code, year, published[-1].rollup)
    return warehouse.latest_rollup(desk.engine, desk.county.code, year)


def _county_file(desk: Desk, year: int) -> Saved | None:
    return next((file for file in saved(desk, year) if file.owner == COUNTY), None)


def _printed(desk: Desk, year: int, file: Saved | None) -> Printed:
    return Printed(year, *figures(desk, file)) if file else Printed(year)


def _values(desk: Desk, year: int) -> dict[str, Figures]:
    """The figures of every accepted report of a year by agency code, blanks as C-03 took them."""
    reports = warehouse.past_reports(desk.engine, year, warehouse.accepted_revisions(desk.engine, year))
    return {code: provisional(report.values, report.form) for code, report in reports.items()}


def _explained(desk: Desk, year: int, values: Mapping[str, Figures], form: Form) -> dict[str, Decimal]:
    """By kind of applicant, what left with agencies that nobody continues, less what came with those that are new."""
    lines = desk.descents(year)
    taken = {source for line in lines.values() for source in line.before}
    lost = [agency.code for agency in desk.expected(year - 1) if agency.code not in taken]
    gained = [code for code, line in lines.items() if not line.before]
    before = _values(desk, year - 1) if lost else {}
    kinds = [column.code for column in form.table("t3").blocks[0].columns]
    gone = {kind: [before[code].get(_FORWARD + kind) for code in lost if code in before] for kind in kinds}
    come = {kind: [values[code].get(_INTO + kind) for code in gained if code in values] for kind in kinds}
    return {kind: _total(gone[kind]) - _total(come[kind]) for kind in kinds}


def _total(values: list[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def _pairs(desk: Desk, year: int, values: Mapping[str, Figures], form: Form) -> Iterator[Paired]:
    """The pairs of pairs.csv; and the government with every agency that was sued after a review, as it was too."""
    expected = {agency.code: agency for agency in desk.expected(year)}
    for pair in desk.registers.pairs:
        if pair.cell in form.cells and {pair.one, pair.other} <= expected.keys():
            yield _paired(desk, pair, values, form)
    sued = [code for code in expected if values.get(code, {}).get(_DEFENDANTS)]
    governments = [code for code in sued if expected[code].kind == "government"]
    for one, other in product(governments, [code for code in sued if code not in governments]):
        yield _paired(desk, Pair(one, other, _DEFENDANTS, _("复议维持的，与县政府为共同被告")), values, form)


def _paired(desk: Desk, pair: Pair, values: Mapping[str, Figures], form: Form) -> Paired:
    one, other = (values.get(code, {}).get(pair.cell) for code in (pair.one, pair.other))
    label = form.cells[pair.cell].label
    return Paired(desk.name(pair.one), desk.name(pair.other), pair.cell, label, one, other, pair.why)


def _registered(
    desk: Desk, year: int, values: Mapping[str, Figures], rollup: warehouse.Rollup, form: Form
) -> Iterator[Outside]:
    for entry in desk.registers.figures:
        if entry.year == year and entry.cell in form.cells:
            cell = rollup.cells.get(entry.cell)
            own = values.get(entry.agency, {}).get(entry.cell) if entry.agency else cell.value if cell else None
            name = desk.name(entry.agency) if entry.agency else desk.county.name
            label = form.cells[entry.cell].label
            yield Outside(entry.agency, name, entry.cell, label, own, entry.register, entry.count)


def open_points(desk: Desk, year: int) -> list[tuple[str, str]]:
    """What keeps a rollup from being closed: rule and sentence of every open hard finding of the season."""
    found = warehouse.season_findings(desk.engine, desk.county.code, year)
    hard = [it.finding for it in found if it.finding.severity is Severity.HARD and it.finding.state is State.FAIL]
    return [(finding.rule, finding.text) for finding in hard]


@task(task_run_name="对账 {year}", retries=2, retry_delay_seconds=3)
def reconcile(home: str, year: int, on: date | None = None) -> list[str]:
    """Prefect's wrapper; gives the sentences of what is still open."""
    desk = open_desk(home)
    reconcile_year(desk, year, moment(on))
    return [f"{rule}  {sentence}" for rule, sentence in open_points(desk, year)]
