"""Read: turn archived bytes into grids, each document in a bounded process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, TypeVar

from prefect import task

from tasks import warehouse
from tasks.open import Desk, open_desk
from tasks.reading import is_picture, read_all, read_pages_of
from tasks.receive import pending
from tasks.receiving import archived
from tasks.records import Grid, Receipt, Refusal
from tasks.together import Document, join_files

PARSER_VERSION = "1"
T = TypeVar("T")


class Batch(Generic[T]):
    """Documents or cases handed from task to task; opaque, so that Prefect does not walk through every cell."""

    __slots__ = ("items",)

    def __init__(self, items: list[T]) -> None:
        self.items = items


def read_documents(desk: Desk, receipts: list[Receipt]) -> list[Document]:
    """Grids of the readable ones, in the order given; the others are recorded as refused, with the reason."""
    documents = []
    for receipt, outcome in zip(receipts, read_receipts(desk, receipts), strict=True):
        if isinstance(outcome, Refusal):
            _refuse(desk, receipt, outcome)
        else:
            documents.append(Document(receipt, outcome))
    kept = []
    for each in join_files(desk, documents):
        if isinstance(each, Document):
            kept.append(each)
        else:
            _refuse(desk, each[0].receipt, each[1])
    return kept


def _refuse(desk: Desk, receipt: Receipt, refusal: Refusal) -> None:
    warehouse.record_refusal(
        desk.engine, receipt, refusal, agency_code=receipt.submitter, parser_version=PARSER_VERSION
    )


def read_receipts(desk: Desk, receipts: Sequence[Receipt]) -> list[Grid | Refusal]:
    """What each archived file says; pictures of one agency are the pages of one document and have one Grid."""
    files = [(archived(desk.home, receipt.sha256), Path(receipt.file_name).name) for receipt in receipts]
    pages: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, receipt in enumerate(receipts):
        if receipt.submitter and is_picture(files[at][0]):
            pages[(receipt.submitter, receipt.year)].append(at)
    outcomes: dict[int, Grid | Refusal] = {}
    for places in pages.values():
        grid = read_pages_of([files[at] for at in places], desk.settings.limits) if len(places) > 1 else None
        outcomes |= dict.fromkeys(places, grid) if grid else {}
    alone = [at for at in range(len(files)) if at not in outcomes]
    outcomes |= zip(alone, read_all([files[at] for at in alone], desk.settings.limits), strict=True)
    return [outcomes[at] for at in range(len(files))]


@task(task_run_name="读取 {year}", retries=1, retry_delay_seconds=5)
def read(home: str, year: int) -> Batch[Document]:
    """Prefect's wrapper: every arrival of the year that is still to be dealt with."""
    desk = open_desk(home)
    return Batch(read_documents(desk, pending(desk, year)))
