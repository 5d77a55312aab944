"""Place: give every figure its official cell, and every report its agency."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from prefect import task

from tasks import warehouse
from tasks.open import Desk, open_desk
from tasks.placing import place as place_grid
from tasks.read import PARSER_VERSION, Batch
from tasks.receiving import resolve
from tasks.records import Agency, Placement, Refusal
from tasks.together import Document

_log = logging.getLogger("gouji.place")


@dataclass(frozen=True)
class Submission:
    """A document that is some agency's report."""

    document: Document
    placement: Placement
    agency: Agency

    @property
    def key(self) -> str:
        return f"{self.agency.code}/{self.document.receipt.year}/{self.document.receipt.sha256}"


def place_documents(desk: Desk, documents: list[Document], year: int) -> list[Submission]:
    """Reports with their agencies; what is no report of an agency for this year is recorded as refused."""
    placed = []
    for document in documents:
        try:
            placement = place_grid(document.grid)
            agency = resolve(document.receipt, placement, desk.roster, year)
        except Refusal as refusal:
            warehouse.record_refusal(
                desk.engine,
                document.receipt,
                refusal,
                agency_code=document.receipt.submitter,
                parser_version=PARSER_VERSION,
            )
        except Exception:  # a defect of ours costs this document tonight, not the night; it stays pending
            _log.exception("placing failed: %s", document.receipt.file_name)
        else:
            placed.append(Submission(document, placement, agency))
    return placed


@task(task_run_name="归位 {year}")
def place(home: str, year: int, documents: Batch[Document]) -> Batch[Submission]:
    """Prefect's wrapper."""
    return Batch(place_documents(open_desk(home), documents.items, year))
