"""Sums that hold confirm the figures in them, and only what a misreading would have broken."""

from decimal import Decimal

from expectations import catalogue
from tasks.form import load_form
from tasks.placing.sums import confirm
from tasks.records import CERTAIN, Origin, PlacedCell, Semantic

FORM = load_form("f2021")
ROW = "t3.new_received."
OTHER = ROW + "other_org"
TOTAL = ROW + "total"


def cell(code: str, value: int | None, certainty: float = 1.0) -> PlacedCell:
    semantic = Semantic.BLANK if value is None else Semantic.NUMERIC if value else Semantic.ZERO
    figure = None if value is None else Decimal(value)
    return PlacedCell(code, str(value or ""), semantic, figure, Origin(), certainty=certainty, why=("label",))


def row(total: int | None, other: int | None = 0, rest: int = 1) -> dict[str, PlacedCell]:
    """The row of new applications of table three: five parts, one more, the total."""
    codes = [code for code in FORM.cells if code.startswith(ROW)]
    return {code: cell(code, rest) for code in codes} | {OTHER: cell(OTHER, other), TOTAL: cell(TOTAL, total)}


def test_a_sum_that_holds_is_a_witness_of_its_figures_above_zero() -> None:
    cells = row(5)
    confirm(cells, FORM, {})
    assert {code for code, one in cells.items() if "arithmetic" in one.why} == cells.keys() - {OTHER}


def test_blank_parts_do_not_keep_a_sum_from_holding_but_a_missing_cell_does() -> None:
    cells = row(5, None)
    confirm(cells, FORM, {})
    assert "arithmetic" in cells[TOTAL].why
    cells = row(5)
    del cells[OTHER]
    confirm(cells, FORM, {})
    assert not any("arithmetic" in one.why for one in cells.values())


def test_a_sum_that_fails_or_is_nothing_confirms_nothing() -> None:
    for cells in (row(7), row(None), row(0, rest=0)):
        confirm(cells, FORM, {})
        assert not any("arithmetic" in one.why for one in cells.values())


def test_a_figure_hard_to_see_is_sure_when_the_sum_of_sure_figures_holds() -> None:
    cells = row(5)
    first, second = list(cells)[:2]
    cells[first] = cell(first, 1, 0.6)
    confirm(cells, FORM, {first: 0.95})
    assert cells[first].certainty == CERTAIN
    cells[first], cells[second] = cell(first, 1, 0.6), cell(second, 1, 0.6)
    confirm(cells, FORM, {first: 0.95, second: 0.95})
    assert cells[first].certainty == cells[second].certainty == 0.6, "two misreadings may make up for each other"


def test_a_doubt_about_the_row_is_not_lifted() -> None:
    cells = row(5)
    first = next(iter(cells))
    cells[first] = cell(first, 1, 0.6)
    confirm(cells, FORM, {first: 0.7})
    assert cells[first].certainty == 0.7
    cells[first] = cell(first, 1, 0.6)
    confirm(cells, FORM, {})
    assert cells[first].certainty == 0.6


def test_what_counts_as_read_is_what_the_rule_says() -> None:
    assert float(catalogue()["C-06"].parameter("sure", None)) == CERTAIN
