"""The form's own sums as a witness: figures that add up were read aright, and stand in their own columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.form import Form, parts
from tasks.placing.columns import Row
from tasks.placing.values import parse_value
from tasks.records import CERTAIN, PlacedCell, Semantic

_FEWEST = 3  # totals other than 0, where fewer tell nothing
_SHARE = 0.9  # of the totals; agencies make errors
_BOTH_WAYS = 2  # down its column and along its row


@dataclass(frozen=True, slots=True)
class Sum:
    """The cells of a total other than 0 and of its parts, and whether these add up to it."""

    codes: Sequence[str]
    holds: bool

    @property
    def along_row(self) -> bool:
        return len({code.rpartition(".")[0] for code in self.codes}) == 1


def sums(figures: Mapping[str, Decimal | None], form: Form) -> Iterator[Sum]:
    """Every sum of the form of which all cells are there; None = left blank, and adds nothing."""
    for code, addends in parts(form).items():
        total = figures.get(code)
        if total is not None and all(part in figures for part in addends):
            found = sum((figures[part] or Decimal(0) for part in addends), Decimal(0))
            if total or found:
                yield Sum((code, *addends), total == found)


def add_up(rows: Sequence[Row], form: Form) -> bool:
    """Whether nearly all totals at the end of a row are the sums of their parts."""
    printed = {
        match.form_row.block.code(match.form_row.row, one.column): parse_value(one.field.text).value
        for match, figures in rows
        for one in figures or ()
    }
    told = [each.holds for each in sums(printed, form) if each.along_row]
    return len(told) >= _FEWEST and sum(told) >= _SHARE * len(told)


def confirm(cells: dict[str, PlacedCell], form: Form, dim: Mapping[str, float]) -> None:
    """Add the witness to every figure above zero in a sum that holds.

    dim = how sure a figure would be were its picture plain, by code. Such a figure counts as read when two sums hold
    it, or one whose other figures are all sure: read amiss, it would have broken them. A sum says nothing of where a
    row or column belongs (two exchanged rows add up as well), so every other doubt stays.
    """
    read = {
        code: cell.value for code, cell in cells.items() if cell.value is not None or cell.semantic is Semantic.BLANK
    }
    told: dict[str, list[Sequence[str]]] = {}
    for each in sums(read, form):
        for code in each.codes if each.holds else ():
            if read[code]:
                told.setdefault(code, []).append(each.codes)
    plain = {code: min(CERTAIN, dim[code]) for code in dim if code in told and _is_read(code, told[code], cells)}
    for code in told:
        cell = cells[code]
        cells[code] = replace(cell, why=(*cell.why, "arithmetic"), certainty=plain.get(code, cell.certainty))


def _is_read(code: str, holding: Sequence[Sequence[str]], cells: Mapping[str, PlacedCell]) -> bool:
    others_sure = any(all(cells[other].certainty >= CERTAIN for other in codes if other != code) for codes in holding)
    return others_sure or len(holding) >= _BOTH_WAYS
