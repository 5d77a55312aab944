"""The outbox: each thing is put in once for each recipient and channel, and said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, RowMapping

from tasks.language import _
from tasks.warehouse.columns import from_time, storable, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class Message:
    """One message; (dedup_key, channel, recipient) is its key. status: pending, sent, failed, held (being sent)."""

    dedup_key: str
    channel: str
    recipient: str
    kind: str
    year: int
    agency: str
    subject: str
    body: str
    created_at: datetime
    sent_at: datetime | None = None
    status: str = "pending"
    error: str = ""


def outbox_put(engine: Engine, message: Message) -> bool:
    """Put a message in as pending; False if its key is there already, whatever became of it."""
    row = _key(message) | {
        "kind": message.kind,
        "year": message.year,
        "agency_code": message.agency,
        "subject": storable(message.subject),
        "body": storable(message.body),
        "created_at": to_time(message.created_at),
    }
    with writing(engine) as connection:
        return connection.execute(statement("season/insert_message"), row).rowcount == 1


def outbox_claim(engine: Engine, messages: Sequence[Message]) -> tuple[Message, ...]:
    """Take waiting messages for sending, each by one sender only; gives those that are ours.

    They are `held` until outbox_mark says what became of them, so that a sender killed while it sends says nothing
    twice: what broke off is shown to the office and not repeated.
    """
    error = _("发送时中断，不知对方是否收到；不会自动再发，请向对方核实")
    with writing(engine, "outbox") as connection:
        return tuple(
            message
            for message in sorted(messages, key=lambda message: (message.dedup_key, message.channel, message.recipient))
            if connection.execute(statement("season/claim_message"), _key(message) | {"error": error}).rowcount == 1
        )


def outbox_pending(engine: Engine) -> tuple[Message, ...]:
    """The messages that wait to be sent, the oldest first."""
    with reading(engine) as connection:
        rows = connection.execute(statement("season/select_pending_messages")).mappings()
        return tuple(_message(row) for row in rows)


def outbox(engine: Engine, year: int) -> tuple[Message, ...]:
    """Every message of a year, the oldest first."""
    with reading(engine) as connection:
        rows = connection.execute(statement("season/select_messages"), {"year": year}).mappings()
        return tuple(_message(row) for row in rows)


def outbox_mark(engine: Engine, message: Message, status: str, now: datetime, error: str = "") -> bool:
    """Say what became of a message: sent, failed, held, or pending again; False if it was sent before or is unknown."""
    outcome = {
        "status": status,
        "sent_at": to_time(now) if status == "sent" else None,
        "error": storable(error),
    }
    with writing(engine) as connection:
        return connection.execute(statement("season/update_message"), _key(message) | outcome).rowcount == 1


def _key(message: Message) -> dict[str, Any]:
    return {"dedup_key": message.dedup_key, "channel": message.channel, "recipient": message.recipient}


def _message(row: RowMapping) -> Message:
    return Message(
        dedup_key=row["dedup_key"],
        channel=row["channel"],
        recipient=row["recipient"],
        kind=row["kind"],
        year=row["year"],
        agency=row["agency_code"],
        subject=row["subject"],
        body=row["body"],
        created_at=from_time(row["created_at"]),
        sent_at=from_time(row["sent_at"]) if row["sent_at"] else None,
        status=row["status"],
        error=row["error"],
    )
