"""The outbox: each thing once to each recipient, one digest a day, nothing lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.alerting import Digest, Message, Standing, Status, digests, due, queue, send
from tests.alerting.county import OFFICE, scene
from tests.alerting.outboxes import Deaf, Outbox

ON = date(2024, 1, 24)
STANDINGS = {code: Standing(Status.MISSING) for code in ("A01", "A02", "T01")}


def _message(key: str = "missing:2023:A01:x", recipient: str = "a@x.cn", subject: str = "催报") -> Message:
    return Message("missing", 2023, "A01", recipient, subject, "请报送。", key)


MESSAGES = st.lists(
    st.builds(_message, key=st.sampled_from(["k1", "k2", "k3"]), recipient=st.sampled_from(["a@x.cn", "b@x.cn"]))
)


@given(MESSAGES)
def test_queueing_again_stores_nothing(messages: list[Message]) -> None:
    outbox = Outbox()
    first = queue(messages, outbox.put)
    stored = dict(outbox.rows)
    assert queue(messages, outbox.put) == []
    assert outbox.rows == stored
    assert {(m.key, m.recipient) for m in first} == set(stored) == {(m.key, m.recipient) for m in messages}


@given(st.lists(MESSAGES, max_size=4), st.sets(st.sampled_from(["a@x.cn", "b@x.cn"])))
def test_nothing_is_lost_and_nothing_said_twice(nights: list[list[Message]], refused: set[str]) -> None:
    outbox, channel = Outbox(), Deaf(frozenset(refused))
    for messages in nights:
        queue(messages, outbox.put)
        send(outbox.pending(), channel, outbox.claim, outbox.mark, ON)
    assert {recipient for _key, recipient in outbox.errors} == {m.recipient for m in outbox.pending()} <= refused
    channel.refused = frozenset()
    send(outbox.pending(), channel, outbox.claim, outbox.mark, ON)
    said = [(m.key, digest.recipient) for digest in channel.said for m in digest.messages]
    assert sorted(said) == sorted(set(outbox.rows))


def test_a_night_run_twice_says_nothing_twice() -> None:
    outbox, channel = Outbox(), Deaf()
    for _night in range(2):
        queue(due(scene("2024-01-24", STANDINGS)), outbox.put)
        send(outbox.pending(), channel, outbox.claim, outbox.mark, ON)
    assert sorted(digest.recipient for digest in channel.said) == [
        "cz@qinghe.example.cn", OFFICE, "sw@qinghe.example.cn",
    ]  # fmt: skip
    assert channel.closed


def test_everything_for_one_recipient_is_one_digest() -> None:
    merged = {digest.recipient: digest for digest in digests(due(scene("2024-01-24", STANDINGS)), ON)}
    office = merged[OFFICE]
    assert [message.kind for message in office.messages] == ["missing", "missing_list", "completeness"]
    assert office.subject == "政府信息公开年度报告：3 件事（2024-01-24）"
    assert office.body.index("【1】") < office.body.index("【2】") < office.body.index("【3】")
    alone = merged["sw@qinghe.example.cn"]
    assert alone.subject == alone.messages[0].subject
    assert "【" not in alone.body


def test_who_had_a_digest_today_waits_for_tomorrow() -> None:
    outbox, channel = Outbox(), Deaf()
    queue([_message(), _message("late:2023:B:y", "b@x.cn")], outbox.put)
    send(outbox.pending(), channel, outbox.claim, outbox.mark, ON, served={"a@x.cn"})
    assert [digest.recipient for digest in channel.said] == ["b@x.cn"]
    assert [message.recipient for message in outbox.pending()] == ["a@x.cn"]


def test_a_refused_digest_stays_pending_with_its_error_and_keeps_nobody_back() -> None:
    outbox = Outbox()
    queue([_message(), _message("k2", "b@x.cn")], outbox.put)
    outcomes = send(outbox.pending(), Deaf(frozenset({"a@x.cn"})), outbox.claim, outbox.mark, ON)
    assert [(outcome.digest.recipient, outcome.error) for outcome in outcomes] == [
        ("a@x.cn", "refused by channel"),
        ("b@x.cn", ""),
    ]
    assert [message.recipient for message in outbox.pending()] == ["a@x.cn"]
    assert list(outbox.errors.values()) == ["refused by channel"]


def test_what_was_sent_before_a_crash_is_marked() -> None:
    class Crashing(Deaf):
        def send(self, digest: Digest) -> None:
            if self.said:
                raise KeyboardInterrupt
            super().send(digest)

    outbox, channel = Outbox(), Crashing()
    queue([_message(), _message("k2", "b@x.cn")], outbox.put)
    with pytest.raises(KeyboardInterrupt):
        send(outbox.pending(), channel, outbox.claim, outbox.mark, ON)
    assert [message.recipient for message in outbox.pending()] == ["b@x.cn"]
    assert channel.closed


def test_the_id_of_a_digest_depends_on_what_is_said_to_whom_alone() -> None:
    one, two = _message("k1"), _message("k2")
    [first], [second] = digests([one, two], ON), digests([two, one], date(2024, 1, 25))
    [other] = digests([_message("k1", "b@x.cn"), _message("k2", "b@x.cn")], ON)
    assert first.id == second.id != other.id
