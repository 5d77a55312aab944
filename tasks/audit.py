"""Audit: every original that the warehouse knows, read again from the archive."""

from __future__ import annotations

from collections.abc import Callable

from tasks import warehouse
from tasks.open import Desk
from tasks.receiving import Fault, Original, audit


def audit_archive(desk: Desk, step: Callable[[int, int], None]) -> tuple[int, list[Fault]]:
    """How many originals there are, and what is wrong with the archive; `step` is told how far it is."""
    known = [
        Original(
            row["sha256"], row["size_bytes"], row["year"], row["agency_code"] or row["submitter"], row["file_name"]
        )
        for row in warehouse.originals(desk.engine, desk.county.code)
    ]
    return len({each.sha256 for each in known}), audit(desk.home, known, step)
