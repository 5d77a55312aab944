"""PostgreSQL keeps the growing tables by year; SQLite keeps them whole; nobody else sees a difference."""

from collections.abc import Iterable

import pytest
from alembic import command
from sqlalchemy import Engine, text

from tasks.warehouse import (
    findings_of,
    latest_revisions,
    load_placement,
    migrate,
    open_engine,
    record_season_step,
    row_counts,
    warehouse_hash,
)
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.migrating import alembic_config
from tests.warehouse.reports import NOW, accept, finding, load, placement, receipt

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
