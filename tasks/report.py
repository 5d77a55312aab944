"""Report: the county's documents and the review pages, drawn from the warehouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock
from prefect import task

from expectations import catalogue
from tasks import deciding, reporting, warehouse
from tasks.form import form_for, load_forms
from tasks.language import _
from tasks.ledger import history_of, ledger_of, rule_notes, season_notes
from tasks.open import CLOCK, Desk, moment, open_desk
from tasks.quality import quality_of
from tasks.records import Agency, Severity
from tasks.reporting.wording import day
from tasks.rulebook import rulebook
from tasks.ruling import override_sentences
from tasks.seals import Seals, sealed
from tasks.survey import YearData, doubtful_cells, read_year, standing_of
from tasks.weigh import note_of

_PATIENCE = 300.0  # 秒；锁随进程结束而放开


def season_view(desk: Desk, data: YearData, today: date) -> reporting.SeasonView:
    """P1: every expected agency with its standing, and the files that were not taken."""
    season = desk.county.season(data.year)
    deadlines = [
        reporting.Deadline(label, on)
        for label, on in (
            (_("内部截止"), season.internal_deadline),
            (_("法定报送并公开"), season.agency_deadline),
            (_("全县公布"), season.county_deadline),
        )
        if on
    ]
    rows = [_row(desk, data, agency, today) for agency in _of_year(desk, data.year)]
    return reporting.SeasonView(
        desk.county.name,
        data.year,
        today,
        data.changed_at,
        data.label,
        rows,
        deadlines,
        data.refused(),
        _note(desk, data.year),
        data.troubles,
        override_sentences(desk, data.year),
    )


def _of_year(desk: Desk, year: int) -> list[Agency]:
    return [agency for agency in desk.roster if agency.existed_in(year)]


def _note(desk: Desk, year: int) -> str:
    """That a season is over, or that an old year is only taken in; "" for a season under way."""
    campaign = desk.campaign(year)
    closed = _("本年度的报送已结束（{who}，{day}）。")
    said = ""
    if campaign and campaign.event == "close":
        said = closed.format(who=campaign.who, day=day(campaign.at.astimezone(CLOCK).date()))
    return said + (_("补录往年：问题如实记下，不退回、不挡汇总。") if desk.backload(year) else "")


def _row(desk: Desk, data: YearData, agency: Agency, today: date) -> reporting.AgencyRow:
    revision = data.revisions.get(agency.code)
    arrival = data.arrival_of(revision) if revision else None
    return reporting.AgencyRow(
        agency.code,
        agency.name,
        agency.kind,
        standing_of(desk, data, agency, today),
        arrival.receipt.received_at.astimezone(CLOCK) if arrival else None,
        _days_late(desk, data, arrival, today) if agency.expected_in(data.year) else 0,
        data.open(agency.code, Severity.HARD),
        data.open(agency.code, Severity.SOFT),
        data.reminders.get(agency.code),
        "" if agency.exempt else reporting.agency_link(agency.code),
    )


def _days_late(desk: Desk, data: YearData, arrival: warehouse.Arrival | None, today: date) -> int:
    due = desk.county.season(data.year).agency_deadline
    day = arrival.receipt.received_at.astimezone(CLOCK).date() if arrival else today
    return max(0, (day - due).days)


def agency_view(desk: Desk, data: YearData, agency: Agency, today: date) -> reporting.AgencyView:
    """P2: one agency's year."""
    revision = data.revisions.get(agency.code)
    arrival = data.arrival_of(revision) if revision else None
    before = data.before.get(agency.code)
    shown = None
    if revision and arrival:
        name = Path(arrival.receipt.file_name).name
        received, note = (
            arrival.receipt.received_at.astimezone(CLOCK),
            warehouse.grid_note(desk.engine, revision.sha256),
        )
        shown = reporting.Revision(revision.number, received, name, revision.sha256, note=note)
    return reporting.AgencyView(
        desk.county.name,
        agency,
        data.year,
        revision.form if revision else _form_id(data.year),
        standing_of(desk, data, agency, today),
        data.changed_at,
        data.label,
        due=desk.county.season(data.year).agency_deadline,
        days_late=_days_late(desk, data, arrival, today),
        placement=warehouse.load_placement(desk.engine, revision) if revision else None,
        findings=warehouse.findings_of(desk.engine, revision) if revision else (),
        previous=warehouse.revision_values(desk.engine, agency.code, data.year - 1),
        previous_form=before.form if before else "",
        revision=shown,
        refusals=data.refused(agency.code),
        rules=rule_notes(),
        history=history_of(desk, agency.code, data.year),
        season=data.about(agency.code),
        beside=data.beside(agency.code),
        **_decided(desk, data, agency, today),
    )


