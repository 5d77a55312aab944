"""Word 97 documents, OLE wps, rtf and web pages under the name .doc: all right, or refused with the reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tasks.reading import doc, read, read_bytes
from tasks.reading.ole import ole_kind
from tasks.records import GridTable, Limits, Refusal
from tasks.sample import LAYOUTS, render
from tests.reading.truth import assert_all_right, converted, needs_office, numbered

FILES = Path(__file__).parent / "files"
EDITIONS = ("f2019", "f2021")


@pytest.fixture(scope="module")
def saved_by_office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """doc and xls of every docx and xlsx layout in both editions, by `edition_layout.suffix`."""
    sources = {
        f"{edition}_{layout}": render(numbered(edition), layout)
        for edition in EDITIONS
        for layout in LAYOUTS
        if layout.endswith((".docx", ".xlsx"))
    }
    found: dict[str, bytes] = {}
    for kind, of in (("doc", ".docx"), ("xls", ".xlsx"), ("rtf", "official.docx")):
        wanted = {name: data for name, data in sources.items() if name.endswith(of)}
        files = converted(tmp_path_factory.mktemp(kind), kind, wanted)
        found |= {f"{stem}.{kind}": data for stem, data in files.items()}
    return found


@pytest.mark.parametrize("name", ["official_2021.doc", "official_2021.xls"])
@pytest.mark.parametrize("other", ["", ".wps", ".et"])
def test_old_office_files_by_their_streams(name: str, other: str) -> None:
    sent_as = name if not other or (other == ".wps") != name.endswith(".doc") else Path(name).stem + other
    assert_all_right(read_bytes((FILES / name).read_bytes(), sent_as), numbered())


def test_in_the_bounded_process_as_well() -> None:
    grid = read(FILES / "official_2021.doc")
    assert grid.kind == "doc"
    assert_all_right(grid, numbered())


def test_origins_lead_to_table_row_and_cell() -> None:
    tables = [
        block
        for block in read_bytes((FILES / "official_2021.doc").read_bytes(), "a.doc").blocks
        if isinstance(block, GridTable)
    ]
    assert [table.rows[1][0].origin.table for table in tables] == [1, 2, 3]
    assert str(tables[1].rows[1][0].origin) == "第2张表第2行第2格"  # the first cell goes on from above


@needs_office
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", ["doc", "xls", "rtf"])
def test_every_layout_saved_by_office(saved_by_office: dict[str, bytes], kind: str, edition: str) -> None:
    files = {name: data for name, data in saved_by_office.items() if name.endswith(kind) and name.startswith(edition)}
    assert files
    for name, data in files.items():
        assert_all_right(read_bytes(data, name), numbered(edition))


@needs_office
def test_office_helps_where_the_converter_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_by_converter", lambda source: None)
    grid = read_bytes((FILES / "official_2021.doc").read_bytes(), "a.doc")
    assert_all_right(grid, numbered())


@needs_office
def test_office_runs_inside_the_bounds(saved_by_office: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(saved_by_office["f2021_official.rtf"])
    assert_all_right(read(path), numbered())


def test_without_office_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office", lambda: None)
    with pytest.raises(Refusal, match="LibreOffice") as rtf:
        read_bytes(rb"{\rtf1 hello}", "a.rtf")
    assert rtf.value.reason == "unknown_type"
    monkeypatch.setattr(doc, "_by_converter", lambda source: None)
    with pytest.raises(Refusal, match="docx"):
        read_bytes((FILES / "official_2021.doc").read_bytes(), "a.doc")


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands for LibreOffice / 仅 POSIX")
def test_office_that_hangs_costs_its_time_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(doc, "office", lambda: str(slow))
    with pytest.raises(Refusal):
        read_bytes(rb"{\rtf1 hello}", "a.rtf", Limits(cpu_seconds=1))


def test_a_password_is_said() -> None:
    data = bytearray((FILES / "official_2021.doc").read_bytes())
    fib = data.index(b"\xec\xa5")
    data[fib + 11] |= 0x01
    with pytest.raises(Refusal, match="encrypted"):
        read_bytes(bytes(data), "a.doc")


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.xls"])
def test_a_web_page_under_an_office_name(name: str) -> None:
    assert_all_right(read_bytes(render(numbered(), "word_export.html"), name), numbered())


@pytest.mark.parametrize("layout", ["official.docx", "official.xlsx"])
def test_new_wps_and_et_are_packages_of_xml(layout: str) -> None:
    name = "a.wps" if layout.endswith("docx") else "a.et"
    assert_all_right(read_bytes(render(numbered(), layout), name), numbered())


def test_a_workbook_is_no_document() -> None:
    with pytest.raises(Refusal) as refusal:
        read_bytes((FILES / "official_2021.xls").read_bytes(), "a.doc")
    assert refusal.value.reason == "wrong_extension"
    assert "xls" in refusal.value.detail


@pytest.mark.parametrize("cut", [600, 5000, 20_000, 40_000])
def test_torn_documents_are_refused_or_keep_right_figures(cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office", lambda: None)
    with pytest.raises(Refusal) as refusal:
        read_bytes((FILES / "official_2021.doc").read_bytes()[:cut], "a.doc")
    assert refusal.value.reason == "unreadable"


def test_kinds_by_streams() -> None:
    assert ole_kind((FILES / "official_2021.doc").read_bytes()) == "doc"
    assert ole_kind((FILES / "official_2021.xls").read_bytes()) == "xls"
    with pytest.raises(Refusal, match="unreadable"):
        ole_kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000)
