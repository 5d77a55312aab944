"""From a case of the proofs to the case that checking looks at: the clean report, and what is changed in it."""

from __future__ import annotations

from collections.abc import Mapping

from expectations.proving import Body, Earlier, Raw, Report, Situation
from tasks.form import Form, load_form
from tasks.placing import facts_of, parse_value
from tasks.records import Agency, Case, Origin, Past, PastReport, PlacedCell, Placement, SectionText, Semantic

_HERE = Origin(line=1)
_YEARS = {"f2021": 2023, "f2019": 2020}
# New 3+1, carried in 1+0, granted 2+1, denied 1, carried forward 1; the prose tells none of these figures.
_FIGURES: Mapping[str, Mapping[str, int]] = {
    "new_received": {"natural_person": 3, "commercial_enterprise": 1},
    "carried_in": {"natural_person": 1},
    "granted": {"natural_person": 2, "commercial_enterprise": 1},
    "denied_state_secret": {"natural_person": 1},
    "disposed_total": {"natural_person": 3, "commercial_enterprise": 1},
    "carried_forward": {"natural_person": 1},
}
_REVIEWS = {"t4.review.upheld": 2, "t4.review.pending": 1, "t4.review.total": 3}
_CHAPTERS = {
    1: "{year}年，本机关主动公开及时准确，依申请公开渠道畅通，政府信息管理规范，平台建设稳步推进，监督保障到位。"
    "年度考核和社会评议结果良好，没有发生责任追究的情形。",
    5: "一是主动公开的内容不够全面，更新不够及时。下一步，本机关将加强业务培训，完善信息发布审核和更新机制。",
    6: "根据《政府信息公开信息处理费管理办法》，{year}年度未收取信息处理费。",
}
_LAST_YEAR = {
    1: "公开工作由办公室牵头，各股室分工负责，按季检查。",
    5: "存在解读材料偏少、基层人手不足的问题，今后将增加图解，充实力量，定期轮训经办人员。",
}


def case_of(situation: Situation, key: str) -> Case:
    """The case of a situation under a key; its narrative facts are read from the prose as of any document."""
    placement = placement_of(situation, situation.agency)
    campaign = situation.campaign if "campaign" in situation.model_fields_set else placement.year
    year = placement.year if campaign is None else campaign
    earlier = {1: situation.before, **situation.history}
    history = {
        year - back: Past((_past(situation, report, year - back),), lacking=report.lacking)
        for back, report in earlier.items()
        if year is not None and report is not None
    }
    return Case(
        key=key,
        placement=placement,
        agency=_agency(situation.agency) if situation.agency else None,
        campaign_year=campaign,
        history=history,
        founded=situation.founded,
        submitter_names=situation.submitter,
    )


def placement_of(report: Report, body: Body | None = None) -> Placement:
    """The clean report with its changes, as placing would give it."""
    form = load_form(report.form)
    year = report.year if "year" in report.model_fields_set else _YEARS[form.id]
    agency = report.agency_title if report.agency_title is not None else (body or Body()).name
    title = form.title.format(agency=agency, year=year or "") if report.title is None else report.title
    sections = {section.number: _chapter(section.number, section.heading, report, year) for section in form.sections}
    raws = raws_of(report)
    return Placement(
        agency=agency,
        year=year,
        form=form.id,
        title=title,
        cells={code: _cell(code, raw, form, report) for code, raw in raws.items() if code not in report.missing},
        sections=sections,
        narrative=facts_of(sections),
        headings=report.order,
        tables={table.code: report.tables.get(table.code, 1) for table in form.tables},
        preamble=report.preamble,
        title_origin=_HERE,
    )


def raws_of(report: Report) -> dict[str, Raw]:
    """What stands in each cell of a report."""
    return {**clean_figures(load_form(report.form)), **report.cells}


def clean_figures(form: Form) -> dict[str, Raw]:
    """Figures that satisfy every equation of an edition."""
    values: dict[str, Raw] = dict.fromkeys(form.cells, 0)
    for row, parts in _FIGURES.items():
        values |= {f"t3.{row}.{kind}": number for kind, number in parts.items()}
        values[f"t3.{row}.total"] = sum(parts.values())
    return values | _REVIEWS


def _chapter(number: int, heading: str, report: Report, year: int | None) -> SectionText:
    return SectionText(number, report.headings.get(number, heading), _text(number, report, year), _HERE)


def _text(number: int, report: Report, year: int | None) -> str:
    return report.chapters.get(number, _CHAPTERS.get(number, "").format(year=year))


def _cell(code: str, raw: Raw, form: Form, report: Report) -> PlacedCell:
    if code.rpartition(".")[0] in report.absent:
        return PlacedCell(code, "", Semantic.ABSENT, None, _HERE)
    return _placed(code, raw, form, report.doubtful.get(code))


def _placed(code: str, raw: Raw, form: Form, sure: float | None = None) -> PlacedCell:
    cell = form.cells.get(code)
    text = "" if raw is None else str(raw)
    value = parse_value(text, cell.type if cell else "count", cell.unit if cell else "")
    certainty = value.certainty if sure is None else sure
    return PlacedCell(code, text, value.semantic, value.value, _HERE, value.unit, certainty)


def _agency(body: Body) -> Agency:
    return Agency(body.code, body.name, body.short_name, body.kind, tuple(body.aliases), flags=frozenset(body.flags))


def _past(situation: Situation, report: Earlier, year: int) -> PastReport:
    """An accepted report of an earlier year, in the same edition unless it says otherwise.

    Its figures are nothing but the one request that was carried over, and what is changed.
    """
    form = load_form(report.form if "form" in report.model_fields_set else situation.form)
    raws: dict[str, Raw] = dict.fromkeys(form.cells, 0)
    raws |= {"t3.carried_forward.natural_person": 1, "t3.carried_forward.total": 1, **report.cells}
    values = {code: _placed(code, raw, form).value for code, raw in raws.items() if code not in report.missing}
    texts = {number: report.chapters.get(number, _LAST_YEAR.get(number, "")) for number in range(1, 7)}
    sections = {number: SectionText(number, "", text, _HERE) for number, text in texts.items()}
    body, facts = situation.agency or Body(), facts_of(sections)
    return PastReport(body.code, body.name, year, form.id, values, texts, facts, True, tuple(report.accepted))
