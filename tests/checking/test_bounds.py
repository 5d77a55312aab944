"""Intervals of a missing report: from its history, narrowed by the identities, never preferring a value."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from expectations import identities
from tasks.checking.bounds import Interval, add_up, bounds
from tasks.form import load_form
from tests.warehouse.reports import leaf_codes, with_totals

FORM = load_form("f2021")
ROW = "t3.granted"


def test_without_history_every_figure_may_be_anything_from_zero() -> None:
    assert set(bounds(FORM, [], {}).values()) == {Interval(Decimal(0), None)}


def test_three_years_give_least_and_greatest_and_older_ones_do_not_count() -> None:
    years = [{"t2.licensing.decisions": Decimal(value)} for value in (30, 10, 20, 999)]
    assert bounds(FORM, years, years[0])["t2.licensing.decisions"] == Interval(Decimal(10), Decimal(30))


def test_a_single_year_tells_no_range() -> None:
    assert bounds(FORM, [{"t2.licensing.decisions": Decimal(30)}], {})["t2.licensing.decisions"] == Interval(
        Decimal(0), None
    )


def test_what_was_carried_forward_is_carried_in() -> None:
    before = with_totals({"t3.carried_forward.natural_person": Decimal(4), "t3.carried_in.natural_person": Decimal(9)})
    found = bounds(FORM, [before], before)
    assert found["t3.carried_in.natural_person"] == Interval(Decimal(4), Decimal(4))
    assert found["t3.carried_in.total"] == Interval(Decimal(4), Decimal(4))


def test_a_report_of_two_years_ago_says_nothing_of_what_was_carried_in() -> None:
    older = with_totals({"t3.carried_forward.natural_person": Decimal(4)})
    assert bounds(FORM, [older], {})["t3.carried_in.natural_person"] == Interval(Decimal(0), None)


def test_a_row_total_is_bounded_by_its_parts() -> None:
    zeros = {code: Decimal(0) for code in leaf_codes() if code.startswith(f"{ROW}.")}
    years = [zeros | {f"{ROW}.natural_person": Decimal(n), f"{ROW}.other_org": Decimal(3 - n)} for n in (0, 3)]
    assert bounds(FORM, years, years[0])[f"{ROW}.total"] == Interval(Decimal(0), Decimal(6))


def test_a_history_that_contradicts_the_identities_narrows_nothing_to_nothing() -> None:
    year = {"t4.review.total": Decimal(1), "t4.review.upheld": Decimal(5)}
    found = bounds(FORM, [year, year], {})
    assert found["t4.review.upheld"] == Interval(Decimal(5), Decimal(5))
    assert found["t4.review.total"] == Interval(Decimal(1), Decimal(1))


reports = st.dictionaries(st.sampled_from(leaf_codes()), st.integers(0, 50).map(Decimal), max_size=12).map(with_totals)


@given(st.lists(reports, min_size=2, max_size=3))
def test_a_report_like_any_of_its_history_lies_within(years: list[dict[str, Decimal]]) -> None:
    """Carried in is tied to the year before; any other figure that history has shown is allowed again."""
    found = bounds(FORM, years, years[0])
    tied = {code for each in identities("f2021") if each.rule in {"W-01", "K-01"} for code in each.cells}
    for year in years:
        for code, value in year.items():
            low, high = found[code].low, found[code].high
            if code not in tied and ".disposed_total." not in code and not code.endswith(".total"):
                assert low is not None and high is not None and low <= value <= high
    assert all(each.low is None or each.high is None or each.low <= each.high for each in found.values())


def test_intervals_add_up_and_stay_open() -> None:
    closed, opened = Interval(Decimal(1), Decimal(2)), Interval(Decimal(3), None)
    assert add_up([{"x": closed}, {"x": opened}], ["x"]) == {"x": Interval(Decimal(4), None)}
