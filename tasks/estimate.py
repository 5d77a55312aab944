"""Estimate: between which figures the county may come to lie once the missing reports are in. Never part of a sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tasks import warehouse
from tasks.checking.bounds import YEARS, Interval, add_up, bounds
from tasks.form import load_form
from tasks.open import Desk


@dataclass(frozen=True)
class Estimate:
    """Intervals for the county by cell, and for each agency that is waited for, by its code."""

    county: Mapping[str, Interval]
    agencies: Mapping[str, Mapping[str, Interval]]


def estimate_rollup(desk: Desk, rollup: warehouse.Rollup) -> Estimate:
    """What the lacking agencies may add to a draft; areas below that lack leave every cell open above."""
    form = load_form(rollup.form)
    earlier = [_figures(desk, rollup.year - back) for back in range(1, YEARS + 1)]
    agencies = {
        code: bounds(form, [year[code] for year in earlier if code in year])
        for code in rollup.lacking
        if code not in {area.code for area in rollup.areas}
    }
    found = add_up(list(agencies.values()), list(form.cells))
    open_above = any(area.standing != "counted" for area in rollup.areas)
    county = {}
    for code, interval in found.items():
        value = rollup.cells[code].value or Decimal(0)
        whole = interval.plus(Interval(value, value))
        county[code] = Interval(whole.low, None) if open_above else whole
    return Estimate(county, agencies)


def _figures(desk: Desk, year: int) -> dict[str, dict[str, Decimal | None]]:
    """Of a year, the accepted figures by agency."""
    return warehouse.accepted_values(desk.engine, year)
