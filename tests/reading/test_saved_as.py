"""What office programs save under other names: web pages in one file, text with separators, workbooks as XML."""

from __future__ import annotations

import csv
import io
from quopri import encodestring
from xml.sax.saxutils import escape

import pytest

from tasks.reading import read_bytes
from tasks.records import GridTable, Limits, Refusal
from tasks.sample import render
from tests.reading.test_bad_input import package
from tests.reading.truth import assert_all_right, numbered

PAGE = render(numbered(), "official.html")
SHEET = next(block for block in read_bytes(render(numbered(), "official.xlsx"), "a.xlsx").blocks)
assert isinstance(SHEET, GridTable)


def saved_page(*parts: tuple[str, bytes]) -> bytes:
    """A page as Word and Excel save it: two headers, and the parts at their places."""
    written = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n'
    for place, content in parts:
        kind = b'text/html; charset="utf-8"' if place.endswith(".htm") else b"image/png"
        written += b"--=_x\r\nContent-Location: file:///C:/" + place.encode() + b"\r\nContent-Type: " + kind
        written += b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + encodestring(content) + b"\r\n"
    return written + b"--=_x--\r\n"


WORD = saved_page(("a.htm", PAGE), ("a.files/header.htm", b"<p>9</p>"), ("a.files/a.png", b"\x89PNG"))
FRAME = b"<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>"
HIDDEN = b"<!--[if gte mso 9]><xml><x:Visible>SheetVeryHidden</x:Visible></xml><![endif]--><p>9</p>"
EXCEL = saved_page(("a.htm", FRAME), ("a.files/sheet001.htm", PAGE), ("a.files/sheet002.htm", HIDDEN))


@pytest.mark.parametrize("name", ["年报.mht", "年报.doc", "年报.xls", "年报.htm"])
def test_a_page_in_one_file(name: str) -> None:
    assert_all_right(read_bytes(WORD, name), numbered())


def test_a_workbook_saved_as_a_page_without_its_hidden_sheet() -> None:
    grid = read_bytes(EXCEL, "年报.xls")
    assert_all_right(grid, numbered())
    assert grid.note == "隐藏的工作表没有读：sheet002.htm"


def test_sheets_of_a_page_keep_their_names() -> None:
    grid = read_bytes(saved_page(("a.files/sheet001.htm", PAGE), ("a.files/sheet002.htm", b"<p>7</p>")), "a.mht")
    assert {block.origin.member for block in grid.blocks if not isinstance(block, GridTable)} == {
        "sheet001.htm", "sheet002.htm",
    }  # fmt: skip


@pytest.mark.parametrize("data", [FRAME, saved_page(("a.htm", FRAME))])
def test_a_frame_without_its_pages_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="empty"):
        read_bytes(data, "年报.xls")


def separated(separator: str) -> str:
    stream = io.StringIO()
    width = max(cell.column + cell.colspan for row in SHEET.rows for cell in row)
    writer = csv.writer(stream, delimiter=separator)
    for row in SHEET.rows:
        texts = {cell.column: cell.text for cell in row}
        writer.writerow([texts.get(column, "") for column in range(width)])
    return stream.getvalue()


@pytest.mark.parametrize(
    ("separator", "encoding", "name"),
    [(",", "gbk", "年报.csv"), (",", "utf-8-sig", "年报.csv"), (";", "gbk", "年报.xls"), ("\t", "utf-16", "年报.xls"),
     (",", "gbk", "年报.txt")],
)  # fmt: skip
def test_a_sheet_saved_as_text(separator: str, encoding: str, name: str) -> None:
    assert_all_right(read_bytes(separated(separator).encode(encoding), name), numbered())


def test_fields_in_quotes_keep_their_separators_and_breaks() -> None:
    text = '名称,数,备注\r\n"甲\n乙","1,234",\r\n丙,5,\r\n丁,6,无\r\n'
    [table] = read_bytes(text.encode("gbk"), "a.csv").blocks
    assert isinstance(table, GridTable)
    assert [[cell.text for cell in row] for row in table.rows][1] == ["甲\n乙", "1,234", ""]
    assert [row[0].origin.line for row in table.rows] == [1, 2, 4, 5]


def test_prose_with_commas_is_no_table() -> None:
    prose = "\n".join(
        f"今年,本局收到申请{number}件,均已办结" + "。" * (number % 2) + ",无" * (number % 3) for number in range(9)
    )
    assert read_bytes(prose.encode(), "a.txt").kind == "txt"


