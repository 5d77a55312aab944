"""A table wider than the paper, printed in strips on several pages: its columns side by side again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tasks.reading.pdf_table import Part

_SAME = 1.0  # points; rows of two strips stand at one height
_EDGES = 5  # so many rows' edges at one height are no chance
_ROWS = 3  # with figures; table four has one, and no labels beside it
_SURE = 0.95
_Pair = tuple[Part, Part]


def side_by_side(pages: Sequence[list[Part]]) -> list[Part]:
    """Put each strip at the right of what it goes on, one number of pages before; the strips that are gone now.

    pages = the ruled tables of each page, changed in place. Nothing is done unless every strip finds its place, and
    every table of the same rows gets as many.
    """
    strips = [part for page in pages for part in page if _is_strip(part)] if len(pages) > 1 else []
    for step in range(1, len(pages) if strips else 0):
        pairs = [pair for at in range(step, len(pages)) for pair in _pairs(pages[at - step], pages[at])]
        rights = {id(right) for _left, right in pairs}
        if all(id(strip) in rights for strip in strips) and _evenly(pairs, [part for page in pages for part in page]):
            first = _firsts(pairs)
            for _left, right in pairs:
                _add(first[id(right)], right)
            return [right for _left, right in pairs]
    return []


def _is_strip(part: Part) -> bool:
    """Whether a table of several rows has figures and not a word beside them."""
    if len(part.ys) < _EDGES or any(piece.starts and not piece.figure for piece in part.pieces):
        return False
    return len(_figured(part)) >= _ROWS and _bare(part)


def _figured(part: Part) -> set[int]:
    """The rows with figures."""
    return {piece.row for piece in part.pieces if piece.figure and not piece.blank}


def _bare(part: Part) -> bool:
    """Whether no words stand in any row with figures."""
    rows = _figured(part)
    return all(piece.figure or piece.blank for piece in part.pieces if piece.row in rows)


def _pairs(lefts: Sequence[Part], rights: Sequence[Part]) -> list[_Pair]:
    return [(left, right) for right in rights for left in lefts if _bare(right) and _level(left, right)]


def _level(one: Part, other: Part) -> bool:
    """Whether the rows of both stand at the same heights of their pages."""
    return len(one.ys) == len(other.ys) and all(abs(a - b) <= _SAME for a, b in zip(one.ys, other.ys, strict=True))


def _firsts(pairs: Sequence[_Pair]) -> dict[int, Part]:
    """The leftmost strip of each that goes on another, by its id."""
    first: dict[int, Part] = {}
    for left, right in pairs:
        first[id(right)] = first.get(id(left), left)
    return first


def _evenly(pairs: Sequence[_Pair], parts: Sequence[Part]) -> bool:
    """Whether tables of as many rows at the same heights, of which one has strips, have equally many."""
    first = _firsts(pairs)
    counts = Counter(id(left) for left in first.values())
    lefts = [part for part in parts if id(part) not in first and len(part.ys) >= _EDGES]
    return all(
        counts[id(one)] == counts[id(other)]
        for one in lefts
        for other in lefts
        if counts[id(one)] and _level(one, other)
    )


def _add(left: Part, right: Part) -> None:
    columns, edge = len(left.xs) - 1, left.xs[-1] - right.xs[0]
    left.pieces += [
        replace(piece, column=piece.column + columns, certainty=min(piece.certainty, _SURE)) for piece in right.pieces
    ]
    left.xs = [*left.xs, *(x + edge for x in right.xs[1:])]
