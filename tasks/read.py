"""Read: turn archived bytes into grids, each document in a bounded process."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from prefect import task

from tasks import warehouse
from tasks.open import Desk, open_desk
from tasks.reading import Part, combine, part_of, read_all, whole
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
    files = [(archived(desk.home, receipt.sha256), Path(receipt.file_name).name) for receipt in receipts]
    outcomes = read_all(files, desk.settings.limits)
    for receipt, outcome in zip(receipts, outcomes, strict=True):
        if isinstance(outcome, Refusal):
            warehouse.record_refusal(
                desk.engine, receipt, outcome, agency_code=receipt.submitter, parser_version=PARSER_VERSION
            )
    pairs = zip(receipts, outcomes, strict=True)
    return join_files(desk, [Document(receipt, outcome) for receipt, outcome in pairs if isinstance(outcome, Grid)])


def join_files(desk: Desk, documents: list[Document]) -> list[Document]:
    """Files of one agency of which none is a report by itself (text here, tables there) become one submission.

    Each keeps its receipt and gets the joined grid; files that contradict each other stay alone and are judged alone.
    """
    torn: dict[tuple[str, int], list[Document]] = defaultdict(list)
    for document in documents:
        if document.receipt.submitter and not whole(document.grid):
            torn[(document.receipt.submitter, document.receipt.year)].append(document)
    joined: dict[int, Document] = {}
    for (submitter, year), files in torn.items():
        parts = [part_of(Path(file.receipt.file_name).name, file.grid) for file in files]
        parts += _earlier(desk, submitter, year, {file.receipt.sha256 for file in files})
        with suppress(Refusal):
            grid = combine(parts, []) if len(parts) > 1 else files[0].grid
            joined |= {id(file): replace(file, grid=grid) for file in files}
    return [joined.get(id(document), document) for document in documents]


def _earlier(desk: Desk, submitter: str, year: int, known: set[str]) -> list[Part]:
    """What the agency's newest revision was read from, when that was no whole report either."""
    revision = warehouse.latest_revisions(desk.engine, year).get(submitter)
    stored = warehouse.load_grid(desk.engine, revision.sha256) if revision and revision.sha256 not in known else None
    if revision is None or stored is None:
        return []
    grid = Grid.from_json(stored)
    return [] if whole(grid) else [part_of(revision.sha256[:8], grid)]


@task(task_run_name="读取 {year}", retries=1, retry_delay_seconds=5)
def read(home: str, year: int) -> Batch[Document]:
    """Prefect's wrapper: every arrival of the year that is still to be dealt with."""
    desk = open_desk(home)
    return Batch(read_documents(desk, pending(desk, year)))
