"""What the benchmarks read: one report of real size in every type, and a county's hundred mixed files."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import cycle, islice
from pathlib import Path

from tasks.form import load_form
from tasks.sample import LAYOUTS, SampleReport, render
from tests.accuracy.types import archive, mail
from tests.reading.pdf_writer import report_pdf

_SAVED = Path(__file__).parents[1] / "reading" / "files"
_REAL = Path(__file__).parents[2].parent / "shared" / "real"
_FONT = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
_RUN = f'<w:rPr>{_FONT}<w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>'
_PARAGRAPH = (
    f'<w:pPr><w:widowControl/><w:jc w:val="left"/><w:rPr>{_FONT}<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:pPr>'
)
_EDGE = '<w:{} w:val="single" w:color="auto" w:sz="8" w:space="0"/>'
_CELL = (
    f"<w:tcBorders>{''.join(map(_EDGE.format, ('top', 'left', 'bottom', 'right')))}</w:tcBorders>"
    '<w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:vAlign w:val="center"/>'
)


def report(agency: str = "清河口县商务局", first: int = 0) -> SampleReport:
    """200 different figures and some hundred short paragraphs."""
    values = {code: first + number for number, code in enumerate(load_form("f2021").cells)}
    return SampleReport(agency, 2023, values, sections=dict.fromkeys(range(1, 7), ("我局公开。",) * 20))


def documents() -> dict[str, tuple[str, bytes]]:
    """Name and bytes by what is printed of it; the real ones where they are."""
    sample = report()
    lean = render(sample, "official.docx")
    found = {
        "txt": ("a.txt", render(sample, "tab_dump.txt")),
        "html（Word 导出）": ("a.html", render(sample, "word_export.html")),
        "docx（Word 存的样子）": ("a.docx", as_word_saves(lean)),
        "docx（只有文字与跨度）": ("b.docx", lean),
        "docx（真实表样）": ("c.docx", _real("official_form_2021_blank.docx")),
        "xlsx": ("a.xlsx", render(sample, "official.xlsx")),
        "xls": ("a.xls", (_SAVED / "official_2021.xls").read_bytes()),
        "pdf（生成的，3 页）": ("a.pdf", report_pdf()),
        "pdf（真实的，6 页）": ("b.pdf", _real("huaian_2024.pdf")),
    }
    return {label: (name, data) for label, (name, data) in found.items() if data}


def as_word_saves(data: bytes) -> bytes:
    """A lean docx with the properties that Word writes into each cell, paragraph and run.

    About 700 bytes a cell; the official form as Word saved it has 870.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as lean:
        members = {name: lean.read(name) for name in lean.namelist()}
    xml = members["word/document.xml"].decode()
    xml = re.sub(r"<w:p>(?!<w:pPr>)", f"<w:p>{_PARAGRAPH}", xml)
    xml = xml.replace("<w:r>", f"<w:r>{_RUN}").replace("</w:tcPr>", f"{_CELL}</w:tcPr>")
    members["word/document.xml"] = xml.encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as full:
        for name, content in members.items():
            full.writestr(name, content)
    return stream.getvalue()


def county(count: int = 100) -> list[tuple[str, bytes]]:
    """So many files of every type and layout in turn, each with figures of its own."""
    kinds = [*LAYOUTS, "saved.docx", "official_2021.doc", "official_2021.xls", "a.pdf", "a.eml", "a.zip"]
    return [(kind, _made(kind, number)) for number, kind in enumerate(islice(cycle(kinds), count))]


def _made(kind: str, number: int) -> bytes:
    sample = report(first=number)
    if kind in LAYOUTS:
        return render(sample, kind)
    if (_SAVED / kind).is_file():
        return (_SAVED / kind).read_bytes()
    saved = as_word_saves(render(sample, "official.docx"))
    made = {
        "saved.docx": lambda: saved,
        "a.pdf": report_pdf,
        "a.eml": lambda: mail({"a.docx": saved})["a"],
        "a.zip": lambda: archive({"a.html": render(sample, "word_export.html")})["a"],
    }
    return made[kind]()


def _real(name: str) -> bytes:
    return (_REAL / name).read_bytes() if (_REAL / name).is_file() else b""
