"""A group printed as one row: counted in every total, kept apart until somebody says how it divides."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Engine

from tasks.form import load_form
from tasks.records import Origin, PlacedCell, Placement, Semantic
from tasks.warehouse import Rollup, adjust, check_warehouse, latest_rollup, roll_up
from tests.warehouse.reports import NOW, accept, placement, with_totals

COUNTY = "青禾县"
FORM = load_form("f2021")
PERSONS, TOTAL = "t3.other_handling.natural_person", "t3.other_handling.total"
LEAF = "t3.other_misc.natural_person"


def undivided(handled: int, disposed: int | None = None) -> Placement:
    """A report that disposed of some requests in （六）, printed as one row."""
    figures = with_totals({})
    for code in ("natural_person", "total"):
        figures[f"t3.disposed_total.{code}"] = Decimal(handled if disposed is None else disposed)
    report = placement(figures)
    absent = [code for code in report.cells if code.startswith("t3.other_")]
    cells = dict(report.cells) | {c: PlacedCell(c, "", Semantic.ABSENT, None, Origin(line=1)) for c in absent}
    for code in FORM.undivided:
        value = Decimal(handled if code in {PERSONS, TOTAL} else 0)
        cells[code] = PlacedCell(code, str(value), Semantic.NUMERIC if value else Semantic.ZERO, value, Origin(line=2))
    return replace(report, cells=cells)


def summed(engine: Engine) -> Rollup:
    return roll_up(engine, COUNTY, 2023, ["d01", "d02"], NOW)


def test_it_adds_to_the_totals_and_blocks_until_it_is_divided(warehouse: Engine) -> None:
    accept(warehouse, "d01", undivided(5))
    accept(warehouse, "d02", placement(with_totals({LEAF: Decimal(2)})))
    rollup = summed(warehouse)
    assert rollup.conflicts == () and rollup.status == "blocked" and rollup.undivided == (PERSONS, TOTAL)
    assert rollup.cells["t3.disposed_total.natural_person"].value == 7
    assert rollup.cells["t3.disposed_total.total"].value == rollup.cells["t3.disposed_total.total"].reported == 7
    assert (rollup.cells[PERSONS].value, rollup.cells[LEAF].value) == (5, 2)
    for code, amount in ((PERSONS, -5), (LEAF, 5)):
        said = {"agency": "d01", "amount": Decimal(amount), "reason": "电话核实：均为撤回", "who": "张三", "now": NOW}
        adjust(warehouse, COUNTY, 2023, code=code, **said)  # type: ignore[arg-type]
    divided = summed(warehouse)
    assert (divided.status, divided.undivided, divided.cells[LEAF].value) == ("complete", (), 7)
    assert divided.cells["t3.disposed_total.total"].value == 7
    assert latest_rollup(warehouse, COUNTY, 2023) == replace(divided, written=False)
    assert not any(check_warehouse(warehouse).values())


def test_one_row_of_zeros_is_no_obstacle(warehouse: Engine) -> None:
    accept(warehouse, "d01", undivided(0))
    accept(warehouse, "d02", placement(with_totals({})))
    assert (summed(warehouse).status, summed(warehouse).undivided) == ("complete", ())


def test_a_total_that_leaves_the_one_row_out_differs(warehouse: Engine) -> None:
    accept(warehouse, "d01", undivided(5, disposed=1))
    accept(warehouse, "d02", placement(with_totals({})))
    found = {(each.kind, each.code, each.reported, each.recomputed) for each in summed(warehouse).conflicts}
    assert ("total_differs", "t3.disposed_total.natural_person", Decimal(1), Decimal(5)) in found
