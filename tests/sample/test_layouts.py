"""Each layout prints every figure, in the form's order, in a file that other programs read."""

import io
import re
import unicodedata
from collections import Counter
from decimal import Decimal

import docx
import lxml.html
import pytest
from python_calamine import CalamineWorkbook

from tasks.form import load_form, load_forms
from tasks.sample import LAYOUTS, SampleReport, Value, render
from tasks.sample.drawing import draw
from tasks.sample.layouts import _RENDERERS
from tasks.sample.wording import OFFICIAL

EDITIONS = sorted(load_forms())
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbered(edition: str) -> SampleReport:
    """A report whose every figure is another number of seven digits."""
    values: dict[str, Value] = {code: 1_000_001 + place for place, code in enumerate(load_form(edition).cells)}
    prose = {number: (f"第{number}部分的文字。",) for number in range(1, 7)}
    return SampleReport("清河口县水利局", 2023, values, edition, preamble=("前言。",), sections=prose)


def text_of(content: bytes, layout: str) -> str:
    """All texts of the file in reading order, one cell or paragraph a line, as other programs read it."""
    match layout.rpartition(".")[2]:
        case "txt":
            return content.decode("gb18030" if layout == "pipe_rows.txt" else "utf-8-sig")
        case "html":
            declared = "gb18030" if layout == "declared_gb2312.html" else "utf-8"
            tree = lxml.html.document_fromstring(content.decode(declared))
            innermost = tree.xpath("//*[self::p or self::h1 or self::td or self::th][not(.//p or .//h1 or .//td)]")
            return "\n".join(block.text_content() for block in innermost)
        case "docx":
            body = docx.Document(io.BytesIO(content)).element.body
            paragraphs = body.iter(f"{_WORD}p")
            return "\n".join("".join(node.text or "" for node in part.iter(f"{_WORD}t")) for part in paragraphs)
        case _:
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
            return "\n".join(f"{value:f}".removesuffix(".000000") if isinstance(value, float) else str(value)
                             for row in rows for value in row)  # fmt: skip


def figures_in(text: str) -> list[int]:
    return [
        int(found.replace(",", "")) for found in re.findall(r"\d,?\d{3},?\d{3}", unicodedata.normalize("NFKC", text))
    ]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_printed_once_and_in_order(layout: str, edition: str) -> None:
    report = numbered(edition)
    assert figures_in(text_of(render(report, layout), layout)) == list(report.values.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_and_prose_are_printed_in_order(layout: str) -> None:
    text = text_of(render(numbered("f2021"), layout), layout)
    places = [text.index(words) for section in load_form("f2021").sections
              for words in (section.heading, f"第{section.number}部分的文字。")]  # fmt: skip
    assert places == sorted(places)
    assert text.index("清河口县水利局") < text.index("前言。") < places[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_blanks_texts_and_decimals_stay_what_they_are(layout: str) -> None:
    values = dict(numbered("f2021").values) | {
        "t3.granted.natural_person": "",
        "t3.granted.commercial_enterprise": "约10",
        "t2.admin_fees.amount": Decimal("43.788"),
    }
    text = text_of(render(SampleReport("清河口县水利局", 2023, values), layout), layout)
    assert len(figures_in(text)) == 197
    assert "约10" in text
    assert "43.788" in unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_lost_heading_is_not_printed(layout: str) -> None:
    report = SampleReport("清河口县水利局", 2023, numbered("f2021").values, lost_headings=frozenset({5}))
    text = text_of(render(report, layout), layout)
    headings = [section.heading for section in load_form("f2021").sections]
    assert [heading in text for heading in headings] == [True] * 4 + [False, True]


@pytest.mark.parametrize("edition", EDITIONS)
def test_drawn_boxes_tile_each_table(edition: str) -> None:
    form = load_form(edition)
    for table in form.tables:
        drawn = draw(table, numbered(edition).values, OFFICIAL)
        covered = Counter(
            (row, column)
            for box in drawn.boxes
            for row in range(box.row, box.row + box.rowspan)
            for column in range(box.column, box.column + box.colspan)
        )
        everywhere = [(row, column) for row in range(len(drawn.rows)) for column in range(drawn.width)]
        assert covered == Counter(everywhere)


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout.endswith(".docx")])
def test_word_rows_fill_the_width(layout: str) -> None:
    tables = docx.Document(io.BytesIO(render(numbered("f2021"), layout))).tables
    assert [{len(row.cells) for row in table.rows} for table in tables] == [{4}, {10}, {15}]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_report_gives_the_same_bytes(layout: str) -> None:
    assert render(numbered("f2021"), layout) == render(numbered("f2021"), layout)


def test_every_layout_differs_and_says_what_it_is() -> None:
    files = {render(numbered("f2021"), layout) for layout in LAYOUTS}
    assert len(files) == len(LAYOUTS)
    assert all(renderer.__doc__ for renderer in _RENDERERS.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_report_may_rearrange_its_parts(layout: str) -> None:
    report = numbered("f2021")
    turned = SampleReport(report.agency, report.year, report.values, arrange=lambda parts: parts[:1] + parts[:0:-1])
    figures = figures_in(text_of(render(turned, layout), layout))
    assert sorted(figures) == sorted(report.values.values()) and figures != list(report.values.values())


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(KeyError):
        render(numbered("f2021"), "official.odt")
