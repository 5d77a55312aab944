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
from tasks.reading.ocr_twins import looks_like, shapes_of
from tasks.reading.pdf_direction import moved, times
from tasks.reading.pdf_page import PageContent

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
    upright, back = laid or (page, np.eye(3))
    assert rulings(upright) == (11, 5)
    dark = raster.ink(page) > 0
    across, down, _mask = raster.ruling(raster.ink(upright), 250, 350)
    for x, y in [(rule.at, line.at) for rule in down[1:-1] for line in across[1:-1]]:
        u, v, w = back @ (x, y, 1)
        assert dark[round(v / w) - 2 : round(v / w) + 3, round(u / w) - 2 : round(u / w) + 3].mean() > 0.8


def test_a_page_from_the_side_leads_back_through_turns_and_scales() -> None:
    side, turn, scale = (1.02, 0.01, -0.03, 0.98, 5.0, -4.0, 1e-4, -2e-5), (0, 1, -1, 0, 842, 0), (0.5, 0, 0, 0.5, 0, 0)
    once = times(times(scale, side), turn)
    assert moved(30, 70, once) == pytest.approx(moved(*moved(*moved(30, 70, scale), side), turn))


def cleared(page: Any) -> raster.Inked:
    """The page without its lines."""
    taken = raster.inked(page.copy(), raster.ink(page))
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


def digit(taken: Any, box: tuple[int, int, int, int]) -> Any:
    """What is known of the only mark in a box."""
    columns, rows = taken.dark[box[1] : box[3], box[0] : box[2]].any(axis=0), taken.dark[:, box[0] : box[2]].any(axis=1)
    (left, right), (top, bottom) = np.flatnonzero(columns)[[0, -1]], np.flatnonzero(rows)[[0, -1]]
    return raster.traces_of(taken, (box[0] + int(left), int(top), box[0] + int(right) + 1, int(bottom) + 1))


def test_a_digit_that_touches_a_line_is_whole_where_it_looks_like_others_that_do_not() -> None:
    """0 clear and touching the line above it; 8, of which the line hides the upper half, is no 0."""
    page = table()
    for x, top in ((75, 116), (175, 104), (275, 92)):
        cv2.ellipse(page, (x, top + 10), (6, 10), 0, 0, 360, 0, 2)
    cv2.line(page, (270, 102), (280, 102), 0, 2)
    taken = cleared(page)
    clear, touching, half = (digit(taken, (x - 20, 100, x + 20, 150)) for x in (75, 175, 275))
    shapes = shapes_of([("0", clear)])
    assert looks_like("0", clear, shapes)
    assert looks_like("0", touching, shapes)
    assert not looks_like("0", half, shapes)
    assert not looks_like("1", touching, shapes)
    assert not looks_like("00", touching, shapes)
    assert not looks_like("无", touching, shapes)


@pytest.mark.parametrize(
    ("taken", "lost"),
    [((10, 20, 6, 9), True), ((10, 20, 6, 7), False), ((12, 14, 6, 7), False), ((32, 36, 6, 7), True)],
    ids=["a blot", "the line's own edge", "its unevenness", "a speck beside the text"],
)
def test_a_character_that_a_line_runs_through_is_missed(taken: tuple[int, int, int, int], lost: bool) -> None:
    """A cell with a line down its left side and a text; taken = top, bottom, left, right of what went with the line."""
    lined = np.zeros((50, 60), np.uint8)
    lined[:, :6] = 255
    lined[30:40, 12:20] = 255
    page = raster.inked(np.full_like(lined, 255), lined.copy())
    page.hidden[:, :6] = True
    page.dark[:, :6] = 0
    page.lined[taken[0] : taken[1], taken[2] : taken[3]] = 255
    assert (raster.swallowed(page, (slice(0, 50), slice(0, 60)), [(12, 30, 20, 40)]) is not None) == lost


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


@pytest.mark.parametrize(
    ("box", "beyond"), [((20, 20, 80, 40), False), ((60, 20, 99, 40), True), ((1, 60, 40, 99), True)]
)
def test_a_cell_that_the_picture_cut_off_is_told_from_one_within(
    box: tuple[float, float, float, float], beyond: bool
) -> None:
    page = PageContent(1, 100, 100)
    assert not ocr._beyond(page, box)
    page.back = (1, 0.05, -0.05, 1, 2.5, -2.5)
    assert ocr._beyond(page, box) is beyond