def workbook_xml(styles: str, rows: str, more: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:schemas-microsoft-com:office:{name}"'
        for short, name in (("ss", "spreadsheet"), ("x", "excel"))
    )
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><ss:Workbook {names}'
        f' xmlns:html="http://www.w3.org/TR/REC-html40"><ss:Styles>{styles}</ss:Styles>'
        f'<ss:Worksheet ss:Name="表"><ss:Table>{rows}</ss:Table></ss:Worksheet>{more}</ss:Workbook>'
    ).encode()


def whole_workbook_xml() -> bytes:
    """The report as one XML file."""
    rows = ""
    for row in SHEET.rows:
        rows += "<ss:Row>"
        for cell in row:
            spans = f'ss:MergeAcross="{cell.colspan - 1}" ss:MergeDown="{cell.rowspan - 1}"'
            kind = "Number" if cell.text.isdecimal() else "String"
            data = f'<ss:Data ss:Type="{kind}">{escape(cell.text)}</ss:Data>' if cell.text else ""
            rows += f'<ss:Cell ss:Index="{cell.column + 1}" {spans}>{data}</ss:Cell>'
        rows += "</ss:Row>"
    return workbook_xml("", rows)


@pytest.mark.parametrize("name", ["年报.xls", "年报.xml"])
def test_a_workbook_as_xml(name: str) -> None:
    assert_all_right(read_bytes(whole_workbook_xml(), name), numbered())


def test_a_workbook_as_xml_is_read_as_it_looks() -> None:
    styles = '<ss:Style ss:ID="w"><ss:Font ss:Color="#FFFFFF"/></ss:Style>'
    styles += '<ss:Style ss:ID="r"><ss:NumberFormat ss:Format="0.0"/></ss:Style>'
    styles += '<ss:Style ss:ID="s"><ss:Font ss:StrikeThrough="1"/></ss:Style>'
    rows = (
        '<ss:Column/><ss:Column ss:Hidden="1"/><ss:Row><ss:Cell><ss:Data ss:Type="String"><html:S>15</html:S>16'
        '<html:Sup>1</html:Sup></ss:Data></ss:Cell><ss:Cell><ss:Data ss:Type="Number">9</ss:Data></ss:Cell>'
        '<ss:Cell ss:StyleID="w"><ss:Data ss:Type="Number">3</ss:Data></ss:Cell>'
        '<ss:Cell ss:StyleID="r"><ss:Data ss:Type="Number">43.788</ss:Data></ss:Cell>'
        '<ss:Cell ss:StyleID="s"><ss:Data ss:Type="Number">5</ss:Data></ss:Cell>'
        '<ss:Cell ss:Formula="=SUM(1,2)"/></ss:Row><ss:Row ss:Hidden="1"><ss:Cell><ss:Data ss:Type="Number">8</ss:Data>'
        '</ss:Cell></ss:Row><ss:Row ss:Index="4"><ss:Cell><ss:Data ss:Type="Number">6</ss:Data></ss:Cell></ss:Row>'
    )
    options = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    hidden = f'<ss:Worksheet ss:Name="旧">{options}</ss:Worksheet>'
    grid = read_bytes(workbook_xml(styles, rows, hidden), "a.xls")
    [table] = grid.blocks
    assert isinstance(table, GridTable)
    found = [(cell.origin.address, cell.text, cell.certainty == 1) for row in table.rows for cell in row]
    assert found == [
        ("A1", "16[1]", True), ("C1", "3", False), ("D1", "43.788", False), ("E1", "", False),
        ("F1", "=SUM(1,2)", True), ("A4", "6", True),
    ]  # fmt: skip
    assert grid.note.endswith("没有读：B1、A2；隐藏的工作表没有读：旧")


WORD_XML = b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("年报.ofd", package({"OFD.xml": b"<x/>"}), "导出为 PDF"),
        ("年报.xlsb", package({"xl/workbook.bin": b"x"}), "另存为 xlsx"),
        ("年报.pptx", package({"ppt/presentation.xml": b"<x/>"}), "另存为 docx"),
        ("年报.xml", WORD_XML, "另存为 docx"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(name: str, data: bytes, advice: str) -> None:
    with pytest.raises(Refusal, match=advice) as refusal:
        read_bytes(data, name)
    assert refusal.value.reason == "unknown_type"


def test_a_table_without_end_is_refused_at_its_bound() -> None:
    with pytest.raises(Refusal, match="too_large"):
        read_bytes(b"a,b,c\n" * 40, "a.csv", Limits(cells=100))
    with pytest.raises(Refusal, match="too_large"):
        read_bytes("文字".encode() * 40, "a.txt", Limits(characters=50))
