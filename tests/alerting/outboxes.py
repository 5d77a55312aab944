"""An outbox in memory that keeps the promises of the warehouse's: a key once, sent stays sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.alerting import Digest, Message, SendError


@dataclass
class Outbox:
    rows: dict[tuple[str, str], Message] = field(default_factory=dict)
    claimed: set[tuple[str, str]] = field(default_factory=set)
    sent: list[tuple[str, str]] = field(default_factory=list)
    errors: dict[tuple[str, str], str] = field(default_factory=dict)

    def put(self, message: Message) -> bool:
        new = (message.key, message.recipient) not in self.rows
        self.rows.setdefault((message.key, message.recipient), message)
        return new

    def pending(self) -> list[Message]:
        return [message for key, message in self.rows.items() if key not in self.sent]

    def claim(self, messages: Sequence[Message]) -> list[Message]:
        ours = [message for message in messages if (message.key, message.recipient) not in self.claimed]
        self.claimed |= {(message.key, message.recipient) for message in ours}
        return ours

    def mark(self, message: Message, error: str) -> None:
        key = (message.key, message.recipient)
        if error:
            self.errors[key] = error
            self.claimed.discard(key)
        else:
            self.sent.append(key)


@dataclass
class Deaf:
    """A channel that refuses those named and keeps the rest."""

    refused: frozenset[str] = frozenset()
    said: list[Digest] = field(default_factory=list)
    closed: bool = False
    channel: str = "deaf"

    def send(self, digest: Digest) -> None:
        if digest.recipient in self.refused:
            raise SendError("refused by channel")
        self.said.append(digest)

    def close(self) -> None:
        self.closed = True
