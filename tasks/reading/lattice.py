"""Ruling lines to a lattice, a lattice to cells with true spans. Knows nothing of PDF or pictures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_SAME = 1.2  # points between pieces of one line
_NEAR = 3.0  # points between lines that are one edge of the table (double borders, spaced cells)
_GAP = 4.0  # points between the dashes of one line
_SHORTEST = 5.0
_OVERHANG = 8.0  # a line that reaches further than this past the last column closes an open side
_LINES = 3000
FRAME = 6  # cells; a smaller net of lines is a frame or a chart
_WHOLE = 0.5  # of a page's area


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis: at = its place across, from start to end."""

    at: float
    start: float
    end: float

    def moved(self, across: float, along: float) -> Rule:
        return Rule(self.at + across, self.start + along, self.end + along)


_Group = tuple[list[Rule], list[Rule]]  # lines across and down that touch


@dataclass(slots=True)
class Cell:
    """A cell of a lattice; row and column count from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(slots=True)
class Lattice:
    """A ruled table: edges xs and ys, its cells by row. open = no line is drawn at the top, at the bottom."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    open_top: bool = False
    open_bottom: bool = False
    _owner: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def at(self, x: float, y: float) -> int | None:
        """The index of the cell at a point; None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self._owner[bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1]

    def box(self, cell: Cell) -> tuple[float, float, float, float]:
        right, bottom = cell.column + cell.colspan, cell.row + cell.rowspan
        return (self.xs[cell.column], self.ys[cell.row], self.xs[right], self.ys[bottom])


def lattices(across: Sequence[Rule], down: Sequence[Rule]) -> list[Lattice]:
    """Every ruled table of a page, from the top; lone lines (underlined prose) and mere frames are none."""
    across, down = merged(across), merged(down)
    if len(across) + len(down) > _LINES:
        return []
    groups = _side_by_side(list(_connected(across, down)))
    _adopt_sides(groups, down)
    found = [_lattice(rows, columns) for rows, columns in groups]
    return sorted((one for one in found if one and len(one.cells) > 1), key=lambda one: (one.ys[0], one.xs[0]))


def unframed(across: list[Rule], down: list[Rule], area: float) -> tuple[list[Rule], list[Rule]]:
    """The lines of a page, its area in square points, without those that only frame it: the edges of its paper."""
    found = lattices(across, down)
    tables = [one for one in found if len(one.cells) >= FRAME or one.area < _WHOLE * area]
    if len(tables) == len(found):
        return across, down
    return (
        [rule for rule in across if any(_within(rule, one.ys, one.xs) for one in tables)],
        [rule for rule in down if any(_within(rule, one.xs, one.ys) for one in tables)],
    )


def _within(rule: Rule, across: Sequence[float], along: Sequence[float]) -> bool:
    """Whether a line lies in a table with these edges."""
    sides = ((across[0], rule.at), (rule.at, across[-1]), (along[0], rule.start), (rule.end, along[-1]))
    return all(low <= high + _GAP for low, high in sides)


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces and dashes of one line put together; scraps dropped."""
    whole: list[Rule] = []
    for group in _grouped(sorted(rules, key=lambda rule: rule.at), _SAME):
        at = sum(rule.at for rule in group) / len(group)
        pieces = sorted((rule.start, rule.end) for rule in group)
        start, end = pieces[0]
        for left, right in pieces[1:]:
            if left <= end + _GAP:
                end = max(end, right)
            else:
                whole.append(Rule(at, start, end))
                start, end = left, right
        whole.append(Rule(at, start, end))
    return [rule for rule in whole if rule.end - rule.start >= _SHORTEST]


