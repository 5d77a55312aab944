"""Estimate: between which figures the county may come to lie once the missing reports are in. Never part of a sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tasks import warehouse
from tasks.checking.bounds import YEARS, Interval, add_up, bounds
from tasks.form import Form, load_form
from tasks.open import Desk
from tasks.recall import recall
from tasks.records import Past


@dataclass(frozen=True)
class Estimate:
    """Intervals for the county by cell, and for each agency that is waited for, by its code."""

    county: Mapping[str, Interval]
    agencies: Mapping[str, Mapping[str, Interval]]


def estimate_rollup(desk: Desk, rollup: warehouse.Rollup) -> Estimate:
    """What the lacking agencies may add to a draft; areas below that lack leave every cell open above."""
    form = load_form(rollup.form)
    areas = {area.code for area in rollup.areas}
    histories = recall(desk, rollup.year, [code for code in rollup.lacking if code not in areas], {})
    agencies = {code: _bounds(form, rollup.year, history) for code, history in histories.items()}
    found = add_up(list(agencies.values()), list(form.cells))
    open_above = any(area.standing != "counted" for area in rollup.areas)
    county = {}
    for code, interval in found.items():
        value = rollup.cells[code].value or Decimal(0)
        whole = interval.plus(Interval(value, value))
        county[code] = Interval(whole.low, None) if open_above else whole
    return Estimate(county, agencies)


def _bounds(form: Form, year: int, history: Mapping[int, Past]) -> dict[str, Interval]:
    before = history.get(year - 1)
    carried = before.values if before and not before.shared else None
    return bounds(form, _figures(history, year), carried or {})


def _figures(history: Mapping[int, Past], year: int) -> list[Mapping[str, Decimal | None]]:
    """What the agency and those it continues reported, newest first; a year shared with others says nothing."""
    years = (history.get(year - back) for back in range(1, YEARS + 1))
    return [past.values for past in years if past and past.values and not past.shared]
