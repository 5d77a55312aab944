"""Three years of a county with a rename, a merger, a split, corrections and a waiver, against sums made by hand.

tests/golden/history.csv says what each rollup gave on its day and why; the reports are written below.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from tasks import warehouse
from tasks.alert import scene
from tasks.alerting import due
from tasks.open import CLOCK, Desk, close_desks, moment, open_desk
from tasks.report import write_rollup
from tasks.rollup import roll_up_year
from tasks.sample import SampleReport, render
from tasks.trace import trace_cell, verified
from tests.checking.reports import PROBLEMS
from tests.flows.plain import plain_night
from tests.tracing import untraced
from tests.warehouse.reports import with_totals

GOLDEN = Path(__file__).parents[1] / "golden" / "history.csv"
COUNTY_TOML = """
name = "青禾县"
code = "990777"

[acceptance]
provisional = true

[seasons.2021]
opened = 2022-01-01

[seasons.2022]
opened = 2023-01-01

[seasons.2023]
opened = 2024-01-01
"""
ROSTER = """code,name,short_name,kind,valid_from,valid_to
a1,青禾县商务局,商务局,department,2019-01-01,
a2,青禾县水利局,水利局,department,2019-01-01,2022-06-30
a3,青禾县城乡供水管理局,供水局,department,2019-01-01,2022-06-30
a4,青禾县水务局,水务局,department,2022-07-01,
a5,青禾县教育局,教育局,department,2019-01-01,2023-02-28
a6,青禾县教育体育局,教体局,department,2023-03-01,
a7,青禾县住房和城乡建设局,住建局,department,2019-01-01,
a8,青禾县城市管理局,城管局,department,2023-05-01,
t1,柳林渡镇人民政府,柳林渡镇,township,2019-01-01,
"""
LINEAGE = """日期,变动,原机关,现机关
2022-07-01,合并,a2；a3,a4
2023-03-01,改名,a5,a6
2023-05-01,分立,a7,a7；a8
"""
NAMES = {line.split(",")[0]: line.split(",")[1] for line in ROSTER.splitlines()[1:]}
# agency: received, carried in, granted, carried forward, reviews upheld
REPORTS: Mapping[int, Mapping[str, tuple[int, int, int, int, int]]] = {
    2021: {
        "a1": (10, 0, 8, 2, 0),
        "a2": (4, 0, 4, 0, 0),
        "a3": (2, 0, 1, 1, 0),
        "a5": (6, 0, 6, 0, 0),
        "a7": (20, 0, 15, 5, 0),
    },
    2022: {"a1": (5, 2, 7, 0, 0), "a4": (6, 1, 7, 0, 0), "a5": (3, 0, 2, 1, 0), "a7": (10, 5, 15, 0, 0)},
    2023: {
        "a1": (1, 0, 1, 0, 1),
        "a4": (2, 0, 2, 0, 2),
        "a6": (9, 1, 10, 0, 0),
        "a7": (4, 0, 4, 0, 0),
        "a8": (3, 0, 3, 0, 0),
        "t1": (0, 0, 0, 0, 0),
    },
}
# 每年各写各的：照抄上年的第五部分要退回（Y-05）
FIFTH = {
    2021: PROBLEMS,
    2022: "不足之处是栏目内容更新慢、政策解读形式少。下一步将逐栏排查，增加图解和问答，由专人按季检查并通报。",
    2023: "主要困难在基层经办人员更换频繁、答复文书不够规范。今后将编印范本，集中培训，对答复先审后发，以提高质量。",
}
ROWS = ("new_received", "carried_in", "granted", "carried_forward")


def hand_in(home: Path, year: int, agency: str, figures: tuple[int, ...], on: date) -> None:
    """Put a report into the inbox, as a docx of that day."""
    *rows, reviews = figures
    leaves = {f"t3.{row}.natural_person": Decimal(n) for row, n in zip(ROWS, rows, strict=True)}
    leaves["t4.review.upheld"] = Decimal(reviews)
    prose = {
        1: ("我局做好主动公开、依申请公开、政府信息管理、平台建设和监督保障工作。",),
        5: (FIFTH[year],),
        6: (f"{year}年度未收取信息处理费。",),
    }
    values = {code: int(value) for code, value in with_totals(leaves).items()}
    path = home / "inbox" / str(year) / agency / f"{on}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(SampleReport(NAMES[agency], year, values, sections=prose), "official.docx"))
    stamp = datetime.combine(on, time(9), CLOCK).timestamp()
    os.utime(path, (stamp, stamp))


def year_of(home: Path, year: int, on: date) -> None:
    for agency, figures in REPORTS[year].items():
        hand_in(home, year, agency, figures, on)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The county after all its three years, night by night; the docx of each rollup lies beside it as of its day."""
    home = tmp_path_factory.mktemp("history")
    for name, text in (("county.toml", COUNTY_TOML), ("roster.csv", ROSTER), ("lineage.csv", LINEAGE)):
        (home / name).write_text(text, encoding="utf-8")
    desk = open_desk(home)
    with untraced():
        first_year(home, desk)
        second_year(home, desk)
        third_year(home, desk)
    yield desk
    close_desks()


def night(home: Path, on: date) -> None:
    """A night, and the county reports as they were written on that day."""
    desk, _sent, _pages = plain_night(home, on)
    for year in desk.years():
        if rollup := warehouse.latest_rollup(desk.engine, desk.county.code, year):
            write_rollup(desk, rollup, home / "then" / f"{year}-{on}.docx")


