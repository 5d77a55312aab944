"""A small county whose agencies copy from each other: found by the night, counted in the states, shown on the pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from flows.command.season import _keep_published
from tasks import warehouse
from tasks.collate import collate_year
from tasks.county import CountyError
from tasks.form import load_form
from tasks.open import Desk, close_desks, moment, open_desk
from tasks.reconcile import _explained, open_points, reconcile_year
from tasks.records import State
from tasks.sample import Profile, SampleReport, figures, render, reports
from tests.flows.plain import plain_night
from tests.warehouse.reports import accept, placement

DAY = date(2025, 2, 14)
YEAR = 2024
NAMES = {"a1": "教育局", "a2": "民政局", "a3": "财政局", "a4": "水利局", "a5": "商务局", "a6": "司法局"}
FORM = load_form("f2021")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Six agencies: a2 wrote a1's report again under its own name, a3 and a4 sent one file without a name."""
    monkeypatch.delenv("GOUJI_DATABASE_URL", raising=False)
    (tmp_path / "county.toml").write_text('name = "青禾县"\ncode = "990002"\n[seasons.2024]\n', encoding="utf-8")
    lines = [f"{code},青禾县{name},{name},department" for code, name in NAMES.items()]
    (tmp_path / "roster.csv").write_text("\n".join(["code,name,short_name,kind", *lines]), encoding="utf-8")
    clean = reports()
    own = {code: clean[source, YEAR] for code, source in {"a1": "d08", "a3": "d14", "a5": "d19", "a6": "d12"}.items()}
    own["a2"] = own["a1"]
    for code in ("a1", "a2", "a5", "a6"):
        write(tmp_path, code, named(own[code], f"青禾县{NAMES[code]}", own[code].agency))
    for code in ("a3", "a4"):
        write(tmp_path, code, replace(own["a3"], agency=""))
    yield tmp_path
    close_desks()


def named(report: SampleReport, name: str, old: str) -> SampleReport:
    def say(lines: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line.replace(old, name) for line in lines)

    sections = {number: say(lines) for number, lines in report.sections.items()}
    return replace(report, agency=name, preamble=say(report.preamble), sections=sections, closing=())


