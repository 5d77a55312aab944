"""Characters that touch are a word, words on one foot are a row: what a table without lines is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.reading.pdf_page import Box, Glyph
from tasks.reading.pdf_table import is_figure, opens
from tasks.reading.pdf_text import single, size_of, text_of

TOUCH = 0.12  # of the character size; characters of one cell stand closer
APART = 0.5  # words of one cell stand closer
_SQUARE = frozenset(map(chr, range(0x2E80, 0xA000)))  # as wide as high, though a box may hold the ink alone
_FOOT, _SEEN_FOOT = 0.22, 0.35  # how far apart the feet of one row stand: in a file, in a picture


@dataclass(slots=True)
class Word:
    """Characters of one row that touch each other."""

    glyphs: list[Glyph]
    text: str = ""
    figure: bool = False
    opens: bool = False

    def __post_init__(self) -> None:
        self.text = text_of(self.glyphs)
        self.figure, self.opens = is_figure(self.text), opens(self.text)

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def base(self) -> float:
        return self.glyphs[0].base


@dataclass(slots=True)
class Row:
    """Words whose characters stand at one height, from the left; size is that of the characters around."""

    words: list[Word]
    size: float

    @property
    def base(self) -> float:
        return self.words[0].base

    def figures(self) -> list[Word]:
        """The words behind a label that are whole figures: nothing but another figure stands close to them."""
        label = next((place for place, word in enumerate(self.words) if not word.figure), 0)
        found = []
        for place, word in enumerate(self.words[label:], label):
            beside = self.words[max(0, place - 1) : place] + self.words[place + 1 : place + 2]
            if word.figure and all(other.figure or _gap(word, other) > APART * self.size for other in beside):
                found.append(word)
        return found


def _gap(one: Word, other: Word) -> float:
    return max(one.x0, other.x0) - min(one.x1, other.x1)


def rows_of(glyphs: Iterable[Glyph], size: float) -> list[Row]:
    """Rows from the top; size = that of the characters, in points."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        reach = (_FOOT if glyph.certainty == 1 else _SEEN_FOOT) * size
        if rows and glyph.base - rows[-1][0].base <= reach:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [Row(list(_words(single(sorted(row, key=lambda glyph: glyph.x)))), size) for row in rows]


def _words(glyphs: Sequence[Glyph]) -> Iterator[Word]:
    start, size = 0, size_of(glyphs)
    for at, (last, glyph) in enumerate(pairwise(glyphs), 1):
        end = max(last.x1, last.x0 + size) if last.char in _SQUARE else last.x1
        if glyph.x0 - end > (APART if _ordinal(glyphs[start:at], glyph) else TOUCH) * size:
            yield Word(list(glyphs[start:at]))
            start = at
    if glyphs:
        yield Word(list(glyphs[start:]))


def _ordinal(before: Sequence[Glyph], after: Glyph) -> bool:
    """Whether a lone number stands before Chinese words: an ordinal that lost its point."""
    return len(before) <= 2 and after.char in _SQUARE and all(glyph.char.isdigit() for glyph in before)


def box_of(words: Sequence[Word]) -> Box:
    glyphs = [glyph for word in words for glyph in word.glyphs]
    return (
        min(glyph.x0 for glyph in glyphs),
        min(glyph.y0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.y1 for glyph in glyphs),
    )


def certainty_of(words: Sequence[Word]) -> float:
    return min((glyph.certainty for word in words for glyph in word.glyphs), default=1.0)


def said(words: Sequence[Word]) -> str:
    """The words of one cell on one row; a space where letters or digits stand apart."""
    text = ""
    for word in words:
        spaced = text and text[-1].isascii() and word.text[0].isascii()
        text += f" {word.text}" if spaced else word.text
    return text