def _decided(desk: Desk, data: YearData, agency: Agency, today: date) -> dict[str, Any]:
    """What people decided about an agency's year, as its page shows it."""
    weighed = data.weighed.get(agency.code)
    waiver = deciding.report_waiver(data.decisions.get(agency.code, ()), today)
    public = data.disclosures.get(agency.code)
    notes = {judged.decision.id: note_of(desk, judged) for judged in weighed.judged} if weighed else {}
    return {
        "excuses": {key: notes[decision.id] for key, decision in weighed.covered.items()} if weighed else {},
        "lapsed": [notes[judged.decision.id] for judged in weighed.lapsed] if weighed else [],
        "waiver": note_of(desk, waiver) if waiver else None,
        "overrides": override_sentences(desk, data.year),
        "doubtful": doubtful_cells(desk, agency.code, data.year - 1),
        "disclosed": (public.url, public.on) if public else None,
    }


def _form_id(year: int) -> str:
    form = form_for(year)
    return form.id if form else next(iter(load_forms()))


def county_report(desk: Desk, data: YearData, today: date) -> reporting.CountyReport | None:
    """The county sum of a year, with the decisions of today; None before the first rollup."""
    return report_of(desk, data.rollup, quality_of(desk, data.rollup, today)) if data.rollup else None


def report_of(desk: Desk, rollup: warehouse.Rollup, quality: reporting.Quality) -> reporting.CountyReport:
    """A rollup as a report; what it bears is the rollup's own, so that any past one can be written again as it was."""
    names = {agency.code: agency.name for agency in desk.roster}
    return reporting.CountyReport(
        desk.county.name,
        rollup.year,
        rollup.form,
        {code: cell.value for code, cell in rollup.cells.items() if cell.value is not None},
        rollup.status,
        rollup.expected,
        rollup.accepted,
        [names.get(code, code) for code in rollup.lacking],
        {},
        rollup.as_of.astimezone(CLOCK),
        _("第 {number} 次汇总").format(number=rollup.number),
        ledger_of(desk, rollup),
        quality,
    )


