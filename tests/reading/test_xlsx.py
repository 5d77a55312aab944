"""Workbooks: what a person sees in a cell counts; what is seen otherwise than it is stored is doubtful, or told."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tasks.placing import place
from tasks.reading import read_bytes
from tasks.reading.looks import Doubt, number_look
from tasks.records import Grid, GridTable, Paragraph, Refusal
from tasks.sample import SampleReport, render
from tests.reading.truth import assert_all_right, numbered


def workbook() -> bytes:
    """Two sheets, the second with a figure, a blank, a formula and an error."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("甲").write("A1", "题")
        sheet = book.add_worksheet("乙 & 丙")
        frame = book.add_format({"border": 1})
        sheet.write("A1", 12)
        sheet.write_blank("B1", None, frame)
        sheet.write_formula("C1", "=SUM(A1,3)", None, 15)
        sheet.write_formula("D1", "=A1/0", None, "#DIV/0!")
    return stream.getvalue()


def without_results(data: bytes) -> bytes:
    """The same workbook as programs save it that never calculate."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<v>15</v>", b""))
    return stream.getvalue()


def second_sheet(data: bytes) -> list[str]:
    table = read_bytes(data, "a.xlsx").blocks[1]
    assert isinstance(table, GridTable)
    return [cell.text for cell in table.rows[0]]


def test_what_has_no_value_says_what_it_is() -> None:
    assert second_sheet(workbook()) == ["12", "", "15", "#DIV/0!"]
    assert second_sheet(without_results(workbook())) == ["12", "", "=SUM(A1,3)", "#DIV/0!"]


def read_sheet(fill: Callable[[Any, Any], None], change: Callable[[bytes], bytes] = lambda data: data) -> Grid:
    """A workbook of one sheet, as fill(book, sheet) leaves it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book, book.add_worksheet("表三"))
    return read_bytes(change(stream.getvalue()), "a.xlsx")


def cells(grid: Grid) -> dict[str, tuple[str, bool]]:
    """Text of each cell by its address, and whether it is sure."""
    tables = [block for block in grid.blocks if isinstance(block, GridTable)]
    found = [cell for table in tables for row in table.rows for cell in row]
    return {cell.origin.address or "": (cell.text, cell.certainty == 1) for cell in found}


def test_runs_of_a_text_are_read_as_they_look() -> None:
    def fill(book: Any, sheet: Any) -> None:
        plain, struck, white = book.add_format(), book.add_format({"font_strikeout": 1}), book.add_format()
        raised = book.add_format({"font_script": 1})
        white.set_font_color("white")
        sheet.write_rich_string("A1", plain, "12", raised, "1")
        sheet.write_rich_string("B1", struck, "15", plain, "16")
        sheet.write_rich_string("C1", plain, "1", white, "7")
        sheet.write("D1", 15, struck)
        sheet.write_rich_string("E1", struck, "15", struck, "16")
        sheet.write("F1", 3, raised)

    grid = read_sheet(fill)
    assert cells(grid) == {
        "A1": ("12[1]", True), "B1": ("16", True), "C1": ("17", False), "D1": ("", False), "E1": ("", False),
        "F1": ("3", True),
    }  # fmt: skip
    assert grid.note == "工作表“表三”C1字与底色一样或小得看不见，请核实；工作表“表三”D1、E1字都划掉或藏起了，请核实"


def test_a_pronunciation_is_no_part_of_a_text() -> None:
    spoken = b'<r><t>12</t></r><rPh sb="0" eb="2"><t>34</t></rPh><phoneticPr fontId="1"/>'

    def change(data: bytes) -> bytes:
        return changed(data, b"<t>spoken</t>", spoken)

    assert cells(read_sheet(lambda book, sheet: sheet.write("A1", "spoken"), change)) == {"A1": ("12", True)}


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return stream.getvalue()


