"""Text with a cell a line: which of its lines, blank or with no more than a mark, stand for cells left blank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter

BLANK_CELL = "|"  # the paragraph that stands for such a cell
_ENOUGH = 50  # marks or figures; so many are a table's
_WIDE = 3  # times that several blanks stand side by side
_ROW = 7  # blank lines; so many between two labels are a row of blanks
_LONGEST = 20  # cells without words between; where a page's columns were read downwards, there are more
_SEVERAL = re.compile(r"[|\t\f]|\d[ \u00a0]+\d+[ \u00a0]+\d")  # a line of several cells, or a page
_FIGURE = re.compile(r"[-+]?\d[\d,.]*|[/—－-]|无")
_Lines = Sequence[tuple[int, str]]


def told_blanks(lines: _Lines) -> tuple[list[tuple[int, str]], frozenset[int]]:
    """The lines without marks, and the numbers of those left that are blank cells."""
    marked = _by_marks(lines)
    if marked is not None:
        return [(number, line) for number, line in lines if line.strip() != "|" or number in marked], marked
    return list(lines), _by_blank_lines(lines)


def _by_marks(lines: _Lines) -> frozenset[int] | None:
    """Each cell's mark stands on a line of its own: more marks than between two texts are blanks."""
    filled = (line for line in lines if line[1].strip())
    runs = [(mark, list(run)) for mark, run in groupby(filled, key=lambda line: line[1].strip() == "|")]
    marks = [len(run) for mark, run in runs if mark]
    if sum(marks) < _ENOUGH or any("|" in line for mark, run in runs if not mark for _, line in run):
        return None
    usual = min(marks)
    if any(count % usual for count in marks):
        return None
    return frozenset(number for mark, run in runs if mark for number, _ in run[usual::usual])


def _by_blank_lines(lines: _Lines) -> frozenset[int]:
    """A blank cell left its blank line, besides those that part any two cells; beside figures, or a whole row."""
    if any(_SEVERAL.search(line) for _, line in lines):
        return frozenset()
    if sum(_holds_a_space(line) for _, line in lines) >= _WIDE:  # then an empty line is no cell
        lines = [(number, line) for number, line in lines if line.strip() or _holds_a_space(line)]
    filled = [(at, bool(_FIGURE.fullmatch(line.strip()))) for at, (_, line) in enumerate(lines) if line.strip()]
    gaps = [(before, after, left or right) for (before, left), (after, right) in pairwise(filled)]
    beside = [after - before - 1 for before, after, figure in gaps if figure]
    usual = min(beside, default=0)
    step = usual + 1
    wide = sum(count >= 2 * step + usual for count in beside)  # single ones may part the rows
    if sum(figure for _, figure in filled) < _ENOUGH or any((count - usual) % step for count in beside) or wide < _WIDE:
        return frozenset()
    told = [(before, after) for before, after, figure in gaps if figure or after - before - 1 >= _ROW * step + usual]
    blank = {at for before, after in told for at in range(before + step, after, step)}
    cells = [(at, figure) for at, figure in filled] + [(at, True) for at in blank]
    rows = groupby(sorted(cells), key=itemgetter(1))
    longest = max(len(list(run)) for figure, run in rows if figure)
    return frozenset(lines[at][0] for at in blank) if longest <= _LONGEST else frozenset()


def _holds_a_space(line: str) -> bool:
    """Whether a line has no words, but one of the spaces that editors put into a blank cell."""
    return not line.strip() and any(space in line for space in "\xa0\u3000")
