"""Digital PDF: every figure of a report under its code, through page breaks, with the place it stood."""

from __future__ import annotations

import io
import zlib
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from tasks.placing import place
from tasks.reading import ocr
from tasks.reading.pdf import blocks_of, opened, read_pdf
from tasks.reading.pdf_page import content_of
from tasks.reading.pdf_picture import crop
from tasks.records import Grid, GridTable, Limits, Paragraph, Refusal
from tests.accuracy.paper import turned
from tests.placing.test_real import truth_of
from tests.reading.pdf_writer import Sheet, pdf, report_pdf, truth

REAL = Path(__file__).parents[2].parent / "shared" / "real" / "huaian_2024.pdf"


def read(*sheets: Sheet) -> Grid:
    return read_pdf(pdf(sheets), Limits())


def tables(grid: Grid) -> list[list[list[str]]]:
    """The texts of each table, a list a row."""
    return [[[c.text for c in row] for row in b.rows] for b in grid.blocks if isinstance(b, GridTable)]


def prose(grid: Grid) -> list[str]:
    return [block.text for block in grid.blocks if isinstance(block, Paragraph)]


def sheet_with(rows: list[list[str]], top: float = 100.0, left: float = 60.0, widths: tuple[float, ...] = ()) -> Sheet:
    """One ruled table of equal rows."""
    sheet = Sheet()
    steps = widths or (90.0,) * len(rows[0])
    for number, row in enumerate(rows):
        x = left
        for step, words in zip(steps, row, strict=True):
            sheet.cell(x, top + 30 * number, x + step, top + 30 * number + 30, words)
            x += step
    return sheet


@pytest.mark.skipif(not REAL.is_file(), reason=f"real documents are not here / 没有真实样本：{REAL.name}")
def test_the_published_report_places_two_hundred_of_two_hundred() -> None:
    placement = place(read_pdf(REAL.read_bytes(), Limits()))
    expected = truth_of("huaian_2024")
    assert {code: cell.value for code, cell in placement.cells.items()} == expected
    assert (placement.agency, placement.year, len(expected)) == ("淮安市人民政府", 2024, 200)
    assert placement.headings == (1, 2, 3, 4, 5, 6)
    assert not placement.unplaced


@pytest.mark.parametrize("edition", ["f2021", "f2019"])
@pytest.mark.parametrize(("row", "shift"), [(30, 0), (36, 0), (45, 0), (58, 0), (36, 25)])
def test_tables_cut_by_pages_are_read_whole(edition: str, row: float, shift: float) -> None:
    placement = place(read_pdf(report_pdf(edition, row, shift), Limits()))
    assert {code: cell.value for code, cell in placement.cells.items()} == {
        code: Decimal(str(value)) for code, value in truth(edition).items()
    }
    assert dict(placement.tables) == {"t2": 1, "t3": 1, "t4": 1}
    assert not placement.unplaced


def test_an_origin_leads_back_to_the_page_and_the_box() -> None:
    grid = read(Sheet(), sheet_with([["甲", "11"], ["乙", "22"]]))
    cell = next(b for b in grid.blocks if isinstance(b, GridTable)).rows[1][1]
    origin = cell.origin
    assert (origin.page, origin.table, origin.row, origin.column) == (2, 1, 2, 2)
    assert origin.box == pytest.approx((150, 130, 240, 160), abs=1)


@pytest.mark.parametrize("foot", ["- {page} -", "{page}", "第{page}页 共6页", "— {page} —"])
def test_page_numbers_are_neither_prose_nor_figures(foot: str) -> None:
    grid = read_pdf(report_pdf(row=36, foot=foot), Limits())
    number = foot.format(page=1)
    assert not any(number == text for text in prose(grid))
    assert place(grid).cells["t3.granted.total"].value == truth()["t3.granted.total"]


def test_a_page_number_inside_an_open_table_stays_out_of_the_cell() -> None:
    first, second = Sheet(), sheet_with([["丙", "3"]], top=60)
    for x in (60, 150, 240):
        first.line(x, 700, x, 835)
    for y in (700, 730):
        first.line(60, y, 240, y)
    for x, words in ((65, "甲"), (155, "1")):
        first.write(x, 720, words)
    for x, words in ((65, "乙"), (155, "2")):
        first.write(x, 750, words)
    first.write(160, 815, "- 1 -")
    assert [row for table in tables(read(first, second)) for row in table][:2] == [["甲", "1"], ["乙", "2"]]


