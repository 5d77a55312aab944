"""Several files as one submission: which is primary, what the others lend, and when the whole is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from tasks.placing import place
from tasks.reading import read_bytes
from tasks.reading.package import combine, read_package
from tasks.reading.versions import part_of
from tasks.records import Grid, GridTable, Limits, Paragraph, Refusal
from tasks.sample import LAYOUTS, render
from tests.reading.archive_files import zipped
from tests.reading.truth import assert_all_right, numbered

REPORT = numbered()
T3, T4 = (next(code for code in REPORT.values if code.startswith(table)) for table in ("t3", "t4"))
LETTER = "关于报送年报的函\n\n现将我局年报报上，请审阅。".encode()
OLE_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")


def grid_of(layout: str, report: object = REPORT) -> Grid:
    return read_bytes(render(report, layout), layout)  # type: ignore[arg-type]


def only_text(layout: str = "official.docx") -> Grid:
    grid = grid_of(layout)
    return structs.replace(grid, blocks=tuple(block for block in grid.blocks if isinstance(block, Paragraph)))


def only_table(number: int, layout: str = "sheets.xlsx") -> Grid:
    """The n-th official table alone (from 0), as a workbook of one sheet."""
    grid = grid_of(layout)
    tables = [
        block
        for block in grid.blocks
        if isinstance(block, GridTable) and part_of("x", Grid("xlsx", (block,))).evidence.filled
    ]
    return structs.replace(grid, blocks=(tables[number],))


def refused(*members: tuple[str, bytes]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        read_bytes(zipped(dict(members)), "a.zip")
    return refusal.value


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_lone_member_of_any_layout(layout: str) -> None:
    grid = read_bytes(zipped({"目录/" + layout: render(REPORT, layout), "函.txt": LETTER}), "a.zip")
    assert place(grid).cells.keys() == REPORT.values.keys()
    assert {code: cell.value for code, cell in place(grid).cells.items()} == REPORT.values
    assert grid.note.startswith(f"主件是“目录/{layout}”")
    assert "“函.txt”不含报告的章节和表格，未采用" in grid.note


def test_text_and_workbook_become_one_report() -> None:
    tables = structs.replace(grid_of("sheets.xlsx"), blocks=tuple(only_table(n).blocks[0] for n in range(3)))
    grid = combine([part_of("文字.docx", only_text()), part_of("附表.xlsx", tables)], [])
    assert_all_right(grid, REPORT)
    assert grid.note == "主件是“附表.xlsx”（表二、表三、表四取自它）；文字取自“文字.docx”"
    members = [block.origin.member for block in grid.blocks if isinstance(block, Paragraph)]
    assert set(members) == {"文字.docx"}
    assert place(grid).cells[T3].origin.member == "附表.xlsx"


def test_each_table_in_a_workbook_of_its_own() -> None:
    parts = [part_of("文字.docx", only_text())]
    parts += [part_of(f"表{n}.xlsx", only_table(n)) for n in range(3)]
    grid = combine(parts, [])
    assert_all_right(grid, REPORT)
    assert place(grid).cells[T4].origin.member == "表2.xlsx"


def test_a_blank_form_gives_way_to_the_filled_workbook() -> None:
    blank = replace(REPORT, values={})
    filled = structs.replace(grid_of("sheets.xlsx"), blocks=tuple(only_table(n).blocks[0] for n in range(3)))
    grid = combine([part_of("空表.docx", grid_of("official.docx", blank)), part_of("附表.xlsx", filled)], [])
    assert_all_right(grid, REPORT)


def test_two_versions_of_one_report_count_once() -> None:
    data = zipped({"年报.html": render(REPORT, "official.html"), "年报.docx": render(REPORT, "official.docx")})
    grid = read_bytes(data, "a.zip")
    assert_all_right(grid, REPORT)
    assert "是同一份报告的另一版本，未重复采用" in grid.note


def test_two_versions_that_differ_are_refused() -> None:
    other = replace(REPORT, values={**REPORT.values, T3: 7})
    refusal = refused(("初稿.docx", render(REPORT, "official.docx")), ("定稿.xlsx", render(other, "official.xlsx")))
    assert refusal.reason == "two_reports"
    assert "初稿.docx" in refusal.detail and "定稿.xlsx" in refusal.detail


def test_a_version_read_by_eye_that_differs_is_noted() -> None:
    other = replace(REPORT, values={**REPORT.values, T3: 7})
    seen = structs.replace(grid_of("official.docx", other), kind="pdf")
    grid = combine([part_of("年报.docx", grid_of("official.docx")), part_of("扫描.pdf", seen)], [])
    assert_all_right(grid, REPORT)
    assert "“扫描.pdf”的数字与主件不一致，请人工核对" in grid.note


def test_reports_of_two_bodies_are_refused() -> None:
    other = numbered(agency="清河口县教育局")
    refusal = refused(("甲.docx", render(REPORT, "official.docx")), ("乙.docx", render(other, "official.docx")))
    assert refusal.reason == "two_reports"


def test_last_years_report_beside_this_years_is_named_and_not_used() -> None:
    last = numbered(year=2022, first=1)
    data = {"2022.docx": render(last, "official.docx"), "2023.docx": render(REPORT, "official.docx")}
    grid = read_bytes(zipped(data), "a.zip")
    assert_all_right(grid, REPORT)
    assert "“2022.docx”是 2022 年度的报告，未采用" in grid.note


def test_last_years_tables_do_not_complete_this_years_text() -> None:
    last = grid_of("official.docx", numbered(year=2022))
    with pytest.raises(Refusal) as refusal:
        combine([part_of("文字.docx", only_text()), part_of("去年.docx", last)], [])
    assert refusal.value.reason == "two_reports"


def test_a_version_with_the_same_figures_and_other_words_is_asked_about() -> None:
    draft = render(replace(REPORT, sections={**REPORT.sections, 1: ("初稿。",)}), "official.docx")
    grid = read_bytes(zipped({"初稿.docx": draft, "年报.docx": render(REPORT, "official.docx")}), "a.zip")
    assert "文字不同，请核对采用的是不是定稿" in grid.note


def test_a_document_that_a_browser_named_zip_is_read() -> None:
    assert_all_right(read_bytes(render(REPORT, "official.docx"), "年报.zip"), REPORT)
    assert_all_right(read_bytes(render(REPORT, "official.xlsx"), "年报.zip"), REPORT)


def test_a_short_and_a_full_name_are_one_body() -> None:
    short = render(replace(REPORT, agency="水利局"), "official.html")
    assert_all_right(read_bytes(zipped({"a.html": short, "b.docx": render(REPORT, "official.docx")}), "a.zip"), REPORT)


def test_a_needed_member_that_fails_is_not_passed_over() -> None:
    text = "\n".join(block.text for block in only_text().blocks if isinstance(block, Paragraph)).encode()
    refusal = refused(("文字.txt", text), ("附表.xls", OLE_LOCKED))
    assert refusal.reason == "encrypted"
    assert "附表.xls" in refusal.detail


def test_a_member_that_is_not_needed_may_fail() -> None:
    grid = read_bytes(zipped({"年报.docx": render(REPORT, "official.docx"), "旧.xls": OLE_LOCKED}), "a.zip")
    assert_all_right(grid, REPORT)
    assert "“旧.xls”未能读取" in grid.note


def test_pictures_are_read_only_where_something_is_lacking() -> None:
    asked: list[tuple[str, bool]] = []

    def reader(data: bytes, name: str, limits: Limits, depth: int, pictures: bool) -> Grid:
        asked.append((name, pictures))
        if name.endswith(".png"):
            if not pictures:
                raise Refusal("no_text_layer", "picture")
            return structs.replace(grid_of("official.docx"), kind="image")
        return read_bytes(data, name, limits)

    whole = zipped({"盖章页.png": b"\x89PNG", "年报.docx": render(REPORT, "official.docx")})
    grid = read_package(whole, "zip", Limits(), reader)
    assert ("盖章页.png", True) not in asked
    assert "“盖章页.png”是图片，已有文字版，未识读" in grid.note
    asked.clear()
    grid = read_package(zipped({"扫描.png": b"\x89PNG", "函.txt": LETTER}), "zip", Limits(), reader)
    assert ("扫描.png", True) in asked
    assert_all_right(grid, REPORT)
    with pytest.raises(Refusal, match="no_text_layer"):
        read_package(zipped({"扫描.png": b"\x89PNG"}), "zip", Limits(), reader, pictures=False)


def test_a_parser_that_fails_costs_its_member_only() -> None:
    def reader(data: bytes, name: str, limits: Limits, depth: int, pictures: bool) -> Grid:
        if name == "bad.docx":
            raise IndexError(name)
        return read_bytes(data, name, limits)

    grid = read_package(zipped({"bad.docx": b"x", "a.docx": render(REPORT, "official.docx")}), "zip", Limits(), reader)
    assert_all_right(grid, REPORT)


def test_the_note_travels_with_the_grid() -> None:
    grid = read_bytes(zipped({"a.docx": render(REPORT, "official.docx")}), "a.zip")
    assert grid.note
    assert Grid.from_json(grid.to_json()) == grid


def test_what_the_readers_told_is_told_of_the_whole() -> None:
    tables = structs.replace(
        grid_of("sheets.xlsx"), blocks=tuple(only_table(n).blocks[0] for n in range(3)), note="隐藏的工作表没有读：旧"
    )
    grid = combine([part_of("文字.docx", only_text()), part_of("附表.xlsx", tables)], [])
    assert "“附表.xlsx”：隐藏的工作表没有读：旧" in grid.note
    blank = part_of("空表.xlsx", grid_of("sheets.xlsx", replace(REPORT, values={})))
    assert (
        "“空表.xlsx”里的表是空白的，未采用" in combine([part_of("年报.docx", grid_of("official.docx")), blank], []).note
    )


def test_where_nothing_can_be_read_it_is_said_why() -> None:
    refusal = refused(("年报.ofd", zipped({"OFD.xml": b"<x/>"})), ("a.exe", b"MZ" + bytes(99)))
    assert refusal.reason == "unknown_type"
    assert "年报.ofd：不能读取这种类型的文件（OFD 版式文件），请用 OFD 阅读器导出为 PDF" in refusal.detail


def test_the_chapters_of_two_files_become_one_text() -> None:
    blocks = grid_of("official.docx").blocks
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text.startswith("四、"))
    first, second = (structs.replace(grid_of("official.docx"), blocks=half) for half in (blocks[:at], blocks[at:]))
    grid = combine([part_of("下.docx", second), part_of("上.docx", first)], [])
    assert_all_right(grid, REPORT)
    assert "文字取自“上.docx”；文字取自“下.docx”" in grid.note


def test_typed_prose_goes_before_the_same_recognised() -> None:
    seen = structs.replace(grid_of("official.docx"), kind="image")
    grid = combine([part_of("扫描.jpg", seen), part_of("文字.docx", only_text())], [])
    assert_all_right(grid, REPORT)
    assert {block.origin.member for block in grid.blocks if isinstance(block, Paragraph)} == {"文字.docx"}
    assert place(grid).cells[T3].origin.member == "扫描.jpg"


def test_an_unread_picture_is_asked_about_where_cells_are_lacking() -> None:
    unread = Refusal("no_text_layer", "页面是图片")
    parts = [part_of("文字.docx", only_text()), *(part_of(f"表{n}.xlsx", only_table(n)) for n in (0, 1))]
    lacking = place(combine(parts, [("表四.jpg", unread)]))
    assert {"表四" in item.reason for item in lacking.unplaced if item.origin.member == "表四.jpg"} == {True}
    whole = combine([part_of("年报.docx", grid_of("official.docx"))], [], ["盖章页.jpg"])
    assert_all_right(whole, REPORT)
