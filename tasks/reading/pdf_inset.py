"""Pictures pasted into a page of text: a table in one is read by OCR; what cannot be read is noted with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tasks.language import _
from tasks.reading import ocr
from tasks.reading.pdf_page import Box, Glyph, PageContent
from tasks.reading.pdf_text import rounded
from tasks.records import PICTURE, Origin, Paragraph

_WIDE, _HIGH = 0.35, 50.0  # of the page's width, points; no table is smaller
_LABELLED = 20  # characters over a picture: it is the page's background


def read_insets(page: Any, content: PageContent, pictures: bool) -> None:
    """Add what tables in pictures say to the page's content, and note the pictures that stay unread.

    page is open, pictures = whether they may be recognised.
    """
    for box in _large(content):
        readable = pictures and content.back is None and ocr.available()
        seen = _recognised(page, content.number, box) if readable else None
        if seen is None:
            content.unread.append(box)
            continue
        x, y = box[0], box[1]
        content.glyphs += [_moved(glyph, x, y) for glyph in seen.glyphs]
        content.across += [rule.moved(y, x) for rule in seen.across]
        content.down += [rule.moved(x, y) for rule in seen.down]


def unread(content: PageContent) -> Iterator[Paragraph]:
    """A paragraph for each picture of the page that nobody read."""
    for box in content.unread:
        yield Paragraph(_("（图片）"), Origin(page=content.number, box=rounded(content.original(box))), PICTURE)


def _large(content: PageContent) -> list[Box]:
    found = []
    for left, top, right, bottom in content.pictures:
        x0, y0, x1, y1 = max(0.0, left), max(0.0, top), min(content.width, right), min(content.height, bottom)
        over = sum(x0 < glyph.x < x1 and y0 < glyph.y < y1 for glyph in content.glyphs)
        if x1 - x0 > _WIDE * content.width and y1 - y0 > _HIGH and over < _LABELLED:
            found.append((x0, y0, x1, y1))
    return found


def _recognised(page: Any, number: int, box: Box) -> PageContent | None:
    """What a ruled table in this part of the page says; None where there is none."""
    picture, factor = ocr.rendered(page)
    left, top, right, bottom = (round(edge * factor * ocr.DPI / 72) for edge in box)
    part = picture[top:bottom, left:right].copy()
    if factor != 1 or not ocr.ruled(part):
        return None
    ocr.require()
    return ocr.content_of_picture(part, number, upright=True)


def _moved(glyph: Glyph, x: float, y: float) -> Glyph:
    return Glyph(
        glyph.char,
        glyph.x0 + x,
        glyph.y0 + y,
        glyph.x1 + x,
        glyph.y1 + y,
        glyph.x + x,
        glyph.y + y,
        glyph.base + y,
        glyph.certainty,
    )
