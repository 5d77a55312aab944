"""The county report as docx and xlsx, read back by other programs than the ones that wrote them."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from docx import Document
from lxml import etree
from python_calamine import CalamineWorkbook

from tasks.form import load_form
from tasks.form import parts as totals
from tasks.records import Finding, Severity, State
from tasks.reporting import AgencyFigures, AgencyFinding, lay_out, write_docx, write_workbook
from tasks.reporting.wording import figure
from tests.reporting.factory import NASTY, agency_findings, county_page, county_report, quality, season_view

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDITIONS = ["f2021", "f2019"]


def printed(path, form):
    """Every figure of the docx by cell code: own walk over gridSpan and vMerge, then by position in the layout."""
    body = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    found = {}
    for table, element in zip(form.tables, body.iter(f"{W}tbl"), strict=True):
        places = {}
        for row, line in enumerate(element.iter(f"{W}tr")):
            column = 0
            for cell in line.iter(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                places[row, column] = "".join(text.text or "" for text in cell.iter(f"{W}t"))
                column += int(span.get(f"{W}val")) if span is not None else 1
            assert column == lay_out(table).width
        found |= {box.code: places[box.row, box.column] for box in lay_out(table).boxes if box.kind == "value"}
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_docx_holds_every_figure_in_its_place(tmp_path, edition):
    report = county_report(edition)
    write_docx(report, tmp_path / "county.docx")
    assert printed(tmp_path / "county.docx", report.form) == {
        code: figure(value) for code, value in report.values.items()
    }


@pytest.mark.parametrize("edition", EDITIONS)
def test_another_reader_sees_the_same_tables(tmp_path, edition):
    report = county_report(edition)
    write_docx(report, tmp_path / "county.docx")
    for table, drawn in zip(report.form.tables, Document(str(tmp_path / "county.docx")).tables, strict=True):
        for box in lay_out(table).boxes:
            text = figure(report.values[box.code]) if box.kind == "value" else box.text
            last = (box.row + box.rowspan - 1, box.column + box.colspan - 1)
            assert drawn.cell(box.row, box.column).text == drawn.cell(*last).text == text


def test_a_figure_that_is_not_known_is_blank_and_money_keeps_its_digits(tmp_path):
    report = county_report(
        values={"t2.admin_fees.amount": Decimal("59237.244900"), "t2.licensing.decisions": Decimal(1286)}
    )
    write_docx(report, tmp_path / "county.docx")
    found = printed(tmp_path / "county.docx", report.form)
    assert found.pop("t2.admin_fees.amount") == "59237.2449"
    assert found.pop("t2.licensing.decisions") == "1286"
    assert set(found.values()) == {""}


def texts(path):
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_the_docx_has_the_title_the_six_headings_and_the_mark_of_a_draft(tmp_path):
    report = county_report()
    write_docx(report, tmp_path / "county.docx")
    words = texts(tmp_path / "county.docx")
    assert words[0] == "青禾县2023年政府信息公开工作年度报告"
    assert "草稿" in words[1]
    assert [text for text in words if text in {section.heading for section in report.form.sections}] == [
        section.heading for section in report.form.sections
    ]
    assert any("青禾县教育局" in text for text in words)
    assert not re.search("XX|×|此处填写|单位名称", "".join(words))


def test_a_complete_report_is_no_draft(tmp_path):
    write_docx(county_report(status="complete", accepted=48, missing=[]), tmp_path / "county.docx")
    assert "草稿" not in "".join(texts(tmp_path / "county.docx"))


def test_what_a_person_wrote_replaces_the_default_words(tmp_path):
    write_docx(county_report(sections={6: "未收取信息处理费。\n\n无其他事项。"}), tmp_path / "county.docx")
    words = texts(tmp_path / "county.docx")
    assert words[-2:] == ["未收取信息处理费。", "无其他事项。"]
    assert "尚未归集各机关收取信息处理费" not in "".join(words)


def test_section_six_does_not_claim_that_no_fee_was_taken(tmp_path):
    write_docx(county_report(), tmp_path / "county.docx")
    assert "尚未归集各机关收取信息处理费的情况" in texts(tmp_path / "county.docx")[-1]


def test_fonts_name_the_east_asian_face(tmp_path):
    write_docx(county_report(), tmp_path / "county.docx")
    xml = zipfile.ZipFile(tmp_path / "county.docx").read("word/document.xml").decode()
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"} <= set(re.findall('w:eastAsia="([^"]+)"', xml))


def test_characters_that_xml_cannot_hold_are_dropped(tmp_path):
    write_docx(county_report(county_name="青\x00禾\x0b县", sections={1: NASTY}), tmp_path / "county.docx")
    words = texts(tmp_path / "county.docx")
    assert words[0].startswith("青禾县")
    assert NASTY in words


def workbook(path, **changes):
    page = county_page(**changes)
    return write_workbook(page.report, page.figures, agency_findings(), season_view().rows, path)


@pytest.mark.parametrize("write", [lambda path: write_docx(county_report(), path), workbook])
def test_the_same_report_is_the_same_file_and_is_written_once(tmp_path, write):
    assert write(tmp_path / "one")
    assert not write(tmp_path / "one")
    assert write(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["one", "two"]


def sheets(path):
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def formulas(path, sheet=1):
    xml = zipfile.ZipFile(path).read(f"xl/worksheets/sheet{sheet}.xml").decode()
    return re.findall("<f>(.*?)</f>", xml)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_first_sheet_shows_the_form_with_its_figures(tmp_path, edition):
    workbook(tmp_path / "county.xlsx", form_id=edition, values=county_report(edition).values)
    rows = sheets(tmp_path / "county.xlsx")["全县汇总"]
    report = county_report(edition)
    heads = {row[0]: number for number, row in enumerate(rows) if row[0]}
    for table in report.form.tables:
        layout = lay_out(table)
        heading = next(section.heading for section in report.form.sections if section.number == table.section)
        for box in layout.boxes:
            if box.kind == "value":
                cell = rows[heads[heading] + 1 + box.row][box.column - layout.labels + 3]
                assert isinstance(cell, float)
                assert Decimal(repr(cell)) == report.values[box.code], box.code


def test_totals_are_formulas_and_hold_the_reports_value(tmp_path):
    workbook(tmp_path / "county.xlsx")
    assert len(formulas(tmp_path / "county.xlsx")) == len(totals(load_form("f2021")))
    assert all(re.fullmatch(r"SUM\([A-Z]+\d+:[A-Z]+\d+\)", text) for text in formulas(tmp_path / "county.xlsx"))


def test_a_total_that_differs_from_its_parts_is_written_as_it_stands(tmp_path):
    values = dict(county_report().values) | {"t4.review.total": Decimal(999)}
    workbook(tmp_path / "county.xlsx", values=values)
    assert len(formulas(tmp_path / "county.xlsx")) == len(totals(load_form("f2021"))) - 1
    assert any(999 in row for row in sheets(tmp_path / "county.xlsx")["全县汇总"])


def test_the_matrix_keeps_blanks_blank_and_adds_up_below(tmp_path):
    report = county_report()
    code = "t2.licensing.decisions"
    agencies = [AgencyFigures("a", "甲局", {code: Decimal(3)}), AgencyFigures("b", "乙局", {code: None})]
    write_workbook(report, agencies, [], [], tmp_path / "county.xlsx")
    rows = sheets(tmp_path / "county.xlsx")["各机关"]
    column = rows[1].index(code)
    assert [row[column] for row in rows[2:]] == [3, "", 3]


def test_season_and_findings_are_listed_without_the_passes(tmp_path):
    workbook(tmp_path / "county.xlsx")
    listed = sheets(tmp_path / "county.xlsx")
    assert listed["完成情况"][1][:3] == ["青禾县商务局", "部门", "✗ 需更正"]
    assert [row[1] for row in listed["问题"][1:]] == ["K-01", "K-01", "R-09", "C-03", "Y-01"]
    assert [row[3] for row in listed["问题"][1:]] == ["不符"] * 4 + ["暂不能判断"]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "https://example.org/"])
def test_text_never_becomes_a_formula_or_a_link(tmp_path, text):
    finding = Finding("R-12", State.FAIL, Severity.HARD, text, expected=text, found=text)
    rows = [replace(season_view().rows[0], name=text)]
    agencies = [AgencyFigures("a", text, {})]
    write_workbook(county_report(county_name=text), agencies, [AgencyFinding(text, finding)], rows, tmp_path / "c.xlsx")
    assert not [
        formula for sheet in (1, 2, 3, 4) for formula in formulas(tmp_path / "c.xlsx", sheet) if formula[:4] != "SUM("
    ]
    listed = sheets(tmp_path / "c.xlsx")
    assert listed["问题"][1][0] == listed["问题"][1][4] == listed["完成情况"][1][0] == text
    assert not [name for name in zipfile.ZipFile(tmp_path / "c.xlsx").namelist() if "sheet1.xml.rels" in name]


def test_digits_beyond_a_spreadsheets_reach_stay_exact_as_text(tmp_path):
    exact = Decimal("123456789012345678.123456")
    workbook(tmp_path / "county.xlsx", values={"t2.admin_fees.amount": exact})
    assert any(str(exact) in row for row in sheets(tmp_path / "county.xlsx")["全县汇总"])


def test_decisions_are_printed_on_a_page_of_their_own_and_never_in_a_table(tmp_path):
    plain, decided = county_report(), county_report(quality=quality())
    write_docx(plain, tmp_path / "plain.docx")
    write_docx(decided, tmp_path / "decided.docx")
    assert printed(tmp_path / "plain.docx", plain.form) == printed(tmp_path / "decided.docx", plain.form)
    document = Document(str(tmp_path / "decided.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    start = texts.index("附：核实、豁免与规则调整（供审定，公布时抽去本页）")
    assert document.paragraphs[start].paragraph_format.page_break_before
    assert texts[start + 1].startswith(
        "1. 青禾县商务局 2023 年度，确认 R-09：该局全年未收费，已与台账核对（经办员，有效至2024年12月31日）"
    )
    assert "豁免 K-01：=原始台账毁损（经办员、复核员" in texts[start + 2]
    assert texts[start + 3] == "3. 柳树乡人民政府 2023 年度，同意免报：灾后资料不存（经办员、复核员，只管这一年度）。"
    assert texts[start + 4] == "4. 规则调整：停用 R-12（没有留下模板占位文字），2023—2023 年度：试行（经办员）。"
    assert len(texts) == start + 5
    in_tables = "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "经办员" not in in_tables and "R-09" not in in_tables
    assert "附：核实" not in "".join(paragraph.text for paragraph in Document(str(tmp_path / "plain.docx")).paragraphs)


def test_decisions_have_a_sheet_of_their_own(tmp_path):
    workbook(tmp_path / "county.xlsx", quality=quality())
    found = sheets(tmp_path / "county.xlsx")
    rows = found["质量说明"]
    assert rows[0][:5] == ["机关", "规则", "决定", "问题", "理由"]
    assert rows[2][1:3] + rows[2][4:7] == ["K-01", "豁免", "=原始台账毁损", "经办员", "复核员"]
    assert rows[3][:3] == ["柳树乡人民政府", "", "同意免报"]
    assert rows[5][0].startswith("规则调整：停用 R-12")
    workbook(tmp_path / "plain.xlsx")
    assert "质量说明" not in sheets(tmp_path / "plain.xlsx")
    for name in ("全县汇总", "各机关"):
        assert found[name] == sheets(tmp_path / "plain.xlsx")[name]
