"""Title, agency and year: cut, missing, spaced, in another order; and words that only look like them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.sample import SampleReport
from tasks.sample.outline import Text
from tests.accuracy.document import Document, texts
from tests.accuracy.variations import nothing, variation


def _retitle(document: Document, lines: Sequence[str]) -> None:
    """Print these lines instead of the title; {agency} and {year} stand for the report's own."""
    places = [at for at, _ in texts(document, "title")]
    at = places[0] if places else 0
    document.parts = [part for place, part in enumerate(document.parts) if place not in places]
    report = document.report
    said = [line.format(agency=report.agency, year=report.year) for line in lines]
    document.insert(at, [Text("title", line) for line in said])


@variation("title", "Title over two lines, cut inside 政府信息/公开")
def title_cut_inside(document: Document) -> None:
    _retitle(document, ["{agency}{year}年政府信息", "公开工作年度报告"])


@variation("title", "Title over three lines")
def title_on_three_lines(document: Document) -> None:
    _retitle(document, ["{agency}", "{year}年政府信息公开", "工作年度报告"])


@variation("title", "no title in the body", loses=True)
def title_missing(document: Document) -> None:
    _retitle(document, [])


@variation("title", "spaces around the year")
def title_spaced(document: Document) -> None:
    _retitle(document, ["{agency} {year} 年政府信息公开工作年度报告"])


@variation("title", "year last: 政府信息公开工作年度报告（2023年）")
def title_year_last(document: Document) -> None:
    _retitle(document, ["{agency}政府信息公开工作年度报告（{year}年）"])


@variation("title", "year first")
def title_year_first(document: Document) -> None:
    _retitle(document, ["{year}年度{agency}政府信息公开工作年度报告"])


@variation("title", "only the first line names the agency")
def title_agency_alone(document: Document) -> None:
    _retitle(document, ["{agency}", "{year}年政府信息公开工作年度报告"])


@variation("title", "政府 missing")
def title_without_government(document: Document) -> None:
    _retitle(document, ["{agency}{year}年信息公开工作年度报告"])


@variation("title", "关于…的报告, 年报")
def title_in_other_words(document: Document) -> None:
    words = ["{agency}{year}年政府信息公开年报", "{agency}关于{year}年度政府信息公开工作的年度报告"]
    _retitle(document, [document.rng.choice(words)])


@variation("title", "the year in Chinese digits")
def title_in_chinese_digits(document: Document) -> None:
    digits = str(document.report.year).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    _retitle(document, ["{agency}" + digits + "年政府信息公开工作年度报告"])


@variation("title", "dates with lost characters: 20201231日, 202011日至20201231日")
def dates_damaged(document: Document) -> None:
    year = document.report.year
    words = f"本报告所列数据的统计期限自{year}11日至{year}1231日。报告中{year - 1}1231日前的数据不计。"
    document.insert(len(list(texts(document, "title"))), [Text("prose", words)])


@variation("title", "metadata: another year in the words before the report")
def another_year_before(document: Document) -> None:
    year = document.report.year
    words = f"发布日期：{year + 1}年1月20日　　来源：{document.report.agency}　　浏览次数：152"
    document.insert(len(list(texts(document, "title"))), [Text("prose", words)])


def _year(report: SampleReport, years: dict[str, int]) -> SampleReport:
    return replace(report, year=years[report.form])


@variation(
    "title",
    "the 2019 form is still handed in for 2022, the 2021 form already for 2020",
    prepare=lambda report: _year(report, {"f2019": 2022, "f2021": 2020}),
)
def edition_of_another_year(document: Document) -> None:
    nothing(document)


@variation("title", "never from the notice cited in the text")
def other_notice_cited(document: Document) -> None:
    other = {"f2021": "国办公开办函〔2019〕60号", "f2019": "国办公开办函〔2021〕30号"}[document.form.id]
    words = f"根据《中华人民共和国政府信息公开条例》和{other}的要求编制本报告。"
    document.insert(len(list(texts(document, "title"))), [Text("prose", words)])
