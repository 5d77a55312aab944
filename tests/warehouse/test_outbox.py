from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from tasks.warehouse import Message, outbox, outbox_claim, outbox_mark, outbox_pending, outbox_put
from tests.warehouse.reports import NOW

REMINDER = Message(
    "remind:2023:d01:T-5", "smtp", "a@b.cn", "remind", 2023, "d01", "催报", "请于 1 月 31 日前报送。", NOW
)


def test_each_thing_is_put_in_once(warehouse: Engine) -> None:
    assert outbox_put(warehouse, REMINDER) is True
    assert outbox_put(warehouse, replace(REMINDER, body="另一种说法")) is False
    assert outbox_pending(warehouse) == (REMINDER,)


def test_another_recipient_or_channel_is_another_message(warehouse: Engine) -> None:
    for message in (REMINDER, replace(REMINDER, recipient="c@d.cn"), replace(REMINDER, channel="print")):
        assert outbox_put(warehouse, message) is True
    assert len(outbox_pending(warehouse)) == 3


def test_what_was_sent_is_never_pending_again(warehouse: Engine) -> None:
    outbox_put(warehouse, REMINDER)
    assert outbox_mark(warehouse, REMINDER, "sent", NOW) is True
    assert outbox_pending(warehouse) == ()
    assert outbox_put(warehouse, REMINDER) is False
    assert outbox_mark(warehouse, REMINDER, "pending", NOW) is False
    assert outbox(warehouse, 2023) == (replace(REMINDER, status="sent", sent_at=NOW),)


def test_a_message_is_taken_for_sending_by_one_only(warehouse: Engine) -> None:
    later = replace(REMINDER, dedup_key="remind:2023:d01:T-3")
    outbox_put(warehouse, REMINDER)
    assert outbox_claim(warehouse, [REMINDER]) == (REMINDER,)
    outbox_put(warehouse, later)
    assert outbox_claim(warehouse, [REMINDER, later]) == (later,)
    assert outbox_pending(warehouse) == ()


def test_what_broke_off_while_sending_is_said_and_not_sent_again(warehouse: Engine) -> None:
    outbox_put(warehouse, REMINDER)
    outbox_claim(warehouse, [REMINDER])
    (held,) = outbox(warehouse, 2023)
    assert held.status == "held" and "不知对方是否收到" in held.error
    assert outbox_mark(warehouse, REMINDER, "sent", NOW) is True
    assert outbox(warehouse, 2023) == (replace(REMINDER, status="sent", sent_at=NOW),)


def test_what_a_channel_refused_stays_with_its_error(warehouse: Engine) -> None:
    outbox_put(warehouse, REMINDER)
    assert outbox_mark(warehouse, REMINDER, "pending", NOW, "550 no such user") is True
    assert outbox_pending(warehouse) == (replace(REMINDER, error="550 no such user"),)
    assert outbox_mark(warehouse, REMINDER, "failed", NOW, "550 no such user") is True
    assert outbox_pending(warehouse) == ()


def test_pending_messages_come_oldest_first(warehouse: Engine) -> None:
    later = replace(REMINDER, dedup_key="a", created_at=NOW + timedelta(microseconds=1))
    outbox_put(warehouse, later)
    outbox_put(warehouse, REMINDER)
    assert outbox_pending(warehouse) == (REMINDER, later)


def test_a_status_that_does_not_exist_is_refused(warehouse: Engine) -> None:
    outbox_put(warehouse, REMINDER)
    with pytest.raises(IntegrityError):
        outbox_mark(warehouse, REMINDER, "snt", NOW)
