"""What a picture of a page shows before any character is read: its ruling lines, its lines of ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.reading.lattice import Rule
from tasks.reading.ocr_twins import HIDDEN, INK, MARGIN, PAPER, TAKEN, Traces

Picture = NDArray[Any]
"""Grey, 0 black to 255 white; rows from the top."""
Span = tuple[int, int]
Box = tuple[int, int, int, int]


@dataclass(slots=True)
class Inked:
    """A page in grey and its ink, from which lines are taken off.

    lined = the ink with the lines, numbers = its marks, hidden = where the lines themselves run.
    """

    picture: Picture
    dark: Picture
    lined: Picture
    numbers: NDArray[np.int32]
    hidden: NDArray[np.bool_]


def inked(picture: Picture, dark: Picture) -> Inked:
    """A page and its ink, which are changed as lines are taken off."""
    numbers = np.asarray(cv2.connectedComponents(dark, connectivity=8)[1], np.int32)
    return Inked(picture, dark, dark.copy(), numbers, np.zeros(dark.shape, bool))


_FADES = 0.6  # of how much redder than anything else a seal is
_DARK = 25  # how much darker than its surroundings ink is
_SPECK = 9  # pixels; anything smaller is dust
_BESIDE, _CLEAR = 14, 3  # pixels from a cell's edge
_THIN, _BREAK = 6, 5  # pixels: across a border's scrap, between two of them
_UNEVEN = 3  # pixels between the feet, or the heads, of digits side by side
_MOST, _WHOLE, _LEAST = 0.7, 0.95, 12  # of a cell's height or width, pixels; no character's stroke reaches so far
_REACH = 7  # pixels that a drawn line may lie off its edge


def grey(colour: Picture) -> Picture:
    """The red channel of a BGR picture, lighter where that is the strongest: a red seal fades, black ink stays."""
    if colour.ndim < 3:
        return colour
    blue, green, red = (np.ascontiguousarray(colour[:, :, channel]) for channel in range(3))
    return cv2.addWeighted(red, 1.0, cv2.subtract(red, cv2.max(blue, green)), _FADES, 0)


def ink(picture: Picture) -> Picture:
    """255 where there is ink, by contrast with the surroundings, without dust."""
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, _DARK)
    count, labels, sizes, _centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    dust = np.flatnonzero(sizes[:count, cv2.CC_STAT_AREA] < _SPECK)
    dark[np.isin(labels, dust)] = 0
    return dark


def ruling(dark: Picture, longest: int, highest: int) -> tuple[list[Rule], list[Rule], Picture]:
    """Lines across and down in pixels, and where they run; no character's stroke is longest or highest pixels."""
    masks = []
    rules: list[list[Rule]] = []
    for flat in (True, False):
        kernel = np.ones((1, longest) if flat else (highest, 1), np.uint8)
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 3) if flat else (3, 1), np.uint8))
        mask = cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel)
        count, _labels, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
        rules.append([_rule(stats[index], flat) for index in range(1, count)])
        masks.append(mask)
    return rules[0], rules[1], cv2.bitwise_or(*masks)


def _rule(stats: Any, flat: bool) -> Rule:
    left, top, width, height = (float(value) for value in stats[:4])
    return Rule(top + height / 2, left, left + width) if flat else Rule(left + width / 2, top, top + height)


def near_edges(mask: Picture, xs: Sequence[int], ys: Sequence[int]) -> NDArray[np.bool_]:
    """Where lines of the mask run along the edges of a table; strokes inside its cells are not among them."""
    edges = np.zeros(mask.shape, bool)
    top, bottom, left, right = (
        max(0, edge) for edge in (ys[0] - _REACH, ys[-1] + _REACH, xs[0] - _REACH, xs[-1] + _REACH)
    )
    for x in xs:
        edges[top:bottom, max(0, x - _REACH) : x + _REACH] = True
    for y in ys:
        edges[max(0, y - _REACH) : y + _REACH, left:right] = True
    return edges & (mask > 0)


