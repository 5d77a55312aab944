from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from tasks.warehouse import open_engine, record_receipt, row_counts
from tasks.warehouse.engine import reading, writing
from tests.warehouse.reports import receipt


def test_sqlite_is_opened_for_several_processes(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with reading(engine) as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        ]
    assert settings == ["wal", 30000, 1]
    engine.dispose()


def test_the_folder_of_a_new_warehouse_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'warehouse.db'}")
    with reading(engine):
        assert (tmp_path / "new").is_dir()
    engine.dispose()


def test_a_writer_is_alone_from_its_first_read(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with writing(engine), engine.connect() as second:
        second.execution_options(reading=True).exec_driver_sql("PRAGMA busy_timeout = 0")
        with pytest.raises(OperationalError, match="locked"):
            second.exec_driver_sql("CREATE TABLE t (a INTEGER)")
    engine.dispose()


def test_a_reader_does_not_wait_for_the_writer(warehouse: Engine) -> None:
    with writing(warehouse, "agency", "d01", 2023):
        assert row_counts(warehouse)["raw_receipts"] == 0


def test_other_subjects_are_written_side_by_side_on_postgresql(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with writing(engine, "agency", "d01", 2023), writing(engine, "agency", "d02", 2023):
        pass
    engine.dispose()


def test_what_breaks_off_is_undone(warehouse: Engine) -> None:
    record_receipt(warehouse, receipt("a"))
    with pytest.raises(IntegrityError), writing(warehouse) as connection:
        connection.exec_driver_sql("UPDATE raw_receipts SET channel = 'mail'")
        connection.exec_driver_sql("UPDATE raw_receipts SET outcome = 'lost'")
    with reading(warehouse) as connection:
        assert connection.exec_driver_sql("SELECT channel FROM raw_receipts").scalar_one() == "folder"


def test_postgresql_does_not_compile_statements(postgresql_url: str) -> None:
    engine = open_engine(f"{postgresql_url}{'&' if '?' in postgresql_url else '?'}options=-c%20work_mem%3D8MB")
    with reading(engine) as connection:
        shown = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("jit", "work_mem")]
    assert shown == ["off", "8MB"]
    engine.dispose()
