"""How alike two texts or two lists of figures are, and how little that may be chance."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from rapidfuzz import fuzz

from tasks.form import Form, compact

_YEAR = re.compile(r"[〇零一二三四五六七八九]{2,4}年")
_SELF = re.compile(r"[我本](?:局|委|办|镇|乡|街道|中心|单位|机关|社|院|所|站|会)")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def masked(text: str, names: Iterable[str] = ()) -> str:
    """A text without spaces in which numbers, years and names (those given, and 我局 and its like) do not tell."""
    plain = compact(text)
    for name in sorted({compact(name) for name in names if name}, key=len, reverse=True):
        plain = plain.replace(name, "@")
    return _DIGITS.sub("#", _YEAR.sub("#年", _SELF.sub("@", plain)))


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """0 (nothing in common) to 1 (equal), by the fewest insertions and deletions; 0 below `least`."""
    return fuzz.ratio(one, other, score_cutoff=least * 100) / 100


def surprise(values: Iterable[Decimal]) -> float:
    """How little it may be chance that so many counts, not 0, are the same twice: minus the logarithm of the odds.

    Two independent counts (Poisson) around v are equal about once in 2√(πv).
    """
    return sum(math.log(2 * math.sqrt(math.pi * float(value))) for value in values if value >= 1)


def flows(form: Form) -> list[str]:
    """The cells that are written anew each year and are no sums of others: neither totals nor stocks."""
    cells = form.cells.values()
    return [cell.code for cell in cells if not (cell.row.total or cell.column.total or cell.column.stock)]


def nonzero(values: Mapping[str, Decimal | None], codes: Iterable[str]) -> list[Decimal]:
    """The known figures of some cells that are not 0."""
    return [value for code in codes if (value := values.get(code))]
