"""One digest a recipient: everything that is to be said to them, merged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.alerting.message import Message
from tasks.language import _


@dataclass(frozen=True, slots=True)
class Digest:
    """What one send carries. id is the same whenever the same messages go to the same recipient."""

    recipient: str
    subject: str
    body: str
    messages: tuple[Message, ...]
    attachments: tuple[tuple[str, bytes], ...] = ()

    @property
    def id(self) -> str:
        said = "\n".join([self.recipient, *sorted(message.key for message in self.messages)])
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def digests(messages: Iterable[Message], on: date) -> list[Digest]:
    """Merge by recipient, in the order in which recipients first appear; one thing is said once in a digest."""
    by_recipient: dict[str, dict[str, Message]] = {}
    for message in messages:
        by_recipient.setdefault(message.recipient, {}).setdefault(message.key, message)
    return [_merge(recipient, list(unique.values()), on) for recipient, unique in by_recipient.items()]


def _merge(recipient: str, messages: Sequence[Message], on: date) -> Digest:
    if len(messages) == 1:
        subject, body = messages[0].subject, messages[0].body
    else:
        subject = _("政府信息公开年度报告：{count} 件事（{day}）").format(count=len(messages), day=on.isoformat())
        parts = [f"{_numeral(n)} {message.subject}\n{message.body}" for n, message in enumerate(messages, start=1)]
        body = "\n\n".join(parts)
    return Digest(recipient, subject, body + "\n", tuple(messages))


def _numeral(number: int) -> str:
    return _("【{number}】").format(number=number)
