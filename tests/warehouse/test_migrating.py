import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text

from tasks.form import addends, load_form
from tasks.records import Grid, GridCell, GridTable, Origin, Paragraph
from tasks.warehouse import load_grid, migrate, open_engine, row_counts, warehouse_hash
from tasks.warehouse.engine import writing
from tasks.warehouse.formcodes import publish_form
from tasks.warehouse.migrating import alembic_config
from tests.warehouse.reports import KINDS, leaf_codes

SCHEMA = Path(str(files("sql"))) / "schema"
REFERENCE = re.compile(r"REFERENCES (\w+)")


def test_migrating_again_changes_nothing(warehouse: Engine) -> None:
    before = warehouse_hash(warehouse), row_counts(warehouse)
    migrate(warehouse)
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == before


def test_going_down_and_up_gives_the_same_tables(warehouse: Engine) -> None:
    tables = sorted(inspect(warehouse).get_table_names())
    with writing(warehouse) as connection:
        command.downgrade(alembic_config(connection), "base")
    assert inspect(warehouse).get_table_names() == ["alembic_version"]
    migrate(warehouse)
    assert sorted(inspect(warehouse).get_table_names()) == tables


def shape(engine: Engine) -> dict[str, Any]:
    """Every table as the database sees it: columns in any order, keys, and what its checks allow."""
    see = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in see.get_columns(table)
            },
            "key": see.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                for key in see.get_foreign_keys(table)
            ),
            "checks": sorted(re.sub(r"[\s()]+", " ", check["sqltext"]) for check in see.get_check_constraints(table)),
            "indexes": sorted((index["name"], index["column_names"]) for index in see.get_indexes(table)),
        }
        for table in see.get_table_names()
        if table != "alembic_version"
    }


def test_the_migrations_make_the_tables_of_the_schema(warehouse: Engine) -> None:
    """A migration is never changed afterwards, and what all of them make together is what sql/schema says today."""
    migrated = shape(warehouse)
    waiting = {path.stem: path.read_text(encoding="utf-8") for path in SCHEMA.glob("*.sql")}
    with writing(warehouse) as connection:
        command.downgrade(alembic_config(connection), "base")
        while waiting:
            ready = [name for name, sql in waiting.items() if not (set(REFERENCE.findall(sql)) - {name}) & set(waiting)]
            assert ready, f"tables that reference each other: {sorted(waiting)}"
            for name in ready:
                connection.exec_driver_sql(waiting.pop(name))
    assert migrated == shape(warehouse)


def test_migrating_works_from_any_folder(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_engine(database_url)
    migrate(engine)
    assert "core_cells" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_migration_that_breaks_off_leaves_nothing(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    engine = open_engine(database_url)
    monkeypatch.setattr("tasks.warehouse.migrating.publish_form", break_off)
    with pytest.raises(KeyboardInterrupt):
        migrate(engine)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


@pytest.mark.parametrize(("edition", "cells"), [("f2019", 198), ("f2021", 200)])
def test_the_form_stands_in_the_warehouse(warehouse: Engine, edition: str, cells: int) -> None:
    with writing(warehouse) as connection:
        rows = connection.exec_driver_sql("SELECT form, is_total FROM core_form_cells").all()
    assert len([row for row in rows if row.form == edition]) == cells
    assert len([row for row in rows if row.form == edition and not row.is_total]) == len(leaf_codes(edition))


def test_totals_and_their_leaves_follow_the_form() -> None:
    found = addends(load_form("f2021"))
    assert len(found) == 25 + 6 + 3
    assert found["t3.granted.total"] == tuple(f"t3.granted.{kind}" for kind in KINDS)
    assert len(found["t3.disposed_total.other_org"]) == 21
    assert len(found["t3.disposed_total.total"]) == 21 * 6
    assert found["t4.review.total"] == tuple(
        f"t4.review.{r}" for r in ("upheld", "corrected", "other_result", "pending")
    )
    assert len(addends(load_form("f2019"))["t3.disposed_total.total"]) == 19 * 6


def test_a_changed_form_replaces_its_code_tables(warehouse: Engine) -> None:
    form = load_form("f2021")
    with writing(warehouse) as connection:
        assert publish_form(connection, form) is False
        assert publish_form(connection, replace(form, tables=form.tables[1:])) is True
        assert publish_form(connection, form) is True
        assert publish_form(connection, form) is False


def test_a_grid_kept_before_blocks_said_what_they_are_is_read(warehouse: Engine) -> None:
    cell = '[0,0,"12",{"page":1,"box":[1.5,2,3,4]},1,1,0.9]'
    blocks = f'{{"origin":{{"line":1}},"style":"","text":"一"}},{{"rows":[[{cell}]],"spans":true}}'
    old = f'{{"blocks":[{blocks}],"kind":"pdf","title":""}}'
    with writing(warehouse) as connection:
        command.downgrade(alembic_config(connection), "0006")
        row = {"sha256": "a" * 64, "grid": old}
        connection.execute(text("INSERT INTO raw_grids VALUES (:sha256, 'pdf', :grid)"), row)
        command.upgrade(alembic_config(connection), "head")
    table = GridTable(((GridCell(0, 0, "12", Origin(page=1, box=(1.5, 2, 3, 4)), certainty=0.9),),))
    kept = load_grid(warehouse, "a" * 64)
    assert kept is not None
    assert Grid.from_json(kept) == Grid("pdf", (Paragraph("一", Origin(line=1)), table))
