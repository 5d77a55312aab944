"""Characters to lines, lines to paragraphs; and which lines only number or head the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from tasks.reading.pdf_direction import Matrix
from tasks.reading.pdf_page import Box, Glyph, PageContent, mapped
from tasks.reading.pdf_table import NUMERAL, opens
from tasks.records import Origin, Paragraph

_LINE = 0.5  # of the character size; how far apart the feet of one line's characters stand
_WORD_GAP = 0.15  # of the character size; a gap between digits that must be seen
_FIELD_GAP = 1.3  # of the character size; a gap between fields of a table without lines
_FULL = 1.6  # characters by which a full line may fall short of the right edge
_INDENT = 1.2
_OTHER, _ROUGHLY_OTHER = 1.06, 1.25  # times the size: a title is no paragraph with the prose below it
_MARGIN = 0.1  # of the page's height, where page numbers and running heads stand
_FOOT = 10.0  # points: a line of the margin is below its edge with its head
_PAGE_NUMBER = re.compile(
    r"[-–—－─―~·•.|/\s]*(?:第\s*)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:\s*页)?(?:\s*[,，/]?\s*(?:共|of|/)\s*\d{1,3}(?:\s*页)?)?[-–—－─―~·•.|/\s]*",
    re.IGNORECASE,
)
_SURE = re.compile(r"[-–—－·~]\s*\d{1,3}\s*[-–—－·~]|第\s*\d{1,3}\s*页.{0,12}")
_PADDING = 12.0  # points at both sides of a cell together, at most
_WIDER = 1.0  # points by which the rest of a figure may pass what a full line holds
_DIGITS = frozenset("0123456789.,")
_HEADING = re.compile(rf"{NUMERAL}{{1,2}}[、.．]|[（(]{NUMERAL}{{1,2}}[)）]|附件|附表")


@dataclass
class TextLine:
    """Characters that stand side by side, from the left; page counts from 1, back leads to the page as it was sent."""

    page: int
    glyphs: list[Glyph]
    back: Matrix | None = None

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def y0(self) -> float:
        return min(glyph.y0 for glyph in self.glyphs)

    @property
    def y1(self) -> float:
        return max(glyph.y1 for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        return size_of(self.glyphs)

    @property
    def exact(self) -> bool:
        """Whether the size is measured, not guessed from a picture or from letters and digits alone."""
        return self.glyphs[0].certainty == 1 and any(glyph.char >= "\u4e00" for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        return text_of(self.glyphs)


def size_of(glyphs: Sequence[Glyph]) -> float:
    """The size of the characters: Chinese ones are as wide as they are high."""
    widths = [glyph.x1 - glyph.x0 for glyph in glyphs if not glyph.char.isascii()]
    return median(widths) if widths else 0.8 * median(glyph.y1 - glyph.y0 for glyph in glyphs)


def lines_of(glyphs: Sequence[Glyph], page: int, back: Matrix | None = None) -> list[TextLine]:
    """Lines from the top: characters whose feet stand at one height, give or take a raised or sunk one."""
    lines: list[list[Glyph]] = []
    reach = _LINE * size_of(glyphs) if glyphs else 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if lines and glyph.base - lines[-1][0].base <= reach:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [TextLine(page, single(sorted(line, key=lambda glyph: glyph.x)), back) for line in lines]


def single(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters once: bold print is often the same character painted twice."""
    kept = glyphs[:1]
    for glyph in glyphs[1:]:
        last = kept[-1]
        if glyph.char != last.char or glyph.x - last.x > 0.25 * (glyph.x1 - glyph.x0) or abs(glyph.y - last.y) > 2:
            kept.append(glyph)
    return kept


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of a line; a space only between words of Latin letters and digits that stand apart."""
    parts = [glyphs[0].char] if glyphs else []
    for last, glyph in pairwise(glyphs):
        gap = glyph.x0 - last.x1
        if gap > _WORD_GAP * (glyph.y1 - glyph.y0) and glyph.char.isascii() and last.char.isascii():
            parts.append(" ")
        parts.append(glyph.char)
    return "".join(parts)


def cell_text(lines: Sequence[TextLine], box: Box) -> str:
    """The text of a cell: wrapped words are joined; a figure is, only where its line is full to the edge."""
    text = ""
    for index, line in enumerate(lines):
        words = line.text
        if not text:
            text = words
        elif text[-1].isascii() and words[0].isascii():
            before = lines[index - 1]
            spare = (box[2] - box[0]) - (before.x1 - before.x0)
            full = spare < _PADDING + line.glyphs[0].x1 - line.x0 and before.x1 - before.x0 > line.x1 - line.x0 - _WIDER
            wrapped = full and text[-1] in _DIGITS and words[0] in _DIGITS
            text += words if wrapped else f"\n{words}"
        else:
            text += words
    return text


def furniture(pages: Sequence[PageContent]) -> list[tuple[set[int], set[int]]]:
    """For each page the ids of the characters of its number, head and foot; and of those that surely are.

    Sure is what says so (- 3 -, 第3页) and what stands on other pages too; a bare figure is a page number only
    outside tables.
    """
    margins = [_margin_lines(page) for page in pages]
    seen = Counter(trace for lines in margins for trace in {_trace(line) for line in lines})
    found = []
    for lines in margins:
        sure = [line for line in lines if _SURE.fullmatch(line.text) or _repeated(line, seen)]
        numbers = [line for line in lines if _PAGE_NUMBER.fullmatch(line.text)]
        found.append((_ids([*sure, *numbers]), _ids(sure)))
    return found


def numbers_page(text: str) -> bool:
    """Whether a line can only be the number of a page, wherever it stands."""
    return bool(_SURE.fullmatch(text))


def _margin_lines(page: PageContent) -> list[TextLine]:
    margin = page.height * _MARGIN
    glyphs = [glyph for glyph in page.glyphs if glyph.base < margin or glyph.base > page.height - margin + _FOOT]
    return lines_of(glyphs, page.number)


def _repeated(line: TextLine, seen: Counter[tuple[str, int]]) -> bool:
    """Whether other pages say the same there; what opens with an ordinal is a table's label."""
    return seen[_trace(line)] > 1 and not opens(line.text) and any(glyph.char.isalpha() for glyph in line.glyphs)


