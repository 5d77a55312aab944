"""The night's own functions in a plain loop, without Prefect: for tests of what a night finds, and for the bench."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tasks.alert import send_alerts
from tasks.alerting import Outcome
from tasks.check import check_submissions
from tasks.load import load_checked
from tasks.open import Desk, moment, open_desk
from tasks.place import place_documents
from tasks.read import read_documents
from tasks.receive import pending, receive_files
from tasks.report import publish_pages, write_county
from tasks.rollup import roll_up_year


def plain_night(home: Path, on: date) -> tuple[Desk, list[Outcome], list[Path]]:
    """One night; gives the desk, the digests sent and the page files that changed."""
    desk = open_desk(home)
    now = moment(on)
    for year in desk.years():
        receive_files(desk, year)
        submissions = place_documents(desk, read_documents(desk, pending(desk, year)), year)
        load_checked(desk, check_submissions(desk, submissions, year), year, now)
        roll_up_year(desk, year, now)
    sent = send_alerts(desk, on)
    for year in desk.years():
        write_county(desk, year, on)
    return desk, sent, publish_pages(desk, on)
