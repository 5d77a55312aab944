"""Arithmetic as a witness: figures that the form's own sums confirm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tasks.form import Form, parts
from tasks.records import CERTAIN, PlacedCell, Semantic

_BOTH_WAYS = 2  # down its column and along its row


def confirm(cells: dict[str, PlacedCell], form: Form, dim: Mapping[str, float]) -> None:
    """Add the witness to every figure above zero in a sum that holds.

    dim = how sure a figure would be were its picture plain, by code. Such a figure counts as read when two sums hold
    it, or one whose other figures are all sure: read amiss, it would have broken them. A sum says nothing of where a
    row or column belongs (two exchanged rows add up as well), so every other doubt stays.
    """
    sums = list(_holding(cells, form))
    told: dict[str, list[Sequence[str]]] = {}
    for codes in sums:
        for code in codes:
            if cells[code].value:
                told.setdefault(code, []).append(codes)
    read = [code for code in dim if code in told and _is_read(code, told[code], cells)]
    for code in told:
        cells[code] = replace(cells[code], why=(*cells[code].why, "arithmetic"))
    for code in read:
        cells[code] = replace(cells[code], certainty=min(CERTAIN, dim[code]))


def _holding(cells: Mapping[str, PlacedCell], form: Form) -> Iterator[Sequence[str]]:
    """The cells of every sum that holds: a total above zero and its parts, of which some may be left blank."""
    for total, addends in parts(form).items():
        whole = cells[total].value if total in cells else None
        if not whole or not all(code in cells for code in addends):
            continue
        printed = [cells[code] for code in addends if cells[code].semantic is not Semantic.BLANK]
        values = [cell.value for cell in printed if cell.value is not None]
        if len(values) == len(printed) and sum(values) == whole:
            yield (total, *addends)


def _is_read(code: str, sums: Sequence[Sequence[str]], cells: Mapping[str, PlacedCell]) -> bool:
    others_sure = any(all(cells[other].certainty >= CERTAIN for other in codes if other != code) for codes in sums)
    return others_sure or len(sums) >= _BOTH_WAYS
