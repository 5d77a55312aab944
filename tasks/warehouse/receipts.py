"""What arrived and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.records import Receipt, Refusal
from tasks.warehouse.columns import from_json, from_time, storable, to_json, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class Arrival:
    """A receipt with its outcome: received (not dealt with yet), read (led to a revision) or refused (and why).

    One that was read and has a reason lies beside its revision: it came with that report and adds nothing to it.
    """

    receipt: Receipt
    outcome: str
    reason: str
    detail: str
    agency: str
    revision: int | None
    parser_version: str

    @property
    def beside(self) -> bool:
        return self.outcome == "read" and self.reason != ""


def record_receipt(engine: Engine, receipt: Receipt) -> bool:
    """Note an arrival; False if the same bytes from the same submitter are known for the year."""
    with writing(engine) as connection:
        return insert_receipt(connection, receipt)


def record_refusal(
    engine: Engine, receipt: Receipt, refusal: Refusal, *, agency_code: str = "", parser_version: str = ""
) -> bool:
    """Note why an arrival could not be taken; False if that is known, or if it led to a revision before."""
    outcome = {
        "reason": refusal.reason,
        "detail": storable(refusal.detail),
        "agency_code": agency_code,
        "parser_version": parser_version,
    }
    with writing(engine) as connection:
        insert_receipt(connection, receipt)
        result = connection.execute(statement("load/update_receipt_refused"), receipt_key(receipt) | outcome)
        return result.rowcount == 1


def record_beside(engine: Engine, receipt: Receipt, agency_code: str, revision: int, detail: str) -> bool:
    """Note that a refused arrival came with a report and adds nothing to it; False if it is not refused (any more)."""
    link = {"agency_code": agency_code, "revision": revision, "detail": storable(detail)}
    with writing(engine) as connection:
        result = connection.execute(statement("load/update_receipt_beside"), receipt_key(receipt) | link)
        return result.rowcount == 1


def known_hashes(engine: Engine, year: int) -> frozenset[str]:
    """The SHA-256 of everything of a year that was read or refused; what was only received is not yet known."""
    with reading(engine) as connection:
        return frozenset(connection.execute(statement("load/select_known_hashes"), {"year": year}).scalars())


def arrivals(engine: Engine, year: int) -> tuple[Arrival, ...]:
    """Every arrival of a year with its outcome, in order of arrival."""
    with reading(engine) as connection:
        rows = connection.execute(statement("load/select_receipts"), {"year": year}).mappings()
        return tuple(_arrival(row) for row in rows)


def originals(engine: Engine, county: str) -> list[dict[str, Any]]:
    """Every arrival whose bytes are in the archive: sha256, size_bytes, year, submitter, agency_code, file_name.

    Where several counties share a warehouse, those of agencies that only others have are left out.
    """
    with reading(engine) as connection:
        rows = connection.execute(statement("load/select_originals"), {"county": county}).mappings()
        return [dict(row) for row in rows]


def load_grid(engine: Engine, sha256: str) -> dict[str, Any] | None:
    """The grid of a document as its reader gave it, None if there is none."""
    with reading(engine) as connection:
        text = connection.execute(statement("load/select_grid"), {"sha256": sha256}).scalar()
    return from_json(text) if text is not None else None


def grid_note(engine: Engine, sha256: str) -> str:
    """What its reader had to say of how a document was read; "" for nothing."""
    return str((load_grid(engine, sha256) or {}).get("note", ""))


def insert_receipt(connection: Connection, receipt: Receipt) -> bool:
    row = receipt_key(receipt) | {
        "file_name": storable(receipt.file_name),
        "received_at": to_time(receipt.received_at),
        "size_bytes": receipt.size,
        "archive_path": storable(receipt.path),
        "channel": receipt.channel,
    }
    return connection.execute(statement("load/insert_receipt"), row).rowcount == 1


def keep_grid(connection: Connection, sha256: str, grid: Mapping[str, Any]) -> None:
    row = {"sha256": sha256, "kind": grid["kind"], "grid": to_json(grid)}
    connection.execute(statement("load/upsert_grid"), row)


def receipt_key(receipt: Receipt) -> dict[str, Any]:
    return {"year": receipt.year, "sha256": receipt.sha256, "submitter": receipt.submitter}


def _arrival(row: RowMapping) -> Arrival:
    receipt = Receipt(
        sha256=row["sha256"],
        file_name=row["file_name"],
        year=row["year"],
        received_at=from_time(row["received_at"]),
        size=row["size_bytes"],
        path=row["archive_path"],
        submitter=row["submitter"],
        channel=row["channel"],
    )
    return Arrival(
        receipt=receipt,
        outcome=row["outcome"],
        reason=row["reason"],
        detail=row["detail"],
        agency=row["agency_code"],
        revision=row["revision"],
        parser_version=row["parser_version"],
    )
