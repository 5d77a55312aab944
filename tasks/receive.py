"""Receive: archive what lies in the inbox and note every arrival."""

from __future__ import annotations

import hashlib
from pathlib import Path

from prefect import task

from tasks import warehouse
from tasks.open import CLOCK, Desk, moment, open_desk
from tasks.receiving import receive as receive_file
from tasks.receiving import scan, sweep
from tasks.records import Receipt, Refusal

_LEFT = 3600.0  # 秒；更新的可能是另一个进程正在写的


def receive_files(desk: Desk, year: int) -> int:
    """Archive every file of the year's inbox and note it; gives how many arrivals are still to be dealt with."""
    sweep(desk.home, _LEFT)
    for path in scan(desk.home, year):
        try:
            warehouse.record_receipt(desk.engine, receive_file(desk.home, path, year, desk.roster))
        except Refusal as refusal:
            warehouse.record_refusal(desk.engine, _unopened(desk, path, year), refusal)
    return len(pending(desk, year))


def pending(desk: Desk, year: int) -> list[Receipt]:
    """Arrivals that were neither read nor refused, in order of arrival."""
    return [arrival.receipt for arrival in warehouse.arrivals(desk.engine, year) if arrival.outcome == "received"]


def _unopened(desk: Desk, path: Path, year: int) -> Receipt:
    """A receipt for a file that could not even be opened: known by its path, listed with the reason."""
    name = path.relative_to(desk.home).as_posix()
    mark = hashlib.sha256(f"unopened:{name}".encode()).hexdigest()
    return Receipt(mark, path.name, year, moment().astimezone(CLOCK), 0, "", channel="folder")


@task(task_run_name="收件 {year}", retries=2, retry_delay_seconds=5)
def receive(home: str, year: int) -> int:
    """Prefect's wrapper; retried, for an inbox may lie on a network drive."""
    return receive_files(open_desk(home), year)
