"""Pictures, charts and text boxes that lie over the cells of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tasks.reading.faces import measure
from tasks.reading.looks import Place
from tasks.reading.parts import Parts

_D = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LARGE = 3  # rows and columns under a picture that may hold a table
_MOST_COVERED = 20_000
_WIDE, _HIGH = 609_600, 190_500  # a column and a row as programs make them, in English metric units


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, chart or text box: first and last row and column under it (from 0), and its text."""

    top: int
    left: int
    bottom: int
    right: int
    text: str

    @property
    def pictured(self) -> bool:
        """Whether it may be the picture of a table."""
        return not self.text and min(self.bottom - self.top, self.right - self.left) >= _LARGE

    def places(self) -> Iterator[Place]:
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) <= _MOST_COVERED:
            for row in range(self.top, self.bottom + 1):
                for column in range(self.left, self.right + 1):
                    yield row, column


def drawn_on(parts: Parts, sheet: str) -> Iterator[Drawn]:
    """What lies over the sheet at a path; lines and empty shapes do not count."""
    for target in parts.links(sheet, "/drawing").values():
        root = parts.read(target)
        for anchor in root.iterchildren("{*}*") if root is not None else ():
            lines = ["".join(part.text or "" for part in line.iter(_A + "t")) for line in anchor.iter(_A + "p")]
            text = "\n".join(filter(None, map(str.strip, lines)))
            start = anchor.find(_D + "from")
            if start is not None and (text or next(anchor.iter(_D + "pic", _D + "graphicFrame"), None) is not None):
                top, left = _corner(start)
                yield Drawn(top, left, *_far_corner(anchor, top, left), text)


def _corner(node: Any) -> Place:
    row, column = (measure(node.findtext(_D + name), 0.0) for name in ("row", "col"))
    return int(row), int(column)


def _far_corner(anchor: Any, top: int, left: int) -> Place:
    end, size = anchor.find(_D + "to"), anchor.find(_D + "ext")
    if end is not None:
        return _corner(end)
    high, wide = (measure(size.get(name) if size is not None else None, 0.0) for name in ("cy", "cx"))
    return top + int(high / _HIGH), left + int(wide / _WIDE)
