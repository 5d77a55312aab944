"""Scans and photographs: rapidocr on the cells of an OpenCV line grid; the models lie inside its wheel.

The packages are an extra (`pip install gouji[ocr]`) and are imported only when a picture has to be read.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tasks.language import _
from tasks.reading.lattice import FRAME, Lattice, Rule, lattices, unframed
from tasks.reading.pdf_direction import times, turn
from tasks.reading.pdf_page import Box, Glyph, PageContent
from tasks.records import Refusal

if TYPE_CHECKING:
    from tasks.reading.ocr_raster import Inked, Picture

DPI = 200
_POINTS = 72 / DPI
_SUREST = 0.95  # what was read from a picture is never as sure as what a file says
_DOUBTFUL = 0.8  # ink at the edge of a cell may be a piece of its border, which looks like a 1
_FEW, _TOLD, _STACKED = 20, 0.8, 0.08  # characters; their mean score; the share of those that stand below each other
_STEP = 3.0  # points
_WAYS = {(-1, 0): 2, (0, 1): 1, (0, -1): -1}  # where words run that do not run to the right: quarters to turn back
_AS_IT_IS = (1, 0, 0, 1, 0, 0)
_LOST = "\ufffd"
_PADDING = 6
_THREADS = 2
_A4, _SMALLEST, _LARGEST = 595, 400, 850  # points of a page's short side
_APART, _ENLARGED = 40, 736  # pixels between lines of prose at least; the detector enlarges what is smaller
_LONG, _HIGH = 80, 46  # pixels; a shorter stroke across or down belongs to a character


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in a cell: its box in pixels, picture and ink; whether it may be a scrap of the border, or cut by it."""

    box: tuple[int, int, int, int]
    crop: Picture
    traces: Picture
    scrap: bool
    cut: bool


