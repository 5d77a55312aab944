"""A night of the sample county finds exactly the golden list, on both databases; a second one does nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tasks import warehouse
from tasks.check import check_submissions
from tasks.decide import follow
from tasks.load import load_checked
from tasks.open import close_desks, moment, open_desk
from tasks.place import place_documents
from tasks.placing import place
from tasks.reading import read
from tasks.report import publish_pages, write_county
from tasks.reread import agency_named, reread_documents
from tasks.sample import write_county as write_sample
from tasks.tabulate import import_decisions
from tests.flows import golden
from tests.flows.plain import plain_night
from tests.tracing import untraced

DAY = date(2025, 2, 14)


@pytest.fixture
def county(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sample county with a fresh warehouse of either kind."""
    monkeypatch.setenv("GOUJI_DATABASE_URL", database_url)
    home = tmp_path / "county"
    write_sample(home)
    yield home
    close_desks()


def snapshot(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_night_finds_exactly_the_golden_list_and_a_second_one_does_nothing(county: Path) -> None:
    desk, sent, pages = plain_night(county, DAY)
    assert golden.found(desk) == golden.listed("night_findings.csv", *golden.FINDINGS)
    assert golden.refused(desk) == golden.listed("night_refusals.csv", "file_name", "year", "reason")
    assert golden.standings(desk) == golden.listed("night_states.csv", "agency", "year", "state", "revision")
    assert golden.beside(desk) == golden.listed("night_season.csv", "agency", "year", "rule", "severity")
    counted = {(code, str(year)) for year in desk.years() for code in warehouse.accepted_revisions(desk.engine, year)}
    due = {(agency.code, str(year)) for year in desk.years() for agency in desk.expected(year)}
    assert golden.unreported(desk) == due - counted
    assert sent and pages
    assert not any(warehouse.check_warehouse(desk.engine).values())

    counts, content, files = warehouse.row_counts(desk.engine), warehouse.warehouse_hash(desk.engine), snapshot(county)
    desk, sent_again, pages_again = plain_night(county, DAY)
    assert warehouse.row_counts(desk.engine) == counts
    assert warehouse.warehouse_hash(desk.engine) == content
    assert (sent_again, pages_again) == ([], [])
    changed = {path for path, at in snapshot(county).items() if files.get(path) != at}
    assert not {path for path in changed if "warehouse.db" not in path}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county on SQLite after its first night."""
    home = tmp_path_factory.mktemp("played") / "county"
    write_sample(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GOUJI_DATABASE_URL", raising=False)
        with untraced():
            plain_night(home, DAY)
    close_desks()
    return home


@pytest.fixture
def settled(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of that county to go on with."""
    monkeypatch.delenv("GOUJI_DATABASE_URL", raising=False)
    yield shutil.copytree(played, tmp_path / "county")
    close_desks()


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sample county on SQLite before its first night."""
    monkeypatch.delenv("GOUJI_DATABASE_URL", raising=False)
    write_sample(tmp_path)
    yield tmp_path
    close_desks()


def drawn(home: Path) -> dict[str, bytes]:
    """Every page and document as it lies there."""
    files = [path for name in ("site", "out") for path in (home / name).rglob("*") if path.is_file()]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


def confirm(home: Path) -> None:
    desk = open_desk(home)
    assert follow(desk, import_decisions(desk, home / "decisions.csv", moment(DAY)), moment(DAY))


def rename(home: Path) -> None:
    roster = (home / "roster.csv").read_text(encoding="utf-8-sig")
    (home / "roster.csv").write_text(roster.replace("水利局", "水务局"), encoding="utf-8-sig")


def overwrite(home: Path) -> None:
    (home / "site" / "2024" / "a" / "d02" / "index.html").write_bytes(b"?")
    (home / "out" / "2024" / "county-2024.xlsx").unlink()


def test_what_is_not_drawn_again_is_what_would_be_drawn(settled: Path) -> None:
    """After whatever happens, pages and documents lie there as if all of them had been drawn anew."""
    states = [drawn(settled)]
    for happens, day in ((confirm, DAY), (rename, DAY), (overwrite, date(2025, 6, 1))):
        happens(settled)
        states.append(redrawn(settled, day))
        (settled / ".drawn.json").unlink()
        assert redrawn(settled, day) == states[-1], happens
    assert all(one != other for one, other in pairwise(states))


def redrawn(home: Path, day: date) -> dict[str, bytes]:
    desk = open_desk(home)
    for year in desk.years():
        write_county(desk, year, day)
    publish_pages(desk, day)
    return drawn(home)


def test_a_day_later_only_what_counts_days_is_drawn(settled: Path) -> None:
    written = {path.relative_to(settled).as_posix() for path in plain_night(settled, date(2025, 2, 15))[2]}
    assert "site/2024/index.html" in written and "site/2024/a/d02/index.html" not in written


def test_what_the_office_decides_the_morning_after(settled: Path) -> None:
    """The sample's own decisions change their states and no others; a night after that changes nothing."""
    desk = open_desk(settled)
    made = import_decisions(desk, settled / "decisions.csv", moment(DAY))
    written = follow(desk, made, moment(DAY))
    states = {row[:2]: row for row in golden.listed("night_states.csv", "agency", "year", "state", "revision")}
    states |= {row[:2]: row for row in golden.listed("decided_states.csv", "agency", "year", "state", "revision")}
    assert golden.standings(desk) == sorted(states.values())
    assert settled / "site" / "2023" / "a" / "d12" / "index.html" in written
    assert not any(warehouse.check_warehouse(desk.engine).values())

    content = warehouse.warehouse_hash(desk.engine)
    desk, sent, pages = plain_night(settled, DAY)
    assert import_decisions(desk, settled / "decisions.csv", moment(DAY)) == ()
    assert (sent, pages) == ([], []) and warehouse.warehouse_hash(desk.engine) == content


def test_the_county_report_is_read_back_to_the_same_cells(settled: Path) -> None:
    desk = open_desk(settled)
    for year in (2023, 2024):
        rollup = warehouse.latest_rollup(desk.engine, desk.county.code, year)
        assert rollup is not None and rollup.status == "draft" and len(rollup.cells) == 200
        for suffix in ("docx", "xlsx"):
            placement = place(read(settled / "out" / str(year) / f"county-{year}.{suffix}"))
            assert {code: cell.value for code, cell in placement.cells.items()} == {
                code: cell.value for code, cell in rollup.cells.items()
            }
            assert suffix == "xlsx" or not placement.unplaced
        assert (placement.agency, placement.year, placement.form) == (desk.county.name, year, rollup.form)


def test_the_rollup_is_the_sum_of_the_accepted(settled: Path) -> None:
    desk = open_desk(settled)
    rollup = warehouse.latest_rollup(desk.engine, desk.county.code, 2024)
    assert rollup is not None
    accepted = warehouse.accepted_revisions(desk.engine, 2024)
    values = [warehouse.revision_values(desk.engine, code, 2024) or {} for code in accepted]
    leaf = "t3.new_received.natural_person"
    assert rollup.cells[leaf].value == sum((figures[leaf] or Decimal(0) for figures in values), Decimal(0))
    assert rollup.accepted == len(accepted) < rollup.expected
    assert set(rollup.lacking) == {agency.code for agency in desk.expected(2024)} - set(accepted)


def test_rereading_one_agency_changes_nothing(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What says the same by the same rules is not even judged again."""
    monkeypatch.setattr("tasks.check.check_cases", lambda *_: pytest.fail("judged again"))
    desk = open_desk(settled)
    before = warehouse.row_counts(desk.engine), warehouse.warehouse_hash(desk.engine)
    agency = agency_named(desk, "财政局", 2023)
    documents = reread_documents(desk, 2023, agency.code)
    checked = check_submissions(desk, place_documents(desk, documents, 2023), 2023, [agency.code])
    assert documents and not load_checked(desk, checked, 2023, moment(DAY))
    assert (warehouse.row_counts(desk.engine), warehouse.warehouse_hash(desk.engine)) == before


def test_one_broken_agency_never_fails_the_night(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks import place as stage

    original = stage.place_grid
    calls: list[int] = []

    def sometimes(grid: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise RuntimeError("defect")
        return original(grid)  # type: ignore[arg-type]

    monkeypatch.setattr(stage, "place_grid", sometimes)
    desk, _sent, _pages = plain_night(fresh, DAY)
    waiting = [a for year in desk.years() for a in warehouse.arrivals(desk.engine, year) if a.outcome == "received"]
    assert len(waiting) == 1
    pages = [(fresh / "site" / str(year) / "index.html") for year in desk.years()]
    assert sum("没有处理完" in page.read_text(encoding="utf-8") for page in pages) == 1
    monkeypatch.setattr(stage, "place_grid", original)
    desk, _sent, _pages = plain_night(fresh, DAY)
    assert not any("没有处理完" in page.read_text(encoding="utf-8") for page in pages)
    assert golden.found(desk) == golden.listed("night_findings.csv", *golden.FINDINGS)


def test_bad_files_are_listed_and_the_night_goes_on(settled: Path) -> None:
    inbox = settled / "inbox" / "2024"
    bad = {
        "d02/unreadable.docx": b"PK\x03\x04 torn",
        "d03/empty.docx": b"",
        "d04/encrypted.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "d05/wrong_extension.docx": b"%PDF-1.7",
        "d07/two_reports.txt": "\n".join(
            f"清河口县{name}2024年政府信息公开工作年度报告\n一、总体情况\n已公开。\n二、主动公开政府信息情况"
            for name in ("财政局", "公安局")
        ).encode(),
        "d08/unknown_type.bin": b"\x7fELF\x00\x01",
        "d09/unknown_agency.txt": (
            "邻水泊县财政局2024年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况".encode()
        ),
    }
    for name, data in bad.items():
        path = inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1739300000, 1739300000))  # after the reports: none of them came with one
    desk, _sent, _pages = plain_night(settled, DAY)
    reasons = {name: reason for name, _year, reason in golden.refused(desk)}
    for name in bad:
        stem = Path(name).stem
        assert reasons[Path(name).name] == stem
    assert golden.found(desk) == golden.listed("night_findings.csv", *golden.FINDINGS)
    page = (settled / "site" / "2024" / "index.html").read_text(encoding="utf-8")
    assert all(Path(name).name in page for name in bad)


def test_a_county_without_its_files_says_what_is_missing(tmp_path: Path) -> None:
    from tasks.county import CountyError

    with pytest.raises(CountyError, match=r"county\.toml"):
        open_desk(tmp_path)


def test_text_and_tables_in_two_files_are_one_submission(fresh: Path) -> None:
    from tasks.form import load_form
    from tasks.sample import SampleReport, deliveries, render, reports

    whole = reports()[("d02", 2024)]
    folder = fresh / "inbox" / "2024"
    for delivery in deliveries():
        if (delivery.agency, delivery.year) == ("d02", 2024):
            (fresh / "inbox" / delivery.path).unlink()
    (folder / "d02").mkdir(exist_ok=True)
    words = {
        1: "主动公开、依申请公开、政府信息管理、公开平台建设和监督保障各项工作均有进展，总体情况良好。",
        5: "存在问题：培训不够。下一步加强培训，完善制度，提升公开的质量和水平，落实责任。",
        6: "本年度未收取信息处理费。",
    }
    lines = [f"{whole.agency}2024年政府信息公开工作年度报告"]
    for section in load_form("f2021").sections:
        lines += [section.heading, words.get(section.number, "见附表。")]
    (folder / "d02" / "正文.txt").write_text("\n".join(lines), encoding="utf-8")
    tables = SampleReport(whole.agency, 2024, whole.values, lost_headings=frozenset({1, 5, 6}))
    (folder / "d02" / "附表.xlsx").write_bytes(render(tables, "official.xlsx"))
    for path in (folder / "d02").iterdir():
        os.utime(path, (1737000000, 1737000000))
    desk, _sent, _pages = plain_night(fresh, DAY)
    revision = warehouse.latest_revisions(desk.engine, 2024)["d02"]
    assert revision.number == 1
    placement = warehouse.load_placement(desk.engine, revision)
    assert len(placement.cells) == 200 and placement.sections[6].text == words[6]
    assert not [finding for finding in golden.found(desk) if finding[:2] == ("d02", "2024")]
