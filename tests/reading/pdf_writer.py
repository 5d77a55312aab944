"""PDF files drawn by hand: characters, lines and pages exactly where a test wants them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.form import load_form
from tasks.sample import SampleReport, Value
from tasks.sample.drawing import Box, DrawnTable, draw
from tasks.sample.wording import OFFICIAL

WIDTH, HEIGHT = 595, 842


@dataclass
class Sheet:
    """A page under the pen; y counts from the top in points. picture is its width, height and grey rows."""

    strokes: list[str] = field(default_factory=list)
    picture: tuple[int, int, bytes] | None = None
    place: tuple[float, float, float, float] = (0, 0, WIDTH, HEIGHT)
    fields: list[str] = field(default_factory=list)

    def write(self, x: float, y: float, words: str, size: float = 9.0) -> None:
        """Words with their foot at y."""
        self.strokes.append(f"BT /F1 {size} Tf {x:.2f} {HEIGHT - y:.2f} Td <{words.encode('utf-16-be').hex()}> Tj ET")

    def figure(self, x: float, y: float, words: str, size: float = 10.0) -> None:
        """Latin words in a face that every renderer can draw."""
        self.strokes.append(f"BT /F2 {size} Tf {x:.2f} {HEIGHT - y:.2f} Td ({words}) Tj ET")

    def fill_in(self, x: float, y: float, words: str) -> None:
        """A field of a form, filled in with Latin words whose foot is at y."""
        box = f"/Rect [{x:.2f} {HEIGHT - y - 2:.2f} {x + 6 * len(words):.2f} {HEIGHT - y + 8:.2f}]"
        said = f"/FT /Tx /T (f{len(self.fields)}) /V ({words}) /DA (/F2 8 Tf 0 g)"
        self.fields.append(f"<< /Type /Annot /Subtype /Widget {said} {box} >>")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.strokes.append(f"{x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")

    def dots(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A dotted line as browsers draw it: a small square a dot."""
        steps = round(max(x1 - x0, y1 - y0) / 2)
        for step in range(steps + 1):
            x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
            self.strokes.append(f"{x - 0.4:.2f} {HEIGHT - y - 0.4:.2f} 0.8 0.8 re f")

    def cell(
        self, x0: float, y0: float, x1: float, y1: float, words: str, size: float = 7.0, sides: str = "across down"
    ) -> None:
        """A cell, framed at some sides, its words wrapped to its width from the top."""
        across, down = ((x0, y0, x1, y0), (x0, y1, x1, y1)), ((x0, y0, x0, y1), (x1, y0, x1, y1))
        for corners in (*(across if "across" in sides else ()), *(down if "down" in sides else ())):
            self.line(*corners)
        for number, part in enumerate(wrapped(words, (x1 - x0 - 4) / size)):
            self.write(x0 + 2, y0 + size * (1.25 + 1.2 * number), part, size)


def wrapped(words: str, room: float) -> list[str]:
    """Words cut into lines; room counts in Chinese characters, letters and digits take half of one."""
    lines, used = [""], 0.0
    for char in words:
        width = 0.5 if char.isascii() else 1.0
        if used + width > room + 1e-6:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += width
    return lines


def pdf(sheets: Sequence[Sheet], more: str = "") -> bytes:
    """A file of these pages in the unembedded song face every reader knows; more = entries of the trailer."""
    kids = " ".join(f"{6 + 3 * index} 0 R" for index in range(len(sheets)))
    bodies: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /DA (/F2 8 Tf 0 g)"
        b" /DR << /Font << /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 /W [1 95 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /Ascent 880"
        b" /Descent -120 /CapHeight 880 /ItalicAngle 0 /StemV 93 >>",
    ]
    for index, sheet in enumerate(sheets):
        bodies += _page(6 + 3 * index, sheet)
    return _file(bodies, more)


