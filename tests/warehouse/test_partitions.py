"""PostgreSQL keeps the growing tables by year; SQLite keeps them whole; nobody else sees a difference."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text

from tasks.records import Decision, DecisionKind
from tasks.warehouse import (
    DatabaseError,
    check_warehouse,
    findings_of,
    latest_revisions,
    load_placement,
    migrate,
    move_warehouse,
    open_engine,
    record_decisions,
    record_season_step,
    roll_up,
    row_counts,
    warehouse_hash,
)
from tasks.warehouse.copying import copy_rows, stage_year
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.migrating import alembic_config
from tests.warehouse.reports import NOW, accept, finding, load, placement, receipt

DECISION = Decision(DecisionKind.WAIVE, "c", "d02", 2023, reason="撤并", person="张", at=NOW, second="李")
FACTS = {"core_cells", "core_sections", "core_facts", "core_findings"}


@pytest.fixture
def postgresql(postgresql_url: str) -> Iterable[Engine]:
    engine = open_engine(postgresql_url)
    migrate(engine)
    yield engine
    engine.dispose()


def partitions(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        return set(
            connection.execute(text("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")).scalars()
        )


def of_years(*years: int) -> set[str]:
    return {f"{table}_{year}" for table in FACTS for year in years}


def fill(engine: Engine) -> None:
    for year in (2022, 2023):
        accept(engine, "d01", placement({"t2.licensing.decisions": year}), year)
        load(engine, "d02", placement(), receipt("b", submitter="d02", year=year), finding(), finding(rule="W-02"))


def test_a_year_is_opened_by_its_season_or_its_first_report(postgresql: Engine) -> None:
    assert partitions(postgresql) == set()
    record_season_step(postgresql, "c", 2024, "open", who="王", why="", when=NOW)
    assert partitions(postgresql) == of_years(2024)
    fill(postgresql)
    assert partitions(postgresql) == of_years(2022, 2023, 2024)
    with reading(postgresql) as connection:
        cells = connection.execute(text("SELECT agency_code, year FROM core_cells_2022")).all()
    assert set(map(tuple, cells)) == {("d01", 2022), ("d02", 2022)}


def test_a_report_is_searched_for_in_its_year_alone(postgresql: Engine) -> None:
    fill(postgresql)
    with reading(postgresql) as connection:
        plan = "\n".join(connection.execute(text("EXPLAIN SELECT * FROM core_cells WHERE year = 2023")).scalars())
    assert "core_cells_2023" in plan and "core_cells_2022" not in plan


def test_going_down_and_up_keeps_every_row(warehouse: Engine) -> None:
    fill(warehouse)
    whole, counts = warehouse_hash(warehouse), row_counts(warehouse)
    report = load_placement(warehouse, latest_revisions(warehouse, 2023)["d01"])
    assert counts["core_findings"] == 4 and counts["core_cells"] == 4 * 200
    with writing(warehouse) as connection:
        command.downgrade(alembic_config(connection), "0011")
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == (whole, counts)
    if warehouse.dialect.name == "postgresql":
        assert partitions(warehouse) == set()
    migrate(warehouse)
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == (whole, counts)
    if warehouse.dialect.name == "postgresql":
        assert partitions(warehouse) == of_years(2022, 2023)
    revision = latest_revisions(warehouse, 2023)["d02"]
    assert load_placement(warehouse, latest_revisions(warehouse, 2023)["d01"]) == report
    assert [it.rule for it in findings_of(warehouse, revision)] == ["W-01", "W-02"]
    load(warehouse, "d03", placement(), receipt("c", submitter="d03"))
    assert set(latest_revisions(warehouse, 2023)) == {"d01", "d02", "d03"}


def test_a_warehouse_moves_whole_and_is_the_same_there(warehouse: Engine, sqlite_url: str, tmp_path: Path) -> None:
    """From SQLite into either kind of database, and from there on into another SQLite file."""
    first, last = open_engine(f"{sqlite_url}.first"), open_engine(f"sqlite:///{tmp_path / 'last.db'}")
    for engine in (first, last):
        migrate(engine)
    fill(first)
    record_decisions(first, "c", [DECISION, replace(DECISION, kind=DecisionKind.REVOKE, revokes=DECISION.id)])
    roll_up(first, "c", 2023, ["d01", "d02"], NOW)
    rows = move_warehouse(first, warehouse)
    assert rows == move_warehouse(warehouse, last) > 4 * 200
    assert warehouse_hash(first) == warehouse_hash(warehouse) == warehouse_hash(last)
    assert not any(check_warehouse(warehouse).values())
    if warehouse.dialect.name == "postgresql":
        assert partitions(warehouse) == of_years(2022, 2023)
        with pytest.raises(ValueError, match="已有内容"):
            move_warehouse(first, warehouse)
    load(warehouse, "d03", placement(), receipt("c", submitter="d03"), finding())
    assert load_placement(warehouse, latest_revisions(warehouse, 2023)["d03"]).cells
    first.dispose()
    last.dispose()


def test_a_move_that_breaks_off_leaves_nothing(postgresql: Engine, sqlite_url: str) -> None:
    first = open_engine(sqlite_url)
    migrate(first)
    fill(first)
    with writing(first) as connection:
        connection.execute(text("PRAGMA ignore_check_constraints = 1"))
        connection.execute(text("UPDATE core_cells SET semantic = 'odd' WHERE year = 2023 AND position = 199"))
    with pytest.raises(DatabaseError):
        move_warehouse(first, postgresql)
    first.dispose()
    assert partitions(postgresql) == set() and row_counts(postgresql)["core_revisions"] == 0


def test_staged_rows_of_a_year_that_has_some_are_added(postgresql: Engine) -> None:
    fill(postgresql)
    with reading(postgresql) as connection:
        sections = [tuple(row) for row in connection.execute(text("SELECT * FROM core_sections WHERE year = 2023"))]
    more = [(*row[:3], 7, *row[4:]) for row in sections]
    with writing(postgresql) as connection, stage_year(connection, 2023) as staging:
        columns = ("agency_code", "year", "revision", "section", "heading", "prose", "origin")
        copy_rows(connection, staging["core_sections"], columns, [*sections, *more[:1]])
    assert row_counts(postgresql)["core_sections"] == 2 * len(sections) + 1
