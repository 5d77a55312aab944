"""What lies beside a whole report: seal pages, letters, pictures and pieces; nothing lost, and no false refusal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

import tasks.read as stage
from tasks import warehouse
from tasks.beside import take_beside
from tasks.open import CLOCK, Desk, open_desk
from tasks.reading import part_of, read_bytes
from tasks.receive import pending, receive_files
from tasks.records import Grid, GridTable, Limits, Origin, Paragraph, Receipt, Refusal
from tasks.sample import SampleReport, render, reports
from tasks.survey import read_year
from tasks.together import PIECE, REPEATS, Document, join_files
from tests.flows.conftest import DAY

YEAR, CODE = 2023, "d05"
UNREAD = Refusal("no_text_layer", "页面是图片")
SEAL = Grid("image", (Paragraph("清河口县水利局", Origin(page=1)), Paragraph("2024年1月16日", Origin(page=1))))


@pytest.fixture
def desk(sqlite_county: Path) -> Iterator[Desk]:
    yield open_desk(sqlite_county)


def report() -> SampleReport:
    return reports()[(CODE, YEAR)]


def grid_of(layout: str, of: SampleReport | None = None) -> Grid:
    return read_bytes(render(of or report(), layout), layout)


def only(table: str, grid: Grid) -> Grid:
    """That official table of a report alone."""
    found = [
        b for b in grid.blocks if isinstance(b, GridTable) and part_of("", Grid("", (b,))).evidence.filled == {table}
    ]
    return structs.replace(grid, blocks=tuple(found))


def seen(grid: Grid) -> Grid:
    """As if it had been recognised from a picture."""
    return structs.replace(grid, kind="image")


def origin(desk: Desk) -> warehouse.Arrival:
    revision = warehouse.latest_revisions(desk.engine, YEAR)[CODE]
    return next(a for a in warehouse.arrivals(desk.engine, YEAR) if a.receipt.sha256 == revision.sha256)


def handed_in(desk: Desk, monkeypatch: pytest.MonkeyPatch, days: int = 0, **files: Grid | Refusal) -> None:
    """Files of the agency, so many days after its report, each read as said; what is refused is held against it."""

    def read_all(found: Sequence[tuple[Path, str]], _limits: Limits) -> list[Grid | Refusal]:
        return [files[Path(name).stem] for _path, name in found]

    monkeypatch.setattr(stage, "read_all", read_all)
    at = (origin(desk).receipt.received_at + timedelta(days=days)).timestamp()
    folder = desk.home / "inbox" / str(YEAR) / CODE
    folder.mkdir(exist_ok=True)
    for name in files:
        path = folder / f"{name}.jpg"
        path.write_bytes(name.encode())
        os.utime(path, (at, at))
    receive_files(desk, YEAR)
    for document in stage.read_documents(desk, pending(desk, YEAR)):
        refusal = Refusal("no_report", "不像报告")
        warehouse.record_refusal(desk.engine, document.receipt, refusal, agency_code=CODE)
    take_beside(desk, YEAR)


def refused(desk: Desk) -> dict[str, str]:
    arrivals = warehouse.arrivals(desk.engine, YEAR)
    return {a.receipt.file_name.removesuffix(".jpg"): a.reason for a in arrivals if a.outcome == "refused"}


def test_a_seal_page_is_named_beside_the_report_whenever_it_comes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = refused(desk)
    handed_in(desk, monkeypatch, days=9, 盖章页=SEAL)
    assert refused(desk) == before
    (said,) = read_year(desk, YEAR, DAY).beside(CODE)
    assert "盖章页.jpg" in said and "不需要它" in said
    assert not any(warehouse.check_warehouse(desk.engine).values())


def test_unread_pictures_letters_and_the_like_belong_to_the_report_of_their_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = refused(desk)
    letter = Grid("docx", (Paragraph("现将年报报上，联系电话 0000-1234567。", Origin()),))
    others = {"空文件": Refusal("empty", "文件是空的"), "去年": Refusal("wrong_year", "是 2022 年度的报告")}
    others["版式"] = Refusal("unknown_type", "不能读取这种类型的文件")
    handed_in(desk, monkeypatch, 盖章页=UNREAD, 公函=letter, **others)
    assert refused(desk) == before
    assert len(read_year(desk, YEAR, DAY).beside(CODE)) == 5
    take_beside(desk, YEAR)
    assert len(read_year(desk, YEAR, DAY).beside(CODE)) == 5


def test_what_comes_later_may_be_a_correction(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_in(desk, monkeypatch, days=3, 扫描=UNREAD, 更正函=Grid("docx", (Paragraph("表三改为 12。", Origin()),)))
    assert {name: reason for name, reason in refused(desk).items() if name in {"扫描", "更正函"}} == {
        "扫描": "no_text_layer",
        "更正函": "no_report",
    }
    told = [a.detail for a in warehouse.arrivals(desk.engine, YEAR) if a.receipt.file_name == "扫描.jpg"]
    assert "可能是更正" in told[0]


@pytest.mark.parametrize("table", ["", "t3"])
def test_what_repeats_the_report_is_not_counted_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    before = refused(desk)
    revision = warehouse.latest_revisions(desk.engine, YEAR)[CODE]
    grid = Grid.from_json(warehouse.load_grid(desk.engine, revision.sha256) or {})
    handed_in(desk, monkeypatch, days=9, 附表=only(table, grid) if table else seen(grid))
    assert refused(desk) == before
    assert warehouse.latest_revisions(desk.engine, YEAR)[CODE] == revision
    (said,) = read_year(desk, YEAR, DAY).beside(CODE)
    assert "一致" in said


def document(name: str, grid: Grid) -> Document:
    return Document(Receipt(name, name, YEAR, datetime(2024, 1, 16, tzinfo=CLOCK), 1, name, submitter=CODE), grid)


def test_other_figures_stand_for_themselves(desk: Desk) -> None:
    values = {**report().values, next(code for code in report().values if code.startswith("t3")): 987}
    other = replace(report(), values=values)
    one, two = document("甲", grid_of("official.docx")), document("乙", seen(grid_of("official.docx", other)))
    assert join_files(desk, [one, two]) == [one, two]


def test_a_scan_of_the_report_handed_in_beside_it_is_told(desk: Desk) -> None:
    one, two = document("甲", grid_of("official.docx")), document("乙", seen(grid_of("official.docx")))
    for files in ([one, two], [two, one]):
        found = join_files(desk, files)
        assert one in found
        (told,) = [it for it in found if not isinstance(it, Document)]
        assert (told[0], told[1].reason) == (two, REPEATS)


def test_a_picture_with_cells_that_the_report_lacks_is_told(desk: Desk) -> None:
    whole = grid_of("official.docx")
    third = only("t3", whole).blocks[0]
    assert isinstance(third, GridTable)
    cut = [structs.replace(third, rows=third.rows[:12]) if block == third else block for block in whole.blocks]
    one, two = document("甲", structs.replace(whole, blocks=tuple(cut))), document("乙", seen(only("t3", whole)))
    (told,) = [it for it in join_files(desk, [one, two]) if not isinstance(it, Document)]
    assert (told[0], told[1].reason) == (two, PIECE)
    assert "缺的" in told[1].detail
