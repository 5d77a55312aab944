"""Joined cells whose words a converter wrote out in every place."""

from __future__ import annotations

from tasks.reading.repeated_cells import joined_again

CAPTION = ["第二十条第（五）项"] * 4
HEAD = ["信息内容", *["本年处理决定数量"] * 3]


def told(rows: list[list[str]]) -> list[list[tuple[int, str, int]]]:
    return [[(cell.column, cell.text, cell.colspan) for cell in row] for row in joined_again(rows)]


def test_words_side_by_side_are_one_cell_and_so_is_a_figure_below_them() -> None:
    found = told([CAPTION, HEAD, ["行政许可", "5", "5", "5"]])
    assert found[1:] == [[(0, "信息内容", 1), (1, "本年处理决定数量", 3)], [(0, "行政许可", 1), (1, "5", 3)]]


def test_equal_figures_below_several_heads_are_several() -> None:
    found = told([CAPTION, ["信息内容", "制发件数", "废止件数", "有效件数"], ["规章", "0", "0", "0"]])
    assert [text for _, text, _ in found[2]] == ["规章", "0", "0", "0"]


def test_words_below_the_same_words_are_the_rest_of_a_cell() -> None:
    found = told([CAPTION, ["本年度办理结果", "予以公开", "1", "2"], ["本年度办理结果", "部分公开", "3", "4"]])
    assert found[2] == [(1, "部分公开", 1), (2, "3", 1), (3, "4", 1)]


def test_a_table_that_repeats_nothing_is_left_alone() -> None:
    assert joined_again([["规章", "0", "0", "0"], ["行政许可", "0", "0", "0"]]) == []
    assert joined_again([CAPTION, ["规章", "0"]]) == []
