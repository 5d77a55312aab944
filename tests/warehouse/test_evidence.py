import pytest
from sqlalchemy import Engine

from tasks.warehouse import check_warehouse, roll_up, warehouse_hash
from tasks.warehouse.engine import writing
from tests.warehouse.reports import NOW, accept, placement

DAMAGE = {
    "grid_without_arrival": "INSERT INTO raw_grids (sha256, kind, grid) VALUES ('b', 'txt', '{}')",
    "receipt_leads_nowhere": "UPDATE raw_receipts SET revision = 9 WHERE agency_code = 'd02'",
    "revision_came_from_nowhere": "DELETE FROM raw_grids",
    "revision_was_never_checked": "DELETE FROM core_checks WHERE agency_code = 'd02'",
    "revision_lacks_cells": "DELETE FROM core_cells WHERE agency_code = 'd02' AND cell_code = 't4.review.total'",
    "revision_numbers_have_gaps": """
        INSERT INTO core_revisions
        SELECT agency_code, year, 3, content_hash, sha256, 'none', title, printed_agency, printed_year, preamble,
            title_origin, headings, tables_found, 1, parser_version, loaded_at
        FROM core_revisions WHERE agency_code = 'd01';
        INSERT INTO core_checks (agency_code, year, revision, check_number, findings_hash, grounds, ruleset, checked_at)
        SELECT agency_code, year, 3, 1, findings_hash, grounds, ruleset, checked_at
        FROM core_checks WHERE agency_code = 'd01'
    """,
    "rollup_cell_differs_from_its_reports": (
        "UPDATE out_rollup_cells SET value_micros = 7 WHERE cell_code = 't2.rules.made'"
    ),
}


@pytest.fixture
def sound(warehouse: Engine) -> Engine:
    accept(warehouse, "d01", placement({"t4.review.pending": 1, "t4.review.total": 1}))
    accept(warehouse, "d02", placement())
    roll_up(warehouse, "青禾县", 2023, ["d01", "d02"], NOW)
    return warehouse


def test_a_sound_warehouse_has_no_evidence_against_it(sound: Engine) -> None:
    assert check_warehouse(sound) == {name: [] for name in DAMAGE}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_by_its_check_alone_and_changes_the_hash(sound: Engine, name: str) -> None:
    before = warehouse_hash(sound)
    with writing(sound) as connection:
        for statement in DAMAGE[name].split(";"):
            connection.exec_driver_sql(statement)
    evidence = check_warehouse(sound)
    assert [check for check, rows in evidence.items() if rows] == [name]
    assert evidence[name][0]["found"] != evidence[name][0]["expected"]
    assert warehouse_hash(sound) != before
