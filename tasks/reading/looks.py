"""What the cells of a sheet look like: what a person sees there, as far as it is not what is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Protocol

from tasks.language import N_, _
from tasks.reading.number_format import shown

Place = tuple[int, int]
"""Row and column, both from 0."""
DOUBTFUL = 0.5
"""How sure a figure is that may not be what a person sees."""
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d*)?(?:E[+-]?\d+)?")
_CURRENCY = frozenset("¥￥$")
_DASHES = frozenset("-—－–")
_NAMED = 6  # addresses in one sentence


class Doubt(StrEnum):
    """Why what a cell holds may not be what it says; the words for a person are the values."""

    UNSEEN = N_("字与底色一样或小得看不见")
    STRUCK = N_("字都划掉或藏起了")
    BLANKED = N_("数被格式藏起，格里什么也看不见")
    ROUNDED = N_("显示的数与存的数不同")
    CURRENCY = N_("带着货币符号，单位是元还是万元")
    COVERED = N_("空格上盖着图片或文本框")
    UNCALCULATED = N_("的公式没有结果")
    UNKNOWN = N_("的字体和格式无法查看，不知是否划掉或藏起")


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows instead of what is stored (None: just that), and why it is doubtful."""

    text: str | None = None
    doubt: Doubt | None = None


class Vanishing(Protocol):
    """A condition under which a number in some cells is not shown."""

    def hides(self, place: Place, number: float) -> bool: ...


@dataclass(frozen=True, slots=True)
class Looks:
    """One sheet: cells that look otherwise, codes of their number formats, what is hidden, what lies over the cells.

    formats holds only codes that may change what is seen; beside the texts of boxes, pictured says of a large picture,
    zeros whether a nought is printed, known whether anything could be found out,
    extent how many rows and columns there are up to the last cell that holds anything (0, 0 where this is not known).
    """

    cells: Mapping[Place, Look] = field(default_factory=dict)
    formats: Mapping[Place, str] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    covered: frozenset[Place] = frozenset()
    beside: tuple[str, ...] = ()
    pictured: bool = False
    zeros: bool = True
    known: bool = True
    extent: Place = (0, 0)
    conditions: Sequence[Vanishing] = ()

    @property
    def plain(self) -> bool:
        """Whether every cell shows what is stored."""
        return self.known and self.zeros and not (self.cells or self.formats or self.covered or self.conditions)


@dataclass(slots=True)
class Remarks:
    """What a person should be told about a workbook, gathered sheet by sheet."""

    doubted: dict[tuple[str, Doubt], list[str]] = field(default_factory=dict)
    hidden: dict[str, list[str]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def doubt(self, sheet: str, doubt: Doubt, address: str) -> None:
        self.doubted.setdefault((sheet, doubt), []).append(address)

    def hide(self, sheet: str, address: str) -> None:
        self.hidden.setdefault(sheet, []).append(address)

    def hide_sheets(self, names: Sequence[str]) -> None:
        """Say which sheets were not read because they are hidden."""
        if names:
            self.unread.append(_("隐藏的工作表没有读：{names}").format(names=named([*names])))

    def __str__(self) -> str:
        sentences = [
            (_("工作表“{sheet}”").format(sheet=sheet) if sheet else "")
            + _("{cells}{doubt}，请核实").format(cells=named(cells), doubt=_(doubt))
            for (sheet, doubt), cells in self.doubted.items()
        ]
        concealed = _("工作表“{sheet}”里隐藏的行、列或合并格盖住的内容没有读：{cells}")
        sentences += [concealed.format(sheet=sheet, cells=named(cells)) for sheet, cells in self.hidden.items()]
        return _("；").join((*sentences, *self.unread))


def named(addresses: list[str]) -> str:
    """Some addresses, and how many there are where these are not all."""
    listed = _("、").join(addresses[:_NAMED])
    return listed if len(addresses) <= _NAMED else _("{cells}等{count}格").format(cells=listed, count=len(addresses))


def number_look(stored: float, code: str, zeros: bool = True) -> Look:
    """How a stored number looks under a format code; zeros = whether these are shown at all."""
    number = Decimal(format(stored, ".15g"))
    seen = shown(number, code) if number or zeros else ""
    return Look(doubt=Doubt.ROUNDED) if seen is None else seen_look(number, seen)


def seen_look(number: Decimal, seen: str) -> Look:
    """How a stored number looks that is printed as seen."""
    words = "".join(seen.split())
    if not words:
        return Look(doubt=Doubt.BLANKED)
    match = _NUMBER.search(words)
    if match is None:  # the accountant's zero is a dash
        return Look() if not number and _DASHES.issuperset(words) else Look(words, Doubt.ROUNDED)
    visible = Decimal(match[0].replace(",", ""))
    if visible == number and _CURRENCY & set(words):
        return Look(doubt=Doubt.CURRENCY)
    if visible == number:
        return Look(None if match[0] == words else words)
    rounded = "%" not in words and _is_rounding(number, visible)
    return Look(None if rounded else words, Doubt.ROUNDED)


def _is_rounding(number: Decimal, visible: Decimal) -> bool:
    exponent = visible.as_tuple().exponent
    return isinstance(exponent, int) and abs(number - visible) * 2 <= Decimal(1).scaleb(exponent)


def address(row: int, column: int) -> str:
    """A1 of a place."""
    return f"{letters(column)}{row + 1}"


@cache
def letters(column: int) -> str:
    """The name of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(letters: str) -> int:
    """The number of a column from 0 by its name."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
