"""Whose report it is and for which year, settled by the report's own title."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.county import find_agency, nearest
from tasks.language import _
from tasks.records import Agency, Placement, Receipt, Refusal, Semantic

_LEAST_SECTIONS = 2


def resolve(receipt: Receipt, placement: Placement, roster: Sequence[Agency], year: int) -> Agency:
    """The agency whose report on the year this is.

    Raises Refusal: no_report, wrong_year, unknown_agency, wrong_agency (in this order, the first that holds).
    A title without year or agency contradicts nothing: then the channel decides.
    """
    if not _is_report(placement):
        raise Refusal("no_report", _no_report(receipt))
    if placement.year is not None and placement.year != year:
        raise Refusal("wrong_year", _wrong_year(receipt, placement.year, year))
    submitter = find_agency(roster, receipt.submitter, year)
    agency = find_agency(roster, placement.agency, year) if placement.agency else submitter
    if agency is None:
        raise Refusal("unknown_agency", _unknown(receipt, placement.agency, submitter, roster, year))
    if submitter and submitter.code != agency.code:
        raise Refusal("wrong_agency", _wrong_agency(receipt, submitter, agency))
    return agency


def _is_report(placement: Placement) -> bool:
    filled = any(cell.semantic is not Semantic.ABSENT for cell in placement.cells.values())
    return filled or any(placement.tables.values()) or len(placement.sections) >= _LEAST_SECTIONS


def _no_report(receipt: Receipt) -> str:
    return _("文件“{file}”里找不到年度报告的标题、章节和表格，不像政府信息公开工作年度报告。请核对后重新报送。").format(
        file=receipt.file_name
    )


def _wrong_year(receipt: Receipt, found: int, year: int) -> str:
    return _("文件“{file}”是 {found} 年度的报告，本次收的是 {year} 年度。请报送 {year} 年度的报告。").format(
        file=receipt.file_name, found=found, year=year
    )


def _wrong_agency(receipt: Receipt, submitter: Agency, agency: Agency) -> str:
    return _(
        "文件“{file}”由{submitter}报送，报告题名却是{agency}。"
        "请{submitter}换成自己的报告；若只是放错了文件夹，请移到 {code}。"
    ).format(file=receipt.file_name, submitter=submitter.name, agency=agency.name, code=agency.code)


def _unknown(receipt: Receipt, title: str, submitter: Agency | None, roster: Sequence[Agency], year: int) -> str:
    if not title:
        return _(
            "文件“{file}”的题名里没有机关名称，文件夹和文件名也没有说明是谁。请放进以机关代码命名的文件夹。"
        ).format(file=receipt.file_name)
    living = [agency for agency in roster if agency.existed_in(year)]
    close = _("、").join(nearest(living, title)) or _("（无）")
    who = _("（由{submitter}报送）").format(submitter=submitter.name) if submitter else ""
    return _(
        "文件“{file}”{who}的题名机关“{title}”不在 {year} 年度名册里。最接近的是：{close}。"
        "若是其中之一，请在名册的别名里加上这个名称；否则请核对文件。"
    ).format(file=receipt.file_name, who=who, title=title, year=year, close=close)