def erase(page: Inked, strokes: NDArray[np.bool_], where: tuple[slice, slice]) -> None:
    """Take strokes of lines with their blurred edges off a part of a page, but no mark that touches none of them."""
    numbers = page.numbers[where]
    own = np.zeros(int(numbers.max(initial=0)) + 1, bool)
    own[numbers[strokes]] = True
    own[0] = True
    others = cv2.dilate((~own[numbers]).astype(np.uint8), np.ones((3, 3), np.uint8))
    wide = cv2.dilate(strokes.astype(np.uint8), np.ones((5, 5), np.uint8))
    gone = (wide > 0) & (others == 0)
    page.hidden[where] |= cv2.dilate(strokes.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    page.picture[where][gone] = 255
    page.dark[where][gone] = 0


def border_of(dark: Picture) -> NDArray[np.bool_]:
    """Where in a cell its own border is drawn: strokes as long as the cell, beside its edge."""
    height, width = dark.shape
    upright = _strokes(dark, max(_LEAST, int(_MOST * height)), 1)
    upright[:, _BESIDE : max(_BESIDE, width - _BESIDE)] = 0
    flat = _strokes(dark, 1, max(_LEAST, int(_MOST * width)))
    flat[_REACH : max(_REACH, height - _REACH)] = 0
    whole = _strokes(dark, 1, max(_LEAST, int(_WHOLE * width)))  # the feet of digits are no stroke so long
    whole[_BESIDE : max(_BESIDE, height - _BESIDE)] = 0
    return (upright | flat | whole) > 0


def cut(dark: Picture, lined: Picture) -> bool:
    """Whether ink of a cell touches what was taken away with the lines, or its edge: it may have lost a piece.

    lined = the same ink with the lines.
    """
    height, width = dark.shape
    gone = cv2.dilate(cv2.subtract(lined, dark), np.ones((3, 3), np.uint8))
    inner = dark[_CLEAR : height - _CLEAR, _CLEAR : width - _CLEAR]
    return bool(dark[gone > 0].any() or np.count_nonzero(dark) > np.count_nonzero(inner))


def like_border(dark: Picture) -> bool:
    """Whether a thin mark near the edge of a cell may be a scrap of its border: it stands on no line with a broad one.

    A 1 is as high as the digit beside it, a point or a dash no higher or lower than others of its line.
    """
    height, width = dark.shape
    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, top, wide, high = (stats[1:count, column].astype(int) for column in range(4))
    beside = (wide <= _THIN) & ((left + wide <= _BESIDE) | (left >= width - _BESIDE))
    along = (high <= _THIN) & ((top + high <= _BESIDE) | (top >= height - _BESIDE))
    broad = (wide > _THIN) & (high > _THIN)
    above, below = top[:, None] - top[broad], (top + high)[:, None] - (top + high)[broad]
    level = ((np.abs(above) <= _UNEVEN) & (np.abs(below) <= _UNEVEN)).any(axis=1)
    within = ((above >= 0) & (below <= 0)).any(axis=1)
    return bool(((beside & ~level) | (along & ~within)).any())


def swallowed(page: Inked, here: tuple[slice, slice], boxes: Sequence[Box]) -> Box | None:
    """Where in a part of a page something was taken off that is no line's and belongs to no mark; else None.

    boxes = the texts found there; all in pixels of the page. A line may run through a character: a blot anywhere, or
    a speck between a text and the line beside it.
    """
    known = (page.dark[here] > 0) | page.hidden[here]
    taken = ((page.lined[here] > 0) & ~known).astype(np.uint8)
    taken[cv2.dilate((page.dark[here] > 0).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 0
    top, left = here[0].start, here[1].start
    found = np.asarray(cv2.morphologyEx(taken, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) > 0)
    found &= np.count_nonzero(found) >= _SPECK
    for x0, y0, x1, y1 in boxes:
        beside = slice(max(0, y0 - top), y1 - top), slice(max(0, x0 - left - _BESIDE), x1 - left + _BESIDE)
        found[beside] |= taken[beside] > 0
    rows, columns = np.nonzero(found)
    if not len(rows):
        return None
    return (left + int(columns.min()), top + int(rows.min()), left + int(columns.max()) + 1, top + int(rows.max()) + 1)


def _strokes(dark: Picture, high: int, wide: int) -> Picture:
    """Straight strokes of at least this size, small breaks closed; none goes on outside the picture."""
    bridge = np.ones((_BREAK, 1) if high > wide else (1, _BREAK), np.uint8)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, bridge)
    kernel = np.ones((high, wide), np.uint8)
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=(0.0,))


def text_lines(dark: Picture) -> Iterator[tuple[Span, Span]]:
    """Lines of ink within a cell as (top, bottom), (left, right) in pixels; strokes of one character stay together."""
    runs = _runs(dark.any(axis=1))
    highest = max((bottom - top for top, bottom in runs), default=0)
    lines: list[Span] = []
    for top, bottom in runs:
        if lines and bottom - lines[-1][0] <= 1.3 * highest:
            lines[-1] = (lines[-1][0], bottom)
        else:
            lines.append((top, bottom))
    for top, bottom in lines:
        columns = np.flatnonzero(dark[top:bottom].any(axis=0))
        yield (top, bottom), (int(columns[0]), int(columns[-1]) + 1)


def _runs(filled: Any) -> list[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def around_ink(dark: Picture, margin: int) -> NDArray[np.intp]:
    """The rows of a picture with ink, or at most margin pixels away from some."""
    filled = np.asarray(dark.any(axis=1), np.uint8).reshape(-1, 1)
    return np.flatnonzero(np.asarray(cv2.dilate(filled, np.ones((2 * margin + 1, 1), np.uint8))))


def traces_of(page: Inked, box: Box) -> Traces:
    """What is known of a figure in a box and its margin."""
    x0, y0, x1, y1 = box
    here = slice(max(0, y0 - MARGIN), y1 + MARGIN), slice(max(0, x0 - MARGIN), x1 + MARGIN)
    found = np.where(page.lined[here] > 0, TAKEN, PAPER)
    found[page.hidden[here]] = HIDDEN
    found[page.dark[here] > 0] = INK
    return found
