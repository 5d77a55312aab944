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


STYLES = (
    f"{HEAD.partition('<w:body>')[0].replace('w:document', 'w:styles')}"
    '<w:style w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="Heir"><w:basedOn w:val="Struck"/></w:style>'
    '<w:style w:styleId="Note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:styleId="Dark"><w:tblPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tblPr></w:style></w:styles>'
)


def docx(body: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", f"{HEAD}{body}</w:body></w:document>")
        package.writestr("word/styles.xml", STYLES)
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
        ((run("9", '<w:rStyle w:val="Heir"/>'), run("12", '<w:rStyle w:val="Struck"/><w:strike w:val="0"/>')), "12"),
        ((run("12"), run("1", '<w:rStyle w:val="Note"/>'), run("件")), "12[1]件"),
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


def sure(body: str) -> list[tuple[str, bool]]:
    [found] = [block for block in read_bytes(docx(body), "a.docx").blocks if isinstance(block, GridTable)]
    return [(cell.text, cell.certainty == 1) for row in found.rows for cell in row]


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F4E79"/>'


def test_letters_as_white_as_the_paper_are_doubtful() -> None:
    row = tc(p(run("1", WHITE))) + tc(p(run("2", WHITE)), DARK) + tc(p(run("3", WHITE + DARK))) + tc(p(run("4")))
    assert sure(table(row)) == [("1", False), ("2", True), ("3", True), ("4", True)]
    dark = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr>'
        + tc(p(run("5", WHITE)))
        + tc(p())
        + "</w:tr></w:tbl>"
    )
    assert sure(dark)[0] == ("5", True)
    assert "第1张表第1行第1格字与底色一样或小得看不见，请核实" in read_bytes(docx(table(row)), "a.docx").note


def test_white_letters_of_the_prose_are_left_out_and_told() -> None:
    grid = read_bytes(docx(p(run("收到"), run("9", WHITE), run("12件"))), "a.docx")
    assert [block.text for block in grid.blocks if isinstance(block, Paragraph)] == ["收到12件"]
    assert grid.note == "正文里有1处字与底色一样、看不见，没有读"


def test_a_cell_with_nothing_but_struck_out_letters_is_doubtful() -> None:
    row = tc(p(run("15", "<w:strike/>"))) + tc(p(run("15", "<w:strike/>"), run("16"))) + tc(p())
    assert sure(table(row)) == [("", False), ("16", True), ("", True)]


def test_changes_nobody_accepted_are_told_and_deleted_rows_go() -> None:
    deleted = '<w:trPr><w:del w:id="1"/></w:trPr>' + tc(p(run("9"))) + tc(p(run("8")))
    body = table(deleted, tc(p(run("12"))) + tc(p(run("0"))))
    assert [cell[2] for cell in cells(body)] == ["12", "0"]
    assert read_bytes(docx(body), "a.docx").note == "文件里有未接受的修订，按接受以后的样子读"


def test_names_of_the_strict_standard_are_read() -> None:
    usual, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", f"{HEAD}{p(run('一'))}</w:body></w:document>".replace(usual, strict))
    assert [block.text for block in read_bytes(stream.getvalue(), "a.docx").blocks if isinstance(block, Paragraph)] == [
        "一"
    ]