def test_a_group_label_cut_by_the_page_is_one() -> None:
    first, second = Sheet(), Sheet()
    first.cell(60, 700, 100, 760, "（四）无")
    second.cell(60, 60, 100, 120, "法提供")
    for sheet, top, labels in ((first, 700, ("1.本机关", "2.没有")), (second, 60, ("3.补正", "4.其他"))):
        for number, label in enumerate(labels):
            sheet.cell(100, top + 30 * number, 200, top + 30 * number + 30, label)
            sheet.cell(200, top + 30 * number, 260, top + 30 * number + 30, str(number))
    grid = read(first, second)
    assert [row[0] for row in tables(grid)[0]] == ["（四）无法提供", "2.没有", "3.补正", "4.其他"]
    block = next(b for b in grid.blocks if isinstance(b, GridTable))
    assert block.rows[0][0].rowspan == 4


def test_a_row_cut_by_the_page_is_one() -> None:
    label_first = read(
        sheet_with([["1.甲", "11"], ["2.乙一", ""]], top=700), sheet_with([["", "22"], ["3.丙", "33"]], 60)
    )
    assert tables(label_first) == [[["1.甲", "11"], ["2.乙一", "22"], ["3.丙", "33"]]]
    figures_first = read(
        sheet_with([["1.甲", "11"], ["2.乙", "22"]], 700), sheet_with([["一乙", ""], ["3.丙", "33"]], 60)
    )
    assert tables(figures_first) == [[["1.甲", "11"], ["2.乙一乙", "22"], ["3.丙", "33"]]]


def test_a_figure_cut_by_the_page_is_never_read_as_a_number() -> None:
    grid = read(sheet_with([["1.甲", "11"], ["2.乙", "2245"]], 700), sheet_with([["二", "78"], ["3.丙", "33"]], 60))
    assert tables(grid) == [[["1.甲", "11"], ["2.乙二", "2245\n78"], ["3.丙", "33"]]]


def test_rows_of_labels_without_ordinals_stay_apart() -> None:
    grid = read(sheet_with([["规章", "11"]], 700), sheet_with([["行政规范性文件", ""], ["行政许可", "3"]], 60))
    assert tables(grid) == [[["规章", "11"], ["行政规范性文件", ""], ["行政许可", "3"]]]


def test_a_header_printed_again_on_the_next_page_stands_once() -> None:
    grid = read(sheet_with([["栏目", "数量"], ["1.甲", "11"]], 700), sheet_with([["栏目", "数量"], ["2.乙", "22"]], 60))
    assert tables(grid) == [[["栏目", "数量"], ["1.甲", "11"], ["2.乙", "22"]]]


def test_fewer_columns_after_the_break_take_their_places() -> None:
    second = sheet_with([["合计", "33"]], 60, widths=(180.0, 90.0))
    grid = read(sheet_with([["1.甲", "乙", "11"]], 700), second)
    block = next(b for b in grid.blocks if isinstance(b, GridTable))
    assert [(c.column, c.colspan, c.text) for c in block.rows[1]] == [(0, 2, "合计"), (2, 1, "33")]


def test_strange_columns_are_another_table() -> None:
    second = sheet_with([["丙", "丁", "1"]], 60, widths=(33.0, 120.0, 61.0))
    assert len(tables(read(sheet_with([["甲", "乙"]], 700), second))) == 2


def test_prose_is_joined_and_headings_stand_alone() -> None:
    sheet = Sheet()
    words = "　　本年度共收到政府信息公开申请十二件其中自然人十件法人二件均已按期办结并无结转情形发生"
    sheet.write(60, 100, "一、总体情况", 12)
    for number, part in enumerate((words[:40], words[40:])):
        sheet.write(60, 125 + 20 * number, part, 12)
    sheet.write(60, 170, "二、主动公开政府信息情况", 12)
    assert prose(read(sheet)) == ["一、总体情况", words.strip("　"), "二、主动公开政府信息情况"]


def test_underlined_and_framed_prose_is_no_table() -> None:
    sheet = Sheet()
    for number in range(5):
        sheet.write(60, 100 + 20 * number, "本年度共收到申请12件", 10)
        sheet.line(60, 103 + 20 * number, 180, 103 + 20 * number)
    sheet.cell(60, 250, 300, 300, "框中一段话", 10)
    assert not tables(read(sheet))
    assert "框中一段话" in prose(read(sheet))