def test_letters_in_the_colour_behind_them_are_doubtful() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", 1, book.add_format({"font_color": "white"}))
        sheet.write("B1", 2, book.add_format({"font_color": "white", "bg_color": "#1F4E79"}))
        sheet.write("C1", 3, book.add_format({"font_color": "#1F4E79", "bg_color": "#1F4E79"}))
        sheet.write("D1", 4, book.add_format({"font_size": 1}))
        sheet.write("E1", 5, book.add_format({"font_color": "red"}))

    sure = {address: sure for address, (_text, sure) in cells(read_sheet(fill)).items()}
    assert sure == {"A1": False, "B1": True, "C1": False, "D1": False, "E1": True}


def test_number_formats_count() -> None:
    def fill(book: Any, sheet: Any) -> None:
        for column, (number, code) in enumerate([(12, '0"件"'), (43.788, "0.0"), (7, ";;;"), (0, "#,##0")]):
            sheet.write(0, column, number, book.add_format({"num_format": code}))
        sheet.write("E1", "8", book.add_format({"num_format": ";;;"}))

    assert cells(read_sheet(fill)) == {
        "A1": ("12件", True), "B1": ("43.788", False), "C1": ("7", False), "D1": ("0", True), "E1": ("8", False),
    }  # fmt: skip


def test_hidden_rows_columns_and_sheets_are_told_not_read() -> None:
    def fill(book: Any, sheet: Any) -> None:
        for row in range(3):
            sheet.write_row(row, 0, [row * 10 + column for column in range(4)])
        sheet.merge_range("A5:A6", "两行")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        sheet.set_column(3, 3, 0)
        book.add_worksheet("旧表").very_hidden()

    grid = read_sheet(fill)
    kept = {address: text for address, (text, _sure) in cells(grid).items() if text}
    assert kept == {"A1": "0", "B1": "1", "A3": "20", "B3": "21", "A5": "两行"}
    assert grid.note == (
        "工作表“表三”里隐藏的行、列或合并格盖住的内容没有读：C1、D1、A2、B2、C2、D2等8格；隐藏的工作表没有读：旧表"
    )


def test_a_workbook_with_nothing_to_see_says_where_its_content_is() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", 5)
        sheet.set_row(0, None, None, {"hidden": True})

    with pytest.raises(Refusal, match="隐藏的行") as refusal:
        read_sheet(fill)
    assert refusal.value.reason == "empty"


