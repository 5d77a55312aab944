"""Read: turn archived bytes into grids, each document in a bounded process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from pathlib import Path
from typing import Generic, TypeVar

from prefect import task

from tasks import warehouse
from tasks.open import Desk, open_desk
from tasks.reading import read as read_document
from tasks.receive import pending
from tasks.receiving import archived
from tasks.records import Grid, Receipt, Refusal

PARSER_VERSION = "1"
T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """A receipt with what its bytes say."""

    receipt: Receipt
    grid: Grid


class Batch(Generic[T]):
    """Documents or cases handed from task to task; opaque, so that Prefect does not walk through every cell."""

    __slots__ = ("items",)

    def __init__(self, items: list[T]) -> None:
        self.items = items


def read_documents(desk: Desk, receipts: list[Receipt]) -> list[Document]:
    """Grids of the readable ones, in the order given; the others are recorded as refused, with the reason."""
    with ThreadPoolExecutor(max_workers=min(4, cpu_count() or 1)) as pool:
        outcomes = list(pool.map(lambda receipt: _read(desk, receipt), receipts))
    for receipt, outcome in zip(receipts, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            warehouse.record_refusal(
                desk.engine, receipt, outcome, agency_code=receipt.submitter, parser_version=PARSER_VERSION
            )
    pairs = zip(receipts, outcomes, strict=True)
    return [Document(receipt, outcome) for receipt, outcome in pairs if isinstance(outcome, Grid)]


def _read(desk: Desk, receipt: Receipt) -> Grid | Refusal:
    try:
        return read_document(archived(desk.home, receipt.sha256), Path(receipt.file_name).name, desk.settings.limits)
    except Refusal as refusal:
        return refusal


@task(task_run_name="读取 {year}", retries=1, retry_delay_seconds=5)
def read(home: str, year: int) -> Batch[Document]:
    """Prefect's wrapper: every arrival of the year that is still to be dealt with."""
    desk = open_desk(home)
    return Batch(read_documents(desk, pending(desk, year)))
