"""Letters: their fonts and the ground behind them, and what of a text can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from tasks.reading.looks import Doubt, Look

Shade = tuple[int, int, int]
"""Red, green and blue, each 0-255."""
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
TINY = 2.0
"""Points; letters so small are not read by anybody."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font: struck out, raised (or lowered), its colour, too small to be read."""

    struck: bool = False
    raised: bool = False
    shade: Shade | None = BLACK
    tiny: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell format says: font, colour behind, code of the number format ("" = nothing of note)."""

    face: Face = Face()
    fill: Shade | None = WHITE
    code: str = ""

    @property
    def of_note(self) -> bool:
        """Whether what is seen may not be just what is stored."""
        return bool(self.code) or self.face.struck or self.fill != WHITE or self.hides(self.face)

    def hides(self, face: Face) -> bool:
        return face.tiny or same_shade(face.shade, self.fill)


Runs = Sequence[tuple[str, Face | None]]
"""Texts of one cell, each with its font (None: the cell's)."""


def text_look(runs: Runs, style: Style) -> Look:
    """The text of runs: without what is struck out, a note's number in brackets."""
    printed = [(text, face or style.face) for text, face in runs if text]
    left = [(text, face) for text, face in printed if not face.struck]
    raised = not all(face.raised for _text, face in left)
    words = "".join(f"[{text}]" if raised and face.raised and text.strip() else text for text, face in left).strip()
    if not words:
        return Look("", Doubt.STRUCK if any(text.strip() for text, _face in printed) else None)
    if any(text.strip() and style.hides(face) for text, face in left):
        return Look(words, Doubt.UNSEEN)
    return Look(words, Doubt.BLANKED if hides_text(style.code) else None)


def whole_look(style: Style, text: bool) -> Look | None:
    """A cell that is not blank, all in one font; text = no number."""
    if style.face.struck:
        return Look("", Doubt.STRUCK)
    if style.hides(style.face):
        return Look(doubt=Doubt.UNSEEN)
    return Look(doubt=Doubt.BLANKED) if text and hides_text(style.code) else None


def hides_text(code: str) -> bool:
    """Whether a format code shows nothing of a text: four parts, the last one without @."""
    return code.count(";") == 3 and "@" not in code.rsplit(";", 1)[1] and '"' not in code


def same_shade(one: Shade | None, other: Shade | None) -> bool:
    """Whether letters of one colour cannot be seen on the other; an unknown colour can."""
    return one is not None and other is not None and all(abs(a - b) < 20 for a, b in zip(one, other, strict=True))


def hexadecimal(digits: str) -> Shade | None:
    """Six digits; None for anything else."""
    try:
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    except ValueError:
        return None


def measure(text: str | None, default: float) -> float:
    """A number as an attribute writes it; default where it is absent, none, or without bounds."""
    try:
        number = float(text) if text else default
    except ValueError:
        return default
    return number if isfinite(number) else default
