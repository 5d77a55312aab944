"""Text tables whose rules are drawn in characters: boxes (+---+, ┌──┬──┐) and dashes above columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise

from tasks.form import printed_width
from tasks.records import GridCell, GridTable, Origin

_ACROSS = "─━═╌┄┈-=:"
_DOWN = "│┃║|"
_BOX = re.compile(r"^\s*(?:[┌┏╔├┠╟]|\+(?=[-=:]+\+))[─-╿+=:\s-]*$")
_DASHES = re.compile(r"^\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}))+\s*$")
_FEW_RULES = 3
_NESTED = re.compile(r"[|│┃] ?[+┌](?=[-─])")
_LONGEST = 400  # lines between two rules of dashes
_FIGURE = re.compile(r"[\d.,/—-]+")
Numbered = tuple[int, str]
Segment = tuple[int, int, str]


def ruled_end(lines: Sequence[Numbered], at: int) -> int:
    """Behind the last line of a drawn table that begins at this line; `at` itself where none does."""
    if _BOX.match(lines[at][1]):
        end = at
        while end < len(lines) and _is_drawn(lines[end][1]):
            end += 1
        nested = any(_NESTED.search(line) for _, line in lines[at:end])
        return end if end - at > 1 and not nested else at
    if _DASHES.match(lines[at][1]):
        same = _starts(lines[at][1])
        rules = [n for n in range(at, min(at + _LONGEST, len(lines))) if _DASHES.match(lines[n][1])]
        run = 0
        while run < len(rules) and _starts(lines[rules[run]][1]) == same:
            run += 1
        return rules[run - 1] + 1 if run > 1 else at
    return at


@lru_cache(maxsize=4096)  # lines below a rule that begins no table are looked at again below the next one
def _is_drawn(line: str) -> bool:
    return len(_separators(_places(line))) > 1


def ruled_table(lines: Sequence[Numbered]) -> GridTable:
    """The table drawn by these lines, its columns true ones; origin is the line in which a cell begins."""
    cells = _dashed_cells(lines) if _DASHES.match(lines[0][1]) else _boxed_cells(lines)
    edges = sorted({x for cell in cells for x in (cell.left, cell.right)})
    at = {x: column for column, x in enumerate(edges)}
    rows: dict[int, list[GridCell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.left)):
        span = at[cell.right] - at[cell.left]
        down = max(cell.end - cell.row, 1)
        drawn = GridCell(cell.row, at[cell.left], cell.joined, Origin(line=cell.line), down, span)
        rows.setdefault(cell.row, []).append(drawn)
    return GridTable(tuple(tuple(row) for row in rows.values()))


@dataclass
class _Cell:
    """left and right are places in a fixed-width font, end the row in which it ends."""

    row: int
    left: int
    right: int
    line: int
    end: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def joined(self) -> str:
        return "\n".join(text for text in self.texts if text)


def _places(line: str) -> list[str]:
    """The line by places of a fixed-width font; the second place of a wide character is empty."""
    return [place for char in line for place in (char, *[""] * (printed_width(char) - 1))]


def _separators(places: Sequence[str]) -> list[int]:
    return [x for x, char in enumerate(places) if char and (char in _DOWN or _is_joint(places, x))]


def _is_joint(places: Sequence[str], x: int) -> bool:
    """A corner or crossing; a plus sign is one only beside a rule."""
    if places[x] == "+":
        beside = (places[x + 1] if x + 1 < len(places) else " ", places[x - 1] if x else " ")
        return any(char in {"-", "=", ":"} for char in beside)
    return "─" <= places[x] <= "╿" and places[x] not in _ACROSS


def _segments(line: str) -> list[Segment]:
    places = _places(line)
    return [(a, b, "".join(places[a + 1 : b])) for a, b in pairwise(_separators(places))]


def _is_rule(text: str) -> bool:
    return bool(text) and not text.strip(_ACROSS)


def _boxed_cells(lines: Sequence[Numbered]) -> list[_Cell]:
    cells: list[_Cell] = []
    open_: dict[Segment | tuple[int, int], _Cell] = {}
    row = 0
    for group in _groups(lines):
        for number, segments in group:
            for left, right, text in segments:
                if _is_rule(text):
                    for key in [k for k, cell in open_.items() if left < cell.right and cell.left < right]:
                        open_.pop(key).end = row
                    continue
                if (left, right) not in open_:
                    open_[left, right] = _Cell(row, left, right, number)
                    cells.append(open_[left, right])
                open_[left, right].texts.append(text.strip())
        row += 1
    for cell in open_.values():
        cell.end = row
    return cells


def _groups(lines: Sequence[Numbered]) -> Iterator[list[tuple[int, list[Segment]]]]:
    """Lines of one row each: all between two rules, or every line where only the header and the whole are ruled."""
    parted = [(number, _segments(line)) for number, line in lines]
    ruled = [any(_is_rule(text) for _, _, text in segments) for _, segments in parted]
    group: list[tuple[int, list[Segment]]] = []
    for line, rule in zip(parted, ruled, strict=True):
        if rule:
            yield from _rows(group) if sum(ruled) <= _FEW_RULES else [group]
            group = []
        group.append(line)
    yield from _rows(group) if sum(ruled) <= _FEW_RULES else [group]


def _rows(group: list[tuple[int, list[Segment]]]) -> Iterator[list[tuple[int, list[Segment]]]]:
    last = [next((text.strip() for _, _, text in reversed(segments) if text.strip()), "") for _, segments in group]
    if sum(bool(_FIGURE.fullmatch(text)) and not _is_rule(text) for text in last) < 2:
        yield group
        return
    for number, segments in group:
        rule = [(a, b, "─") for a, b, _ in segments]
        yield [(number, rule), (number, segments)]


def _starts(line: str) -> list[int]:
    return [match.start() for match in re.finditer(r"[-=]+", line)]


def _dashed_cells(lines: Sequence[Numbered]) -> list[_Cell]:
    """Columns begin where the dashes do."""
    starts = [*_starts(lines[0][1]), 10_000]
    inner = [line for line in lines[1:-1] if not _DASHES.match(line[1])]
    parted = _parted_by_blanks(inner)
    cells: list[_Cell] = []
    row, fresh = -1, True
    for number, text in inner:
        fresh = fresh or not parted
        if parted and not text.strip():
            fresh = True
            continue
        if fresh:
            row, fresh = row + 1, False
            cells += [_Cell(row, a, b, number, row + 1) for a, b in pairwise(starts)]
        places = _places(text)
        for cell in cells[-(len(starts) - 1) :]:
            cell.texts.append("".join(places[cell.left : cell.right]).strip())
    return cells


def _parted_by_blanks(lines: Sequence[Numbered]) -> bool:
    """Whether blank lines part the rows; where several lines between two of them end in a figure, each is a row."""
    groups = [list(group) for filled, group in groupby(lines, key=lambda line: bool(line[1].strip())) if filled]
    ends = ([bool(_FIGURE.fullmatch(text.split()[-1])) for _, text in group] for group in groups)
    return len(groups) > 1 and all(sum(figures) < 2 for figures in ends)
