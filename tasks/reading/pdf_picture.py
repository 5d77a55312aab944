"""A picture of one cell on its page, for a person who wants to see where a figure stood."""

from __future__ import annotations

import struct
import zlib

from tasks.language import _
from tasks.reading import ocr
from tasks.reading.pdf import opened
from tasks.reading.pdf_page import Box
from tasks.records import Limits, Refusal

_SCALE = 2.0  # pixels a point
_LONGEST = 2400  # pixels of a page's longer side
_AROUND = 120  # pixels above and below; the rows keep their whole width, so that their labels are seen
_FRAME = (0, 0, 220)  # blue, green, red
_STROKE = 3  # pixels


def crop(data: bytes, page: int, box: Box, limits: Limits | None = None) -> bytes:
    """A PNG of the rows of a page around a box, the box framed in red; page from 1, box in points from the top left.

    Raises
      Refusal when the file cannot be opened or has no such page.
    """
    if not data.startswith(b"%PDF-"):
        return _crop_picture(data, page, box)
    with opened(data, limits or Limits()) as document:
        if not 1 <= page <= len(document):
            raise Refusal("unreadable", _("文件没有第 {page} 页").format(page=page))
        sheet = document[page - 1]
        scale = min(_SCALE, _LONGEST / max(sheet.get_size()))
        bitmap = sheet.render(scale=scale, rev_byteorder=False)
        pixels, stride, channels = bytearray(bitmap.buffer), bitmap.stride, bitmap.n_channels
        return framed(pixels, (bitmap.width, bitmap.height), stride, channels, _scaled(box, scale))


def _crop_picture(data: bytes, page: int, box: Box) -> bytes:
    """The same for a document that is a picture itself."""
    from tasks.reading.ocr_image import decoded  # noqa: PLC0415 - heavy, and an extra

    ocr.require()
    picture = decoded(data, page)
    height, width, channels = picture.shape
    return framed(bytearray(picture.tobytes()), (width, height), width * channels, channels, _scaled(box, ocr.DPI / 72))


def _scaled(box: Box, scale: float) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (round(edge * scale) for edge in box)
    return (x0, y0, x1, y1)


def framed(
    pixels: bytearray, size: tuple[int, int], stride: int, channels: int, box: tuple[int, int, int, int]
) -> bytes:
    """A PNG of the BGR rows around a box (pixels), the box framed; what lies off the page is left out."""
    width, height = size
    top, bottom = max(0, min(box[1] - _AROUND, height - 1)), min(height, max(box[3] + _AROUND, 1))
    rows = []
    for y in range(top, bottom):
        row = bytearray(pixels[y * stride : y * stride + width * channels])
        blue_green_red = [row[offset::channels] for offset in range(3)] if channels > 1 else [row, row[:], row[:]]
        for x in _marked(y, box, width):
            for band, level in zip(blue_green_red, _FRAME, strict=True):
                band[x] = level
        rows.append(_interleaved(blue_green_red))
    return _png(width, bottom - top, rows)


def _marked(y: int, box: tuple[int, int, int, int], width: int) -> list[int]:
    """Columns of a row that the frame covers."""
    x0, y0, x1, y1 = box
    if not y0 - _STROKE <= y < y1 + _STROKE:
        return []
    if y < y0 or y >= y1:
        columns = range(x0 - _STROKE, x1 + _STROKE)
        return [x for x in columns if 0 <= x < width]
    return [x for x in (*range(x0 - _STROKE, x0), *range(x1, x1 + _STROKE)) if 0 <= x < width]


def _interleaved(blue_green_red: list[bytearray]) -> bytes:
    blue, green, red = blue_green_red
    row = bytearray(len(blue) * 3)
    row[0::3], row[1::3], row[2::3] = red, green, blue
    return bytes(row)


def _png(width: int, height: int, rows: list[bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
