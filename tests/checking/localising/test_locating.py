"""Which cell is wrong: laws that hold for any table, and the slips that a sum cannot tell apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expectations import Identity
from tests.checking.localising.tables import CELLS, COLUMNS, FORM, ROWS, Figures, causes, moved, restored, tables

BIG = 1000
HUNDRED = settings(max_examples=100, deadline=None)


def holds(identity: Identity, figures: Figures) -> bool:
    return sum(figures[code] for code in identity.left) == sum(figures[code] for code in identity.right)


@HUNDRED
@given(tables())
def test_a_table_that_adds_up_has_no_cause(figures: Figures) -> None:
    assert causes(figures) == []


@HUNDRED
@given(tables(), st.sampled_from(CELLS), st.integers(-60, BIG).filter(bool))
def test_one_wrong_cell_is_found_with_its_value(figures: Figures, cell: str, off: int) -> None:
    (cause,) = causes({**figures, cell: figures[cell] + off})
    (fix,) = cause.fixes
    assert fix.cells == {cell: figures[cell]} and fix.unique
    assert all(cell in identity.cells for identity in cause.broken)
    assert len(cause.broken) == (3 if ".disposed_total." in cell else 2)


@HUNDRED
@given(tables(), st.lists(st.sampled_from(CELLS), min_size=2, max_size=4, unique=True), st.data())
def test_what_is_proposed_makes_every_equation_hold(figures: Figures, cells: list[str], data: st.DataObject) -> None:
    """Whatever is wrong: each correction of each cause cures it, and none is larger than what was done."""
    wrong = {cell: Decimal(data.draw(st.integers(0, BIG))) for cell in cells}
    printed = {**figures, **wrong}
    truth = restored(figures, printed)
    found = causes(printed)
    assert len({id(identity) for cause in found for identity in cause.broken}) == sum(len(c.broken) for c in found)
    for cause in found:
        for fix in cause.fixes:
            assert all(holds(identity, printed | fix.cells) for identity in cause.broken)
            assert min(fix.cells.values()) >= 0
    corrected = {code: value for cause in found for code, value in cause.fixes[0].cells.items()}
    assert len(corrected) <= len(truth) or any("_" in cause.fixes[0].slip for cause in found)
    if all(cause.fixes[0].unique for cause in found) and len(truth) < 3:
        assert corrected == truth


@HUNDRED
@given(tables(), st.lists(st.sampled_from(CELLS), min_size=3, max_size=3, unique=True), st.permutations(CELLS))
def test_the_order_of_the_figures_does_not_matter(figures: Figures, cells: list[str], order: list[str]) -> None:
    printed = {**figures, **{cell: figures[cell] + 7 for cell in cells}}
    others = {code: value for code, value in printed.items() if code not in order}
    assert causes(printed) == causes({**{code: printed[code] for code in order}, **others})


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from([*ROWS, *COLUMNS]), st.data())
def test_a_line_that_moved_is_one_cause(figures: Figures, line: list[str], data: st.DataObject) -> None:
    """A cell was left out, the rest moved up and the last stands empty; or one was put in and the last fell off."""
    at = data.draw(st.integers(0, len(line) - 2))
    left_out = [*line[:at], *line[at + 1 :], None]
    put_in = [*line[:at], None, *line[at:-1]]
    printed = moved(figures, line, data.draw(st.sampled_from([left_out, put_in])))
    truth = restored(figures, printed)
    assume(len(truth) > 1)
    found = causes(printed)
    assume(found)
    assert len(found) == 1
    assert found[0].fixes[0].cells == truth


@settings(max_examples=60, deadline=None)
@given(tables(), st.lists(st.sampled_from(range(len(ROWS))), min_size=2, max_size=2, unique=True))
def test_rows_that_changed_places_are_listed_where_a_sum_can_tell(figures: Figures, rows: list[int]) -> None:
    one, other = (ROWS[row] for row in rows)
    printed = moved(figures, [*one, *other], [*other, *one])
    truth = restored(figures, printed)
    found = causes(printed)
    assume(found and len(truth) > 1)
    assert any(fix.cells == truth and "exchanged" in fix.slip for cause in found for fix in cause.fixes)


def even(value: int = 2) -> Figures:
    """A plain table: each applicant has the same figure in each result."""
    figures = {code: Decimal(0) for code in FORM.cells}
    for row in ROWS:
        for code in row[:-1]:
            figures[code] = Decimal(value)
    for column in range(6):
        figures[ROWS[0][column]] = Decimal(22 * value)
        figures[ROWS[1][column]] = Decimal(0)
        figures[ROWS[-2][column]] = Decimal(21 * value)
        figures[ROWS[-1][column]] = Decimal(value)
    for row in ROWS:
        figures[row[-1]] = sum((figures[code] for code in row[:-1]), Decimal(0))
    return figures


def test_two_causes_in_different_places_are_two() -> None:
    figures = even()
    printed = {**figures, ROWS[2][0]: Decimal(9), ROWS[5][3]: Decimal(5)}
    found = causes(printed)
    assert [[fix.cells for fix in cause.fixes] for cause in found] == [[{ROWS[2][0]: 2}], [{ROWS[5][3]: 2}]]
    assert all(cause.fixes[0].unique for cause in found)


CROSSING = {ROWS[2][0]: Decimal(27), ROWS[5][3]: Decimal(27)}


def test_equal_errors_that_cross_are_one_cause_of_two_ways() -> None:
    (cause,) = causes(even(20) | CROSSING)
    assert not any(fix.unique for fix in cause.fixes)
    assert {frozenset(fix.cells) for fix in cause.fixes} == {
        frozenset(CROSSING),
        frozenset({ROWS[2][3], ROWS[5][0]}),
    }


def test_last_years_report_decides_between_ways() -> None:
    """One more carried in, by the row and its total: new, in and forward could each be wrong."""
    figures = even()
    wrong = {ROWS[1][0]: Decimal(1), ROWS[1][6]: Decimal(1)}
    said = {code: {"previous": 0} for code in ROWS[1]}
    (undecided,), (decided,) = causes({**figures, **wrong}), causes({**figures, **wrong}, claims=said)
    assert {fix.unique for fix in undecided.fixes} == {False}
    assert decided.fixes[0].cells == dict.fromkeys(wrong, 0)
    assert decided.fixes[0].unique and decided.fixes[0].evidence == ("previous",)


def test_what_was_not_surely_read_is_suspected_first() -> None:
    for unsure in (ROWS[2][3], ROWS[2][0]):
        (cause,) = causes(even(20) | CROSSING, uncertain=frozenset({unsure}))
        assert unsure in cause.fixes[0].cells and not cause.fixes[0].unique


def test_a_figure_that_cannot_be_used_leaves_its_equations_out() -> None:
    figures: dict[str, Decimal | None] = {**even(), ROWS[2][0]: None, ROWS[5][3]: Decimal(9)}
    (cause,) = causes(figures)
    assert cause.fixes[0].cells == {ROWS[5][3]: 2} and cause.fixes[0].unique


def uneven() -> Figures:
    """The plain table with a row of seven different figures, so that its places can be told apart."""
    figures = even() | dict(zip(ROWS[3], map(Decimal, (11, 5, 3, 2, 7, 13, 41)), strict=True))
    for column, (code, total, new) in enumerate(zip(ROWS[3], ROWS[-2], ROWS[0], strict=True)):
        more = figures[code] - (12 if column == 6 else 2)
        figures[total] += more
        figures[new] += more
    return figures


@pytest.mark.parametrize(("row", "number"), [(24, 2), (9, 1)])
def test_a_moved_row_beside_a_wrong_cell(row: int, number: int) -> None:
    """Two causes, or one where both stand in one column's sum."""
    figures = uneven()
    printed = moved(figures, ROWS[3], [None, *ROWS[3][:-1]]) | {ROWS[row][4]: Decimal(77)}
    found = causes(printed)
    assert len(found) == number and "row_shifted" in {cause.fixes[0].slip for cause in found}
    corrected = {code: value for cause in found for code, value in cause.fixes[0].cells.items()}
    assert corrected == restored(figures, printed)


