"""Workbooks: a formula that was never calculated and an error are no blank cells."""

from __future__ import annotations

import io
import zipfile

import xlsxwriter

from tasks.reading import read_bytes
from tasks.records import GridTable


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
