"""The rows of the original in which the cells of a finding stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tasks.form import Form
from tasks.language import _
from tasks.records import PlacedCell, Placement

RAW_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One row of the original as (text, marked) fields, with where it stands."""

    label: str
    origin: str
    fields: tuple[tuple[str, bool], ...]


def printed(placed: PlacedCell | None) -> str:
    """The text as the agency printed it, cut when it is far too long for a cell."""
    raw = " ".join(placed.raw.split()) if placed else ""
    return raw if len(raw) <= RAW_LENGTH else raw[: RAW_LENGTH - 1] + "…"


def excerpts_of(codes: Iterable[str], form: Form, placement: Placement) -> list[Excerpt]:
    """The rows of the original in which the cells stand, in the form's order."""
    marked = set(codes)
    rows = dict.fromkeys(
        (cell.table, cell.row.code) for code, cell in form.cells.items() if code in marked and code in placement.cells
    )
    return [_excerpt(table, row, marked, form, placement.cells) for table, row in rows]


def _excerpt(table: str, row: str, marked: set[str], form: Form, placed: Mapping[str, PlacedCell]) -> Excerpt:
    line = [cell for cell in form.cells.values() if (cell.table, cell.row.code) == (table, row) and cell.code in placed]
    origin = next((str(placed[cell.code].origin) for cell in line if cell.code in marked), "")
    fields = tuple((printed(placed[cell.code]) or _("（空）"), cell.code in marked) for cell in line)
    label = line[0].row.label or _("表{number}").format(number=form.table(table).number)
    return Excerpt(label, origin, fields)
