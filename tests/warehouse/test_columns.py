from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.warehouse.columns import from_micros, from_scalar, storable, to_micros, to_scalar, to_time

sums = st.decimals(-(10**9), 10**9, places=6, allow_nan=False)


@given(sums)
def test_a_figure_survives_as_millionths(value: Decimal) -> None:
    micros = to_micros(value)
    assert micros is not None
    assert from_micros(micros) == value


@given(st.lists(sums, max_size=90))
def test_millionths_add_up_exactly(values: list[Decimal]) -> None:
    assert from_micros(sum(to_micros(value) or 0 for value in values)) == sum(values, Decimal(0))


@pytest.mark.parametrize("text", ["0.0000001", "10000000000", "1E+30", "1E-30", "NaN", "Infinity", "1.0000001"])
def test_what_millionths_cannot_hold_is_not_rounded(text: str) -> None:
    assert to_micros(Decimal(text)) is None


@pytest.mark.parametrize("text", ["0", "-0", "0E+99", "0.000000", "0E-99"])
def test_zero_is_zero_however_written(text: str) -> None:
    assert to_micros(Decimal(text)) == 0


def test_figures_come_back_without_trailing_zeros_or_exponents() -> None:
    assert [str(from_micros(micros)) for micros in (100_000_000, 1_500_000, 1, -2_000_000)] == [
        "100",
        "1.5",
        "0.000001",
        "-2",
    ]


@given(st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False), st.text().map(storable)))
def test_a_scalar_keeps_its_value_and_its_type(value: Decimal | str | None) -> None:
    back = from_scalar(to_scalar(value))
    assert back == value
    assert type(back) is type(value)


def test_a_text_of_digits_stays_a_text() -> None:
    assert from_scalar(to_scalar("2023")) == "2023"


def test_times_are_stored_in_utc_and_sort_as_text() -> None:
    beijing = timezone(timedelta(hours=8))
    assert to_time(datetime(2024, 1, 22, 2, 10, tzinfo=beijing)) == "2024-01-21T18:10:00.000000+00:00"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_time(datetime(2024, 1, 22))


def test_what_no_database_takes_is_replaced() -> None:
    assert storable("甲\0乙\ud800丙𠮷") == "甲\ufffd乙\ufffd丙𠮷"
