"""The night's own functions in a plain loop, without Prefect: for tests of what a night finds, and for the bench."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from tasks.alert import send_alerts
from tasks.alerting import Outcome
from tasks.check import check_submissions
from tasks.collate import collate_year
from tasks.load import load_checked
from tasks.open import Desk, moment, open_desk
from tasks.place import place_documents
from tasks.read import read_documents
from tasks.receive import pending, receive_files
from tasks.reconcile import reconcile_year
from tasks.report import publish_pages, write_county
from tasks.rollup import roll_up_year

T = TypeVar("T")


def plain_night(
    home: Path, on: date, between: Callable[[], None] = lambda: None
) -> tuple[Desk, list[Outcome], list[Path]]:
    """One night; gives the desk, the digests sent and the page files that changed. `between` comes after each step."""

    def done(result: T) -> T:
        between()
        return result

    desk = done(open_desk(home))
    now = moment(on)
    for year in desk.years():
        done(receive_files(desk, year))
        documents = done(read_documents(desk, pending(desk, year)))
        submissions = done(place_documents(desk, documents, year))
        checked = done(check_submissions(desk, submissions, year))
        done(load_checked(desk, checked, year, now))
        done(collate_year(desk, year, now))
        done(roll_up_year(desk, year, now))
        done(reconcile_year(desk, year, now))
    sent = done(send_alerts(desk, on))
    for year in desk.years():
        done(write_county(desk, year, on))
    return desk, sent, done(publish_pages(desk, on))
