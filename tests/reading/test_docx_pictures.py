"""Word documents with a table pasted as a picture: it is said where, for nobody reads it."""

from __future__ import annotations

import io
import struct
import zlib

import docx
import pytest
from docx.shared import Pt

from tasks.reading.docx import read_docx
from tasks.records import Limits, Paragraph


def png() -> bytes:
    """A white square of one pixel."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff")),
        (b"IEND", b""),
    )
    parts = (struct.pack(">I", len(b)) + n + b + struct.pack(">I", zlib.crc32(n + b)) for n, b in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(("width", "height", "noted"), [(400, 200, True), (40, 40, False)])
def test_a_picture_as_large_as_a_table_is_noted_with_its_place(width: float, height: float, noted: bool) -> None:
    document = docx.Document()
    document.add_paragraph("三、收到和处理政府信息公开申请情况")
    document.add_picture(io.BytesIO(png()), Pt(width), Pt(height))
    stream = io.BytesIO()
    document.save(stream)
    blocks = read_docx(stream.getvalue(), Limits()).blocks
    pictures = [b.origin.line for b in blocks if isinstance(b, Paragraph) and b.style == "picture"]
    assert pictures == ([2] if noted else [])
