"""A sheet that holds two pages or two columns side by side: read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.reading.lattice import Rule
from tasks.reading.pdf_direction import Matrix, times
from tasks.reading.pdf_page import Glyph, PageContent
from tasks.reading.pdf_table import opens
from tasks.reading.pdf_text import lines_of

_GUTTER = 4.0  # points at both sides of the middle that nothing crosses
_LINES = 3  # of words, in each half


def pages_of(sheet: PageContent) -> list[PageContent]:
    """The sheet itself, or its left and its right half as pages of their own; pictures stay with the left one."""
    middle = sheet.width / 2
    if sheet.readable and not _crossed(sheet, middle):
        left = [glyph for glyph in sheet.glyphs if glyph.x < middle]
        right = [glyph for glyph in sheet.glyphs if glyph.x > middle]
        if _told(left) and _told(right):
            return [_half(sheet, left, 0.0), replace(_half(sheet, right, middle), pictures=[], unread=[])]
    return [sheet]


def _crossed(sheet: PageContent, middle: float) -> bool:
    near, far = middle - _GUTTER, middle + _GUTTER
    ruled = any(rule.start < far and rule.end > near for rule in sheet.across)
    return ruled or any(glyph.x0 < far and glyph.x1 > near for glyph in sheet.glyphs)


def _told(glyphs: Sequence[Glyph]) -> bool:
    """Whether sentences or labels stand here, not the figures of a table alone."""
    lines = [line.text for line in lines_of(glyphs, 0)]
    return sum("。" in text or (opens(text) and len(text) > _LINES) for text in lines) >= _LINES


def _half(sheet: PageContent, glyphs: Sequence[Glyph], left: float) -> PageContent:
    """One half of a sheet in points from its own corner."""
    shift: Matrix = (1, 0, 0, 1, left, 0)
    middle = sheet.width / 2
    return replace(
        sheet,
        width=middle,
        glyphs=[_moved(glyph, -left) for glyph in glyphs],
        across=_here(sheet.across, left, middle, lies=True),
        down=_here(sheet.down, left, middle, lies=False),
        back=times(shift, sheet.back) if sheet.back else shift,
        clipped=sheet.clipped - left,
    )


def _here(rules: Sequence[Rule], left: float, width: float, lies: bool) -> list[Rule]:
    """The lines of a half, moved with it."""
    inside = (rule for rule in rules if left <= (rule.start if lies else rule.at) < left + width)
    return [rule.moved(0.0, -left) if lies else rule.moved(-left, 0.0) for rule in inside]


def _moved(glyph: Glyph, by: float) -> Glyph:
    return Glyph(
        glyph.char, glyph.x0 + by, glyph.y0, glyph.x1 + by, glyph.y1, glyph.x + by, glyph.y, glyph.base, glyph.certainty
    )
