"""Lay cells with row and column spans on a logical grid, as a browser does."""

from __future__ import annotations

from tasks.records import GridCell, Origin

_WIDEST = 200


class Raster:
    """Cells come in reading order; each takes the next free place. Spans are cut at the table's end."""

    def __init__(self) -> None:
        self._rows: list[list[GridCell]] = []
        self._taken: dict[int, int] = {}
        self._column = 0

    def start_row(self) -> None:
        self._rows.append([])
        self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
        self._column = 0

    def add(self, text: str, origin: Origin, rowspan: int = 1, colspan: int = 1, *, certainty: float = 1.0) -> None:
        while self._column in self._taken:
            self._column += 1
        across = min(colspan, _WIDEST)
        self._rows[-1].append(GridCell(len(self._rows) - 1, self._column, text, origin, rowspan, across, certainty))
        if rowspan > 1:
            self._taken |= dict.fromkeys(range(self._column, self._column + across), rowspan)
        self._column += across

    def rows(self) -> tuple[tuple[GridCell, ...], ...]:
        return tuple(tuple(row) for row in self._rows)
