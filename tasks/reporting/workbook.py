"""The county workbook: the official form, every agency's figures, the season and the findings."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tasks.form import Form
from tasks.form import parts as totals
from tasks.language import _
from tasks.records import State
from tasks.reporting.decided import deed
from tasks.reporting.layout import Box, Layout, lay_out
from tasks.reporting.prose import draft_line
from tasks.reporting.sheets import Styles, put_figure, put_text, styles, write_heading
from tasks.reporting.storing import store
from tasks.reporting.views import AgencyFigures, AgencyFinding, AgencyRow, CountyReport
from tasks.reporting.wording import badge, consequence, kind_name, moment

Sheet = Any
FORM_WIDTHS = (6, 15, 46)
LONG_LABEL = 24


def write_workbook(
    report: CountyReport,
    agencies: Sequence[AgencyFigures],
    findings: Sequence[AgencyFinding],
    season: Sequence[AgencyRow],
    path: Path,
) -> bool:
    """Write the four sheets; False when the file already says the same.

    Totals of the form are formulas over the cells they add up, with the report's own value as the cached result;
    where the two differ the value is written and no formula. Text never becomes a formula or a link.
    """
    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(memory, options)
    book.set_properties({"title": report.title, "created": report.built_at.replace(tzinfo=None)})
    look = styles(book)
    _county(book.add_worksheet(_("全县汇总")), report, look)
    _agencies(book.add_worksheet(_("各机关")), report, agencies, look)
    _season(book.add_worksheet(_("完成情况")), season, look)
    _findings(book.add_worksheet(_("问题")), report.form, findings, look)
    if report.ledger.adjustments:
        _adjustments(book.add_worksheet(_("调整")), report, look)
    if report.quality.decisions or report.quality.overrides:
        _quality(book.add_worksheet(_("质量说明")), report, look)
    book.close()
    return store(path, memory.getvalue())


def _county(sheet: Sheet, report: CountyReport, look: Styles) -> None:
    """The three tables one under another, their figures beginning in the same column."""
    layouts = [lay_out(table) for table in report.form.tables]
    labels = max(layout.labels for layout in layouts)
    width = max(layout.width - layout.labels for layout in layouts) + labels
    for column in range(width):
        sheet.set_column(column, column, FORM_WIDTHS[column] if column < len(FORM_WIDTHS) else 10)
    put_text(sheet, 0, 0, report.title, look.title)
    coverage = _("应报{expected}个，已计入{accepted}个。{draft}　{run}　{time}")
    put_text(
        sheet,
        1,
        0,
        coverage.format(
            expected=report.expected,
            accepted=report.accepted,
            draft=draft_line(report),
            run=report.run,
            time=moment(report.built_at),
        ),
        look.note,
    )
    sheet.set_default_row(20)
    top, boxes = 3, list[Box]()
    headings = {section.number: section.heading for section in report.form.sections}
    for layout in layouts:
        put_text(sheet, top, 0, headings[layout.table.section], look.heading)
        boxes += [_moved(box, layout, top + 1, labels) for box in layout.boxes]
        top += layout.height + 3
    places = {box.code: (box.row, box.column) for box in boxes if box.code}
    _boxes(sheet, boxes, places, report, look)
    _print(sheet, top, width - 1, landscape=True)
    sheet.freeze_panes(3, 0)


def _moved(box: Box, layout: Layout, top: int, labels: int) -> Box:
    """The box lower by `top`, with the last label stretched so that the table has `labels` label columns."""
    first, last = (
        edge if edge < layout.labels else edge + labels - layout.labels
        for edge in (box.column, box.column + box.colspan)
    )
    return replace(box, row=box.row + top, column=first, colspan=last - first)


def _boxes(
    sheet: Sheet, boxes: Sequence[Box], places: Mapping[str, tuple[int, int]], report: CountyReport, look: Styles
) -> None:
    formulas = {code: _sum(code, parts, places, report.values) for code, parts in totals(report.form).items()}
    for box in boxes:
        style = look.box(box)
        if box.kind == "label" and len(box.text) > LONG_LABEL:
            sheet.set_row(box.row, 30)
        if box.rowspan > 1 or box.colspan > 1:
            last = (box.row + box.rowspan - 1, box.column + box.colspan - 1)
            sheet.merge_range(box.row, box.column, *last, "", style)
        if box.kind == "value":
            put_figure(sheet, (box.row, box.column), report.values.get(box.code), style, formulas.get(box.code, ""))
        else:
            put_text(sheet, box.row, box.column, box.text, style)


def _sum(code: str, parts: Sequence[str], places: Mapping[str, tuple[int, int]], values: Mapping[str, Decimal]) -> str:
    """=SUM over the parts, "" where it would show another figure than the report's."""
    if code not in values or values[code] != sum(values.get(part, Decimal(0)) for part in parts):
        return ""
    spots = [places[part] for part in parts]
    first, last = min(spots), max(spots)
    solid = (last[0] - first[0] + 1) * (last[1] - first[1] + 1) == len(spots)
    where = xl_range(*first, *last) if solid else ",".join(xl_rowcol_to_cell(*spot) for spot in spots)
    return f"=SUM({where})"


