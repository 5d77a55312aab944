"""Pages of every size, margin and character size, so that page breaks fall everywhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.accuracy.pdf_pages import STYLES
from tests.accuracy.types import CHROMIUM, Conversion, Files, browser, decoded, office
from tests.reading.truth import OFFICE

_SIZES = {"A4": (210, 297), "A4 across": (297, 210), "A3": (297, 420), "A3 across": (420, 297), "B5": (176, 250),
          "Letter": (216, 279), "16K": (184, 260), "Legal": (216, 356)}  # fmt: skip
_RULED = "table{border-collapse:collapse}td,th{border:1px solid #000}"
_HABITS = (
    "",
    "td{text-align:center}",
    "td{text-align:right}",
    "td,th{vertical-align:top}",
    "table{width:100%}",
    "table{width:100%;table-layout:fixed}",
    "tr{break-inside:avoid}",
    "td:first-child{width:30px}",
    "td{line-height:1.8}",
    "p{line-height:2}",
    "*{font-family:serif}",
)
_TWIPS = 56.7  # a millimetre
_NUMBERS = ("", "- {} -", "— {} —", "第 {} 页", "{}", "第{}页 共9页", "{}/9")


@dataclass(frozen=True)
class Paper:
    """One way to print: page and margins in mm, characters in points, what every page repeats, the tables' rules."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    size: float
    scale: float
    padding: float
    foot: str
    head: str
    style: str
    turned: int

    @property
    def css(self) -> str:
        return f"td,th{{padding:{self.padding}px;font-size:{self.size}pt}}{self.style}"


def paper_of(name: str, ruled: bool = False) -> Paper:
    """Some paper, always the same for a name. ruled = only tables with all their lines."""
    rng = Random(name)
    width, height = _SIZES[rng.choice([*_SIZES, "A4", "A4", "A4", "A4"])]
    if rng.random() < 0.4:
        height = rng.randint(140, 400)
    extra = rng.choice(_HABITS)
    foot, head = rng.choice(_NUMBERS), rng.choice(["", "", "清河口县人民政府门户网站", "2023年年度报告"])
    least = 12 if foot or head else 5
    lines = (
        _RULED
        if ruled or rng.random() < 0.7
        else rng.choice(list(STYLES.values())).replace("@page{size:A4 landscape}", "")
    )
    return Paper(
        width, height,
        margins=(rng.randint(least, 35), rng.randint(5, 30), rng.randint(least, 35), rng.randint(5, 30)),
        size=rng.choice([6, 7, 8, 9, 9, 10, 10.5, 10.5, 12, 14]),
        scale=rng.choice([0.6, 0.75, 0.9, 1, 1, 1, 1, 1.15, 1.3]),
        padding=rng.choice([1, 1, 2, 3, 5, 8]),
        foot=foot,
        head=head,
        style=lines + extra,
        turned=rng.choice([0] * 12 + [90, 180, 270]),
    )  # fmt: skip


def _template(words: str) -> str:
    said = words.replace("{}", '<span class="pageNumber"></span>')
    return f'<div style="font-size:9px;width:100%;text-align:center">{said}</div>'


def _print(chromium: Any, name: str, data: bytes, ruled: bool) -> bytes:
    paper = paper_of(name, ruled)
    page = chromium.new_page()
    page.set_content(decoded(data))
    page.add_style_tag(content=paper.css)
    top, right, bottom, left = paper.margins
    repeats = bool(paper.foot or paper.head)
    made = page.pdf(
        width=f"{paper.width}mm", height=f"{paper.height}mm", print_background=True, scale=paper.scale,
        margin={"top": f"{top}mm", "right": f"{right}mm", "bottom": f"{bottom}mm", "left": f"{left}mm"},
        display_header_footer=repeats, header_template=_template(paper.head), footer_template=_template(paper.foot),
    )  # fmt: skip
    page.close()
    return bytes(made)