def _grouped(rules: Iterable[Rule], reach: float) -> Iterator[list[Rule]]:
    """Rules sorted by place, cut where the next lies further than reach from the group's first."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > reach:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[_Group]:
    """Lines that touch, directly or through others."""
    left = set(range(len(down)))
    waiting = set(range(len(across)))
    while waiting:
        rows, columns = {waiting.pop()}, set[int]()
        queue = [(True, next(iter(rows)))]
        while queue:
            lies, index = queue.pop()
            line = across[index] if lies else down[index]
            others, pool = (down, left) if lies else (across, waiting)
            touched = {other for other in pool if _touch(line, others[other])}
            pool -= touched
            (columns if lies else rows).update(touched)
            queue += [(not lies, other) for other in touched]
        if columns and len(rows) > 1:
            yield [across[index] for index in rows], [down[index] for index in columns]


def _side_by_side(groups: list[_Group]) -> list[_Group]:
    """Groups put together that are as high and ruled alike: a merged cell as high as the page parts one table."""
    whole: list[_Group] = []
    for rows, columns in sorted(groups, key=lambda group: min(rule.at for rule in group[1])):
        beside = next((group for group in whole if _alike(group, (rows, columns))), None)
        if beside:
            beside[0].extend(rows)
            beside[1].extend(columns)
        else:
            whole.append((rows, columns))
    return whole


def _alike(left: _Group, right: _Group) -> bool:
    """Whether two groups begin and end at one height, every row's edge of the poorer is one of the richer."""
    if max(rule.at for rule in left[1]) >= min(rule.at for rule in right[1]):
        return False
    ends = [(min(r.start for r in columns), max(r.end for r in columns)) for _rows, columns in (left, right)]
    few, many = sorted((sorted({rule.at for rule in rows}) for rows, _columns in (left, right)), key=len)
    as_high = all(abs(one - other) <= _NEAR for one, other in zip(*ends, strict=True))
    return as_high and len(few) > 1 and all(min(abs(at - other) for other in many) <= _SAME for at in few)


def _adopt_sides(groups: Sequence[_Group], down: Sequence[Rule]) -> None:
    """A lone line as long as a table's own is its side: a page break left nothing that touches it."""
    connected = {id(rule) for _rows, columns in groups for rule in columns}
    for rule in down:
        for _rows, columns in groups:
            start, end = min(one.start for one in columns), max(one.end for one in columns)
            if id(rule) not in connected and abs(rule.start - start) <= _NEAR and abs(rule.end - end) <= _NEAR:
                columns.append(rule)
                break


def _touch(one: Rule, other: Rule) -> bool:
    return other.start - _NEAR <= one.at <= other.end + _NEAR and one.start - _NEAR <= other.at <= one.end + _NEAR


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    xs, ys = _edges(down, across), _edges(across, down)
    if len(xs) < 2 or len(ys) < 2:
        return None
    walls = _walls(down, xs, ys)
    floors = _walls(across, ys, xs)
    width, height = len(xs) - 1, len(ys) - 1
    top, bottom = (any(floors[edge]) for edge in (0, height))
    for sides in (walls[0], walls[width], floors[0], floors[height]):
        sides[:] = [True] * len(sides)
    lattice = Lattice(xs, ys, [], not top, not bottom)
    for row in range(height):
        for column in range(width):
            if (row, column) not in lattice._owner:
                _grow(lattice, row, column, walls, floors)
    return lattice


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Places of the edges; where crossing lines reach past the last one, the open side is an edge too."""
    groups = list(_grouped(sorted(rules, key=lambda rule: rule.at), _NEAR))
    edges = [sum(r.at * (r.end - r.start) for r in group) / sum(r.end - r.start for r in group) for group in groups]
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if edges[0] - first > _OVERHANG:
        edges.insert(0, first)
    if last - edges[-1] > _OVERHANG:
        edges.append(last)
    return edges


def _walls(rules: Sequence[Rule], edges: Sequence[float], crossing: Sequence[float]) -> list[list[bool]]:
    """For each edge and each interval of the crossing edges, whether a line is drawn over most of it."""
    drawn = [[False] * (len(crossing) - 1) for _ in edges]
    for rule in rules:
        near = min(range(len(edges)), key=lambda index: abs(edges[index] - rule.at))
        for index, (start, end) in enumerate(pairwise(crossing)):
            if min(end, rule.end) - max(start, rule.start) > 0.6 * (end - start):
                drawn[near][index] = True
    return drawn


def _grow(lattice: Lattice, row: int, column: int, walls: list[list[bool]], floors: list[list[bool]]) -> None:
    """The widest, then deepest cell from this corner: to the right up to a wall, down up to a floor."""
    right = column + 1
    while not walls[right][row] and (row, right) not in lattice._owner:
        right += 1
    bottom = row + 1
    while _joins(bottom, column, right, walls, floors):
        bottom += 1
    index = len(lattice.cells)
    lattice.cells.append(Cell(row, column, bottom - row, right - column))
    for y in range(row, bottom):
        lattice._owner |= dict.fromkeys(((y, x) for x in range(column, right)), index)


def _joins(row: int, column: int, right: int, walls: list[list[bool]], floors: list[list[bool]]) -> bool:
    """Whether the row below belongs to the same cell: no floor above it, no wall within, walls at both sides."""
    if row >= len(floors) - 1 or any(floors[row][x] for x in range(column, right)):
        return False
    inside = any(walls[x][row] for x in range(column + 1, right))
    return not inside and walls[column][row] and walls[right][row]