def test_dotted_lines_rule_a_table() -> None:
    sheet = Sheet()
    for y in (100, 130, 160):
        sheet.dots(60, y, 240, y)
    for x in (60, 150, 240):
        sheet.dots(x, 100, x, 160)
    for x, y, words in ((65, 120, "甲"), (155, 120, "1"), (65, 150, "乙"), (155, 150, "2")):
        sheet.write(x, y, words)
    assert tables(read(sheet)) == [[["甲", "1"], ["乙", "2"]]]


def test_bold_painted_twice_is_read_once() -> None:
    sheet = sheet_with([["甲", ""], ["乙", "22"]])
    sheet.write(155, 120, "11")
    sheet.write(155.3, 120, "11")
    assert tables(read(sheet)) == [[["甲", "11"], ["乙", "22"]]]


@pytest.mark.parametrize(("gap", "read_as"), [(4.5, "12"), (9.0, "1 2")])
def test_digits_that_stand_apart_are_not_one_number(gap: float, read_as: str) -> None:
    sheet = sheet_with([["甲", ""]])
    sheet.write(155, 120, "1")
    sheet.write(155 + gap, 120, "2")
    assert tables(read(sheet)) == [[["甲", read_as]]]


def test_a_number_wrapped_in_a_full_cell_is_one_and_two_numbers_are_not() -> None:
    full = sheet_with([["甲", "1234567"]], widths=(90.0, 20.0))
    assert tables(read(full)) == [[["甲", "1234567"]]]
    two = sheet_with([["甲", ""]])
    two.write(155, 110, "12")
    two.write(155, 125, "34")
    assert tables(read(two)) == [[["甲", "12\n34"]]]


def test_a_field_of_a_form_holds_a_figure() -> None:
    sheet = sheet_with([["甲", ""], ["乙", "22"]])
    sheet.fill_in(154, 118, "11")
    assert tables(read(sheet)) == [[["甲", "11"], ["乙", "22"]]]


def test_a_figure_at_the_edge_of_the_page_is_doubtful() -> None:
    whole, cut = (sheet_with([["甲", "12"]], left=left) for left in (60.0, 430.0))
    spilt = sheet_with([["甲", ""]])
    spilt.write(228, 120, "12345")
    assert [_certainties(sheet) for sheet in (whole, cut, spilt)] == [[1.0, 1.0], [1.0, 0.5], [1.0, 0.5]]


def _certainties(sheet: Sheet) -> list[float]:
    table = next(block for block in read(sheet).blocks if isinstance(block, GridTable))
    return [cell.certainty for row in table.rows for cell in row]


def test_a_table_without_lines_is_rows_of_fields() -> None:
    sheet = Sheet()
    for number, row in enumerate(
        (("栏目", "本年", "上年"), ("甲类", "1", "2"), ("乙类", "3", "4"), ("丙类", "5", "6"))
    ):
        for x, words in zip((60, 200, 300), row, strict=True):
            sheet.write(x, 100 + 20 * number, words)
    grid = read(sheet)
    assert tables(grid) == [[["栏目", "本年", "上年"], ["甲类", "1", "2"], ["乙类", "3", "4"], ["丙类", "5", "6"]]]
    assert next(b for b in grid.blocks if isinstance(b, GridTable)).spans


@pytest.mark.parametrize("edition", ["f2021", "f2019"])
@pytest.mark.parametrize("sides", ["", "across", "down"])
def test_a_report_without_lines_is_read_by_where_its_words_stand(edition: str, sides: str) -> None:
    placement = place(read_pdf(report_pdf(edition, sides=sides), Limits()))
    sure = {code: cell.value for code, cell in placement.cells.items() if cell.certainty >= 0.9}
    expected = {code: Decimal(str(value)) for code, value in truth(edition).items()}
    assert {code for code in sure if sure[code] != expected.get(code)} == set()
    assert len(sure) >= 0.97 * len(expected)


def test_a_label_over_two_lines_stands_before_the_figures_beside_it() -> None:
    sheet = Sheet()
    for number, row in enumerate((("甲类", "1", "2"), ("乙类", "3", "4"))):
        for x, words in zip((60, 200, 300), row, strict=True):
            sheet.write(x, 100 + 20 * number, words)
    for x, y, words in ((60, 140, "丙类的"), (60, 152, "全部"), (200, 146, "5"), (300, 146, "6")):
        sheet.write(x, y, words)
    assert tables(read(sheet))[0][-1] == ["丙类的全部", "5", "6"]


