"""Pictures of single pages that together are one scanned report: in order, tables that a page cut put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from tasks.language import _
from tasks.reading import ocr
from tasks.reading.archives import Member
from tasks.reading.evidence import chapter_of
from tasks.reading.ocr_image import decoded, sizes_of
from tasks.reading.origins import Block, with_origins
from tasks.reading.pdf import blocks_of, content_at, opened
from tasks.reading.pdf_page import PageContent
from tasks.records import Grid, Limits, Origin, Paragraph, Refusal

_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PDF = b"%PDF-"
_NUMBER = re.compile(r"(\d+|[一二三四五六七八九十]+)")
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}
_TOLD = 12


def is_picture(path: Path) -> bool:
    """Whether the file at path opens as a picture does."""
    with suppress(OSError), path.open("rb") as file:
        return file.read(8).startswith(_MAGIC)
    return False


def is_page(data: bytes, limits: Limits) -> bool:
    """Whether a file is a picture of a single page, or a PDF of one."""
    try:
        if data.startswith(_PDF):
            with opened(data, limits) as document:
                return len(document) == 1
        return data.startswith(_MAGIC) and len(sizes_of(data, limits)) == 1
    except Refusal:  # broken: its reader says so
        return False


def read_pages(files: Sequence[Member], limits: Limits) -> Grid:
    """A Grid of pictures (or PDFs of one page) as the pages of one report, by the numbers in their names, or chapters.

    Refusal no_text_layer where OCR is not installed, too_large, unreadable. Each origin's member is its picture.
    """
    ocr.require()
    ordered = sorted(files, key=lambda file: _numbers(file.name))
    contents = [_content(file.data, at, limits) for at, file in enumerate(ordered, 1)]
    blocks = [*blocks_of(contents, limits)]
    order = _by_chapter(blocks, len(ordered))
    if order != sorted(order):
        ordered, contents = [ordered[at] for at in order], [contents[at] for at in order]
        for number, content in enumerate(contents, 1):
            content.number = number
        blocks = [*blocks_of(contents, limits)]
    names = [file.name for file in ordered]
    told = _("、").join(names[:_TOLD]) + ("……" if len(names) > _TOLD else "")
    note = _("{count} 幅图片按次序当作一份报告的各页：{names}").format(count=len(names), names=told)
    return Grid("image", with_origins(blocks, lambda origin: _within(origin, names)), note=note)


def _content(data: bytes, number: int, limits: Limits) -> PageContent:
    if not data.startswith(_PDF):
        return ocr.content_of_picture(decoded(data, 1, limits), number)
    with opened(data, limits) as document:
        content = content_at(document, 1, pictures=True)
    content.number = number
    return content


def _numbers(name: str) -> list[tuple[int, int, str]]:
    """What a name is ordered by: its numbers by value (2 before 10, 表二 before 表三), its words as they are."""
    return [_word(piece) for piece in _NUMBER.split(name) if piece]


def _word(piece: str) -> tuple[int, int, str]:
    if piece.isdecimal():
        return 0, int(piece), piece
    if not set(piece) <= _DIGITS.keys():
        return 1, 0, piece
    tens, ten, ones = piece.rpartition("十")
    value = (_DIGITS.get(tens[-1:], 1) * 10 if ten else 0) + _DIGITS.get(ones[-1:], 0)
    return 0, value, piece


def _by_chapter(blocks: Sequence[Block], count: int) -> list[int]:
    """The pages (from 0) in the order of the chapters that open on them; a page without one follows the page before."""
    opened: dict[int, int] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.origin.page and (chapter := chapter_of(block.text)):
            opened.setdefault(block.origin.page - 1, chapter)
    last, chapters = 0, []
    for page in range(count):
        last = opened.get(page, last)
        chapters.append(last)
    return sorted(range(count), key=lambda page: chapters[page])


def _within(origin: Origin, names: Sequence[str]) -> Origin:
    return replace(origin, page=1, member=names[origin.page - 1]) if origin.page else origin