def _page(number: int, sheet: Sheet) -> list[bytes]:
    strokes = list(sheet.strokes)
    resources = "/Font << /F1 3 0 R /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    if sheet.picture:
        resources += f" /XObject << /P {number + 2} 0 R >>"
        x0, y0, x1, y1 = sheet.place
        strokes.insert(0, f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm /P Do Q")
    size = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]"
    size += f" /Annots [{' '.join(sheet.fields)}]" if sheet.fields else ""
    page = f"<< /Type /Page /Parent 2 0 R {size} /Contents {number + 1} 0 R /Resources << {resources} >> >>"
    return [page.encode(), _stream("", "\n".join(strokes).encode()), _picture(sheet.picture)]


def _picture(picture: tuple[int, int, bytes] | None) -> bytes:
    if picture is None:
        return b"null"
    width, height, grey = picture
    head = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8"
    return _stream(head, grey)


def _stream(head: str, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return f"<< {head} /Filter /FlateDecode /Length {len(packed)} >> stream\n".encode() + packed + b"\nendstream"


def _file(bodies: Iterable[bytes], more: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    count = len(places) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R {more} >>\nstartxref\n{start}\n%%EOF\n"
    return bytes(out) + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode()


def numbered_report(edition: str = "f2021") -> SampleReport:
    """A report whose every figure is another number."""
    values: dict[str, Value] = {code: 101 + place for place, code in enumerate(load_form(edition).cells)}
    return SampleReport("清河口县水利局", 2023, values, edition)


def report_pdf(
    edition: str = "f2021",
    row: float = 30.0,
    shift: float = 0.0,
    foot: str = "- {page} -",
    sides: str = "across down",
) -> bytes:
    """The official tables under their headings, rows of one height, broken wherever a page ends.

    shift moves even pages sideways (mirrored margins); foot is printed at the bottom of each page; sides says which
    lines are drawn.
    """
    report = numbered_report(edition)
    form = load_form(edition)
    pages = _Pages(shift, sides)
    pages.say(form.title.format(agency=report.agency, year=report.year), 16)
    for section in form.sections:
        pages.say(section.heading, 12)
        pages.say("　　本章的文字。", 10)
        for table in form.tables:
            if table.section == section.number:
                pages.table(draw(table, report.values, OFFICIAL), row)
    for number, sheet in enumerate(pages.sheets, 1):
        sheet.write(280, HEIGHT - 30, foot.format(page=number), 9)
    return pdf(pages.sheets)


class _Pages:
    """Sheets filled from the top."""

    def __init__(self, shift: float, sides: str) -> None:
        self.sheets = [Sheet()]
        self.shift = shift
        self.sides = sides
        self.y = 80.0

    def left(self) -> float:
        return 60.0 + (self.shift if len(self.sheets) % 2 == 0 else 0.0)

    def turn(self) -> None:
        self.sheets.append(Sheet())
        self.y = 60.0

    def say(self, words: str, size: float) -> None:
        if self.y + 3 * size > HEIGHT - 60:
            self.turn()
        self.sheets[-1].write(self.left(), self.y + size, words, size)
        self.y += 1.8 * size

    def table(self, drawn: DrawnTable, row: float) -> None:
        """Rows as they fit; a cell over several rows is drawn again on the next page, its words only once."""
        count, start = len(drawn.rows), 0
        while start < count:
            if self.y + row > HEIGHT - 60:
                self.turn()
            end = min(count, start + int((HEIGHT - 60 - self.y) // row))
            for box in drawn.boxes:
                self._box(box, drawn.width, start, end, row)
            self.y += (end - start) * row
            start = end
        self.y += 10

    def _box(self, box: Box, width: int, start: int, end: int, row: float) -> None:
        first, last = max(box.row, start), min(box.row + box.rowspan, end)
        if first < last:
            step = 470 / width
            x0, y0 = self.left() + box.column * step, self.y + (first - start) * row
            words = box.text if first == box.row else ""
            self.sheets[-1].cell(x0, y0, x0 + box.colspan * step, y0 + (last - first) * row, words, 5, self.sides)


def truth(edition: str = "f2021") -> Mapping[str, Value]:
    return numbered_report(edition).values
