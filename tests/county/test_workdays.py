"""The working calendar around Spring Festival, and its laws."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.county import Calendar, add_workdays, arranged, is_workday, workdays_between

DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2024-02-04", True),  # Sunday, made up
        ("2024-02-10", False),  # Spring Festival
        ("2024-02-16", False),  # Friday, swapped
        ("2024-02-18", True),  # Sunday, made up
        ("2024-02-19", True),
        ("2024-02-25", False),
        ("2026-02-14", True),  # Saturday, made up
        ("2026-02-15", False),  # Sunday before the festival, off for nine days
        ("2026-02-23", False),  # Monday, swapped
        ("2026-02-24", True),
        ("2026-02-28", True),  # Saturday, made up
    ],
)
def test_spring_festival_with_make_up_days(day: str, worked: bool) -> None:
    assert is_workday(date.fromisoformat(day)) is worked


def test_counting_over_the_festival() -> None:
    assert add_workdays(date(2024, 2, 9), 1) == date(2024, 2, 18)
    assert add_workdays(date(2024, 2, 18), -1) == date(2024, 2, 9)
    assert workdays_between(date(2024, 2, 2), date(2024, 2, 19)) == 8
    assert add_workdays(date(2026, 2, 13), 2) == date(2026, 2, 24)
    assert workdays_between(date(2026, 3, 2), date(2026, 2, 27)) == -2


def test_county_overrules_single_days() -> None:
    calendar = Calendar(holidays=frozenset({date(2024, 2, 9)}), workdays=frozenset({date(2024, 2, 17)}))
    assert not is_workday(date(2024, 2, 9), calendar)
    assert is_workday(date(2024, 2, 17), calendar)
    assert add_workdays(date(2024, 2, 8), 1, calendar) == date(2024, 2, 17)


def test_a_year_without_arranged_make_up_days_is_told() -> None:
    assert arranged(2024)
    assert arranged(2026)
    assert not arranged(2060)


@given(DAYS, st.integers(-30, 30))
def test_adding_then_counting_gives_the_number(day: date, count: int) -> None:
    assert workdays_between(day, add_workdays(day, count)) == count


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counts_over_adjoining_spans_add_up(day: date, first: int, second: int) -> None:
    middle, end = day + timedelta(first), day + timedelta(first + second)
    assert workdays_between(day, end) == workdays_between(day, middle) + workdays_between(middle, end)
