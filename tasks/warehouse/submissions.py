"""Load what an agency handed in: whole or not at all, and only what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from tasks.records import Finding, Placement, Receipt
from tasks.warehouse.columns import storable, to_time
from tasks.warehouse.engine import writing
from tasks.warehouse.findings import insert_findings
from tasks.warehouse.partitions import open_year
from tasks.warehouse.placements import content_hash, head_columns, insert_placement
from tasks.warehouse.receipts import insert_receipt, keep_grid, receipt_key
from tasks.warehouse.revisions import Revision, latest_revision, to_revision
from tasks.warehouse.season import Step, append_step
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did: the revision that holds the content, whether it is new, whether its findings changed."""

    revision: Revision
    written: bool
    checked: bool

    @property
    def number(self) -> int:
        return self.revision.number


def load_submission(
    engine: Engine,
    receipt: Receipt,
    agency_code: str,
    placement: Placement,
    *,
    grid: Mapping[str, Any],
    findings: Sequence[Finding] | None,
    now: datetime,
    parser_version: str = "",
    grounds: str = "",
    ruleset: str = "",
) -> LoadResult:
    """Load one report in one transaction: receipt, grid, revision with its cells and texts, findings,
    steps `received` and `parsed`.

    Content equal to the newest revision makes no new one. An arrival that is read again makes one only while the
    revision it led to is still the newest: an old file never overtakes a later one. Load in order of arrival.
    findings None = the report says nothing new and is checked already; RuntimeError where that is no longer so.
    """
    content = content_hash(placement)
    open_year(engine, receipt.year)
    with writing(engine, "agency", agency_code, receipt.year) as connection:
        insert_receipt(connection, receipt)
        keep_grid(connection, receipt.sha256, grid)
        latest = latest_revision(connection, agency_code, receipt.year)
        held = _held(connection, receipt, agency_code, content, latest)
        revision = held or Revision(
            agency=agency_code,
            year=receipt.year,
            number=latest.number + 1 if latest else 1,
            content_hash=content,
            sha256=receipt.sha256,
            form=placement.form,
            title=storable(placement.title),
            supersedes=latest.number if latest else None,
            parser_version=parser_version,
            loaded_at=now,
        )
        if held is None and findings is None:
            raise RuntimeError(f"the report of {agency_code} on {receipt.year} was replaced while it was checked")
        if held is None:
            insert_revision(connection, revision, placement)
            for step in _arrived(receipt, revision):
                append_step(connection, step)
        link = {"agency_code": agency_code, "revision": revision.number, "parser_version": parser_version}
        connection.execute(statement("load/update_receipt_read"), receipt_key(receipt) | link)
        checked = (
            findings is not None
            and revision.content_hash == content
            and insert_findings(connection, revision, findings, now, (grounds, ruleset))
        )
    return LoadResult(revision, held is None, checked)


def _held(
    connection: Connection, receipt: Receipt, agency_code: str, content: str, latest: Revision | None
) -> Revision | None:
    """The stored revision that a submission amounts to, None if it is a new one."""
    linked = _of_receipt(connection, receipt, agency_code)
    if linked and latest and linked.number < latest.number:
        return linked
    return latest if latest and latest.content_hash == content else None


def insert_revision(connection: Connection, revision: Revision, placement: Placement) -> None:
    """Write a revision with everything that its placement says."""
    head = {
        "content_hash": revision.content_hash,
        "sha256": revision.sha256,
        "supersedes": revision.supersedes,
        "parser_version": revision.parser_version,
        "loaded_at": to_time(revision.loaded_at),
    }
    result = connection.execute(statement("load/insert_revision"), revision.key | head | head_columns(placement))
    if result.rowcount != 1:  # 有锁就不会发生；若发生，宁可整份不入，不可把格记在别人的版下
        raise RuntimeError(f"revision {revision.number} of {revision.agency} {revision.year} was written by another")
    insert_placement(connection, revision, placement)


def _arrived(receipt: Receipt, revision: Revision) -> tuple[Step, Step]:
    """Received from the agency under its file name, and read by the parser."""
    key = revision.agency, revision.year, 0
    who = receipt.submitter or receipt.channel
    return (
        Step(*key, "received", revision.number, who, receipt.file_name, revision.loaded_at),
        Step(*key, "parsed", revision.number, "gouji", revision.parser_version, revision.loaded_at),
    )


def _of_receipt(connection: Connection, receipt: Receipt, agency_code: str) -> Revision | None:
    key = receipt_key(receipt) | {"agency_code": agency_code}
    row = connection.execute(statement("load/select_revision_of_receipt"), key).mappings().one_or_none()
    return to_revision(row) if row else None