def _agencies(sheet: Sheet, report: CountyReport, agencies: Sequence[AgencyFigures], look: Styles) -> None:
    """One row an agency, one column a cell; under them their sum, and what was adjusted, leaf by leaf."""
    form = report.form
    write_heading(sheet, [_("机关"), *(cell.label for cell in form.cells.values())], look, row=0)
    write_heading(sheet, [_("代码"), *form.cells], look, row=1)
    for row, agency in enumerate(agencies, 2):
        put_text(sheet, row, 0, agency.name, look.cell)
        for column, code in enumerate(form.cells, 1):
            put_figure(sheet, (row, column), agency.values.get(code), look.figure)
    bottom = len(agencies) + 2
    if agencies:
        put_text(sheet, bottom, 0, _("各机关相加"), look.head)
        for column, code in enumerate(form.cells, 1):
            total = sum((value for agency in agencies if (value := agency.values.get(code)) is not None), Decimal(0))
            put_figure(sheet, (bottom, column), total, look.figure, f"=SUM({xl_range(2, column, bottom - 1, column)})")
    if report.ledger.adjustments:
        bottom += 1
        put_text(sheet, bottom, 0, _("调整"), look.head)
        for column, code in enumerate(form.cells, 1):
            amount = sum((each.amount for each in report.ledger.adjustments if each.code == code), Decimal(0))
            put_figure(sheet, (bottom, column), amount or None, look.figure)
    sheet.set_row(0, 60)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(form.cells), 11)
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(0, 1)
    sheet.repeat_columns(0, 0)
    _print(sheet, bottom, len(form.cells), landscape=True, fit=False)


def _adjustments(sheet: Sheet, report: CountyReport, look: Styles) -> None:
    heads = [_("号"), _("机关"), _("项目"), _("加减"), _("理由"), _("经办人"), _("时间")]
    write_heading(sheet, heads, look)
    for row, line in enumerate(report.ledger.adjustments, 1):
        put_figure(sheet, (row, 0), Decimal(line.number), look.figure)
        put_figure(sheet, (row, 3), line.amount, look.figure)
        texts = {1: line.agency, 2: line.label, 4: line.reason, 5: line.who, 6: moment(line.at)}
        for column, text in texts.items():
            put_text(sheet, row, column, text, look.wrapped)
    _list(sheet, len(report.ledger.adjustments), [6, 24, 48, 10, 48, 12, 18])


def _season(sheet: Sheet, rows: Sequence[AgencyRow], look: Styles) -> None:
    heads = [_("机关"), _("类别"), _("状态"), _("提交时间"), _("逾期天数"), _("必须更正"), _("请核实"), _("上次催办")]
    write_heading(sheet, heads, look)
    for row, line in enumerate(rows, 1):
        state = badge(line.state)
        texts = [line.name, kind_name(line.kind), f"{state.glyph} {state.word}"]
        texts.append(moment(line.submitted_at) if line.submitted_at else "")
        for column, text in enumerate(texts):
            put_text(sheet, row, column, text, look.cell)
        for column, count in enumerate((line.days_late, line.hard, line.soft), len(texts)):
            put_figure(sheet, (row, column), Decimal(count), look.figure)
        put_text(sheet, row, 7, line.last_reminder.isoformat() if line.last_reminder else "", look.cell)
    _list(sheet, len(rows), [24, 8, 12, 18, 10, 10, 10, 14])


def _findings(sheet: Sheet, form: Form, findings: Sequence[AgencyFinding], look: Styles) -> None:
    """What failed and what could not be decided; passes are not listed."""
    heads = [_("机关"), _("规则"), _("后果"), _("状态"), _("说明"), _("应为"), _("填的是"), _("相差"), _("涉及的格")]
    write_heading(sheet, heads, look)
    states = {State.FAIL: _("不符"), State.UNDECIDED: _("暂不能判断")}
    listed = [line for line in findings if line.finding.state in states]
    for row, line in enumerate(listed, 1):
        found = line.finding
        labels = [form.cells[code].label if code in form.cells else code for code in found.cells]
        texts = [line.agency, found.rule, consequence(found.severity), states[found.state], found.text]
        for column, text in enumerate([*texts, "", "", "", _("；").join(labels)]):
            put_text(sheet, row, column, text, look.wrapped)
        for column, value in enumerate((found.expected, found.found, found.difference), len(texts)):
            if isinstance(value, str):
                put_text(sheet, row, column, value, look.wrapped)
            else:
                put_figure(sheet, (row, column), value, look.figure)
    _list(sheet, len(listed), [24, 8, 10, 12, 60, 12, 12, 10, 60])


def _quality(sheet: Sheet, report: CountyReport, look: Styles) -> None:
    """The decisions that the sum rests on, and under them the rules that were changed for the year."""
    heads = [
        _("机关"),
        _("规则"),
        _("决定"),
        _("问题"),
        _("理由"),
        _("经办人"),
        _("复核人"),
        _("登记日期"),
        _("有效期至"),
        _("编号"),
    ]
    write_heading(sheet, heads, look)
    notes = report.quality.decisions
    for row, note in enumerate(notes, 1):
        days = [day.isoformat() if day else "" for day in (note.on, note.until)]
        texts = [
            note.agency,
            note.rule,
            deed(note),
            note.message,
            note.reason,
            note.person,
            note.second,
            *days,
            note.id,
        ]
        for column, text in enumerate(texts):
            put_text(sheet, row, column, text, look.wrapped)
    for row, sentence in enumerate(report.quality.overrides, len(notes) + 2):
        put_text(sheet, row, 0, _("规则调整：{sentence}。").format(sentence=sentence), look.note)
    _list(sheet, len(notes), [24, 8, 10, 60, 40, 10, 10, 12, 12, 16])


def _list(sheet: Sheet, rows: int, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(rows, 1), len(widths) - 1)
    sheet.repeat_rows(0)
    _print(sheet, rows, len(widths) - 1, landscape=True)


def _print(sheet: Sheet, row: int, column: int, *, landscape: bool, fit: bool = True) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.print_area(0, 0, row, column)
    if fit:
        sheet.fit_to_pages(1, 0)
