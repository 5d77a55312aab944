"""Rows of text in which a joined cell's words stand in each of the places that it covers: joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_OFTEN = 3  # times that one text stands side by side: no table of single cells says so
_WORDS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Joined:
    """A text with the places that it covers, from `column` on."""

    column: int
    text: str
    colspan: int


def joined_again(rows: Sequence[Sequence[str]]) -> list[list[Joined]]:
    """The rows with their true cells; [] where rows differ in width, or no words are written out over joined cells.

    Words below the same words are the rest of a cell joined downwards. Equal figures below one head are one figure.
    """
    if len({len(row) for row in rows}) != 1 or not any(_written_out(row) for row in rows):
        return []
    found: list[list[Joined]] = []
    heads: dict[int, int] = {}
    above: dict[int, Joined] = {}
    for row in rows:
        cells = list(_cells(row, heads))
        found.append([cell for cell in cells if not (_is_words(cell.text) and above.get(cell.column) == cell)])
        above = {cell.column: cell for cell in cells}
        for cell in cells:
            heads |= dict.fromkeys(_places(cell), cell.column) if _is_words(cell.text) else {}
    return found


def _cells(row: Sequence[str], heads: dict[int, int]) -> list[Joined]:
    """Runs of the same words, and of the same figure below one head; every other text is a cell of its own."""

    def key(place: int) -> tuple[str, int]:
        return row[place], (-1 if _is_words(row[place]) else heads.get(place, place))

    runs = [list(run) for _, run in groupby(range(len(row)), key=key)]
    return [Joined(run[0], row[run[0]], len(run)) for run in runs]


def _written_out(row: Sequence[str]) -> bool:
    return any(_is_words(text) and len(list(run)) >= _OFTEN for text, run in groupby(row))


def _is_words(text: str) -> bool:
    return bool(_WORDS.search(text))


def _places(cell: Joined) -> range:
    return range(cell.column, cell.column + cell.colspan)