def test_blank_cells_under_a_picture_or_a_box_are_doubtful() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["本年", "", 7])
        sheet.write("H20", "末")
        sheet.insert_textbox("B1", "12", {"width": 40, "height": 15})
        sheet.insert_image("C3", "a.png", {"image_data": io.BytesIO(png(600, 200))})

    grid = read_sheet(fill)
    found = cells(grid)
    assert (found["B1"], found["C1"], found["D5"], found["A9"]) == (("", False), ("7", True), ("", False), ("", True))
    assert [(block.text, block.style) for block in grid.blocks if isinstance(block, Paragraph)] == [
        ("12", ""), ("（图片）", "picture"),
    ]  # fmt: skip


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * ((width + 1) * height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_blank_form_beside_the_filled_one_is_left_out() -> None:
    def fill(book: Any, sheet: Any) -> None:
        figures(sheet, replace(numbered(), values={}))
        figures(book.add_worksheet("填报"), numbered())

    grid = read_sheet(fill)
    assert_all_right(grid, numbered())
    assert grid.note == "空白的表没有采用，同样的表在别的工作表里已填：表三"


def figures(sheet: Any, report: SampleReport, title: bool = True) -> None:
    """The whole report on one sheet, with or without its title."""
    [found] = read_bytes(render(report, "official.xlsx"), "a.xlsx").blocks
    assert isinstance(found, GridTable)
    for cell in (cell for row in found.rows[0 if title else 1 :] for cell in row):
        if cell.rowspan * cell.colspan > 1:
            right, below = cell.column + cell.colspan - 1, cell.row + cell.rowspan - 1
            sheet.merge_range(cell.row, cell.column, below, right, cell.text)
        else:
            sheet.write_string(cell.row, cell.column, cell.text)


@pytest.mark.parametrize("name", ["2022年", "填表示例"])
def test_a_sheet_of_another_year_or_an_example_is_left_out(name: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        figures(sheet, numbered(year=2022, first=20_001), title=False)
        sheet.name = name
        figures(book.add_worksheet("填报"), numbered())

    grid = read_sheet(fill)
    assert_all_right(grid, numbered())
    assert grid.note.endswith(f"没有采用：{name}")


def test_a_sheet_with_a_title_of_its_own_is_a_report_by_itself() -> None:
    def fill(book: Any, sheet: Any) -> None:
        figures(sheet, numbered(year=2022, first=20_001))
        sheet.name = "2022年"
        figures(book.add_worksheet("2023年"), numbered())

    with pytest.raises(Refusal, match="two_reports"):
        place(read_sheet(fill))


def test_names_of_the_strict_standard_are_read() -> None:
    def change(data: bytes) -> bytes:
        usual = b"http://schemas.openxmlformats.org/"
        for area in (b"spreadsheetml", b"officeDocument"):
            data = changed(data, usual + area + b"/2006/", b"http://purl.oclc.org/ooxml/" + area + b"/")
        return data

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_rich_string("A1", book.add_format({"font_strikeout": 1}), "15", book.add_format(), "16")

    assert cells(read_sheet(fill, change)) == {"A1": ("16", True)}


LOOKS = Path(__file__).parent / "files" / "looks.xls"


def test_an_old_workbook_is_read_as_it_looks() -> None:
    """Runs, white and struck letters, formats, a formula never calculated, a hidden row, column and sheet."""
    grid = read_bytes(LOOKS.read_bytes(), "a.xls")
    assert {address: held for address, held in cells(grid).items() if held != ("", True)} == {
        "A1": ("12[1]", True), "B1": ("16", True), "C1": ("17", False), "D1": ("", False), "E1": ("19", True),
        "A2": ("12件", True), "B2": ("43.788", False), "C2": ("7", False), "D2": ("50%", False), "E2": ("1234", True),
        "A4": ("", False),
    }  # fmt: skip
    assert grid.note.endswith("隐藏的行、列或合并格盖住的内容没有读：A3、K4；隐藏的工作表没有读：旧")


def test_where_nothing_of_the_looks_is_known_every_text_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.reading.xls_looks.xlrd.open_workbook", lambda **_settings: 1 / 0)
    grid = read_bytes(LOOKS.read_bytes(), "a.xls")
    assert not any(sure for text, sure in cells(grid).values() if text)


def test_a_cell_far_away_is_named_before_all_between_is_laid_out() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", 1)
        sheet.write("XFD1048576", 2)

    with pytest.raises(Refusal, match="一直用到第1048576行第16384列") as refusal:
        read_sheet(fill)
    assert refusal.value.reason == "too_large"


def test_blank_cells_far_away_do_not_matter() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write("A1", 1)
        sheet.write_blank("XFD1048576", None, book.add_format({"border": 1}))

    assert cells(read_sheet(fill)) == {"A1": ("1", True)}


def test_a_password_of_an_old_workbook_is_named() -> None:
    locked = LOOKS.read_bytes().replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)
    with pytest.raises(Refusal, match="encrypted"):
        read_bytes(locked, "a.xls")


def test_a_format_code_longer_than_any_is_not_worked_out() -> None:
    assert number_look(12.0, "0" * 300).doubt is Doubt.ROUNDED


def test_numbers_that_a_condition_makes_vanish_are_doubtful() -> None:
    def fill(book: Any, sheet: Any) -> None:
        white, empty = book.add_format({"font_color": "white"}), book.add_format({"num_format": ";;;"})
        red = book.add_format({"font_color": "red"})
        for row in range(4):
            sheet.write_row(row, 0, [0, 5, "无"])
        sheet.conditional_format("A1:C1", {"type": "cell", "criteria": "==", "value": 0, "format": white})
        sheet.conditional_format("A2:C2", {"type": "cell", "criteria": "<", "value": 9, "format": empty})
        sheet.conditional_format("A3:C3", {"type": "formula", "criteria": "=A1=0", "format": white})
        sheet.conditional_format("A4:C4", {"type": "cell", "criteria": "==", "value": 0, "format": red})

    found = cells(read_sheet(fill))
    assert [address for address, (_text, sure) in found.items() if not sure] == ["A1", "A2", "B2", "A3", "B3"]
