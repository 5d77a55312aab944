"""The same digit elsewhere on the page: a figure that touches a line is whole where each of its digits looks like one
that stands clear of lines and was surely read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Traces = NDArray[Any]
"""What is known of a figure, pixel by pixel: PAPER, INK, ink that was TAKEN with a line, the line itself (HIDDEN)."""
PAPER, INK, TAKEN, HIDDEN = range(4)
MARGIN = 3  # pixels around a figure, which a line may have taken

_CHARACTERS = frozenset("0123456789.,")
_MOST = 12  # pictures kept of one character
_LIKE, _UNLIKE = 0.15, 1.5  # share of their ink in which two pictures differ; how much more any other character must
_SEEN = 0.9  # of a character's room; what the line hides could be anything


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character's ink and what a line hides, with a margin; both in pixels."""

    ink: NDArray[np.bool_]
    hidden: NDArray[np.bool_]


Shapes = Mapping[str, Sequence[NDArray[np.bool_]]]


def shapes_of(known: Iterable[tuple[str, Traces]]) -> Shapes:
    """How each character looks on this page, from figures that were surely read."""
    found: dict[str, list[NDArray[np.bool_]]] = {}
    for text, traces in known:
        for char, mark in zip(text, _marks(text, traces), strict=False):
            pictures = found.setdefault(char, [])
            if len(pictures) < _MOST:
                pictures.append(mark.ink[MARGIN:-MARGIN, MARGIN:-MARGIN])
    return found


def looks_like(text: str, traces: Traces, shapes: Shapes) -> bool:
    """Whether each character of a figure looks like others that were read the same, and like nothing else."""
    marks = _marks(text, traces)
    return bool(marks) and all(_is(char, mark, shapes) for char, mark in zip(text, marks, strict=True))


def _is(char: str, mark: _Mark, shapes: Shapes) -> bool:
    near = min((_distance(mark, shape) for shape in shapes.get(char, ())), default=1.0)
    rest = (_distance(mark, shape) for other, known in shapes.items() if other != char for shape in known)
    return near < _LIKE and min(rest, default=1.0) > _UNLIKE * near


def _marks(text: str, traces: Traces) -> list[_Mark]:
    """The marks of a figure from the left, one a character; none where they are not as many."""
    if not text or not _CHARACTERS.issuperset(text):
        return []
    count, labels, stats, _centres = cv2.connectedComponentsWithStats((traces == INK).astype(np.uint8), connectivity=8)
    if count - 1 != len(text):
        return []
    found = []
    for index in sorted(range(1, count), key=lambda index: int(stats[index][0])):
        left, top, wide, high = (int(value) for value in stats[index][:4])
        here = slice(top - MARGIN, top + high + MARGIN), slice(left - MARGIN, left + wide + MARGIN)
        if min(top, left) < MARGIN or top + high + MARGIN > traces.shape[0] or left + wide + MARGIN > traces.shape[1]:
            return []
        found.append(_Mark((labels[here] == index) | (traces[here] == TAKEN), traces[here] == HIDDEN))
    return found


def _distance(mark: _Mark, shape: NDArray[np.bool_]) -> float:
    """The share of their ink in which a mark and a shape differ, laid over each other as well as can be."""
    high, wide = shape.shape
    best = 1.0
    for down in range(mark.ink.shape[0] - high + 1):
        for across in range(mark.ink.shape[1] - wide + 1):
            room = slice(down, down + high), slice(across, across + wide)
            if np.count_nonzero(mark.hidden[room]) > (1 - _SEEN) * high * wide:
                continue
            over = np.zeros_like(mark.ink)
            over[room] = shape
            differ, either = (over ^ mark.ink) & ~mark.hidden, (over | mark.ink) & ~mark.hidden
            best = min(best, float(np.count_nonzero(differ)) / max(1, int(np.count_nonzero(either))))
    return best
