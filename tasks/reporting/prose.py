"""The words of the county report where no person has written any: figures only, and what is not gathered is said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tasks.form import Cell
from tasks.language import _
from tasks.reporting.compare import headline_label
from tasks.reporting.views import CountyReport
from tasks.reporting.wording import figure, headline_codes


def preamble(report: CountyReport) -> list[str]:
    """On what basis, for which period, from how many agencies; a draft says what is missing."""
    basis = (
        "本报告依据《中华人民共和国政府信息公开条例》和{notice}编制，由{county}各机关报送的年度报告汇总而成，"
        "统计期限自{year}年1月1日至12月31日。应报机关{expected}个，已核准并计入{accepted}个。"
    )
    paragraphs = [
        basis.format(
            notice=report.form.notice,
            county=report.county_name,
            year=report.year,
            expected=report.expected,
            accepted=report.accepted,
        )
    ]
    if report.missing:
        paragraphs.append(("尚未计入：{names}。").format(names="、".join(report.missing)))
    return paragraphs


def draft_line(report: CountyReport) -> str:
    """The mark under the title of a draft; "" when complete."""
    if not report.draft:
        return ""
    left = report.expected - report.accepted
    return _("（草稿，尚有{left}个机关未计入，不得公布）").format(left=left) if left > 0 else _("（草稿，不得公布）")


def section_text(report: CountyReport, number: int) -> list[str]:
    """The paragraphs of a chapter: what a person wrote, else what the figures say."""
    written = report.sections.get(number, "").strip()
    if written:
        return [line.strip() for line in written.splitlines() if line.strip()]
    return {1: _overview, 5: _problems, 6: _fees}.get(number, _nothing)(report)


def _overview(report: CountyReport) -> list[str]:
    return [
        *_figures(report),
        (
            "以上数字由各机关年度报告相加得出。政府信息管理、平台建设、监督保障，以及工作考核、社会评议、"
            "责任追究情况未作归集，由主管部门另行撰写。"
        ),
    ]


def _figures(report: CountyReport) -> Iterator[str]:
    """One sentence a table: each headline figure with its own label and unit."""
    form = report.form
    cells = [form.cells[code] for code in headline_codes(form)]
    for table, group in groupby(cells, key=lambda cell: cell.table):
        named = [
            _name(cell) + figure(report.values[cell.code]) + _unit(cell)
            for cell in group
            if report.values.get(cell.code) is not None
        ]
        if named:
            title = next(section.title for section in form.sections if section.number == form.table(table).section)
            yield ("{title}：{figures}。").format(title=title, figures="，".join(named))


def _name(cell: Cell) -> str:
    """The headline label run together; a unit in brackets is said after the figure instead."""
    return headline_label(cell).replace("·", "").partition("（")[0]


def _unit(cell: Cell) -> str:
    return {"amount": ("万元"), "count": ("件"), "signed": ""}[cell.type]


def _problems(report: CountyReport) -> list[str]:
    return [("本次汇总只归集数字。各机关反映的主要问题和改进措施尚未归集，由主管部门另行撰写。")]


def _fees(report: CountyReport) -> list[str]:
    return [
        (
            "信息处理费：本次汇总尚未归集各机关收取信息处理费的情况，因此既不表述为已收取，也不表述为未收取，"
            "由主管部门在公布前查明并写入。"
        )
    ]


def _nothing(report: CountyReport) -> list[str]:
    return []
