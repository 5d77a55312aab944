"""A sample report: what a layout prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Value = int | Decimal | str
"""A figure (printed in the layout's style of digits) or a text printed as it stands; "" is a blank."""


@dataclass(frozen=True, slots=True)
class SampleReport:
    """One report of our own making. `agency` is the name in the title, `values` are by cell code.

    Sections hold the paragraphs that stand before the section's table, if it has one. A code without a value
    is printed blank. `lost_headings` names the sections whose heading is not printed. `arrange` changes the parts
    (texts and drawn tables, see outline) of the spelt document before a layout writes them.
    """

    agency: str
    year: int
    values: Mapping[str, Value]
    form: str = "f2021"
    preamble: tuple[str, ...] = ()
    sections: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    closing: tuple[str, ...] = ()
    lost_headings: frozenset[int] = frozenset()
    arrange: Callable[[list[Any]], Iterable[Any]] = list
