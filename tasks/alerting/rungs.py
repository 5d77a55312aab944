"""The rungs of the alerting ladder: data beside this module, which a county may change."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from tasks.alerting.message import Status
from tasks.alerting.wording import WORDINGS
from tasks.county import Calendar, CountyError, add_workdays
from tasks.county.workdays import on_or_after, on_or_before
from tasks.language import _

ANCHORS = (
    "internal_deadline",
    "agency_deadline",
    "city_deadline",
    "county_deadline",
    "since",
    "state",
    "lapse",
    "restated",
    "daily",
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One line of ladder.toml, explained at its head."""

    id: str
    rule: str
    kind: str
    to: str
    states: frozenset[Status]
    on: str
    offsets: tuple[int, ...] = ()
    unit: str = "workdays"
    weekly: bool = False
    enabled: bool = True
    always: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One day on which a rung speaks; the name is the last part of the message's key."""

    name: str
    day: date


def load_rungs(changes: Mapping[str, Mapping[str, Any]]) -> tuple[Rung, ...]:
    """The ladder with a county's changes; raises CountyError on a change that means nothing."""
    problems = [
        _("county.toml 的 alerts.steps.{id}：没有这一级。可用的是：{known}。").format(
            id=id_, known=_("、").join(_ladder())
        )
        for id_ in changes
        if id_ not in _ladder()
    ]
    rungs = []
    for id_, entry in _ladder().items():
        try:
            rungs.append(_rung(id_, entry | dict(changes.get(id_, {}))))
        except (TypeError, ValueError) as error:
            reason = _("county.toml 的 alerts.steps.{id}：{reason}。请对照 ladder.toml 改正。")
            problems.append(reason.format(id=id_, reason=error))
    if problems:
        raise CountyError(problems)
    return tuple(rungs)


@cache
def _ladder() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "ladder.toml").read_text(encoding="utf-8"))


def _rung(id_: str, entry: Mapping[str, Any]) -> Rung:
    if unknown := entry.keys() - {field.name for field in fields(Rung)}:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    states = frozenset(Status(state) for state in entry["states"])
    offsets = entry.get("offsets", [])
    if not isinstance(offsets, list) or not all(type(offset) is int for offset in offsets):
        raise ValueError(f"offsets: {offsets!r}")
    rung = Rung(**{**entry, "id": id_, "states": states, "offsets": tuple(sorted(offsets))})
    choices = {"on": ANCHORS, "to": ("agency", "office", "head"), "unit": ("workdays", "days"), "kind": tuple(WORDINGS)}
    for name, known in choices.items():
        if getattr(rung, name) not in known:
            raise ValueError(f"{name}: {getattr(rung, name)!r}")
    if any(type(flag) is not bool for flag in (rung.enabled, rung.weekly, rung.always)):
        raise ValueError("enabled, weekly, always: true / false")
    return rung


def steps(rung: Rung, anchor: date, until: date, calendar: Calendar) -> Iterator[Step]:
    """Every day on which a dated rung speaks, up to `until`, in order.

    A day that is not worked moves: before the anchor and on it to the workday before, so that it can still be
    acted upon; after the anchor to the workday after.
    """
    name = anchor.isoformat() if rung.on == "since" else rung.on
    for offset in rung.offsets:
        yield Step(f"{name}{offset:+d}", _day(rung, anchor, offset, calendar))
    if rung.weekly and rung.offsets:
        last = _day(rung, anchor, rung.offsets[-1], calendar)
        for week in range(1, (until - last).days // 7 + 1):
            day = on_or_after(last + timedelta(weeks=week), calendar)
            yield Step(f"{name}{rung.offsets[-1]:+d}w{week}", day)


def _day(rung: Rung, anchor: date, offset: int, calendar: Calendar) -> date:
    if rung.unit == "workdays" and offset:
        return add_workdays(anchor, offset, calendar)
    day = anchor + timedelta(days=offset)
    return on_or_after(day, calendar) if offset > 0 else on_or_before(day, calendar)