def test_a_blank_of_a_scan_without_lines_is_doubtful() -> None:
    sheet = Sheet()
    for row in range(4):
        for column, words in enumerate(("甲乙丙", "11", "" if row == 2 else "22", "33")):
            sheet.write(60 + 90 * column, 100 + 30 * row, words)
    with opened(pdf([sheet]), Limits()) as document:
        page = content_of(document[0], 1)
    for seen, sure in ((1.0, {0.97}), (0.99, {0.5})):
        for glyph in page.glyphs:
            glyph.certainty = seen
        [table] = [block for block in blocks_of([page], Limits()) if isinstance(block, GridTable)]
        blanks = {cell.certainty for line in table.rows for cell in line if not cell.text}
        assert blanks == sure


def test_what_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'a' * 32}) /U ({'b' * 32}) >> /ID [(a) (a)]"
    picture = Sheet(picture=(8, 8, bytes(64)))
    monkeypatch.setattr(ocr, "available", lambda: False)
    refused = {
        "encrypted": pdf([Sheet()], secret),
        "unreadable": b"%PDF-1.7 not a document",
        "too_large": pdf([Sheet()] * 4),
        "no_text_layer": pdf([picture]),
    }
    for reason, data in refused.items():
        with pytest.raises(Refusal) as refusal:
            read_pdf(data, Limits(pages=3))
        assert refusal.value.reason == reason
        assert refusal.value.detail
    with pytest.raises(Refusal):  # a page number stamped on a scan is not the page's text
        stamped = Sheet(picture=(8, 8, bytes(64)))
        stamped.write(280, 810, "- 1 -")
        read_pdf(pdf([stamped]), Limits())
    with pytest.raises(Refusal):  # characters drawn as outlines
        outlined = Sheet()
        for number in range(40):
            outlined.line(60 + number, 100, 70 + number, 130)
        read_pdf(pdf([outlined]), Limits())
    with pytest.raises(Refusal):  # words under a picture of the whole page are a scanner's own reading
        scanned = Sheet(picture=(8, 8, bytes(64)))
        scanned.strokes.append("3 Tr")
        scanned.write(60, 100, "12")
        read_pdf(pdf([scanned]), Limits())


def test_a_crop_shows_the_cell_framed() -> None:
    data = pdf([sheet_with([["甲", "11"], ["乙", "22"]])])
    picture = crop(data, 1, (150, 130, 240, 160))
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert picture.startswith(b"\x89PNG")
    assert (width, height) == (2 * 595, 2 * (30 + 120))
    start = picture.index(b"IDAT") + 4
    rows = zlib.decompressobj().decompress(picture[start:])
    line = rows[119 * (width * 3 + 1) + 1 :][: width * 3]
    assert line[3 * 400 : 3 * 400 + 3] == bytes((220, 0, 0))
    with pytest.raises(Refusal):
        crop(data, 2, (0, 0, 1, 1))


def certainties(grid: Grid) -> list[list[float]]:
    return [[c.certainty for c in row] for b in grid.blocks if isinstance(b, GridTable) for row in b.rows]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_on_its_side_is_read_and_its_boxes_lead_back_to_it(degrees: int) -> None:
    data = turned(pdf([sheet_with([["1.甲", "11"], ["2.乙", "22"]])]), degrees)
    grid = read_pdf(data, Limits())
    assert tables(grid) == [[["1.甲", "11"], ["2.乙", "22"]]]
    box = {90: (712, 150, 742, 240), 180: (355, 712, 445, 742), 270: (100, 355, 130, 445)}[degrees]
    cell = next(b for b in grid.blocks if isinstance(b, GridTable)).rows[0][1]
    assert cell.origin.box == pytest.approx(box, abs=1)


def test_figures_wrapped_in_narrow_cells_are_no_rows_of_their_own() -> None:
    rows = [["1.甲", "3111572", "1459965", "8"], ["2.乙", "1309102", "7", "5565180"]]
    grid = read(sheet_with(rows, widths=(90.0, 18.0, 18.0, 18.0)))
    assert tables(grid) == [rows]


def test_figures_of_several_rows_in_one_row_of_cells_are_doubtful() -> None:
    sheet = sheet_with([["甲乙", "", ""], ["丙", "5", "6"]], widths=(90.0, 11.0, 11.0))
    for x, first, second in ((152, "1", "3"), (163, "2", "4")):
        sheet.write(x, 110, first, 7)
        sheet.write(x, 120, second, 7)
    assert certainties(read(sheet)) == [[1.0, 0.5, 0.5], [1.0, 1.0, 1.0]]