def by_browser(ruled: bool = False) -> Callable[[Files], dict[str, bytes]]:
    def make(files: Files) -> dict[str, bytes]:
        with browser() as chromium:
            stems = {Path(name).stem: data for name, data in files.items()}
            return {
                stem: turned(_print(chromium, stem, data, ruled), paper_of(stem).turned) for stem, data in stems.items()
            }

    return make


def turned(data: bytes, degrees: int) -> bytes:
    """The pages lying on their side, as the file says (/Rotate)."""
    import pypdfium2 as pdfium

    if not degrees:
        return data
    document = pdfium.PdfDocument(data)
    for page in document:
        page.set_rotation(degrees)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def by_office(files: Files) -> dict[str, bytes]:
    """Word documents on some paper, exported by the office program."""
    return office("pdf")({name: _on_paper(data, paper_of(Path(name).stem)) for name, data in files.items()})


def _on_paper(data: bytes, paper: Paper) -> bytes:
    """The document with this page, margins, character size and foot."""
    top, right, bottom, left = (round(edge * _TWIPS) for edge in paper.margins)
    across = ' w:orient="landscape"' if paper.width > paper.height else ""
    section = (
        f'<w:sectPr><w:pgSz w:w="{round(paper.width * _TWIPS)}" w:h="{round(paper.height * _TWIPS)}"{across}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"/></w:sectPr>'
    )
    half_points = round(2 * paper.size * paper.scale)
    column = (paper.width - paper.margins[1] - paper.margins[3]) * _TWIPS

    def document(words: str) -> str:
        words = words.replace("<w:sectPr/>", section)

        def grid(match: re.Match[str]) -> str:
            count = match[0].count("w:gridCol")
            return f'<w:tblGrid>{f"""<w:gridCol w:w="{round(column / count)}"/>""" * count}</w:tblGrid>'

        return re.sub(r"<w:tblGrid>.*?</w:tblGrid>", grid, words)

    def styles(words: str) -> str:
        size = f'<w:rPr><w:sz w:val="{half_points}"/></w:rPr>'
        return words.replace('<w:name w:val="Normal"/></w:style>', f'<w:name w:val="Normal"/>{size}</w:style>')

    return _edited(data, {"word/document.xml": document, "word/styles.xml": styles})


def by_sheets(files: Files) -> dict[str, bytes]:
    """Workbooks as the office program prints them: as wide as they are, over several pages, or fitted to one."""
    return office("pdf")({name: _set_up(data, Random(Path(name).stem)) for name, data in files.items()})


def _set_up(data: bytes, rng: Random) -> bytes:
    """The workbook with rows as high as their labels need, and perhaps fitted to the width of a page."""
    fitted, across, high = rng.random() < 0.6, rng.random() < 0.5, rng.choice([15, 45, 60])

    def sheet(words: str) -> str:
        words = re.sub(r"<sheetFormatPr[^>]*>", f'<sheetFormatPr defaultRowHeight="{high}" customHeight="1"/>', words)
        if not fitted:
            return words
        setup = f'<pageSetup orientation="{"landscape" if across else "portrait"}" fitToHeight="0"/>'
        words = re.sub(r"(<worksheet[^>]*>)", r'\1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>', words)
        return re.sub(r"(<pageMargins[^>]*/>)", rf"\1{setup}", words)

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if re.fullmatch(r"xl/worksheets/\w+\.xml", name)]
    return _edited(data, dict.fromkeys(sheets, sheet))


def _edited(data: bytes, edits: Mapping[str, Callable[[str], str]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edits[name](content.decode()) if name in edits else content)
    return stream.getvalue()


PAPER = {
    "pdf of a browser, any paper": Conversion("pdf", ".html", ".pdf", by_browser(), CHROMIUM is not None),
    "pdf of Word, any paper": Conversion("pdf", ".docx", ".pdf", by_office, OFFICE is not None),
    "pdf of Excel": Conversion("pdf", ".xlsx", ".pdf", by_sheets, OFFICE is not None),
}
