"""The working calendar of China, make-up days (调休) included; a county may overrule single days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days that a county sets itself: holidays are off, workdays are worked, whatever the state calendar says."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


STATE_CALENDAR = Calendar()


@cache
def _china(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year, expand=False)


def arranged(year: int) -> bool:
    """Whether the State Council's make-up days of the year are known to the installed calendar."""
    return any(day.year == year for day in _china(year).weekend_workdays)


def is_workday(day: date, calendar: Calendar = STATE_CALENDAR) -> bool:
    if day in calendar.workdays:
        return True
    return day not in calendar.holidays and _china(day.year).is_working_day(day)


def add_workdays(day: date, count: int, calendar: Calendar = STATE_CALENDAR) -> date:
    """The count-th workday after the day (before it where negative); the day itself for 0."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_workday(day, calendar):
            day += step
    return day


def workdays_between(start: date, end: date, calendar: Calendar = STATE_CALENDAR) -> int:
    """Workdays after start up to and including end; backwards, minus those from end up to before start."""
    if end < start:
        return -sum(is_workday(end + ONE_DAY * n, calendar) for n in range((start - end).days))
    return sum(is_workday(start + ONE_DAY * n, calendar) for n in range(1, (end - start).days + 1))


def on_or_before(day: date, calendar: Calendar = STATE_CALENDAR) -> date:
    """The day, or the last workday before it."""
    return day if is_workday(day, calendar) else add_workdays(day, -1, calendar)


def on_or_after(day: date, calendar: Calendar = STATE_CALENDAR) -> date:
    """The day, or the first workday after it."""
    return day if is_workday(day, calendar) else add_workdays(day, 1, calendar)