def write(home: Path, code: str, report: SampleReport, folder: str = "inbox") -> Path:
    path = home / folder / str(YEAR) / (f"{code}/报告.html" if folder == "inbox" else f"{code}.html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(report, "word_export.html"))
    os.utime(path, (1737000000, 1737000000))
    return path


def found(desk: Desk) -> set[tuple[str, str]]:
    everything = warehouse.season_findings(desk.engine, desk.county.code, YEAR)
    return {(it.agency, it.finding.rule) for it in everything if it.finding.state is State.FAIL}


def test_the_season_is_checked_once_and_shown(home: Path) -> None:
    desk, _sent, _pages = plain_night(home, DAY)
    twins = {("a1", "A-02"), ("a2", "A-02"), ("a1", "S-05"), ("a2", "S-05")}
    assert twins | {("a3", "A-01"), ("a4", "A-01")} <= found(desk)
    assert not {("a5", "A-02"), ("a3", "A-02"), ("a4", "S-05")} & found(desk)
    states = {code: step.state for code, step in warehouse.states(desk.engine, YEAR).items()}
    assert states["a3"] == states["a4"] == "returned"
    revision = warehouse.latest_revisions(desk.engine, YEAR)["a2"]
    assert {"A-02", "S-05"} <= {it.rule for it in warehouse.findings_of(desk.engine, revision) if it.failed}
    page = (home / "site" / str(YEAR) / "a" / "a2" / "index.html").read_text(encoding="utf-8")
    assert "与青禾县教育局雷同" in page
    county = (home / "site" / str(YEAR) / "county" / "index.html").read_text(encoding="utf-8")
    assert "与青禾县水利局报来的是同一个文件" in county and "A-04" in county
    assert not collate_year(desk, YEAR, moment(DAY)) and not reconcile_year(desk, YEAR, moment(DAY))


def test_a_corrected_report_clears_its_own_findings_and_its_twins(home: Path) -> None:
    plain_night(home, DAY)
    values = figures(FORM, Profile("some", licensing=700), Random(9))
    fresh = SampleReport(
        "青禾县民政局", YEAR, values, sections={1: ("我局另写一份。",), 6: ("本年度未收取信息处理费。",)}
    )
    path = write(home, "a2", fresh)
    os.utime(path, (1737100000, 1737100000))
    desk, _sent, _pages = plain_night(home, DAY)
    assert {rule for code, rule in found(desk) if code in {"a1", "a2"}} & {"A-02", "S-05"} == set()


def test_publications_are_noted_unless_the_page_says_something_else(home: Path) -> None:
    note = "年度,机关,网址,公开日期\n2024,a1,http://qinghe.example.invalid/1,2025-01-30\n2024,a5,http://qinghe.example.invalid/5,2025-01-30\n2024,a6,http://qinghe.example.invalid/6,2025-01-31\n"
    (home / "publications.csv").write_text(note, encoding="utf-8")
    desk, _sent, _pages = plain_night(home, DAY)
    accepted = warehouse.past_reports(desk.engine, YEAR, ["a5"])["a5"]
    altered = {code: int(value or 0) for code, value in accepted.values.items()} | {"t3.new_received.total": 99}
    (home / "published" / str(YEAR)).mkdir(parents=True)
    write(home, "a5", SampleReport("青禾县商务局", YEAR, altered), "published")
    (home / "published" / str(YEAR) / "a6.html").write_bytes(b"%PDF-1.7 torn")
    (home / "published" / str(YEAR) / "不知是谁.html").write_text("x", encoding="utf-8")
    collate_year(open_desk(home), YEAR, moment(DAY))
    assert ("a5", "P-04") in found(desk)
    unread = [it for it in warehouse.season_findings(desk.engine, desk.county.code, YEAR) if it.agency == "a6"]
    assert any(it.finding.rule == "P-04" and it.finding.state is State.UNDECIDED for it in unread)
    step = warehouse.states(desk.engine, YEAR)["a6"]
    assert (step.state, step.why) == ("published", "2025-01-31 公开于 http://qinghe.example.invalid/6")


def test_the_published_county_report_is_compared_cell_by_cell(home: Path) -> None:
    desk, _sent, _pages = plain_night(home, DAY)
    _keep_published(home, YEAR, home / "out" / str(YEAR) / f"county-{YEAR}.docx")
    assert reconcile_year(desk, YEAR, moment(DAY))
    assert "A-06" not in {rule for _code, rule in found(desk)}
    rollup = warehouse.latest_rollup(desk.engine, desk.county.code, YEAR)
    assert rollup is not None
    stated = {code: int(cell.value or 0) for code, cell in rollup.cells.items()}
    wrong = SampleReport("青禾县", YEAR, stated | {"t2.licensing.decisions": stated["t2.licensing.decisions"] + 1})
    _keep_published(home, YEAR, write(home, "wrong", wrong, "elsewhere"))
    assert [path.name for path in (home / "published" / str(YEAR)).iterdir()] == ["county.html"]
    assert reconcile_year(desk, YEAR, moment(DAY))
    assert [rule for rule, _sentence in open_points(desk, YEAR) if rule == "A-06"] == ["A-06"]
    with pytest.raises(CountyError, match="找不到文件"):
        _keep_published(home, YEAR, home / "none.docx")


def test_registers_and_pairs_of_the_clerk(home: Path) -> None:
    (home / "pairs.csv").write_text("机关甲,机关乙,项目,说明\na6,a5,t3.new_received.total,同一件\n", encoding="utf-8")
    registers = "年度,机关,项目,数,来源\n2024,a5,行政处罚,1234,双公示\n2024,,行政复议,4321,复议台账\n"
    (home / "registers.csv").write_text(registers, encoding="utf-8")
    desk, _sent, _pages = plain_night(home, DAY)
    assert {("a5", "A-08"), ("", "A-08"), ("", "A-09")} <= found(desk)


def test_what_left_the_roster_explains_what_was_not_carried_on(home: Path) -> None:
    roster = home / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8") + "\nz1,青禾县粮食局,粮食局,department", encoding="utf-8")
    text = roster.read_text(encoding="utf-8").replace("kind\n", "kind,valid_to\n")
    roster.write_text(text.replace("粮食局,department", "粮食局,department,2024-05-31"), encoding="utf-8")
    desk = open_desk(home)
    left = {"t3.carried_forward.natural_person": 3, "t3.carried_forward.total": 3, "t3.new_received.natural_person": 3}
    accept(desk.engine, "z1", placement(left | {"t3.new_received.total": 3}, year=YEAR - 1), YEAR - 1)
    assert _explained(desk, YEAR, {}, FORM)["natural_person"] == Decimal(3)
    (home / "lineage.csv").write_text("date,kind,before,after\n2024-06-01,abolished,z1,a5\n", encoding="utf-8")
    assert _explained(open_desk(home), YEAR, {}, FORM)["natural_person"] == Decimal(0)
