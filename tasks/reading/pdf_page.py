"""What is painted on one page of a PDF: characters with their boxes, ruling lines, pictures. No layout yet."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from tasks.language import _
from tasks.reading.lattice import Rule
from tasks.reading.pdf_direction import UPRIGHT, Matrix, direction, moved, times, turn
from tasks.records import Refusal

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left corner of the page as it is displayed."""
_Points = list[tuple[float, float]]

_THIN = 3.0
_OBJECTS = 100_000
_DEEPEST = 8
_UNPRINTED = frozenset("\x00\x02\t\n\x0b\x0c\r \xa0\u2002\u2003\u2009\u200b\u200c\u200d\u2028\u2029\u3000\ufeff")
_INVISIBLE = 3
_STRANGER = 0.3
_WHOLE, _MOSTLY, _PARTLY = 0.8, 0.5, 0.15  # of the page's area
_FEW = 100  # characters: a scanner's stamp or a page number over a picture
_CLIPPABLE = 20.0  # points; a line as long as a table's
_OUTLINES = 30  # paths: more of them without any character are characters drawn as outlines


class Glyph(Struct, gc=False):
    """One printed character; (x, y) is the centre of its box, base the height of the line it stands on.

    certainty is 1 for what the file itself says and the recogniser's score (0-1) for what was read from a picture.
    """

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    x: float
    y: float
    base: float
    certainty: float = 1.0


@dataclass
class PageContent:
    """Everything painted on a page; back leads from a page turned upright for reading to the page as it was sent.

    clipped is where printing cut off, on the right, lines that were drawn further. unread = pictures of which nothing
    is known. pinned = files that hang on the page. layer = characters that a scanner hid under its picture: a second
    reader of the same page.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    unread: list[Box] = field(default_factory=list)
    layer: list[Glyph] = field(default_factory=list)
    back: Matrix | None = None
    clipped: float = float("inf")
    drawings: int = 0
    texts: int = 0
    hidden: int = 0
    pinned: int = 0

    @property
    def readable(self) -> bool:
        """Whether the characters may be read: they are the page's content, can be seen, and most have a meaning."""
        if not self.glyphs or (self.pictured > _MOSTLY and len(self.glyphs) < _FEW):
            return False
        strange = sum(1 for glyph in self.glyphs if glyph.char == "\ufffd" or "\ue000" <= glyph.char <= "\uf8ff")
        return self.hidden * 2 <= self.texts and strange <= len(self.glyphs) * _STRANGER

    @property
    def empty(self) -> bool:
        """Whether nothing is on the page that could be read: no character, no picture of one, no drawn outline."""
        return not self.glyphs and self.pictured < _PARTLY and self.drawings < _OUTLINES

    @property
    def pictured(self) -> float:
        """How much of the page pictures cover, 0-1 and more where they overlap."""
        return sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self.pictures) / (self.width * self.height)

    def original(self, box: Box) -> Box:
        """The box on the page as it was sent."""
        return mapped(box, self.back)


def mapped(box: Box, back: Matrix | None) -> Box:
    """The box round what a matrix makes of a box; itself for none."""
    if back is None:
        return box
    x0, y0, x1, y1 = box
    corners = [moved(x, y, back) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def content_of(page: Any, number: int) -> PageContent:
    """Read one open pypdfium2 page, turned so that its words run to the right; number counts from 1."""
    content = PageContent(number, page.get_width(), page.get_height())
    view = _view(page, content)
    textpage = page.get_textpage()
    way = direction(textpage.raw, view)
    if way != UPRIGHT:
        onto, content.back = turn(way, content.width, content.height)
        view = times(view, onto)
        if way[1]:
            content.width, content.height = content.height, content.width
    _objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, view, content, 0)
    content.glyphs = _glyphs(textpage, view)
    return content


def _view(page: Any, content: PageContent) -> Matrix:
    """The matrix from the page's own coordinates to points from the displayed top left corner (turned pages too)."""
    scale = 64
    x, y = ctypes.c_int(), ctypes.c_int()
    size = (round(content.width * scale), round(content.height * scale))
    seen = []
    for at in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *at, x, y)
        seen.append((x.value / scale, y.value / scale))
    (e, f), (xx, xy), (yx, yy) = seen
    return ((xx - e) / 1000, (xy - f) / 1000, (yx - e) / 1000, (yy - f) / 1000, e, f)


