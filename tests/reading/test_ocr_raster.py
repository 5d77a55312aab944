"""Small pictures drawn here: lines are laid straight and taken off, characters beside them stay whole, seals fade."""

from __future__ import annotations

from typing import Any

import pytest

from tasks.reading import ocr

if not ocr.available():
    pytest.skip("the OCR extra is not installed / 未安装 OCR 组件", allow_module_level=True)

import cv2
import numpy as np

from tasks.reading import ocr_raster as raster
from tasks.reading.ocr_straight import straight

WIDTH, HEIGHT = 500, 700
CORNERS = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)


def paper() -> Any:
    return np.full((HEIGHT, WIDTH), 255, np.uint8)


def table() -> Any:
    """A page of 9 x 4 cells."""
    page = paper()
    for y in range(100, 601, 50):
        cv2.line(page, (50, y), (450, y), 0, 2)
    for x in range(50, 451, 100):
        cv2.line(page, (x, 100), (x, 600), 0, 2)
    return page


def rulings(page: Any) -> tuple[int, int]:
    across, down, _mask = raster.ruling(raster.ink(page), 250, 350)
    return len(across), len(down)


@pytest.mark.parametrize(
    "seen",
    [
        CORNERS,
        CORNERS + np.array([[-8, 6], [-8, -6], [8, -6], [8, 6]], np.float32),
        CORNERS + np.array([[30, 12], [-20, 2], [-4, -9], [8, -3]], np.float32),
    ],
    ids=["straight", "slanted", "from the side"],
)  # fmt: skip
def test_a_page_is_laid_straight_and_flat(seen: Any) -> None:
    matrix = cv2.getPerspectiveTransform(CORNERS, seen.astype(np.float32))
    page = cv2.warpPerspective(table(), matrix, (WIDTH, HEIGHT), borderValue=(255.0,))
    laid = straight(page, raster.ink(page))
    assert (laid is None) == (seen is CORNERS)
    upright, back = laid or (page, np.eye(2, 3))
    assert rulings(upright) == (11, 5)
    x, y = back @ (250, 350, 1)
    there = matrix @ (250, 350, 1)
    assert abs(x - there[0] / there[2]) < 15
    assert abs(y - there[1] / there[2]) < 15


def inked(page: Any) -> raster.Inked:
    dark = raster.ink(page)
    return raster.Inked(page.copy(), dark, page, dark.copy(), raster.marks(dark))


def cleared(page: Any) -> raster.Inked:
    """The page without its lines."""
    taken = inked(page)
    _across, _down, mask = raster.ruling(taken.dark, 80, 46)
    raster.erase(taken, mask > 0, (slice(None), slice(None)))
    return taken


@pytest.mark.parametrize(("gap", "cut"), [(6, False), (1, True)])
def test_a_figure_beside_a_line_stays_whole_and_one_that_touches_it_is_doubted(gap: int, cut: bool) -> None:
    page = table()
    cv2.ellipse(page, (100, 101 + gap + 10), (5, 10), 0, 0, 360, 0, 2)
    taken = cleared(page)
    cell = slice(100, 150), slice(50, 150)
    assert taken.dark[cell].any()
    assert not taken.dark[150:200].any()
    assert raster.cut(taken.dark[cell], taken.lined[cell]) is cut
    assert not raster.like_border(taken.dark[cell])


@pytest.mark.parametrize(
    ("strokes", "doubted"),
    [
        ([((8, 15), (8, 35))], True),
        ([((8, 15), (8, 35)), ((20, 15), (30, 35))], False),
        ([((8, 5), (8, 45)), ((20, 15), (30, 35))], True),
        ([((20, 15), (30, 35)), ((36, 34), (37, 35))], False),
        ([((20, 8), (40, 8)), ((20, 22), (30, 45))], True),
    ],
    ids=["alone", "a 1 before a digit", "higher than the digit", "a point", "a stroke above"],
)
def test_a_thin_stroke_at_the_edge_may_be_a_scrap_of_the_border(strokes: Any, doubted: bool) -> None:
    cell = np.zeros((50, 100), np.uint8)
    for start, end in strokes:
        cv2.rectangle(cell, start, end, 255, -1)
    assert raster.like_border(cell) is doubted


def test_a_red_seal_fades_and_the_ink_below_it_stays() -> None:
    page = cv2.cvtColor(paper(), cv2.COLOR_GRAY2BGR)
    cv2.rectangle(page, (100, 100), (300, 300), (60, 50, 205), 8)
    cv2.rectangle(page, (200, 90), (206, 110), (30, 25, 60), -1)
    dark = raster.ink(raster.grey(page))
    assert dark[100, 203] == 255
    assert not dark[120:].any()


def test_rows_far_from_ink_are_left_out() -> None:
    dark = np.zeros((100, 10), np.uint8)
    dark[50, 3] = 255
    assert raster.around_ink(dark, 5).tolist() == list(range(45, 56))
    assert not len(raster.around_ink(np.zeros((100, 10), np.uint8), 5))