def test_a_figure_that_runs_into_the_next_cell_is_doubtful() -> None:
    sheet = sheet_with([["甲", "", "", "9"], ["乙", "1", "2", "3"]], widths=(90.0, 12.0, 30.0, 30.0))
    sheet.write(151, 118, "6189", 7)
    assert certainties(read(sheet)) == [[1.0, 0.5, 0.5, 1.0], [1.0, 1.0, 1.0, 1.0]]


def test_a_merged_cell_as_high_as_the_page_parts_no_table() -> None:
    sheet = Sheet()
    for number in range(3):
        top = 60 + 30 * number
        sheet.cell(60, top, 90, top + 30, str(number + 7))
        sheet.cell(150, top, 240, top + 30, f"{number + 1}.甲")
        sheet.cell(240, top, 300, top + 30, "5")
    (table,) = (b for b in read(sheet).blocks if isinstance(b, GridTable))
    assert [[(c.column, c.rowspan) for c in row] for row in table.rows] == [
        [(0, 1), (1, 3), (2, 1), (3, 1)], *[[(0, 1), (2, 1), (3, 1)]] * 2,
    ]  # fmt: skip


def test_a_row_cut_by_the_page_is_one_beside_a_unit_and_inside_a_note() -> None:
    units = read(sheet_with([["1.甲", "件", "11"], ["2.乙", "件", "22"]], 700), sheet_with([["丙", "", ""]], 60))
    assert tables(units) == [[["1.甲", "件", "11"], ["2.乙丙", "件", "22"]]]
    note = read(sheet_with([["1.甲", "11"], ["2.乙", "22（含上年"]], 700), sheet_with([["", "3件）"]], 60))
    assert tables(note) == [[["1.甲", "11"], ["2.乙", "22（含上年3件）"]]]


def test_files_inside_are_not_read_and_that_is_said() -> None:
    document = pypdfium2.PdfDocument(pdf([sheet_with([["1.甲", "11"]])]))
    document.new_attachment("统计表.xlsx").set_data(b"figures")
    stream = io.BytesIO()
    document.save(stream)
    grid = read_pdf(stream.getvalue(), Limits())
    assert "1 个文件（统计表.xlsx）" in grid.note
    with pytest.raises(Refusal, match=r"统计表\.xlsx"):
        place(grid)


def test_a_file_pinned_to_a_page_is_said() -> None:
    sheet = sheet_with([["1.甲", "11"]])
    sheet.fields.append("<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 20 20] /FS << /F (a.xls) >> >>")
    assert "1 个文件" in read(sheet).note


def test_a_sheet_wider_than_the_paper_is_put_together_from_its_strips() -> None:
    labels = [["栏目", "自然人"], *([f"{number}.甲", str(number)] for number in range(1, 5))]
    figures = [["其他", "总计"], *([str(10 * number), str(11 * number)] for number in range(1, 5))]
    grid = read(sheet_with(labels, left=300), sheet_with(figures, left=60))
    assert tables(grid) == [[[*left, *right] for left, right in zip(labels, figures, strict=True)]]
    more = [["其他", "总计"], *([f"{number}.乙", str(number)] for number in range(5, 9))]
    assert len([row for table in tables(read(sheet_with(labels), sheet_with(more))) for row in table]) == 10


def test_two_columns_of_a_sheet_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    for left, words in ((40, "左"), (320, "右")):
        for number in range(4):
            sheet.write(left, 80 + 20 * number, f"{words}边的第{number}句。", 9)
        for number in range(2):
            sheet.cell(left, 200 + 30 * number, left + 90, 230 + 30 * number, f"{number + 1}.{words}")
            sheet.cell(left + 90, 200 + 30 * number, left + 180, 230 + 30 * number, str(number))
    grid = read(sheet)
    assert tables(grid) == [[["1.左", "0"], ["2.左", "1"]], [["1.右", "0"], ["2.右", "1"]]]
    assert "".join(prose(grid)).index("左边的第3句") < "".join(prose(grid)).index("右边的第0句")
    cell = [b for b in grid.blocks if isinstance(b, GridTable)][1].rows[0][1]
    assert cell.origin.box == pytest.approx((410, 200, 500, 230), abs=1)


def test_figures_without_a_label_on_top_of_a_page_make_those_above_doubtful() -> None:
    first, second = sheet_with([["1.甲", "11", "12"], ["2.乙", "691", "13"]], 700), Sheet()
    for x, words in ((150, "9"), (240, "3"), (330, "4"), (420, "5")):
        second.write(x, 60, words)
    assert certainties(read(first, second))[:2] == [[1.0, 1.0, 1.0], [0.5, 0.5, 0.5]]
