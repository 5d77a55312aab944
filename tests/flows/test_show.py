"""`gouji show` leads back to the right place in every type; pages are drawn with the cell framed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.command.app import run
from tasks.language import use
from tasks.reading import picture
from tasks.records import Origin, Refusal
from tasks.sample import render
from tests.accuracy.types import archive, mail
from tests.reading.pdf_writer import numbered_report, report_pdf
from tests.reading.truth import numbered

SAVED = Path(__file__).parents[1] / "reading" / "files"
CODE = "t3.granted.total"
REPORT = numbered()
DOCX, HTML = render(REPORT, "official.docx"), render(REPORT, "official.html")
PAGES = report_pdf()
WORKBOOK = (SAVED / "official_2021.xls").read_bytes()
FILES = {  # what is printed of the place
    "a.txt": (render(REPORT, "tab_dump.txt"), "第2张表第6行第9格，第37行"),
    "a.html": (HTML, "第2张表第6行第9格，第34行"),
    "a.docx": (DOCX, "第2张表第6行第9格"),
    "a.doc": ((SAVED / "official_2021.doc").read_bytes(), "第2张表第6行第9格"),
    "a.xlsx": (render(REPORT, "sheets.xlsx"), "工作表“表三”J8"),
    "a.xls": (WORKBOOK, "工作表“"),
    "a.eml": (mail({"a.docx": DOCX})["a"], "年度报告.docx，第2张表第6行第9格"),
    "a.zip": (archive({"a.html": HTML})["a"], "年度报告.html，第2张表第6行第9格"),
}
DRAWN = {
    "a.pdf": PAGES,
    "a.zip": archive({"a.pdf": PAGES})["a"],
    "deep.eml": mail({"a.zip": archive({"a.pdf": PAGES})["a"]})["a"],
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are named as a clerk does, from the folder where they lie."""
    use("zh")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_the_place_and_the_rows_around_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data, place = FILES[name]
    Path(name).write_bytes(data)
    assert run(["show", name, CODE]) == 0
    first, sure, *around = capsys.readouterr().out.replace(",", "").splitlines()
    assert sure.startswith("  把握 ") and "依据：栏目名称" in sure
    assert f"{CODE} = {REPORT.values[CODE]}" in first
    assert place in first
    assert any(f"【{REPORT.values[CODE]}】" in line for line in around)


def test_a_cell_that_is_not_placed_leads_to_the_figures_that_may_be_it(capsys: pytest.CaptureFixture[str]) -> None:
    row = "（一）予以公开\t3\t4\t5"
    Path("a.txt").write_text(re.sub("[(]一[)] 予以公开.*", row, FILES["a.txt"][0].decode()), encoding="utf-8")
    assert run(["show", "a.txt", CODE]) == 2
    told = capsys.readouterr().out
    assert "可能是这一格的数：" in told and "  4　（第2张表第6行" in told
    assert run(["show", "a.txt", "t3.granted.totall"]) == 2
    assert f"您要找的可能是 {CODE}" in capsys.readouterr().out
    assert run(["read", "a.txt"]) == 0
    assert "可能属于：表三「（一）予以公开·自然人」" in capsys.readouterr().out


@pytest.mark.parametrize("name", DRAWN)
def test_pages_are_drawn(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(DRAWN[name])
    assert run(["show", name, CODE, "--out", "cell.png"]) == 0
    assert f"【{numbered_report().values[CODE]}】" in capsys.readouterr().out
    assert Path("cell.png").read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_refused() -> None:
    here = Origin(page=1, box=(60, 60, 90, 90))
    for name, data, place in [
        ("a.pdf", PAGES, Origin(page=999, box=(0, 0, 9, 9))),
        ("a.pdf", PAGES[:200], here),
        ("a.docx", DOCX, here),
        ("a.zip", DRAWN["a.zip"], Origin(page=1, box=(0, 0, 9, 9), member="别的.pdf")),
        ("a.png", b"\x89PNG\r\n\x1a\n", here),
    ]:
        Path(name).write_bytes(data)
        with pytest.raises(Refusal) as refusal:
            picture(Path(name), place)
        assert refusal.value.detail
