"""Decisions are only ever added to; a state follows them, on both databases, over a thousand resubmissions."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from tasks import deciding
from tasks.records import Decision, DecisionKind, Severity
from tasks.warehouse import (
    Settled,
    Situation,
    decisions,
    decisions_on,
    latest_revisions,
    load_placement,
    record_decisions,
    row_counts,
    settle,
    states,
    warehouse_hash,
)
from tests.deciding.reports import CELLS, LEFT, RIGHT, TODAY, cells, check, day, decision, revocation
from tests.warehouse.reports import NOW, load, placement, receipt

WRONG = {LEFT: 3, RIGHT: 2}
COUNTY = "990001"


def record(engine: Engine, *made: Decision) -> tuple[Decision, ...]:
    return record_decisions(engine, COUNTY, made)


def test_a_decision_is_read_back_as_it_was_made(warehouse: Engine) -> None:
    waiver = decision(WRONG, kind=DecisionKind.WAIVE, second="李四", until=day("2024-12-31"))
    taken = revocation(waiver)
    assert record(warehouse, waiver, taken) == (waiver, taken)
    assert decisions(warehouse, COUNTY) == decisions_on(warehouse, "d01", 2023) == (waiver, taken)
    assert [it.id for it in decisions(warehouse, COUNTY)] == [waiver.id, taken.id]
    assert decisions(warehouse, "另一个县") == decisions_on(warehouse, "d02", 2023) == ()


def test_the_same_decision_is_recorded_once(warehouse: Engine) -> None:
    made = decision(WRONG)
    assert record(warehouse, made, made) == (made,)
    before = warehouse_hash(warehouse), row_counts(warehouse)
    assert record(warehouse, replace(made, source="decisions.csv")) == ()
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"person": ""},
        {"kind": DecisionKind.WAIVE},
        {"kind": DecisionKind.WAIVE, "second": "张三"},
        {"rule": ""},
        {"revokes": "D000"},
    ],
)
def test_half_a_decision_is_refused_with_all_that_came_with_it(warehouse: Engine, wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError):
        record(warehouse, decision(WRONG), decision(WRONG, **wrong))
    assert decisions(warehouse, COUNTY) == ()


def test_no_statement_changes_a_decision() -> None:
    folder = Path(str(files("sql")))
    said = [path.read_text(encoding="utf-8") for path in folder.rglob("*.sql") if "migrations" not in path.parts]
    touching = [sql for sql in said if "core_decisions" in sql]
    assert len(touching) >= 4
    assert not [sql for sql in touching if "UPDATE" in sql or "DELETE" in sql]


def decide(on_day: int, situation: Situation) -> Settled:
    weighed = deciding.weigh(situation.findings, situation.decisions, situation.cells, TODAY + timedelta(on_day))
    return Settled("questioned" if weighed.still(Severity.SOFT) else "accepted", "gouji")


def resubmissions(seed: int, count: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Days that go on and reports of a few cells, the confirmed values coming up often."""
    chance = random.Random(seed)
    values, on_day = dict.fromkeys(CELLS, 0) | WRONG, 0
    for _ in range(count):
        for code in chance.sample(CELLS, chance.randint(1, 2)):
            values[code] = WRONG.get(code, 0) if chance.random() < 0.6 else chance.randint(0, 4)
        on_day += chance.random() < 0.02
        yield on_day, dict(values)


def test_a_confirmation_survives_lapses_and_expires_over_a_thousand_resubmissions(warehouse: Engine) -> None:
    """Whether a report counts is worked out from two cells and the day alone. Every 25th is loaded and settled."""
    last, revoked_on = 8, 14
    made, again = decision(WRONG, until=TODAY + timedelta(last)), decision(WRONG, person="李四")
    known = record(warehouse, made)
    seen = set()
    for number, (on_day, values) in enumerate(resubmissions(7, 1000)):
        if on_day > last + 2 and len(known) == 1:
            known += record(warehouse, again)
        if on_day > revoked_on and len(known) == 2:
            known += record(warehouse, revocation(again))
        wrong, stands = values[LEFT] > values[RIGHT], (values[LEFT], values[RIGHT]) == (3, 2)
        held = on_day <= last or len(known) == 2
        found, stored = check(values), decisions_on(warehouse, "d01", 2023)
        weighed = deciding.weigh([found], stored, cells(values), TODAY + timedelta(on_day))
        assert stored == known and bool(weighed.open) is (wrong and not (stands and held)), (number, values)
        seen.add((wrong, stands, held))
        if number % 25 == 0:
            report = replace(placement(), cells=cells(values), sections={}, narrative=(), unplaced=())
            load(warehouse, "d01", report, receipt(sha256=f"{number:064x}"), found)
            settle(warehouse, "d01", 2023, partial(decide, on_day), when=NOW)
            assert states(warehouse, 2023)["d01"].state == ("questioned" if weighed.open else "accepted")
            assert load_placement(warehouse, latest_revisions(warehouse, 2023)["d01"]).cells == cells(values)
    assert seen >= {(True, True, True), (True, False, True), (True, True, False), (True, False, False)}
    assert decisions(warehouse, COUNTY) == known and len(known) == 3
