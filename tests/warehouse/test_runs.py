from datetime import timedelta

from sqlalchemy import Engine

from tasks.warehouse import begin_run, end_run, last_run, warehouse_hash
from tests.warehouse.reports import NOW


def test_the_last_run_of_a_flow_can_be_asked(warehouse: Engine) -> None:
    assert last_run(warehouse, "nightly") is None
    assert begin_run(warehouse, "r1", "nightly", NOW) is True
    assert begin_run(warehouse, "r1", "nightly", NOW) is False
    end_run(warehouse, "r1", "completed", {"read": 48, "refused": 2}, NOW + timedelta(minutes=1))
    begin_run(warehouse, "r2", "reminders", NOW + timedelta(days=1))
    run = last_run(warehouse, "nightly")
    assert run is not None
    assert (run.run_id, run.status, run.summary) == ("r1", "completed", {"read": 48, "refused": 2})
    assert run.ended_at == NOW + timedelta(minutes=1)


def test_runs_do_not_count_in_the_hash(warehouse: Engine) -> None:
    before = warehouse_hash(warehouse)
    begin_run(warehouse, "r1", "nightly", NOW)
    assert warehouse_hash(warehouse) == before
