"""A small county with all that a night can meet: refusals, resubmissions, a merger, a split, a rename, silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from tasks.sample import render
from tasks.sample.county import Delivery, deliveries
from tasks.sample.roster import roster_csv

SAMPLE = Path(str(files("tasks.sample")))

DAYS = (date(2025, 2, 14), date(2025, 2, 17))
AGENCIES = frozenset(
    {
        "d03",
        "d06",
        "d08",
        "d09",
        "d13",
        "d14",
        "d15",
        "d23",
        "d27",
        "d29",
        "d34",
        "d35",
        "d36",
        "d37",
        "t05",
        "t06",
        "t15",
    }
)
_LATE = ("d15", 2024)
_CHINA = ZoneInfo("Asia/Shanghai")


def first_day(home: Path) -> None:
    """The county's files, and what has come before the first night."""
    home.mkdir(parents=True)
    for name in ("county.toml", "lineage.csv"):
        (home / name).write_bytes((SAMPLE / name).read_bytes())
    head, *lines = roster_csv().splitlines()
    kept = [line for line in lines if line.partition(",")[0] in AGENCIES]
    (home / "roster.csv").write_text("\n".join([head, *kept]), encoding="utf-8-sig")
    _hand_in(home, (it for it in _all() if (it.agency, it.year) != _LATE and it.received.date() < DAYS[0]))


def second_day(home: Path) -> None:
    """What comes between the nights: a late report, and a correction of last year's that this year's continues."""
    _hand_in(home, (it for it in _all() if (it.agency, it.year) == _LATE))
    _hand_in(home, [_corrected(it) for it in _all() if (it.agency, it.year) in {("d13", 2023), ("d37", 2024)}])


def _all() -> Iterator[Delivery]:
    return (it for it in deliveries() if it.agency in AGENCIES)


def _corrected(delivery: Delivery) -> Delivery:
    """The same report with one request more that was carried forward: the next year's equations change with it."""
    values = dict(delivery.report.values)
    for row in ("new_received", "carried_forward"):
        for column in ("natural_person", "total"):
            code = f"t3.{row}.{column}"
            values[code] = (values.get(code) or 0) + 1
    stem, dot, ending = delivery.path.rpartition(".")
    moment = datetime(2025, 2, 14, 15, 0, tzinfo=_CHINA)
    report = replace(delivery.report, values=values)
    return replace(delivery, path=f"{stem}（更正）{dot}{ending}", report=report, received=moment)


def _hand_in(home: Path, handed_in: Iterator[Delivery] | list[Delivery]) -> None:
    for delivery in handed_in:
        path = home / "inbox" / delivery.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(delivery.report, delivery.layout))
        moment = delivery.received.timestamp()
        os.utime(path, (moment, moment))
