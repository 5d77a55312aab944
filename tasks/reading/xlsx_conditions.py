"""Conditional formats that make a number vanish: white letters or an empty format, mostly for noughts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from tasks.reading.faces import WHITE, same_shade
from tasks.reading.looks import Place, column_of
from tasks.reading.xlsx_styles import shade_of

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_COMPARED = {
    "equal": eq, "notEqual": ne, "lessThan": lt, "lessThanOrEqual": le, "greaterThan": gt, "greaterThanOrEqual": ge,
}  # fmt: skip
_NOTHING = re.compile(r";*")


@dataclass(frozen=True, slots=True)
class Condition:
    """Ranges (top, left, bottom, right) in which a number vanishes where it compares so with the bound.

    compare "" = by a rule that is not worked out here: any number may.
    """

    ranges: tuple[tuple[int, int, int, int], ...]
    compare: str = ""
    bound: float = 0.0

    def hides(self, place: Place, number: float) -> bool:
        row, column = place
        if not any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.ranges):
            return False
        return not self.compare or bool(_COMPARED[self.compare](number, self.bound))


def hiding_formats(root: Any) -> frozenset[str]:
    """Numbers of the differential formats in a styles part (None: absent) that make letters vanish."""
    formats = root.iterfind(f"{_M}dxfs/{_M}dxf") if root is not None else ()
    return frozenset(str(number) for number, one in enumerate(formats) if _vanishes(one))


def _vanishes(format_: Any) -> bool:
    code, color = format_.find(_M + "numFmt"), format_.find(f"{_M}font/{_M}color")
    if code is not None and _NOTHING.fullmatch(code.get("formatCode") or "0"):
        return True
    ground = format_.find(f"{_M}fill/{_M}patternFill/{_M}bgColor")
    return color is not None and same_shade(shade_of(color, None), shade_of(ground, WHITE))


def conditions_in(sheet: Any, hiding: frozenset[str]) -> Iterator[Condition]:
    """The conditions of a sheet that make numbers vanish."""
    for block in sheet.iterfind(_M + "conditionalFormatting") if hiding else ():
        ranges = tuple(_ranges(block.get("sqref") or ""))
        for rule in block.iterchildren(_M + "cfRule"):
            if rule.get("dxfId") in hiding:
                compare, bound = rule.get("operator") or "", _number(rule.findtext(_M + "formula"))
                known = rule.get("type") == "cellIs" and compare in _COMPARED and bound is not None
                yield Condition(ranges, compare, bound or 0.0) if known else Condition(ranges)


def _ranges(written: str) -> Iterator[tuple[int, int, int, int]]:
    for match in _RANGE.finditer(written):
        left, top, right, bottom = match[1], match[2], match[3] or match[1], match[4] or match[2]
        yield int(top) - 1, column_of(left), int(bottom) - 1, column_of(right)


def _number(written: str | None) -> float | None:
    try:
        return float(written) if written else None
    except ValueError:
        return None
