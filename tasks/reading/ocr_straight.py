"""A page as if it lay flat and straight below the camera: how its long lines lean, and the picture without that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[Any]

_STEEPEST = 0.0875  # 5 degrees
_LEVEL = 0.0009  # 0.05 degrees
_STAIR, _STRAIGHT = 25, 2.0  # pixels: the shortest stroke of a leaning line, how far its pixels lie off it on average
_PART, _APART = 16, 8  # of the page: the length of a line, and how far lines must lie apart to tell a perspective
_MOST, _AGREES = 0.8, 0.004  # of the lines, by which one may lean otherwise than the rest say


@dataclass(frozen=True, slots=True)
class Lean:
    """How lines lean: at the page's middle, and how much more for each pixel further on."""

    middle: float = 0.0
    more: float = 0.0

    def at(self, place: float, centre: float) -> float:
        return self.middle + self.more * (place - centre)


def straight(picture: Picture, dark: Picture) -> tuple[Picture, NDArray[np.float64]] | None:
    """The picture with its long lines level and upright, and the 3 x 3 matrix that leads back; None where they are.

    dark = its ink. Lines across a page that was taken from the side converge, and so may lines down.
    """
    height, width = picture.shape
    across, down = _lean(dark), _lean(np.ascontiguousarray(dark.T))
    if across is None:
        return None
    if down is None or (abs(down.middle + across.middle) > _AGREES and not down.more and not across.more):
        down = Lean(-across.middle)
    ends = [across.at(v, height / 2) for v in (0, height)] + [down.at(u, width / 2) for u in (0, width)]
    if max(map(abs, ends)) < _LEVEL:
        return None
    wanted = [(u, v) for u in (0, width) for v in (0, height)]
    seen = [_crossing(u, v, across, down, (width / 2, height / 2)) for u, v in wanted]
    back = np.asarray(cv2.getPerspectiveTransform(np.array(wanted, np.float32), np.array(seen, np.float32)), float)
    ways = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return cv2.warpPerspective(picture, back, (width, height), flags=ways, borderValue=(255.0,)), back


def _crossing(u: float, v: float, across: Lean, down: Lean, centre: tuple[float, float]) -> tuple[float, float]:
    """Where the line across that passes the middle at height v meets the line down that passes it at u."""
    m, n = across.at(v, centre[1]), down.at(u, centre[0])
    x = (u + n * (v - m * centre[0] - centre[1])) / (1 - m * n)
    return x, v + m * (x - centre[0])


def _lean(dark: Picture) -> Lean | None:
    """How the lines across a page lean; None where there are none."""
    height = dark.shape[0]
    lines = _lines(dark)
    if not lines:
        return None
    places, leans, lengths = (np.array(values) for values in zip(*lines, strict=True))
    order = np.argsort(leans)
    middle = leans[order][np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)]
    if np.ptp(places) < height / _APART or np.abs(leans - middle).max() < _LEVEL:
        return Lean(float(middle))
    more, start = np.polyfit(places - height / 2, leans, 1, w=lengths)
    near = np.abs(start + more * (places - height / 2) - leans) < _AGREES
    if near.sum() < _MOST * len(lines):
        return Lean(float(middle))
    more, start = np.polyfit(places[near] - height / 2, leans[near], 1, w=lengths[near])
    return Lean(float(start), float(more))


def _lines(dark: Picture) -> Sequence[tuple[float, float, float]]:
    """Where long lines pass the middle from left to right, how they lean and how long they are.

    Where a line leans, it is a stair of short level strokes that touch.
    """
    width = dark.shape[1]
    bridged = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    strokes = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, _STAIR), np.uint8))
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = []
    for index in range(1, count):
        left, top, wide, high = (int(value) for value in stats[index][:4])
        if wide < width // _PART or high > _STEEPEST * wide + _STAIR:
            continue
        rows, columns = np.nonzero(labels[top : top + high, left : left + wide] == index)
        lean, start = np.polyfit(columns, rows, 1)
        if np.abs(rows - start - lean * columns).mean() <= _STRAIGHT:
            found.append((top + start + lean * (width / 2 - left), float(lean), float(wide)))
    return found
