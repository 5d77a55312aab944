"""OpenDocument texts and sheets: spans, repeats and hidden parts; bombs of repeated cells are refused."""

from __future__ import annotations

import io
import zipfile

import pytest

from tasks.reading import read_bytes
from tasks.records import Grid, GridTable, Limits, Paragraph, Refusal
from tasks.sample import LAYOUTS, render
from tests.reading.truth import assert_all_right, converted, needs_office, numbered

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def odf(body: str, kind: str = "text", styles: str = "", **members: str) -> bytes:
    xml = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", members.pop("content", xml))
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def cell(text: str = "", **attributes: int) -> str:
    written = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell{written}>" + (f"<text:p>{text}</text:p>" if text else "") + "</table:table-cell>"


def table(*rows: str, name: str = "表") -> str:
    return f'<table:table table:name="{name}">' + "".join(map(row, rows)) + "</table:table>"


def row(cells: str) -> str:
    return f"<table:table-row>{cells}</table:table-row>"


def texts(grid: Grid) -> list[list[tuple[int, int, str, int, int]]]:
    found = next(block for block in grid.blocks if isinstance(block, GridTable))
    return [[(c.row, c.column, c.text, c.rowspan, c.colspan) for c in row] for row in found.rows]


@needs_office
@pytest.mark.parametrize("kind", ["odt", "ods"])
def test_every_layout_saved_by_office(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    suffix = ".docx" if kind == "odt" else ".xlsx"
    sources = {
        f"{edition}_{layout}": render(numbered(edition), layout)
        for edition in ("f2019", "f2021")
        for layout in LAYOUTS
        if layout.endswith(suffix)
    }
    files = converted(tmp_path_factory.mktemp(kind), kind, sources)
    assert len(files) == len(sources)
    for stem, data in files.items():
        grid = read_bytes(data, f"{stem}.{kind}")
        assert grid.kind == kind
        assert_all_right(grid, numbered(stem[:5]))


def test_spans_and_covered_cells_keep_their_columns() -> None:
    covered = "<table:covered-table-cell/>"
    head = cell("甲", number_rows_spanned=2) + cell("乙", number_columns_spanned=2) + covered
    data = odf(table(head, covered + cell("1") + cell("2")))
    assert texts(read_bytes(data, "a.odt")) == [
        [(0, 0, "甲", 2, 1), (0, 1, "乙", 1, 2)],
        [(1, 1, "1", 1, 1), (1, 2, "2", 1, 1)],
    ]


def test_repeated_cells_are_written_out_and_the_empty_rest_is_not() -> None:
    zeros = cell("名") + cell("0", number_columns_repeated=3) + cell(number_columns_repeated=16380)
    empty = '<table:table-row table:number-rows-repeated="1048000">' + cell() + "</table:table-row>"
    data = odf(table(zeros).replace("</table:table>", empty + "</table:table>"), "spreadsheet")
    assert [[c[2] for c in row] for row in texts(read_bytes(data, "a.ods"))] == [["名", "0", "0", "0"]]


def test_blank_cells_between_texts_stay() -> None:
    data = odf(table(cell("a") + cell("b") + cell("c"), cell("x") + cell(number_columns_repeated=2)), "spreadsheet")
    assert [[c[2] for c in row] for row in texts(read_bytes(data, "a.ods"))] == [["a", "b", "c"], ["x", "", ""]]


def test_a_sheet_gives_the_stored_number_and_its_address() -> None:
    stored = (
        '<table:table-cell office:value-type="float" office:value="18.871"><text:p>18.9</text:p></table:table-cell>'
    )
    large = '<table:table-cell office:value-type="float" office:value="1.2E3"><text:p>1,200</text:p></table:table-cell>'
    grid = read_bytes(odf(table(stored + large, name="表三"), "spreadsheet"), "a.ods")
    found = grid.blocks[0]
    assert isinstance(found, GridTable)
    assert [c.text for c in found.rows[0]] == ["18.871", "1200"]
    assert str(found.rows[0][1].origin) == "工作表“表三”B1"


def test_hidden_sheets_and_deleted_text_are_not_read() -> None:
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    hidden = table(cell("旧")).replace("<table:table ", '<table:table table:style-name="h" ')
    assert len(read_bytes(odf(hidden + table(cell("新")), "spreadsheet", style), "a.ods").blocks) == 1
    deleted = "<text:tracked-changes><text:p>删去</text:p></text:tracked-changes>"
    body = deleted + "<text:p>留<text:s text:c='2'/>下<text:note><text:p>注</text:p></text:note></text:p>"
    assert [b.text for b in read_bytes(odf(body), "a.odt").blocks if isinstance(b, Paragraph)] == ["留  下"]


LOOKS = {
    ("text", "struck"): 'style:text-line-through-style="solid"',
    ("text", "raised"): 'style:text-position="super 58%"',
    ("text", "hidden"): 'text:display="none"',
    ("text", "level"): 'style:text-position="0% 100%" style:text-line-through-style="none"',
    ("paragraph", "gone"): 'text:display="none"',
    ("table-cell", "white"): 'fo:color="#ffffff"',
}  # fmt: skip
DRESSED = "".join(
    f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {said}/></style:style>'
    for (family, name), said in LOOKS.items()
)
DRESSED += '<style:style style:name="heir" style:family="text" style:parent-style-name="struck"/>'
DRESSED += (
    '<style:style style:name="dark" style:family="table-cell" style:parent-style-name="white">'
    '<style:table-cell-properties fo:background-color="#1f4e79"/></style:style>'
)


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def dressed(name: str, text: str) -> str:
    return cell(text).replace("<table:table-cell", f'<table:table-cell table:style-name="{name}"')


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_texts_are_read_as_they_look(kind: str) -> None:
    runs = [span("struck", "15") + "16", "12" + span("raised", "1"), span("heir", "15") + span("level", "17"),
            "1" + span("hidden", "9"), span("struck", "18")]  # fmt: skip
    row_ = "".join(map(cell, runs)) + dressed("white", "5") + dressed("dark", "6")
    grid = read_bytes(odf(table(row_), kind, DRESSED), "a.odt")
    found = grid.blocks[0]
    assert isinstance(found, GridTable)
    assert [(c.text, c.certainty == 1) for c in found.rows[0]] == [
        ("16", True), ("12[1]", True), ("17", True), ("1", True), ("", False), ("5", False), ("6", True),
    ]  # fmt: skip
    assert "字与底色一样或小得看不见，请核实" in grid.note


def test_hidden_paragraphs_of_a_text_are_not_read() -> None:
    body = f'<text:p>见{span("struck", "旧")}新</text:p><text:p text:style-name="gone">藏</text:p>'
    grid = read_bytes(odf(body, styles=DRESSED), "a.odt")
    assert [block.text for block in grid.blocks if isinstance(block, Paragraph)] == ["见新"]


def test_a_number_that_is_shown_otherwise_is_doubtful() -> None:
    def number(value: str, seen: str) -> str:
        return f'<table:table-cell office:value-type="float" office:value="{value}">{seen}</table:table-cell>'

    cells = number("18.871", "<text:p>18.9</text:p>") + number("7", "<text:p/>") + number("8", "")
    cells += number("12", "<text:p>12件</text:p>")
    found = read_bytes(odf(table(cells), "spreadsheet"), "a.ods").blocks[0]
    assert isinstance(found, GridTable)
    assert [(c.text, c.certainty == 1) for c in found.rows[0]] == [
        ("18.871", False), ("7", False), ("8", True), ("12件", True),
    ]  # fmt: skip


def test_hidden_rows_and_columns_are_told_not_read() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    body = table(cell("1") + cell("2"), cell("3") + cell("4")).replace(
        "<table:table-row>", columns + "<table:table-row>", 1
    )
    body = body.replace(
        "<table:table-row><table:table-cell><text:p>3",
        '<table:table-row table:visibility="filter"><table:table-cell><text:p>3',
    )
    grid = read_bytes(odf(body, "spreadsheet"), "a.ods")
    assert [[c[2] for c in row] for row in texts(grid)] == [["1"], []]
    assert grid.note == "工作表“表”里隐藏的行、列或合并格盖住的内容没有读：B1、A2、B2"


def test_layout_tables_dissolve() -> None:
    inner = table(cell("规章") + cell("1"))
    data = odf(table(f"<table:table-cell><text:p>外</text:p>{inner}</table:table-cell>"))
    blocks = read_bytes(data, "a.odt").blocks
    assert [type(block) for block in blocks] == [Paragraph, GridTable]


@pytest.mark.parametrize(
    "body",
    [
        table(cell("1", number_columns_repeated=9_000_000)),
        table(cell() + cell(number_columns_repeated=9_000_000) + cell("1")),
        f'<table:table><table:table-row table:number-rows-repeated="9000000">{cell("1")}</table:table-row>'
        "</table:table>",
        f'<table:table><table:table-row table:number-rows-repeated="999999999">{cell("")}</table:table-row>'
        f"{row(cell('1'))}</table:table>",
    ],
)
@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_bombs_of_repeats_are_refused(body: str, kind: str) -> None:
    with pytest.raises(Refusal, match="too_large"):
        read_bytes(odf(body, kind), "a.odt")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odf("", content="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "unreadable"),
        (odf("", content="<x/>"), "unreadable"),
        (odf("", content="<x"), "unreadable"),
        (odf("<text:p>密</text:p>", **{"META-INF__manifest_xml": "<m><encryption-data/></m>"}), "encrypted"),
        (odf(""), "empty"),
        (odf("", "presentation"), "unreadable"),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_bytes(data, "a.odt", Limits())
    assert refusal.value.reason == reason
