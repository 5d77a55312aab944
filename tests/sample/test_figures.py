"""Invented figures hold every equation of the form, whatever the seed."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.form import load_form, load_forms
from tasks.sample import Profile, Value, figures
from tasks.sample.figures import Volume
from tests.sample.equations import broken

seeds = st.integers(0, 10**6)
volumes = st.sampled_from(get_args(Volume))
forms = st.sampled_from(sorted(load_forms()))


def profile(volume: Volume) -> Profile:
    return Profile(volume, documents=2, licensing=1200, penalties=40, coercion=3, fees=Decimal("318.2705"))


@given(forms, volumes, seeds)
def test_every_equation_holds(edition: str, volume: Volume, seed: int) -> None:
    form = load_form(edition)
    values = figures(form, profile(volume), Random(seed))
    assert list(values) == list(form.cells)
    assert broken(form, values) == set()


@given(volumes, seeds)
def test_the_second_year_carries_in_what_the_first_carried_forward(volume: Volume, seed: int) -> None:
    form, rng = load_form("f2021"), Random(seed)
    first = figures(form, profile(volume), rng)
    second = figures(form, profile(volume), rng, first)
    assert broken(form, second, first) == set()
    assert second["t4.review.total"] >= first["t4.review.pending"]


@given(forms, volumes, seeds)
def test_counts_are_whole_and_never_negative_amounts_have_six_decimals(edition: str, volume: Volume, seed: int) -> None:
    form = load_form(edition)
    for code, value in figures(form, profile(volume), Random(seed)).items():
        cell = form.cells[code]
        assert cell.type == "signed" or value >= 0
        assert value == round(value, 6) if cell.type == "amount" else isinstance(value, int)


def test_an_agency_without_applications_reports_zeros() -> None:
    values = figures(load_form("f2021"), Profile("none"), Random(5))
    assert set(values.values()) == {0}


@pytest.mark.parametrize(
    ("change", "subjects"),
    [
        ({"t3.granted.total": 1}, {("W-01", "t3.granted"), ("K-02", "t3.total")}),
        ({"t4.review.total": 1}, {("T-01", "t4.review")}),
        ({"t3.carried_in.natural_person": 1}, {("W-01", "t3.carried_in"), ("K-01", "t3.natural_person")}),
    ],
)
def test_the_equations_of_these_tests_do_fail(change: Mapping[str, int], subjects: set[tuple[str, str]]) -> None:
    form = load_form("f2021")
    values: dict[str, Value] = dict(figures(form, profile("many"), Random(1)))
    for code, more in change.items():
        values[code] = int(values[code]) + more
    assert broken(form, values) == subjects