def _ids(lines: Sequence[TextLine]) -> set[int]:
    return {id(glyph) for line in lines for glyph in line.glyphs}


def _trace(line: TextLine) -> tuple[str, int]:
    return (re.sub(r"\d+", "#", line.text), round(line.glyphs[0].base / 4))


def fields_of(line: TextLine) -> list[list[Glyph]]:
    """The groups of characters of a line that stand far apart."""
    size = line.size
    groups = [[line.glyphs[0]]]
    for last, glyph in pairwise(line.glyphs):
        if glyph.x0 - last.x1 > _FIELD_GAP * size:
            groups.append([])
        groups[-1].append(glyph)
    return groups


def paragraphs(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines of prose put together; a heading, a short line, an indent or a wide gap ends a paragraph."""
    if not lines:
        return
    left = {page: min(line.x0 for line in lines if line.page == page) for page in {line.page for line in lines}}
    right = max(line.x1 for line in lines)
    paragraph = [lines[0]]
    for last, line in pairwise(lines):
        small, size = sorted((line.size, last.size))
        ended = (
            size > small * (_OTHER if last.exact and line.exact else _ROUGHLY_OTHER)
            or last.x1 < right - _FULL * size
            or line.x0 > left[line.page] + _INDENT * size
            or (line.page == last.page and line.glyphs[0].base - last.glyphs[0].base > 3.2 * size)
            or _HEADING.match(line.text)
        )
        if ended:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def paragraph_of(lines: Sequence[TextLine]) -> Paragraph:
    """One paragraph; its origin is the page and box of the lines on its first page."""
    text = ""
    for line in lines:
        words = line.text
        spaced = text and text[-1].isascii() and words[0].isascii() and (text[-1] + words[0]).isalpha()
        text += f" {words}" if spaced else words
    page, back = lines[0].page, lines[0].back
    here = [line for line in lines if line.page == page and line.back == back]
    box = (min(one.x0 for one in here), here[0].y0, max(one.x1 for one in here), max(one.y1 for one in here))
    return Paragraph(text, Origin(page=page, box=rounded(mapped(box, back))))


def rounded(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return (round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))
