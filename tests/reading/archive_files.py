"""Archives made by hand: zip with any name and mode, stored rar of both generations, 7z by libarchive."""

from __future__ import annotations

import base64
import importlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any


def zipped(members: Mapping[str, bytes], encoding: str = "", modes: Mapping[str, int] | None = None) -> bytes:
    """A zip; with an encoding the names are written in it and the UTF-8 flag stays off, as Windows does."""
    stream = io.BytesIO()
    stand_ins: list[tuple[bytes, bytes]] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(members.items()):
            raw = name.encode(encoding) if encoding else b""
            stand_in = f"{number:0{len(raw)}d}" if encoding else name
            stand_ins.append((stand_in.encode(), raw))
            info = zipfile.ZipInfo(stand_in)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (modes or {}).get(name, 0o100644) << 16
            archive.writestr(info, data)
    written = stream.getvalue()
    for stand_in_bytes, raw in stand_ins if encoding else ():
        written = written.replace(stand_in_bytes, raw)
    return written


def rar4(members: Mapping[bytes, bytes], flags: int = 0, mode: int = 0o100644) -> bytes:
    """A stored rar of the old generation; names are raw bytes."""

    def block(kind: int, marks: int, body: bytes) -> bytes:
        head = struct.pack("<BHH", kind, marks, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head

    written = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in members.items():
        sizes = (len(data), len(data), 3, zlib.crc32(data), 0x5A215A21, 29, 0x30, len(name), mode)
        written += block(0x74, 0x8000 | flags, struct.pack("<IIBIIBBHI", *sizes) + name) + data
    return written + block(0x7B, 0x4000, b"")


def rar5(members: Mapping[str, bytes]) -> bytes:
    """A stored rar of the new generation."""

    def number(value: int) -> bytes:
        digits = bytearray()
        while value > 127:
            digits.append(value & 127 | 128)
            value >>= 7
        return bytes([*digits, value])

    def block(body: bytes) -> bytes:
        head = number(len(body)) + body
        return struct.pack("<I", zlib.crc32(head)) + head

    written = b"Rar!\x1a\x07\x01\x00" + block(b"\x01\x00\x00")
    for name, data in members.items():
        raw = name.encode()
        sizes = number(len(data)) + number(4) + number(len(data)) + number(0o100644)
        crc = struct.pack("<I", zlib.crc32(data))
        written += block(b"\x02\x02" + sizes + crc + b"\x00\x01" + number(len(raw)) + raw) + data
    return written + block(b"\x05\x00\x00")


def seven_zipped(members: Mapping[str, bytes]) -> bytes:
    """A 7z written by libarchive."""
    libarchive: Any = importlib.import_module("libarchive")
    blocks: list[bytes] = []
    with libarchive.custom_writer(lambda block: blocks.append(bytes(block)) or len(block), "7zip") as archive:
        for name, data in members.items():
            archive.add_file_from_memory(name, len(data), data)
    return b"".join(blocks)


LOCKED_7Z = base64.b64decode(
    "N3q8ryccAASXEtBHEAAAAAAAAABqAAAAAAAAAHKU9hj9CVbyo7QSuxP/4TRNl0JiAQQGAAEJEAAHCwEAAiQG8QcBElMPowAqeMhW"
    "+oteuBNDCToj1yEhAQABAAwQDAAICgE6cGLrAAAFARkBABEPAKViSlQuAHQAeAB0AAAAGQQAAAAAFAoBAATfJyG0e90BFQYBACCA"
    "pIEAAA=="
)
LOCKED_NAMES_7Z = base64.b64decode(
    "N3q8ryccAASohvC6gAAAAAAAAAAuAAAAAAAAAP874yuPAzUkiigzHvIXIpcFf8biwePtqKuM3rGmj1YsYWegW+CNRDtIWEuj+u11"
    "pcazLJPImcKLJfcgurzTxsETJr6+9VA2DN551VBab0iZmoAm3pgnH5SqQvYtrDA8P862BfKXrP3AhdLoB7u+DQTCN+M8fyD7be33"
    "lHqGuqO+pBZOfxcGEAEJcAAHCwEAASQG8QcBElMP21g9PrTxYZqkWpOwxKfAIQxqCgHZ9kLBAAA="
)
LINK_7Z = base64.b64decode(
    "N3q8ryccAAQA1kuZDwAAAAAAAABSAAAAAAAAAEJygQ0BAAovZXRjL3Bhc3N3ZAABBAYAAQkPAAcLAQABISEBAAwLAAgKAQq5HykA"
    "AAUBGQwAAAAAAAAAAAAAAAARCwBsAGkAbgBrAAAAGQAUCgEAdg4oIbR73QEVBgEAIID/oQAA"
)
"""Written once by 7-Zip 26.02: a member with a password, names with one too, and a link to /etc/passwd."""