def _glyphs(textpage: Any, view: Matrix) -> list[Glyph]:
    a, b, c, d, e, f = view
    text = _text(textpage.raw)
    box, across, base = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    measure, stand, raw = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin, textpage.raw
    found = []
    upright = a > 0 and not b and not c
    for index, char in enumerate(text):
        if char in _UNPRINTED or not measure(raw, index, box):
            continue
        stand(raw, index, across, base)
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if upright:
            x0, y0, x1, y1 = a * left + e, d * top + f, a * right + e, d * bottom + f
            x0 = min(x0, a * across.value + e)  # a glyph that stands for two characters has the box of its ink
        else:
            x0, x1 = sorted((a * left + c * top + e, a * right + c * bottom + e))
            y0, y1 = sorted((b * left + d * top + f, b * right + d * bottom + f))
        line = b * across.value + d * base.value + f
        found.append(Glyph(char, x0, y0, x1, y1, (x0 + x1) / 2, (y0 + y1) / 2, line))
    return found


def _text(textpage: Any) -> list[str]:
    """One character an index; what has no Unicode meaning is U+FFFD, so that no figure loses a digit unseen."""
    count = pdfium.FPDFText_CountChars(textpage)
    buffer = ctypes.create_string_buffer(count * 2 + 2)
    got = pdfium.FPDFText_GetText(textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: max(0, got - 1) * 2].decode("utf-16-le", "surrogatepass")
    if len(text) == count and "\x00" not in text and "\ufffe" not in text:
        return list(text)
    codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return [chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0xFFFE else "\ufffd" for code in codes]


def _objects(  # noqa: PLR0917 - the two functions differ between a page and a form only
    holder: Any,
    count: Callable[[Any], int],
    get: Callable[[Any, int], Any],
    matrix: Matrix,
    content: PageContent,
    depth: int,
) -> None:
    total = count(holder)
    if total > _OBJECTS:
        raise Refusal("too_large", _("PDF 页面上的图形过多，已拒收"))
    for index in range(total):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, content)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _picture(item, _unit_square(times(_matrix(item), matrix)), content)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = times(_matrix(item), matrix)
            _objects(item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, content, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            content.texts += 1
            content.hidden += pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE


def _picture(item: Any, box: Box, content: PageContent) -> None:
    """Note a picture; a solid one over the page hides the text painted before it (a scanner's own reading)."""
    x0, y0, x1, y1 = box
    content.pictures.append(box)
    if (x1 - x0) * (y1 - y0) > _WHOLE * content.width * content.height and not pdfium.FPDFPageObj_HasTransparency(item):
        content.hidden = content.texts


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _unit_square(matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return (min(xs), min(ys), max(xs), max(ys))


def _path(item: Any, outer: Matrix, content: PageContent) -> None:
    """The straight edges of a path. A filled area is a line only when thin, or a frame (one outline in another).

    outer is the matrix of what holds the path, in which its clip is given.
    """
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    if not filled.value and not stroked.value:
        return
    content.drawings += 1
    outlines = list(_outlines(item, times(_matrix(item), outer)))
    frame = len(outlines) > 1
    for points in outlines:
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        flat, slim = y1 - y0 <= _THIN, x1 - x0 <= _THIN  # a dot of a dotted line is both
        if flat:
            content.across.append(Rule((y0 + y1) / 2, x0, x1))
            if x1 - x0 > _CLIPPABLE and (edge := _clip_edge(item, outer)) < x1 - _THIN:
                content.clipped = min(content.clipped, edge)
        if slim:
            content.down.append(Rule((x0 + x1) / 2, y0, y1))
        if flat or slim:
            continue
        if stroked.value or frame:
            _edges(points, content)
    if len(content.across) + len(content.down) > _OBJECTS:
        raise Refusal("too_large", _("PDF 页面上的图形过多，已拒收"))


def _clip_edge(item: Any, matrix: Matrix) -> float:
    """How far to the right an object can be seen, in points of the displayed page."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    edge = float("inf")
    for index in range(max(0, pdfium.FPDFClipPath_CountPaths(clip)) if clip else 0):
        x, y = ctypes.c_float(), ctypes.c_float()
        xs = []
        for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, index)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, index, number)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            xs.append(matrix[0] * x.value + matrix[2] * y.value + matrix[4])
        edge = min(edge, max(xs, default=edge))
    return edge


def _edges(points: _Points, content: PageContent) -> None:
    for (x, y), (u, v) in pairwise(points):
        if abs(y - v) < 1 < abs(x - u):
            content.across.append(Rule((y + v) / 2, min(x, u), max(x, u)))
        elif abs(x - u) < 1 < abs(y - v):
            content.down.append(Rule((x + u) / 2, min(y, v), max(y, v)))


def _outlines(item: Any, matrix: Matrix) -> Iterator[_Points]:
    """The outlines of a path as points of the displayed page; curves leave out (they rule no table)."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: _Points = []
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and len(points) > 1:
            yield points
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            points = []
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points