def available() -> bool:
    """Whether the OCR extra is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def require(pictures: bool = True) -> None:
    """Make ready to read pictures; Refusal no_text_layer, with how to install OCR, where it may not or cannot be."""
    if not pictures or not available():
        raise Refusal(
            "no_text_layer",
            _("页面是图片，没有文字层，请报送可以复制文字的文件；识别图片须安装 OCR 组件：pip install 'gouji[ocr]'"),
        )
    if hasattr(os, "fork"):
        _more_room()


def _more_room() -> None:
    """Use what the reading process may at most (its hard limits): recognising needs more than reading text."""
    import resource  # noqa: PLC0415 - exists on POSIX only
    import signal  # noqa: PLC0415

    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        soft, hard = resource.getrlimit(kind)
        if soft != hard:
            resource.setrlimit(kind, (hard, hard))
            if kind == resource.RLIMIT_CPU and signal.alarm(0):
                signal.alarm(hard * 3)


def rendered(page: Any) -> tuple[Picture, float]:
    """An open pypdfium2 page as a BGR picture at 200 dpi, and the factor by which it was made larger for that.

    A scanner that states no resolution gives pages of a metre: those are taken as A4.
    """
    short = min(page.get_size())
    factor = 1.0 if _SMALLEST <= short <= _LARGEST else _A4 / short
    picture: Picture = page.render(scale=factor * DPI / 72).to_numpy()[:, :, :3].copy()
    return picture, factor


def content_of_picture(colour: Picture, number: int, upright: bool = False) -> PageContent:
    """Characters and ruling lines of a page given as a BGR picture at 200 dpi; ink that says nothing is U+FFFD.

    A page that cannot be read as it lies is turned; upright = it is known to stand upright.
    """
    import numpy as np  # noqa: PLC0415 - comes with the extra

    content = _read(colour, number)
    stacked = _stacked(content)
    if upright or len(content.glyphs) < _FEW or (_told(content) and stacked < _STACKED):
        return content
    for way, quarters in _WAYS.items():
        other = _read(np.ascontiguousarray(np.rot90(colour, quarters)), number)
        if _told(other) and _stacked(other) < _STACKED:
            _onto, back = turn(way, colour.shape[1] * _POINTS, colour.shape[0] * _POINTS)
            other.back = times(other.back or _AS_IT_IS, back)
            return other
    return content


def _told(content: PageContent) -> bool:
    """Whether the characters are recognised surely, by and large."""
    return sum(glyph.certainty for glyph in content.glyphs) >= _TOLD * len(content.glyphs)


def _stacked(content: PageContent) -> float:
    """The share of Chinese characters that stand right below the one before: the page may lie on its side."""
    words = [glyph for glyph in content.glyphs if not glyph.char.isascii()]
    below = sum(abs(one.x - other.x) < _STEP and one.y0 != other.y0 for one, other in pairwise(words))
    return below / max(1, len(words))


def _read(colour: Picture, number: int) -> PageContent:
    """A page as it lies."""
    from tasks.reading import ocr_raster as raster  # noqa: PLC0415 - heavy, and an extra
    from tasks.reading.ocr_straight import straight  # noqa: PLC0415

    picture = raster.grey(colour)
    dark = raster.ink(picture)
    lain = straight(picture, dark)
    if lain:
        picture = lain[0]
        dark = raster.ink(picture)
    across, down, mask = raster.ruling(dark, _LONG, _HIGH)
    height, width = picture.shape
    content = PageContent(number, width * _POINTS, height * _POINTS)
    if lain:
        (a, c, e), (b, d, f), (g, h, _one) = lain[1].tolist()
        content.back = (a, b, c, d, e * _POINTS, f * _POINTS, g / _POINTS, h / _POINTS)
    content.across, content.down = unframed(_in_points(across), _in_points(down), content.width * content.height)
    page = raster.inked(picture, dark)
    lines: list[_Line] = []
    for lattice in lattices(content.across, content.down):
        xs, ys = _pixels(lattice.xs), _pixels(lattice.ys)
        raster.erase(page, raster.near_edges(mask, xs, ys), (slice(None), slice(None)))
        lines += _cells(lattice, page, content)
        whole = slice(max(0, ys[0] - 4), ys[-1] + 4), slice(max(0, xs[0] - 4), xs[-1] + 4)
        picture[whole] = 255
        dark[whole] = 0
    content.glyphs += [*_figures(lines), *_prose(picture, dark)]
    return content


def ruled(colour: Picture) -> bool:
    """Whether a BGR picture at 200 dpi shows a ruled table; cheap, nothing is recognised."""
    from tasks.reading import ocr_raster as raster  # noqa: PLC0415

    across, down, _mask = raster.ruling(raster.ink(raster.grey(colour)), _LONG, _HIGH)
    return any(len(lattice.cells) >= FRAME for lattice in lattices(_in_points(across), _in_points(down)))


def _pixels(edges: Sequence[float]) -> list[int]:
    return [round(edge / _POINTS) for edge in edges]


def _in_points(rules: Sequence[Rule]) -> list[Rule]:
    return [Rule(rule.at * _POINTS, rule.start * _POINTS, rule.end * _POINTS) for rule in rules]


def _cells(lattice: Lattice, page: Inked, content: PageContent) -> Iterator[_Line]:
    """What is written in the cells of a table, line by line, without a detector that drops lone digits.

    A cell that lies beyond the edge of the picture, as it was before it was laid straight, is no surer than a scrap.
    """
    from tasks.reading import ocr_raster as raster  # noqa: PLC0415

    for cell in lattice.cells:
        x0, y0, x1, y1 = _pixels(lattice.box(cell))
        here = slice(y0, y1), slice(x0, x1)
        raster.erase(page, raster.border_of(page.lined[here]), here)
        inner = page.dark[here]
        scrap, cut = raster.like_border(inner), raster.cut(inner, page.lined[here])
        boxes = [
            (x0 + left, y0 + top, x0 + right, y0 + bottom) for (top, bottom), (left, right) in raster.text_lines(inner)
        ]
        off = (x0, y0, x1, y1) if _beyond(content, lattice.box(cell)) else None
        lost = raster.swallowed(page, here, boxes) or off
        for box in boxes or filter(None, [lost]):
            yield _Line(box, _crop(page.picture, box), raster.traces_of(page, box), scrap or lost is not None, cut)


def _beyond(content: PageContent, box: Box) -> bool:
    """Whether a part of a box was outside the picture."""
    x0, y0, x1, y1 = content.original(box)
    return min(x0, y0) < 0 or x1 > content.width or y1 > content.height


def _figures(lines: Sequence[_Line]) -> Iterator[Glyph]:
    """The characters of lines, recognised all at once.

    What touches a border may have lost a piece, unless it looks like what was surely read elsewhere.
    """
    from tasks.reading.ocr_twins import looks_like, shapes_of  # noqa: PLC0415

    read = _recognise([line.crop for line in lines])
    told = list(zip(lines, read, strict=True))
    shapes = shapes_of(
        (text, line.traces) for line, (text, score) in told if not (line.scrap or line.cut) and score >= _SUREST
    )
    for line, (text, score) in told:
        whole = not line.scrap and (not line.cut or looks_like(text, line.traces, shapes))
        yield from _spread(text, min(score, _SUREST if whole else _DOUBTFUL), line.box)


def _crop(picture: Picture, box: tuple[int, int, int, int]) -> Picture:
    import cv2  # noqa: PLC0415

    x0, y0, x1, y1 = box
    inner = picture[y0:y1, x0:x1]
    framed = cv2.copyMakeBorder(
        inner, _PADDING, _PADDING, _PADDING, _PADDING, cv2.BORDER_CONSTANT, value=(255.0, 255.0, 255.0, 255.0)
    )
    return cv2.cvtColor(framed, cv2.COLOR_GRAY2BGR)


def _recognise(crops: Sequence[Picture]) -> list[tuple[str, float]]:
    """Text and score (0-1) of each line of ink."""
    if not crops:
        return []
    from rapidocr.ch_ppocr_rec.typings import TextRecInput  # noqa: PLC0415

    engine = _engine()
    if engine.text_rec is None:
        engine(crops[0], use_det=False, use_cls=False)  # the models are loaded by the first call only
    output = engine.text_rec(TextRecInput(img=list(crops)))
    return list(zip(output.txts, (float(score) for score in output.scores), strict=True))


def _prose(picture: Picture, dark: Picture) -> list[Glyph]:
    """The characters outside tables, by the detector, which is spared the rows without ink."""
    import cv2  # noqa: PLC0415

    from tasks.reading.ocr_raster import around_ink  # noqa: PLC0415

    rows = around_ink(dark, _APART)
    if not len(rows):
        return []
    short = max(0, _ENLARGED - len(rows))
    written = cv2.copyMakeBorder(picture[rows], 0, short, 0, 0, cv2.BORDER_CONSTANT, value=(255.0,))
    output = _engine()(cv2.cvtColor(written, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False)
    if output.boxes is None:
        return []
    glyphs: list[Glyph] = []
    for corners, text, score in zip(output.boxes, output.txts, output.scores, strict=True):
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        top, bottom = (int(rows[min(max(0, int(y)), len(rows) - 1)]) for y in (y0, y1))
        glyphs += _spread(text, float(score), (int(x0), top, int(x1), bottom))
    return glyphs


def _spread(text: str, score: float, box: tuple[int, int, int, int]) -> list[Glyph]:
    """The characters of a line side by side over its box; a digit takes half the room of a Chinese character."""
    x0, y0, x1, y1 = (edge * _POINTS for edge in box)
    words = text.strip() or _LOST
    widths = [0.5 if char.isascii() else 1.0 for char in words]
    unit = (x1 - x0) / sum(widths)
    glyphs, at = [], x0
    for char, width in zip(words, widths, strict=True):
        end = at + width * unit
        sure = min(score, _SUREST) if words != _LOST else 0.0
        glyphs.append(Glyph(char, at, y0, end, y1, (at + end) / 2, (y0 + y1) / 2, (y0 + y1) / 2, sure))
        at = end
    return glyphs


@cache
def _engine() -> Any:
    """The recogniser with the models of its wheel; it fetches nothing and writes nothing."""
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    from rapidocr import RapidOCR  # noqa: PLC0415

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Rec.rec_img_shape": [3, 48, 96],
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
