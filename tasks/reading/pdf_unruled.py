"""Tables without a whole net of lines, found among the lines of a page by where their words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.reading.lattice import Rule
from tasks.reading.pdf_assembly import table_of
from tasks.reading.pdf_breaks import doubt_blanks
from tasks.reading.pdf_columns import Span
from tasks.reading.pdf_table import NUMERAL, Part
from tasks.reading.pdf_text import TextLine, numbers_page
from tasks.reading.pdf_words import APART, Row, Word, rows_of

_FEWEST = 3  # figures that make a table
_WIDE = 0.6  # of the page's printed width; no cell is so wide
_LARGER = 1.15  # times the size: a heading is no row
_NEAR = 1.6  # of the character size; a label's line stands so near to its figures
_TOUCHES = 1.2  # of the character size; lines of one cell that begins with the row stand so near
_LONGEST_HEAD = 14  # rows
_SHORT, _GAP = 6, 0.3  # characters of a lone figure; of a character's height
_STARTS = frozenset("0123456789０１２３４５６７８９+-—–－/?？零无减增")
_SENTENCE = re.compile(r"[。；！？]|[：:]\s*$")
_CHAPTER = re.compile(rf"\s*(?:{NUMERAL}{{1,2}}\s*[、.．]|附件|附表).{{4,}}")


@dataclass(slots=True)
class _Line:
    """A line of the page: its words as one row, and the figures among them."""

    line: TextLine
    row: Row
    figures: list[Word]

    @property
    def base(self) -> float:
        return self.line.glyphs[0].base


def with_tables(
    lines: Sequence[TextLine], across: Sequence[Rule] = (), before: Sequence[Span] = ()
) -> Iterator[TextLine | Part]:
    """The lines of a page, runs of rows put together as tables.

    across = lines drawn on the page, before = columns of the table with which the page before ended.
    """
    if not any(map(_may_be_row, lines)):
        yield from lines
        return
    seen = [_seen(line) for line in lines]
    for start, end in _stretches(seen):
        first, last = _span(seen, start, end)
        yield from lines[start:first]
        if first < last:
            glyphs = [glyph for one in seen[first:last] for glyph in one.line.glyphs]
            table = table_of(glyphs, lines[first].page, across, before if first == 0 else ())
            if any(glyph.certainty < 1 for glyph in glyphs):  # a recogniser misses lone digits where no cell is drawn
                doubt_blanks(table)
            yield table
        yield from lines[last:end]


def _may_be_row(line: TextLine) -> bool:
    """Whether a figure stands apart on a line: cheap, for most pages hold prose alone."""
    glyphs = line.glyphs
    if len(glyphs) < _SHORT and glyphs[0].char in _STARTS:
        return True
    apart = _GAP * (glyphs[0].y1 - glyphs[0].y0)
    return any(right.x0 - left.x1 > apart and right.char in _STARTS for left, right in pairwise(glyphs))


def _seen(line: TextLine) -> _Line:
    row = Row([word for part in rows_of(line.glyphs, line.size) for word in part.words], line.size)
    row.words.sort(key=lambda word: word.x0)
    if kept := _without_number(row):
        row = Row(kept, row.size)
        line = TextLine(line.page, [glyph for word in kept for glyph in word.glyphs], line.back)
    return _Line(line, row, row.figures())


def _without_number(row: Row) -> list[Word]:
    """The words beside which a page's number (- 3 -) stands; none where it stands alone or not at all."""
    for at in range(1, len(row.words) - 2):
        run = row.words[at : at + 3]
        near = all(right.x0 - left.x1 < row.size for left, right in pairwise(run))
        if near and numbers_page("".join(word.text for word in run)):
            return row.words[:at] + row.words[at + 3 :]
    return []


def _stretches(seen: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """The page cut at every line that is no table's: sentences, headings, lines over the whole width."""
    width = max(one.line.x1 for one in seen) - min(one.line.x0 for one in seen)
    start = most = 0
    for at, one in enumerate(seen):
        foreign = _numbers_page(one) or (not one.figures and _foreign(seen, at, width))
        wider = len(one.figures) > most + 1 and most and not seen[at - 1].figures
        if foreign:
            yield from ((start, at), (at, at + 1))
            start, most = at + 1, 0
        elif wider:
            cut = _head_start(seen, start, at)
            yield start, cut
            start, most = cut, 0
        most = max(most, len(one.figures))
    yield start, len(seen)


def _numbers_page(one: _Line) -> bool:
    """Whether a line is a page's number (- 3 -): its parts stand near each other."""
    near = all(right.x0 - left.x1 < one.row.size for left, right in pairwise(one.row.words))
    return near and numbers_page("".join(word.text for word in one.row.words))


def _head_start(seen: Sequence[_Line], start: int, at: int) -> int:
    """Where the head of a table begins whose first row of figures this is: behind the last row before it."""
    while at > start and not seen[at - 1].figures:
        at -= 1
    return at


def _foreign(seen: Sequence[_Line], at: int, width: float) -> bool:
    line, row = seen[at].line, seen[at].row
    text = "".join(word.text for word in row.words)
    runs = sum(right.x0 - left.x1 > APART * row.size for left, right in pairwise(row.words))
    if _SENTENCE.search(text) or (not runs and line.x1 - line.x0 > _WIDE * width):
        return True
    following = next((one for one in seen[at + 1 :] if one.figures), None)
    if following is None:
        return False
    if line.exact and following.line.exact and row.size > _LARGER * following.row.size:
        return True
    close = following.base - seen[at].base <= _NEAR * row.size and not following.row.words[0].opens
    return bool(_CHAPTER.fullmatch(text)) and not close and not runs


def _span(seen: Sequence[_Line], start: int, end: int) -> tuple[int, int]:
    """First and behind the last line of the table in a stretch: its head, its rows, the last label's rest."""
    rows = [at for at in range(start, end) if seen[at].figures]
    figures = [len(seen[at].figures) for at in rows]
    if sum(figures) < _FEWEST or (max(figures) == 1 and len(rows) < _FEWEST):
        return end, end
    left = min(word.x0 for at in rows for word in seen[at].figures)
    last = rows[-1] + 1
    while last < end and _near(seen, last - 1, last, _NEAR if seen[last].line.x1 < left else _TOUCHES):
        last += 1
    return max(start, rows[0] - _LONGEST_HEAD), last


def _near(seen: Sequence[_Line], above: int, below: int, reach: float) -> bool:
    return seen[below].base - seen[above].base <= reach * seen[below].row.size and not seen[below].row.words[0].opens
