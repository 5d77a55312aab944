"""Tables drawn in characters: a box as a text browser draws it, plus and minus, dashes above columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.form import printed_width
from tasks.sample.drawing import Box, DrawnTable


def boxed(table: DrawnTable) -> str:
    """Lines of a box with its spans: a cell over several rows interrupts the rules that it crosses."""
    widths = _widths(table)
    owner = {(r, c): box for box in table.boxes for r in range(box.row, box.row + box.rowspan)
             for c in range(box.column, box.column + box.colspan)}  # fmt: skip
    height = max(row for row, _ in owner) + 1
    lines = []
    for row in range(height + 1):
        lines.append(_rule(owner, row, widths))
        if row < height:
            lines.append(_content(owner, row, widths))
    return "\n".join(lines)


def _widths(table: DrawnTable) -> list[int]:
    """Wide enough for every text; one over several columns widens its last."""
    widths = [2] * table.width
    for box in sorted(table.boxes, key=lambda box: box.colspan):
        last = box.column + box.colspan - 1
        room = sum(widths[box.column : last + 1]) + box.colspan - 1
        widths[last] += max(0, printed_width(_flat(box.text)) - room)
    return widths


def _rule(owner: dict[tuple[int, int], Box], row: int, widths: Sequence[int]) -> str:
    """The line between two rows; blank, or a cell's own text row, where one cell crosses it."""
    drawn = [owner.get((row - 1, c)) is not owner.get((row, c)) for c in range(len(widths))]
    line = ""
    for column, width in enumerate(widths):
        left = column > 0 and drawn[column - 1]
        edge = owner.get((row, column - 1)) is not owner.get((row, column)) or column == 0
        line += _joint(left, drawn[column], edge, first=column == 0, top=row == 0)
        line += ("─" if drawn[column] else " ") * width
    return line + ("┤" if drawn[-1] else "│")


def _joint(left: bool, right: bool, edge: bool, first: bool, top: bool) -> str:
    if first:
        return "┌" if top else "├" if right else "│"
    if left and right:
        return "┼" if edge else "─"
    return "├" if right else "┤" if left else "│" if edge else " "


def _content(owner: dict[tuple[int, int], Box], row: int, widths: Sequence[int]) -> str:
    line = ""
    column = 0
    while column < len(widths):
        box = owner.get((row, column))
        across = box.colspan if box else 1
        room = sum(widths[column : column + across]) + across - 1
        text = _flat(box.text) if box and box.row == row else ""
        line += "│" + text + " " * (room - printed_width(text))
        column += across
    return line + "│"


def gridded(table: DrawnTable) -> str:
    """+---+ round every cell, merged ones left empty."""
    rows = _flat_rows(table)
    widths = _columns(rows)
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [rule]
    for row in rows:
        lines += ["| " + " | ".join(_padded(row, widths)) + " |", rule]
    return "\n".join(lines)


def dashed(table: DrawnTable) -> str:
    """Columns under runs of dashes, as pandoc writes plain text."""
    rows = _flat_rows(table)
    widths = _columns(rows)
    rule = "  " + " ".join("-" * width for width in widths)
    return "\n".join([rule, *("  " + " ".join(_padded(row, widths)).rstrip() for row in rows), rule])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _flat_rows(table: DrawnTable) -> list[list[str]]:
    return [[_flat(text) for text in row] for row in table.filled]


def _columns(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(2, *(printed_width(text) for text in column)) for column in zip(*rows, strict=True)]


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    return (text + " " * (width - printed_width(text)) for text, width in zip(row, widths, strict=True))
