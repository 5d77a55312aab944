"""Photographs and scans handed in as pictures (png, jpg): one page each, read like a scanned PDF."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from tasks.language import _
from tasks.reading import ocr
from tasks.reading.pdf import blocks_of
from tasks.records import Grid, Limits, Refusal

if TYPE_CHECKING:
    from tasks.reading.ocr_raster import Picture

PIXELS = 60_000_000  # an A3 page at 400 dpi is 31 million
_PAGE = 595.0  # points: the short side of A4, which a picture of unknown scale is taken to show
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def read_image(data: bytes, limits: Limits, pictures: bool = True) -> Grid:
    """A Grid of a picture of one page; boxes are in points of an A4 page as wide as the picture.

    pictures = whether it may be recognised, which takes seconds.

    Raises
      Refusal no_text_layer where OCR is not installed, too_large, unreadable.
    """
    ocr.require(pictures)
    return Grid("image", tuple(blocks_of([ocr.content_of_picture(decoded(data), 1)], limits)))


def decoded(data: bytes) -> Picture:
    """The picture as BGR, turned as its camera says and scaled to 200 dpi of an A4 page."""
    import cv2  # noqa: PLC0415 - heavy, and an extra
    import numpy as np  # noqa: PLC0415

    width, height = size_of(data)
    if width * height > PIXELS:
        raise Refusal("too_large", _("图片像素过多，请缩小到每边 6000 像素以内后重新报送"))
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise Refusal("unreadable", _("图片已损坏，无法打开，请重新导出后报送"))
    factor = ocr.DPI / 72 * _PAGE / min(picture.shape[:2])
    if min(picture.shape[:2]) * factor * max(picture.shape[:2]) * factor > PIXELS:
        raise Refusal("too_large", _("图片过长，请按页拆分后重新报送"))
    smooth = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=smooth)


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels from the header of a PNG or JPEG, before anything is unpacked."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 1 if marker == 0xFF else 2 + length
    raise Refusal("unreadable", _("图片已损坏或不是 png、jpg，请重新导出后报送"))
