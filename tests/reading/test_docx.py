"""Word documents: what is shown is read, in order, where Word shows it."""

from __future__ import annotations

import io
import zipfile

import pytest

from tasks.reading import read_bytes
from tasks.records import GridTable, Paragraph

HEAD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>'
)


def docx(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", f"{HEAD}{body}</w:body></w:document>")
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def box(text: str) -> str:
    content = f"<w:txbxContent>{p(run(text))}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice>{content}</mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def wrapped(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def texts(body: str) -> list[str]:
    return [block.text for block in read_bytes(docx(body), "a.docx").blocks if isinstance(block, Paragraph)]


def cells(body: str) -> list[tuple[int, int, str, int]]:
    [found] = [block for block in read_bytes(docx(body), "a.docx").blocks if isinstance(block, GridTable)]
    return [(cell.row, cell.column, cell.text, cell.colspan) for row in found.rows for cell in row]


@pytest.mark.parametrize(
    ("runs", "read"),
    [
        ((run("收到"), run("12"), run("件")), "收到12件"),
        ((run("收到1"), "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>", f"<w:ins>{run('2')}</w:ins>"), "收到12"),
        ((run("1"), run("9", "<w:vanish/>"), run("2", '<w:vanish w:val="0"/>')), "12"),
        ((run("12"), run("1", '<w:vertAlign w:val="superscript"/>'), run("件")), "12[1]件"),
        ((run("12"), run("1", '<w:vertAlign w:val="subscript"/>'), run("件")), "12[1]件"),
        ((run("9", "<w:strike/>"), run("1"), run("9", "<w:dstrike/>"), run("2", '<w:strike w:val="0"/>')), "12"),
        ((f"<w:r><w:ruby><w:rt>{run('9')}</w:rt><w:rubyBase>{run('12')}</w:rubyBase></w:ruby></w:r>",), "12"),
        (("<m:oMath><m:r><m:t>12</m:t></m:r></m:oMath>",), "12"),
        ((f"<w:moveFrom>{run('9')}</w:moveFrom>", f"<w:moveTo>{run('12')}</w:moveTo>"), "12"),
        (("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>", run("一"), "<w:r><w:tab/></w:r>", run("二")), "一\t二"),
        ((f"<w:smartTag>{run('一')}<w:smartTag>{run('二')}</w:smartTag></w:smartTag>", run("三")), "一二三"),
        (("<w:hyperlink>", run("一"), "</w:hyperlink>", run("二")), "一二"),
    ],
)
def test_what_word_shows_is_read(runs: tuple[str, ...], read: str) -> None:
    assert texts(p(*runs)) == [read]
    assert [cell[2] for cell in cells(table(tc(p(*runs)) + tc(p(run("0")))))] == [read, "0"]


@pytest.mark.parametrize("drawn", ["drawing", "pict", "object", 'sym w:char="F031"'])
def test_a_cell_of_a_picture_is_not_blank(drawn: str) -> None:
    picture = f"<w:r><w:{drawn}/></w:r>"
    found = cells(table(tc(p(picture)) + tc(p(run("1"), picture)) + tc(p())))
    assert [cell[2] for cell in found] == ["（图片）", "1", ""]


def test_hidden_rows_are_not_read() -> None:
    hidden = "<w:trPr><w:hidden/></w:trPr>" + tc(p(run("9")))
    assert [cell[2] for cell in cells(table(hidden, tc(p(run("12")))))] == ["12"]


def test_boxes_follow_their_paragraph_once() -> None:
    assert texts(p(run("一"), box("二"), box("三")) + p(run("四"))) == ["一", "二", "三", "四"]
    assert cells(table(tc(p(run("一"), box("12"))) + tc(p(run("0")))))[0][2] == "一\n12"


def test_spans_merges_and_wrapped_rows() -> None:
    wide, wider = (f"<w:gridSpan w:val='{columns}'/>" for columns in (2, 9))
    first, below = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    changed = f"<w:tcPrChange><w:tcPr>{wider}</w:tcPr></w:tcPrChange>"
    second = tc(p(), below) + wrapped(tc(p(run("1")))) + tc(p(run("2")), changed)
    third = "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + tc(p(run("3"))) + tc(p(run("4")))
    rows = [tc(p(run("甲")), first) + tc(p(run("乙")), wide), second, third]
    expected = [(0, 0, "甲", 1), (0, 1, "乙", 2), (1, 1, "1", 1), (1, 2, "2", 1), (2, 1, "3", 1), (2, 2, "4", 1)]
    assert cells(table(*rows)) == expected
    assert cells(f"<w:tbl>{wrapped(''.join(f'<w:tr>{row}</w:tr>' for row in rows))}</w:tbl>") == expected
