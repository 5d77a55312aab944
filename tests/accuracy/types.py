"""The file types that can be made here: native layouts, and conversions by the programs that are present."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tasks.reading.detect import READABLE
from tests.reading.truth import OFFICE, converted

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Conversion:
    """How files of one type are made from native ones: all at once, by the stem of their names."""

    kind: str
    source: str
    suffix: str
    make: Callable[[Files], dict[str, bytes]]
    here: bool

    @property
    def readable(self) -> bool:
        return self.here and self.kind in READABLE


def office(suffix: str) -> Callable[[Files], dict[str, bytes]]:
    def make(files: Files) -> dict[str, bytes]:
        with TemporaryDirectory() as folder:
            return converted(Path(folder), suffix, dict(files))

    return make


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield chromium
        chromium.close()


def print_pages(files: Files) -> dict[str, bytes]:
    """Web pages as a browser prints them to PDF, black lines round every cell."""
    style = "table{border-collapse:collapse}td,th{border:1px solid #000;font-size:9pt}"
    found = {}
    with browser() as chromium:
        for name, data in files.items():
            page = chromium.new_page()
            page.set_content(decoded(data))
            page.add_style_tag(content=style)
            found[Path(name).stem] = page.pdf(format="A4", print_background=True)
            page.close()
    return found


def decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def scan_pages(files: Files) -> dict[str, bytes]:
    """The printed pages as pictures without a text layer, at 200 dpi."""
    import pypdfium2 as pdfium

    found = {}
    for stem, data in print_pages(files).items():
        scanned = pdfium.PdfDocument.new()
        for page in pdfium.PdfDocument(data):
            picture = pdfium.PdfImage.new(scanned)
            picture.set_bitmap(page.render(scale=200 / 72))
            width, height = page.get_size()
            picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
            blank = scanned.new_page(width, height)
            blank.insert_obj(picture)
            blank.gen_content()
        stream = io.BytesIO()
        scanned.save(stream)
        found[stem] = stream.getvalue()
    return found


def mail(files: Files) -> dict[str, bytes]:
    """Each file attached to a letter."""
    found = {}
    for name, data in files.items():
        letter = EmailMessage()
        letter["Subject"] = "报送政府信息公开工作年度报告"
        letter["From"], letter["To"] = "office@example.invalid", "county@example.invalid"
        letter.set_content("现报送我单位政府信息公开工作年度报告，请查收。")
        letter.add_attachment(data, "application", "octet-stream", filename=f"年度报告{Path(name).suffix}")
        found[Path(name).stem] = letter.as_bytes()
    return found


def archive(files: Files) -> dict[str, bytes]:
    """Each file alone in a zip archive."""
    found = {}
    for name, data in files.items():
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(f"年度报告{Path(name).suffix}", data)
        found[Path(name).stem] = stream.getvalue()
    return found


def renamed(files: Files) -> dict[str, bytes]:
    """The same bytes under another name: the new wps and et are the packages that Word and Excel write."""
    return {Path(name).stem: data for name, data in files.items()}


CONVERSIONS: dict[str, Conversion] = {
    "doc": Conversion("doc", ".docx", ".doc", office("doc"), OFFICE is not None),
    "rtf": Conversion("rtf", ".docx", ".rtf", office("rtf"), OFFICE is not None),
    "odt": Conversion("odf", ".docx", ".odt", office("odt"), OFFICE is not None),
    "xls": Conversion("xls", ".xlsx", ".xls", office("xls"), OFFICE is not None),
    "ods": Conversion("odf", ".xlsx", ".ods", office("ods"), OFFICE is not None),
    "wps": Conversion("docx", ".docx", ".wps", renamed, True),
    "et": Conversion("xlsx", ".xlsx", ".et", renamed, True),
    "pdf": Conversion("pdf", ".html", ".pdf", print_pages, CHROMIUM is not None),
    "scan": Conversion("pdf", ".html", ".pdf", scan_pages, CHROMIUM is not None and find_spec("rapidocr") is not None),
    "eml": Conversion("mail", ".docx", ".eml", mail, True),
    "zip": Conversion("zip", ".html", ".zip", archive, True),
}
