"""The county report as a Word document in the official form, laid out in the manner of GB/T 9704."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tasks.form import Table
from tasks.reporting.decided import QUALITY_HEADING, quality_lines
from tasks.reporting.layout import lay_out
from tasks.reporting.prose import draft_line, preamble, section_text
from tasks.reporting.storing import store
from tasks.reporting.views import CountyReport
from tasks.reporting.word_table import word_table
from tasks.reporting.wording import figure

TITLE_FONT, BODY_FONT, HEADING_FONT, LATIN_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "Times New Roman"
TITLE_SIZE, BODY_SIZE, LINE = Pt(22), Pt(16), Pt(28)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SAME_DAY = (1980, 1, 1, 0, 0, 0)


def write_docx(report: CountyReport, path: Path) -> bool:
    """Write the county report (A4, six chapters, three tables); False when the file already says the same.

    The bytes depend on the report alone. Raises OSError when the file cannot be written.
    """
    document = Document()
    _page(document, report)
    _front(document, report)
    tables = {table.section: table for table in report.form.tables}
    for section in report.form.sections:
        _paragraph(document, section.heading, HEADING_FONT, indent=True).paragraph_format.keep_with_next = True
        for text in section_text(report, section.number):
            _paragraph(document, text, BODY_FONT, indent=True)
        if section.number in tables:
            _table(document, tables[section.number], report)
    _annex(document, report)
    return store(path, _bytes(document))


def _annex(document: DocumentFile, report: CountyReport) -> None:
    """A page of its own with the decisions that the sum rests on; without any there is none."""
    lines = quality_lines(report.quality)
    if not lines:
        return
    head = _paragraph(document, QUALITY_HEADING, HEADING_FONT)
    head.paragraph_format.page_break_before = True
    for text in lines:
        _paragraph(document, text, BODY_FONT, indent=True)


def _page(document: DocumentFile, report: CountyReport) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    page.footer_distance = Mm(28)
    _page_number(page.footer.paragraphs[0])
    about = document.core_properties
    about.author, about.last_modified_by, about.comments = _clean(report.county_name), "", ""
    about.title = _clean(report.title)
    about.created = about.modified = report.built_at.replace(tzinfo=None)
    about.revision, about.language = 1, "zh-CN"


def _front(document: DocumentFile, report: CountyReport) -> None:
    title = _paragraph(document, report.title, TITLE_FONT, size=TITLE_SIZE)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(36)
    if mark := draft_line(report):
        _paragraph(document, mark, BODY_FONT).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(document, "", BODY_FONT)
    for text in preamble(report):
        _paragraph(document, text, BODY_FONT, indent=True)


def _paragraph(document: DocumentFile, text: str, font: str, size: Pt = BODY_SIZE, indent: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    _font(paragraph.add_run(_clean(text)), font, size)
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    if indent:
        layout.first_line_indent = Pt(size.pt * 2)
    return paragraph


def _font(run: Run, name: str, size: Pt) -> None:
    run.font.name, run.font.size = LATIN_FONT, size
    properties: Any = run._element.rPr
    properties.rFonts.set(qn("w:eastAsia"), name)


def _page_number(paragraph: Paragraph) -> None:
    """— 1 — in the footer, as the standard has it."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("", "— "), ("begin", ""), ("code", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run(text if not kind else "")
        _font(run, "宋体", Pt(14))
        element: Any = run._element
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            element.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            element.append(mark)


def _table(document: DocumentFile, table: Table, report: CountyReport) -> None:
    """The table, then an empty line so that the next heading does not stick to it."""
    texts = {code: figure(value) for code, value in report.values.items()}
    width = Mm(210) - Mm(28) - Mm(26)
    document.element.body.insert(-1, word_table(lay_out(table), texts, round(width / Mm(1) * 56.7)))
    _paragraph(document, "", BODY_FONT)


def _clean(text: str) -> str:
    """Drop what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _bytes(document: DocumentFile) -> bytes:
    """The package with every member dated alike, so that equal content gives equal bytes."""
    first, second = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _SAME_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return second.getvalue()
