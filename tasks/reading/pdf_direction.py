"""Which way the words of a page run, and the page turned so that they run from left to right."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

Matrix = tuple[float, ...]
"""As in PDF: a b c d e f; or g h after them, where a page is seen from the side: (ax+cy+e, bx+dy+f) / (gx+hy+1)."""
_ASKED = 24  # characters of a page that are asked
UPRIGHT = (1, 0)


def direction(textpage: Any, view: Matrix) -> tuple[int, int]:
    """Where most words of an open text page run as it is displayed: (1, 0) to the right, (0, 1) downwards."""
    count = pdfium.FPDFText_CountChars(textpage)
    found: Counter[tuple[int, int]] = Counter()
    for index in range(0, count, max(1, count // _ASKED)):
        angle = pdfium.FPDFText_GetCharAngle(textpage, index)  # clockwise, -1 for what has none
        if angle >= 0 and pdfium.FPDFText_IsGenerated(textpage, index) != 1:
            x, y = math.cos(angle), -math.sin(angle)
            across, down = view[0] * x + view[2] * y, view[1] * x + view[3] * y
            found[round(across), round(down)] += 1
    best = max(found, key=lambda way: found[way], default=UPRIGHT)
    return best if abs(best[0]) + abs(best[1]) == 1 and 2 * found[best] > found.total() else UPRIGHT


def turn(way: tuple[int, int], width: float, height: float) -> tuple[Matrix, Matrix]:
    """The matrices from a displayed page to one whose words run to the right, and back; sizes of the displayed page."""
    if way == (0, 1):
        return (0, -1, 1, 0, 0, width), (0, 1, -1, 0, width, 0)
    if way == (0, -1):
        return (0, 1, -1, 0, height, 0), (0, -1, 1, 0, 0, height)
    return (-1, 0, 0, -1, width, height), (-1, 0, 0, -1, width, height)


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what the first does, then what the second does."""
    a, b, c, d, e, f, *far = first
    p, q, r, s, t, u, *other = second
    if not far and not other:
        return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
    (g, h), (v, w) = far or (0, 0), other or (0, 0)
    last = e * v + f * w + 1
    rows = ((a, b, g), (c, d, h), (e, f, 1))
    found = [(x * p + y * r + z * t, x * q + y * s + z * u, x * v + y * w + z) for x, y, z in rows]
    (a, b, g), (c, d, h), (e, f, _) = [tuple(value / last for value in row) for row in found]
    return (a, b, c, d, e, f, g, h)


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Where a matrix takes a point."""
    a, b, c, d, e, f, *far = matrix
    depth = far[0] * x + far[1] * y + 1 if far else 1.0
    return (a * x + c * y + e) / depth, (b * x + d * y + f) / depth