@pytest.mark.parametrize("total", ["t4.review.total", "t4.litigation_direct.total"])
def test_table_four_detects_and_cannot_locate(total: str) -> None:
    figures = {code: Decimal(0) for code in FORM.cells} | {total: Decimal(3)}
    (cause,) = causes(figures)
    group = total.removesuffix(".total")
    assert {next(iter(fix.cells)) for fix in cause.fixes} == {code for code in FORM.cells if code.startswith(group)}
    assert not any(fix.unique for fix in cause.fixes)
    (told,) = causes(figures, claims={total: {"narrative": 0}})
    assert told.fixes[0].cells == {total: 0} and told.fixes[0].unique and told.fixes[0].evidence == ("narrative",)


def test_a_row_of_table_four_that_moved_is_told() -> None:
    """Two of the three sums break at once: one move explains both, where each alone has five ways."""
    row = [code for code in FORM.cells if code.startswith("t4.")]
    figures = {code: Decimal(0) for code in FORM.cells} | dict(
        zip(row, map(Decimal, (4, 1, 0, 2, 7, 3, 0, 0, 1, 4, 0, 2, 0, 0, 2)), strict=True)
    )
    printed = moved(figures, row, [None, *row[:-1]])
    (cause,) = causes(printed)
    assert cause.fixes[0].slip == "row_shifted" and cause.fixes[0].cells == restored(figures, printed)
