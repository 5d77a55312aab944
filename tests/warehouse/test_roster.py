from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from tasks.records import Agency
from tasks.warehouse import record_roster, roster

COMMERCE = Agency("d01", "青禾县商务局", "商务局", "department", ("县商务局",), date(2019, 3, 1), None, "王", "a@b.cn")
TAX = Agency("x01", "青禾县税务局", "税务局", "other", exempt="vertical", flags=frozenset({"vertical"}))


def test_a_roster_comes_back_in_its_order(warehouse: Engine) -> None:
    assert record_roster(warehouse, "青禾县", 2023, [TAX, COMMERCE]) == 2
    assert roster(warehouse, "青禾县", 2023) == (TAX, COMMERCE)
    assert roster(warehouse, "青禾县", 2022) == ()


def test_only_what_changed_is_written(warehouse: Engine) -> None:
    record_roster(warehouse, "青禾县", 2023, [COMMERCE, TAX])
    assert record_roster(warehouse, "青禾县", 2023, [COMMERCE, TAX]) == 0
    moved = replace(COMMERCE, contact="李")
    assert record_roster(warehouse, "青禾县", 2023, [moved]) == 2
    assert roster(warehouse, "青禾县", 2023) == (moved,)
