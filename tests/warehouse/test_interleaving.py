"""Fixed interleavings of two writers: never a wrong county figure; and each of them is wrong with the lock taken out.

SQLite without its lock loses the first writer (`database is locked`), PostgreSQL stores what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import OperationalError

from tasks import warehouse
from tasks.records import Severity, State
from tasks.warehouse import (
    Message,
    Settled,
    Situation,
    accepted_revisions,
    check_warehouse,
    latest_revisions,
    latest_rollup,
    load_placement,
    migrate,
    open_engine,
    outbox_mark,
    outbox_put,
    roll_up,
    settle,
    states,
)
from tests.warehouse.reports import NOW, accept, finding, load, placement, receipt
from tests.warehouse.stepping import interleave, take_out_the_lock

CELL = "t2.licensing.decisions"
COUNTY = ("d01", "d02")


@pytest.fixture
def county(database_url: str) -> str:
    return rolled_up(database_url)


def rolled_up(database_url: str) -> str:
    """A county of two accepted agencies that report 1 each, added up; the address of its warehouse."""
    engine = open_engine(database_url)
    migrate(engine)
    for code in COUNTY:
        accept(engine, code, placement({CELL: 1}))
    roll_up(engine, "青禾县", 2023, COUNTY, NOW)
    engine.dispose()
    return database_url


def rerun(code: str, figure: int) -> Callable[[Engine], None]:
    """Another report of an agency comes, is accepted, and the county is added up."""

    def work(engine: Engine) -> None:
        load(engine, code, placement({CELL: figure}), receipt("b", submitter=code))
        settle(engine, code, 2023, decide, when=NOW)
        roll_up(engine, "青禾县", 2023, COUNTY, NOW)

    return work


def decide(situation: Situation) -> Settled:
    hard = any(found.state is State.FAIL and found.severity is Severity.HARD for found in situation.findings)
    return Settled("returned" if hard else "accepted", "gouji")


def total(url: str) -> tuple[Decimal | None, list[str]]:
    """The county's figure, and the checks of the warehouse that find something."""
    engine = open_engine(url)
    rollup = latest_rollup(engine, "青禾县", 2023)
    broken = [name for name, rows in check_warehouse(engine).items() if rows]
    engine.dispose()
    return (rollup.cells[CELL].value if rollup else None), broken


def two_agencies(url: str) -> tuple[Future[Any], Future[Any]]:
    """Both have changed; the first has added up before the second changed, and stores its sum after the second's."""
    return interleave(url, rerun("d01", 10), "rollup/select_last_rollup", rerun("d02", 100))


def test_two_agencies_of_a_county_at_once(county: str) -> None:
    for end in two_agencies(county):
        end.result()
    assert total(county) == (Decimal(110), [])


def test_two_agencies_at_once_without_the_lock(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take_out_the_lock(monkeypatch)
    first, second = two_agencies(county)
    second.result()
    if make_url(county).get_backend_name() == "sqlite":
        assert isinstance(first.exception(), OperationalError)
    else:
        first.result()
        assert total(county)[0] == 11


def two_reruns(url: str) -> tuple[Future[Any], Future[Any]]:
    """The first knows the newest revision; before it writes the next one, the second does."""

    def one(engine: Engine) -> int:
        return load(engine, "d01", placement({CELL: 10}), receipt("b", submitter="d01")).number

    def two(engine: Engine) -> int:
        return load(engine, "d01", placement({CELL: 20}), receipt("c", submitter="d01")).number

    return interleave(url, one, "load/insert_revision", two)


def test_two_reruns_of_one_agency_at_once(county: str) -> None:
    numbers = [end.result() for end in two_reruns(county)]
    assert numbers == [2, 3]
    engine = open_engine(county)
    newest = latest_revisions(engine, 2023)["d01"]
    assert load_placement(engine, newest).cells[CELL].value == 20
    engine.dispose()
    assert total(county)[1] == []


def test_two_reruns_at_once_without_the_lock(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite a load is alone all the same: it writes before it reads."""
    county = rolled_up(postgresql_url)
    take_out_the_lock(monkeypatch)
    first, second = two_reruns(county)
    assert second.result() == 2
    assert isinstance(first.exception(), RuntimeError)
    assert total(county)[1] == []


def a_state_for_another_report(url: str) -> tuple[Future[Any], Future[Any]]:
    """The first has decided to accept what was returned; before it says so, a report with a hard error comes."""
    engine = open_engine(url)
    settle(engine, "d01", 2023, lambda _: Settled("returned", "gouji"), when=NOW)
    engine.dispose()

    def one(engine: Engine) -> None:
        settle(engine, "d01", 2023, decide, when=NOW)

    def two(engine: Engine) -> None:
        load(engine, "d01", placement({CELL: 9999}), receipt("b", submitter="d01"), finding())
        settle(engine, "d01", 2023, decide, when=NOW)

    return interleave(url, one, "season/select_history", two, nth=2)


def test_a_report_is_never_accepted_by_a_decision_about_another(county: str) -> None:
    for end in a_state_for_another_report(county):
        end.result()
    engine = open_engine(county)
    assert states(engine, 2023)["d01"].state == "returned"
    assert set(accepted_revisions(engine, 2023)) == {"d02"}
    engine.dispose()


def test_a_decision_about_another_without_the_lock(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take_out_the_lock(monkeypatch)
    first, second = a_state_for_another_report(county)
    second.result()
    if make_url(county).get_backend_name() == "sqlite":
        assert isinstance(first.exception(), OperationalError)
        return
    first.result()
    engine = open_engine(county)
    assert (states(engine, 2023)["d01"].state, states(engine, 2023)["d01"].revision) == ("accepted", 1)
    engine.dispose()


def a_message_sent_at_once(url: str) -> tuple[list[str], tuple[Future[Any], Future[Any]]]:
    """Both nights see the same message waiting, and both mean to send it."""
    engine, sent = open_engine(url), list[str]()
    message = Message("remind:2023:d01:T-5", "digest", "a@b.cn", "remind", 2023, "d01", "催报", "请报送。", NOW)
    outbox_put(engine, message)
    engine.dispose()

    def one(engine: Engine) -> None:
        for ours in warehouse.outbox_claim(engine, [message]):
            sent.append(ours.dedup_key)
            outbox_mark(engine, ours, "sent", NOW)

    return sent, interleave(url, one, "season/update_message", one)


def test_two_nights_send_a_message_once(county: str) -> None:
    sent, ends = a_message_sent_at_once(county)
    for end in ends:
        end.result()
    assert len(sent) == 1


def test_two_nights_send_a_message_twice_without_the_claim(county: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse, "outbox_claim", lambda _engine, messages: messages)
    sent, _ends = a_message_sent_at_once(county)
    assert len(sent) == 2
