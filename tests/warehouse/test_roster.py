from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tasks.records import Agency, Change
from tasks.warehouse import lineage, record_lineage, record_roster, roster

COMMERCE = Agency("d01", "青禾县商务局", "商务局", "department", ("县商务局",), date(2019, 3, 1), None, "王", "a@b.cn")
TAX = Agency("x01", "青禾县税务局", "税务局", "exempt:vertical", exempt="垂直管理", flags=frozenset({"licensing"}))
CENTRE = Agency("x02", "青禾县疾控中心", "疾控中心", "other", phone="0990-1", included_in="d01")


def test_a_roster_comes_back_in_its_order(warehouse: Engine) -> None:
    assert record_roster(warehouse, "青禾县", 2023, [TAX, COMMERCE, CENTRE]) == 3
    assert roster(warehouse, "青禾县", 2023) == (TAX, COMMERCE, CENTRE)
    assert roster(warehouse, "青禾县", 2022) == ()


def test_only_what_changed_is_written(warehouse: Engine) -> None:
    record_roster(warehouse, "青禾县", 2023, [COMMERCE, TAX])
    assert record_roster(warehouse, "青禾县", 2023, [COMMERCE, TAX]) == 0
    moved = replace(COMMERCE, contact="李")
    assert record_roster(warehouse, "青禾县", 2023, [moved]) == 2
    assert roster(warehouse, "青禾县", 2023) == (moved,)


def test_the_changes_of_a_year_are_those_of_the_file(warehouse: Engine) -> None:
    renamed = Change("renamed", date(2024, 3, 15), ("d00",), ("d01",), "青编〔2024〕3号")
    founded = Change("created", date(2024, 8, 1), (), ("d02",))
    assert record_lineage(warehouse, "青禾县", 2024, [renamed, founded])
    assert not record_lineage(warehouse, "青禾县", 2024, [renamed, founded])
    assert lineage(warehouse, "青禾县", 2024) == (renamed, founded)
    assert record_lineage(warehouse, "青禾县", 2024, [founded])
    assert lineage(warehouse, "青禾县", 2024) == (founded,)
    assert lineage(warehouse, "青禾县", 2023) == ()


def test_two_counties_of_one_warehouse_cannot_share_a_code(warehouse: Engine) -> None:
    agency = Agency("d01", "青禾县商务局", "商务局", "department")
    record_roster(warehouse, "甲县", 2023, [agency])
    with pytest.raises(ValueError, match="“d01”在同一仓库里已属于 甲县"):
        record_roster(warehouse, "乙县", 2023, [agency])
    assert roster(warehouse, "乙县", 2023) == ()
