"""Photographs and scans handed in as pictures (png, jpg: one page each; tiff: one or more), read like a scanned PDF."""

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
_TIFF = (b"II*\0", b"MM\0*")
_WIDTH, _LENGTH = 256, 257  # fields of a TIFF directory
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def read_image(data: bytes, limits: Limits, pictures: bool = True) -> Grid:
    """A Grid of pictures of pages; boxes are in points of an A4 page as wide as the picture.

    pictures = whether it may be recognised, which takes seconds.

    Raises
      Refusal no_text_layer where OCR is not installed, too_large, unreadable.
    """
    ocr.require(pictures)
    count = len(sizes_of(data, limits))
    pages = [ocr.content_of_picture(decoded(data, number, limits), number) for number in range(1, count + 1)]
    return Grid("image", tuple(blocks_of(pages, limits)))


def decoded(data: bytes, page: int = 1, limits: Limits | None = None) -> Picture:
    """A page (from 1) as BGR, turned as its camera says and scaled to 200 dpi of an A4 page."""
    import cv2  # noqa: PLC0415 - heavy, and an extra
    import numpy as np  # noqa: PLC0415

    sizes = sizes_of(data, limits or Limits())
    if not 1 <= page <= len(sizes):
        raise Refusal("unreadable", _("文件没有第 {page} 页").format(page=page))
    if max(width * height for width, height in sizes) > PIXELS:
        raise Refusal("too_large", _("图片像素过多，请缩小到每边 6000 像素以内后重新报送"))
    found = np.frombuffer(data, np.uint8)
    if data.startswith(_TIFF):
        several: list[Picture] = []
        done, pictures = cv2.imdecodemulti(found, cv2.IMREAD_COLOR, several, (page - 1, page))
        picture = pictures[0] if done and pictures else None
    else:
        picture = cv2.imdecode(found, cv2.IMREAD_COLOR)
    if picture is None:
        raise Refusal("unreadable", _("图片已损坏，无法打开，请重新导出后报送"))
    factor = ocr.DPI / 72 * _PAGE / min(picture.shape[:2])
    if min(picture.shape[:2]) * factor * max(picture.shape[:2]) * factor > PIXELS:
        raise Refusal("too_large", _("图片过长，请按页拆分后重新报送"))
    smooth = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=smooth)


def sizes_of(data: bytes, limits: Limits) -> list[tuple[int, int]]:
    """Width and height in pixels of every page, from headers alone; Refusal where pages are too many."""
    if not data.startswith(_TIFF):
        return [size_of(data)]
    order = "<" if data.startswith(b"II") else ">"
    sizes: list[tuple[int, int]] = []
    try:
        (at,) = struct.unpack_from(order + "I", data, 4)
        while at:
            (count,) = struct.unpack_from(order + "H", data, at)
            tags = dict(_size_tag(data, at + 2 + 12 * number, order) for number in range(count))
            sizes.append((tags[_WIDTH], tags[_LENGTH]))
            if len(sizes) > limits.pages:
                raise Refusal("too_large", _("图片超过 {limit} 页，请拆分后重新报送").format(limit=limits.pages))
            (at,) = struct.unpack_from(order + "I", data, at + 2 + 12 * count)
    except (struct.error, KeyError) as error:
        raise Refusal("unreadable", _("图片已损坏，无法打开，请重新导出后报送")) from error
    return sizes


def _size_tag(data: bytes, at: int, order: str) -> tuple[int, int]:
    """Number and value of a field of a TIFF directory; values of one or two words alone are told right."""
    tag, kind = struct.unpack_from(order + "HH", data, at)
    (value,) = struct.unpack_from(order + ("H" if kind == 3 else "I"), data, at + 8)
    return tag, value


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
    raise Refusal("unreadable", _("图片已损坏或不是 png、jpg、tiff，请重新导出后报送"))
