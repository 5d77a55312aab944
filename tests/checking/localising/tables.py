"""Tables three that add up, by an arithmetic of their own, and what slips make of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hypothesis import strategies as st

from expectations import identities
from tasks.checking.localising.locating import Cause, Reading, locate
from tasks.form import load_form

FORM = load_form("f2021")
EQUATIONS = tuple(identity for identity in identities("f2021") if not identity.previous)
BLOCK = FORM.table("t3").blocks[0]
ROWS = [[BLOCK.code(row, column) for column in BLOCK.columns] for row in BLOCK.rows]
COLUMNS = [list(column) for column in zip(*ROWS, strict=True)]
CELLS = [code for row in ROWS for code in row]
KINDS = [column.code for column in BLOCK.columns if not column.total]
LEAVES = [row.code for row in BLOCK.rows if row.within("disposed") and not row.total]
Figures = dict[str, Decimal]


@st.composite
def tables(draw: st.DrawFn, most: int = 60) -> Figures:
    """Any table whose equations hold: leaves at will, totals added up, what is left carried in."""
    cell = st.integers(0, most)
    values = {}
    for kind in KINDS:
        disposed = dict(zip(LEAVES, draw(st.lists(cell, min_size=len(LEAVES), max_size=len(LEAVES))), strict=True))
        forward = draw(cell)
        new = draw(st.integers(0, sum(disposed.values()) + forward))
        rows = {"new_received": new, "carried_in": sum(disposed.values()) + forward - new, **disposed}
        rows |= {"disposed_total": sum(disposed.values()), "carried_forward": forward}
        values |= {f"t3.{row}.{kind}": count for row, count in rows.items()}
    for row in BLOCK.rows:
        values[f"t3.{row.code}.total"] = sum(values[f"t3.{row.code}.{kind}"] for kind in KINDS)
    return {code: Decimal(values.get(code, 0)) for code in FORM.cells}


def causes(figures: Mapping[str, Decimal | None], **known: object) -> list[Cause]:
    return locate(FORM, EQUATIONS, Reading(figures, **known))  # type: ignore[arg-type]


def moved(figures: Figures, places: Sequence[str], order: Sequence[str | None]) -> Figures:
    """The figures with those of `order` standing at `places`; None = nothing, printed as 0."""
    return {**figures, **{at: figures[of] if of else Decimal(0) for at, of in zip(places, order, strict=True)}}


def restored(figures: Figures, printed: Figures) -> Figures:
    """What would have to be corrected."""
    return {code: right for code, right in figures.items() if printed[code] != right}
