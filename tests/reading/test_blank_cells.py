"""A cell a line: which blank lines and marks are cells left blank."""

from __future__ import annotations

import pytest

from tasks.reading.blank_cells import told_blanks

ROWS = [["行名", "1", "", "", "2", "", "3"], ["下一行名", "", "", "", "", "", "4"]] * 30


def lines(end: str) -> list[tuple[int, str]]:
    """Every cell ends in these characters."""
    return list(enumerate("".join(cell + end for row in ROWS for cell in row).splitlines(), 1))


@pytest.mark.parametrize("end", ["\n", "\n\n", "\n|\n", "\n|\n|\n"])
def test_as_many_blanks_as_cells_left_blank(end: str) -> None:
    _, blank = told_blanks(lines(end))
    assert len(blank) == sum(not cell for row in ROWS for cell in row)


def test_a_blank_line_behind_each_row_parts_rows() -> None:
    text = "".join("行名\n" + "5\n" * 7 + "\n" for _ in range(20))
    assert told_blanks(list(enumerate(text.splitlines(), 1)))[1] == frozenset()


def test_columns_read_downwards_have_no_rows() -> None:
    text = "行名\n" * 20 + "5\n" * 40 + "\n\n\n5\n\n\n5\n\n\n5\n" + "6\n" * 40
    assert told_blanks(list(enumerate(text.splitlines(), 1)))[1] == frozenset()


def test_where_blank_cells_hold_a_space_an_empty_line_is_none() -> None:
    text = "".join("行名\n1\n\xa0\n\xa0\n2\n\n" for _ in range(30))
    assert len(told_blanks(list(enumerate(text.splitlines(), 1)))[1]) == 60
