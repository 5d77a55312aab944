"""From messages to sent digests, over an outbox that somebody else keeps.

The outbox is handed in as plain callables: `put` stores a message unless its (key, recipient) is there and says
whether it did; `claim` takes messages for sending and gives those that nobody else has taken; `mark` notes the outcome
of one message, "" = sent, else the error, which makes it wait again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.alerting.digest import Digest, digests
from tasks.alerting.message import Message
from tasks.alerting.senders import Sender, SendError

Put = Callable[[Message], bool]
Claim = Callable[[Sequence[Message]], Sequence[Message]]
Mark = Callable[[Message, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one digest; error "" = sent."""

    digest: Digest
    channel: str
    error: str = ""


def queue(messages: Iterable[Message], put: Put) -> list[Message]:
    """Store what was never said before; gives those messages."""
    return [message for message in messages if put(message)]


def send(
    pending: Iterable[Message], sender: Sender, claim: Claim, mark: Mark, on: date, *, served: Collection[str] = ()
) -> list[Outcome]:
    """Send one digest a recipient of what is ours to send, and mark each message at once.

    A message is claimed before and marked after: two senders never say the same, nor does one after a crash.

    Recipients in `served` had their digest today: theirs stay pending until tomorrow. A refusal is marked with its
    error, stays pending, and keeps nobody else's digest back.
    """
    outcomes = []
    try:
        waiting = digests((message for message in pending if message.recipient not in served), on)
        for digest in (ours for each in waiting for ours in digests(claim(each.messages), on)):
            error = _try(sender, digest)
            for message in digest.messages:
                mark(message, error)
            outcomes.append(Outcome(digest, sender.channel, error))
    finally:
        sender.close()
    return outcomes


def _try(sender: Sender, digest: Digest) -> str:
    try:
        sender.send(digest)
    except SendError as error:
        return str(error) or type(error).__name__
    return ""