def write_rollup(desk: Desk, rollup: warehouse.Rollup, path: Path) -> None:
    """The county report of any rollup, past or present, as docx, with the decisions that were known to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    quality = quality_of(desk, rollup, rollup.as_of.astimezone(CLOCK).date(), rollup.as_of)
    reporting.write_docx(report_of(desk, rollup, quality), path)


def write_county(desk: Desk, year: int, today: date) -> list[Path]:
    """The county report as docx and xlsx under out/{year}; gives their paths."""
    with publishing(desk):
        data = read_year(desk, year, today)
        if data.rollup is None:
            return []
        paths = [desk.home / "out" / str(year) / f"county-{year}.{kind}" for kind in ("docx", "xlsx")]
        rows = season_view(desk, data, today).rows
        with sealed(desk) as seals:
            if seals.stale(*(_name(desk, path) for path in paths), day=(rows, _expired(data, today))):
                _write_county(desk, data, rows, today, paths)
        return paths


def _name(desk: Desk, path: Path) -> str:
    return path.relative_to(desk.home).as_posix()


def _expired(data: YearData, today: date, only: str = "") -> list[str]:
    """Which decisions (about an agency) are past their day; with that, what they say of it changes by itself."""
    made = [it for code, decisions in data.decisions.items() if only in {"", code} for it in decisions]
    return [it.id for it in made if it.until and today > it.until]


def _write_county(
    desk: Desk, data: YearData, rows: Sequence[reporting.AgencyRow], today: date, paths: Sequence[Path]
) -> None:
    report = county_report(desk, data, today)
    assert report is not None
    paths[0].parent.mkdir(parents=True, exist_ok=True)
    names = {agency.code: agency.name for agency in desk.roster}
    findings = [
        reporting.AgencyFinding(names.get(code, code), finding)
        for code, found in sorted(data.findings.items())
        for finding in found
    ]
    reporting.write_docx(report, paths[0])
    reporting.write_workbook(report, _figures(desk, data.year, names), findings, rows, paths[1])


def _figures(desk: Desk, year: int, names: Mapping[str, str]) -> list[reporting.AgencyFigures]:
    values = warehouse.accepted_values(desk.engine, year)
    return [reporting.AgencyFigures(code, names.get(code, code), own) for code, own in sorted(values.items())]


def publish_pages(desk: Desk, today: date, only: str = "") -> list[Path]:
    """Write the review site (or of the agencies only one); gives the changed files."""
    with publishing(desk):
        return _publish_pages(desk, today, only)


def publishing(desk: Desk) -> FileLock:
    """Read and write alone, so that of two nights at once the one that knows more writes last."""
    return FileLock(desk.home / ".publishing.lock", timeout=_PATIENCE)


def _publish_pages(desk: Desk, today: date, only: str) -> list[Path]:
    data = [read_year(desk, year, today) for year in desk.years()]
    seasons = [season_view(desk, each, today) for each in data]
    with sealed(desk) as seals:
        agencies = [
            agency_view(desk, each, agency, today)
            for each, season in zip(data, seasons, strict=True)
            for agency, row in zip(_of_year(desk, each.year), season.rows, strict=True)
            if agency.expected_in(each.year)
            and only in {"", agency.code}
            and seals.stale(f"site/{each.year}/{row.link}", day=(row, _expired(each, today, agency.code)))
        ]
        summed = [each for each in data if each.rollup and _stale_sum(seals, desk, each, today)]
        counties = [_county_page(desk, each, today) for each in summed]
        rules = rulebook() if seals.stale(*(f"site/rules/{rule}/index.html" for rule in catalogue().rules)) else ()
        return reporting.build_site(desk.home / "site", seasons, agencies, counties, rules)


def _stale_sum(seals: Seals, desk: Desk, data: YearData, today: date) -> bool:
    day = (_documents(desk, data.year), _expired(data, today))
    return seals.stale(f"site/{data.year}/county/index.html", day=day)


def _county_page(desk: Desk, data: YearData, today: date) -> reporting.CountyPage:
    report = county_report(desk, data, today)
    assert report is not None
    names = {agency.code: agency.name for agency in desk.roster}
    return reporting.CountyPage(
        report,
        _documents(desk, data.year),
        _figures(desk, data.year, names),
        season_notes(desk, data.year, data.season),
        rule_notes(),
    )


def _documents(desk: Desk, year: int) -> list[str]:
    """Links from the county page's own folder (site/{year}/county) to the documents."""
    folder = desk.home / "out" / str(year)
    return [f"../../../out/{year}/{path.name}" for path in sorted(folder.glob("county-*")) if path.is_file()]


@task(task_run_name="出表 {year}", retries=1, retry_delay_seconds=5)
def report(home: str, year: int, on: date | None = None) -> list[str]:
    """Prefect's wrapper: the county documents."""
    return [str(path) for path in write_county(open_desk(home), year, moment(on).date())]


@task(task_run_name="发布网页", retries=1, retry_delay_seconds=5)
def publish(home: str, on: date | None = None, only: str = "") -> list[str]:
    """Prefect's wrapper: the review site."""
    return [str(path) for path in publish_pages(open_desk(home), moment(on).date(), only)]
