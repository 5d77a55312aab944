"""Ways to damage a document, each by a seeded generator."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import AnyStr

from tests.fuzz.corpus import Seed, weights

Damage = Callable[[bytes, Random], bytes]
_MAGIC = [
    b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html><table>", b"\xff\xfe",
    b"MIME-Version: 1.0\r\nFrom: a@b\r\nSubject: x\r\n", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x89PNG\r\n\x1a\n",
]  # fmt: skip
_WORDS = [
    "\t", "\n", "|", "||", "总计", "其他", "（三）不予公开", "1.", "一、", "二、主动公开政府信息情况", "0", "-", "/",
    "无", "99999999999999999999", "1e999", "٣", "²", "½", "①", "\u0000", "\ufeff", "\u202e", "\ud7ff", "2023年", "小计",
    "万元", "政府信息公开工作年度报告", "（六）其他处理", "1,2,3", "--", "+", "零", "(", "［",
    "\x0b", "\x85", "\u2028", "亿", "余",
]  # fmt: skip
_NUMBERS = ["-1", "0", "99", "65536", "4294967296", "1e9", "", "NaN", "9" * 400]


def flip_bits(data: bytes, rng: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 30)):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def truncate(data: AnyStr, rng: Random) -> AnyStr:
    return data[: rng.randrange(len(data))]


def _chunk(data: AnyStr, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, min(len(data), start + rng.choice([1, 8, 64, 512, 4096]))


def cut_chunk(data: AnyStr, rng: Random) -> AnyStr:
    start, end = _chunk(data, rng)
    return data[:start] + data[end:]


def repeat_chunk(data: AnyStr, rng: Random) -> AnyStr:
    start, end = _chunk(data, rng)
    return data[:end] + data[start:end] * rng.choice([1, 2, 10, 50]) + data[end:]


def move_chunk(data: AnyStr, rng: Random) -> AnyStr:
    start, end = _chunk(data, rng)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def overwrite(data: bytes, rng: Random) -> bytes:
    start, end = _chunk(data, rng)
    return data[:start] + rng.randbytes(end - start) + data[end:]


def insert_words(data: bytes, rng: Random) -> bytes:
    return _inserted(data.decode("utf-8", "surrogateescape"), rng).encode("utf-8", "surrogateescape")


def _inserted(text: str, rng: Random) -> str:
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(_WORDS) * rng.choice([1, 1, 3]) + text[at:]
    return text


def edit_text(data: bytes, rng: Random) -> bytes:
    """Damage the words and leave the encoding whole, so that placing meets the damage."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "ignore")
    for _ in range(rng.randint(1, 4)):
        ways: list[Callable[[str, Random], str]] = [cut_chunk, repeat_chunk, move_chunk, _inserted, _shuffled]
        text = rng.choice(ways)(text, rng) if text else text
    return text.encode()


def _shuffled(text: str, rng: Random) -> str:
    """Lines in another order, or joined."""
    lines = text.splitlines() or [""]
    start = rng.randrange(len(lines))
    part = lines[start : start + 30]
    rng.shuffle(part)
    return "\n".join([*lines[:start], rng.choice(["\n", "", "\t", "|"]).join(part), *lines[start + 30 :]])


def edit_numbers(data: bytes, rng: Random) -> bytes:
    """Put strange values into attributes and figures: spans, references, sizes."""
    places = [match.span() for match in re.finditer(rb"\d+", data)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.randint(1, 8))), reverse=True):
        data = data[:start] + rng.choice(_NUMBERS).encode() + data[end:]
    return data


def edit_tags(data: bytes, rng: Random) -> bytes:
    """Drop, double, nest or swap tags."""
    places = [match.span() for match in re.finditer(rb"<[^<>]{1,300}>", data)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.randint(1, 10))), reverse=True):
        tag = data[start:end]
        other = data[slice(*rng.choice(places))]
        new = rng.choice(
            [b"", tag * 2, tag * rng.choice([5, 300]), other, tag.replace(b"<", b"</", 1), b"<table><tr><td>"]
        )
        data = data[:start] + new + data[end:]
    return data


def edit_member(data: bytes, rng: Random) -> bytes:
    """Damage, drop, double or rename one member of a zip; other files are flipped."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [(entry.filename, package.read(entry)) for entry in package.infolist()]
    except Exception:
        members = []
    if not members:
        return flip_bits(data, rng)
    stream = io.BytesIO()
    chosen = rng.randrange(len(members))
    way = rng.choice(["damage", "damage", "damage", "damage", "drop", "double", "rename", "empty"])
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content) in enumerate(members):
            if number != chosen or way == "damage":
                package.writestr(name, _inner(content, rng) if number == chosen and content else content)
            elif way == "double":
                package.writestr(name, content)
                package.writestr(name + "x", content)
            elif way != "drop":
                package.writestr(rng.choice(["../x", "/etc/x", "x" * 300, "报告.txt"]) if way == "rename" else name,
                                 content if way == "rename" else b"")  # fmt: skip
    return stream.getvalue()


def noise(data: bytes, rng: Random) -> bytes:
    return rng.choice(_MAGIC) + rng.randbytes(rng.choice([1, 20, 400, 4000]))


_PLAIN: Sequence[Damage] = (flip_bits, truncate, cut_chunk, repeat_chunk, move_chunk, overwrite, insert_words,
                            edit_numbers, edit_tags)  # fmt: skip
_PACKED = frozenset({"docx", "xlsx", "odt", "ods", "zip"})


def _inner(data: bytes, rng: Random) -> bytes:
    return rng.choice(_PLAIN)(data, rng)


def damaged(number: int, seeds: Sequence[Seed]) -> tuple[Seed, bytes]:
    """The damaged input of this number, always the same: one to three kinds of damage, sometimes a splice."""
    rng = Random(number)
    seed = rng.choices(seeds, weights(seeds))[0]
    data = seed.data
    if rng.random() < 0.03:
        return seed, noise(data, rng)
    if rng.random() < 0.06:
        other = rng.choice([each for each in seeds if each.kind == seed.kind]).data
        data = data[: rng.randrange(len(data))] + other[rng.randrange(len(other)) :]
    for _ in range(rng.choice([1, 1, 2, 3])):
        inside = seed.kind in _PACKED and rng.random() < 0.7
        worded = seed.kind in {"txt", "html"} and rng.random() < 0.6
        way = edit_member if inside else edit_text if worded else rng.choice(_PLAIN)
        data = way(data, rng) if data else data
    return seed, data[:2_000_000]