def first_year(home: Path, desk: Desk) -> None:
    year_of(home, 2021, date(2022, 2, 9))
    night(home, date(2022, 2, 10))
    hand_in(home, 2021, "t1", (1, 0, 1, 0, 0), date(2022, 2, 19))
    night(home, date(2022, 2, 20))
    published_on = moment(date(2022, 3, 20))
    warehouse.publish_rollup(desk.engine, desk.county.code, 2021, who="经办员", now=published_on)
    hand_in(home, 2021, "a1", (12, 0, 10, 2, 0), date(2022, 4, 9))
    night(home, date(2022, 4, 10))


def second_year(home: Path, desk: Desk) -> None:
    year_of(home, 2022, date(2023, 2, 9))
    night(home, date(2023, 2, 10))
    waived_on = moment(date(2023, 2, 14))
    warehouse.set_state(desk.engine, "t1", 2022, "waived", who="经办员", why="洪灾后资料不存", when=waived_on)
    night(home, date(2023, 2, 15))


def third_year(home: Path, desk: Desk) -> None:
    year_of(home, 2023, date(2024, 2, 2))
    night(home, date(2024, 2, 3))
    hand_in(home, 2023, "a6", (7, 1, 8, 0, 0), date(2024, 2, 4))
    night(home, date(2024, 2, 5))
    adjusted_on = moment(date(2024, 2, 10))
    warehouse.adjust(
        desk.engine,
        desk.county.code,
        2023,
        agency="a4",
        code="t4.review.upheld",
        amount=Decimal(-1),
        reason="与商务局同一案件",
        who="经办员",
        now=adjusted_on,
    )
    roll_up_year(desk, 2023, adjusted_on)
    hand_in(home, 2023, "a1", (51, 0, 51, 0, 1), date(2024, 2, 19))
    night(home, date(2024, 2, 20))
    restored_on = moment(date(2024, 2, 21))
    warehouse.restore_revision(desk.engine, "a1", 2023, 1, reason="误报了别的文件", who="经办员", now=restored_on)
    night(home, date(2024, 2, 21))


def golden() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_of(desk: Desk, year: int, on: str) -> warehouse.Rollup:
    end = datetime.combine(date.fromisoformat(on), time.max, CLOCK)
    found = warehouse.rollup_as_of(desk.engine, desk.county.code, year, end)
    assert found is not None
    return found


@pytest.mark.parametrize("row", golden(), ids=lambda row: f"{row['as_of']}-{row['year']}-{row['cell']}")
def test_every_rollup_gave_on_its_day_what_the_arithmetic_says(county: Desk, row: dict[str, str]) -> None:
    rollup = as_of(county, int(row["year"]), row["as_of"])
    assert (rollup.status, str(rollup.accepted)) == (row["status"], row["accepted"]), rollup.lacking
    assert rollup.cells[row["cell"]].value == Decimal(row["value"]), row["why"]
    assert warehouse.differing_cells(county.engine, rollup) == ()


def test_any_past_county_report_is_written_again_byte_for_byte(county: Desk, tmp_path: Path) -> None:
    then = sorted((county.home / "then").glob("*.docx"))
    assert len(then) == 9 * 3  # nine nights, each with the three seasons
    for path in then:
        year, _, day = path.stem.partition("-")
        write_rollup(county, as_of(county, int(year), day), tmp_path / path.name)
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_what_was_published_is_frozen_and_the_correction_is_told_apart(county: Desk) -> None:
    (published,) = warehouse.publications(county.engine, county.county.code, 2021)
    frozen = warehouse.rollup_numbered(county.engine, county.county.code, 2021, published.rollup)
    now = warehouse.latest_rollup(county.engine, county.county.code, 2021)
    assert frozen and now
    assert now.changed_from(frozen) == {
        "t3.new_received.natural_person": (Decimal(43), Decimal(45)),
        "t3.new_received.total": (Decimal(43), Decimal(45)),
        "t3.granted.natural_person": (Decimal(35), Decimal(37)),
        "t3.granted.total": (Decimal(35), Decimal(37)),
        "t3.disposed_total.natural_person": (Decimal(35), Decimal(37)),
        "t3.disposed_total.total": (Decimal(35), Decimal(37)),
    }


def test_the_office_is_told_what_changed_since_the_publication(county: Desk) -> None:
    said = scene(county, 2021, date(2025, 5, 6))
    assert said.published and len(said.restated) == 6
    assert any("公布的 43，现在 45" in sentence for sentence in said.restated)
    assert not scene(county, 2022, date(2025, 5, 6)).restated
    messages = {message.kind for message in due(said)}
    assert "restated" in messages and "unpublished" not in messages


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_every_county_figure_traces_to_bytes_that_say_it(county: Desk, year: int) -> None:
    rollup = warehouse.latest_rollup(county.engine, county.county.code, year)
    assert rollup is not None
    traced = [code for code, cell in rollup.cells.items() if cell.value]
    assert len(traced) >= 6
    for code in traced:
        found = verified(county, trace_cell(county, year, code))
        assert {source.proof for source in found.sources} == {"same"}, code
        leaves = sum((each.amount for each in found.adjustments), Decimal(0))
        assert found.stated + leaves == found.value, code


def test_an_altered_original_is_found_out(county: Desk) -> None:
    source = trace_cell(county, 2022, "t3.granted.total", "a4").sources[0]
    original = county.home / "archive" / source.files[0].sha256[:2] / source.files[0].sha256
    kept = original.read_bytes()
    original.write_bytes(kept + b" ")
    try:
        (again,) = verified(county, trace_cell(county, 2022, "t3.granted.total", "a4")).sources
        assert again.proof == "altered"
    finally:
        original.write_bytes(kept)
    assert not any(warehouse.check_warehouse(county.engine).values())
