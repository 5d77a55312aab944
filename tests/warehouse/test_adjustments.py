"""Adjustments by name, publications that stay, areas above counties, earlier revisions restored."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from tasks.warehouse import (
    Rollup,
    adjust,
    adjustments,
    check_warehouse,
    compare_revisions,
    differing_cells,
    latest_rollup,
    original_revision,
    publications,
    publish_rollup,
    restore_revision,
    revisions_of,
    roll_up,
    rollup_as_of,
    rollup_numbered,
    set_state,
    take_back,
)
from tests.warehouse.reports import NOW, accept, finding, load, placement, receipt, with_totals

COUNTY = "青禾县"
CELL, TOTAL = "t4.litigation_after_review.upheld", "t4.litigation_after_review.total"


def case(engine: Engine, agency: str, number: int) -> None:
    accept(engine, agency, placement(with_totals({CELL: Decimal(number)})))


def summed(engine: Engine, *expected: str, county: str = COUNTY, areas: tuple[str, ...] = (), late: int = 0) -> Rollup:
    return roll_up(engine, county, 2023, expected, NOW + timedelta(days=late), areas=areas, roster=expected)


def corrected(engine: Engine, amount: int, code: str = CELL, agency: str = "d01", reason: str = "两家都计") -> None:
    adjust(engine, COUNTY, 2023, agency=agency, code=code, amount=Decimal(amount), reason=reason, who="张三", now=NOW)


def test_an_adjustment_counts_in_its_leaf_and_in_the_totals_above(warehouse: Engine) -> None:
    case(warehouse, "d01", 1)
    case(warehouse, "d02", 1)
    corrected(warehouse, -1)
    rollup = summed(warehouse, "d01", "d02")
    assert (rollup.cells[CELL].value, rollup.cells[TOTAL].value, rollup.cells[TOTAL].reported) == (1, 1, 2)
    assert rollup.adjusted(CELL) == -1
    assert rollup.status == "complete"
    assert latest_rollup(warehouse, COUNTY, 2023) == rollup_numbered(warehouse, COUNTY, 2023, 1)
    assert differing_cells(warehouse, rollup) == ()
    assert not any(check_warehouse(warehouse).values())


def test_an_adjustment_waits_while_its_agency_is_not_counted(warehouse: Engine) -> None:
    case(warehouse, "d02", 1)
    corrected(warehouse, -1)
    rollup = summed(warehouse, "d01", "d02")
    assert (rollup.cells[CELL].value, rollup.adjustments) == (1, ())


def test_an_adjustment_is_taken_back_by_another_and_both_stay(warehouse: Engine) -> None:
    case(warehouse, "d01", 2)
    corrected(warehouse, -1)
    take_back(warehouse, COUNTY, 2023, 1, reason="查明只计一次", who="李四", now=NOW)
    assert [(a.number, a.amount, a.takes_back) for a in adjustments(warehouse, COUNTY, 2023)] == [
        (1, Decimal(-1), None),
        (2, Decimal(1), 1),
    ]
    assert summed(warehouse, "d01").cells[CELL].value == 2
    with pytest.raises(ValueError, match="已经撤回"):
        take_back(warehouse, COUNTY, 2023, 1, reason="再撤", who="李四", now=NOW)
    with pytest.raises(ValueError, match="没有第 7 号"):
        take_back(warehouse, COUNTY, 2023, 7, reason="撤", who="李四", now=NOW)


@pytest.mark.parametrize(
    ("code", "amount", "reason", "words"),
    [
        (TOTAL, 1, "理由", "合计"),
        ("t9.none", 1, "理由", "没有"),
        (CELL, 0, "理由", "不为 0"),
        (CELL, 1, " ", "理由"),
    ],
)
def test_what_cannot_be_an_adjustment_is_refused(
    warehouse: Engine, code: str, amount: int, reason: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        corrected(warehouse, amount, code, reason=reason)
    assert adjustments(warehouse, COUNTY, 2023) == ()


def test_half_a_case_is_refused_and_half_a_yuan_is_not(warehouse: Engine) -> None:
    half = {"agency": "d01", "amount": Decimal("0.5"), "reason": "重计", "who": "张三", "now": NOW}
    with pytest.raises(ValueError, match="整数"):
        adjust(warehouse, COUNTY, 2023, code=CELL, **half)  # type: ignore[arg-type]
    adjust(warehouse, COUNTY, 2023, code="t2.admin_fees.amount", **half)  # type: ignore[arg-type]


def test_an_adjustment_below_zero_blocks(warehouse: Engine) -> None:
    case(warehouse, "d01", 1)
    corrected(warehouse, -2)
    rollup = summed(warehouse, "d01")
    assert (rollup.status, rollup.below_zero) == ("blocked", (CELL, TOTAL))


def test_what_was_published_stays_and_a_restatement_needs_a_reason(warehouse: Engine) -> None:
    case(warehouse, "d01", 1)
    first = summed(warehouse, "d01")
    made, published = publish_rollup(warehouse, COUNTY, 2023, who="张三", now=NOW)
    assert (made.restated, published) == (False, rollup_numbered(warehouse, COUNTY, 2023, 1))
    with pytest.raises(ValueError, match="已经公布"):
        publish_rollup(warehouse, COUNTY, 2023, who="张三", now=NOW)
    load(warehouse, "d01", placement(with_totals({CELL: Decimal(3)})), receipt("b"))
    set_state(warehouse, "d01", 2023, "accepted", who="张三", when=NOW)
    newest = summed(warehouse, "d01", late=9)
    with pytest.raises(ValueError, match="更正"):
        publish_rollup(warehouse, COUNTY, 2023, who="张三", now=NOW)
    made, _rollup = publish_rollup(warehouse, COUNTY, 2023, who="张三", reason="商务局更正", now=NOW)
    assert made.restated
    assert [each.rollup for each in publications(warehouse, COUNTY, 2023)] == [1, 2]
    frozen = rollup_numbered(warehouse, COUNTY, 2023, 1)
    assert frozen is not None and frozen.cells == first.cells
    assert newest.changed_from(frozen) == {CELL: (Decimal(1), Decimal(3)), TOTAL: (Decimal(1), Decimal(3))}


def test_a_draft_cannot_be_published(warehouse: Engine) -> None:
    case(warehouse, "d01", 1)
    summed(warehouse, "d01", "d02")
    with pytest.raises(ValueError, match="尚未齐全"):
        publish_rollup(warehouse, COUNTY, 2023, who="张三", now=NOW)
    assert publications(warehouse, COUNTY, 2023) == ()


def test_a_past_rollup_is_found_by_its_day_and_added_up_again(warehouse: Engine) -> None:
    case(warehouse, "d01", 1)
    first = summed(warehouse, "d01")
    corrected(warehouse, 5)
    second = summed(warehouse, "d01", late=10)
    assert rollup_as_of(warehouse, COUNTY, 2023, NOW - timedelta(days=1)) is None
    then, now = (rollup_as_of(warehouse, COUNTY, 2023, NOW + timedelta(days=days)) for days in (9, 10))
    assert then is not None and now is not None
    assert (then.cells, now.cells) == (first.cells, second.cells)
    assert differing_cells(warehouse, then) == differing_cells(warehouse, now) == ()


def test_counties_add_up_to_a_city_and_a_city_to_a_province(warehouse: Engine) -> None:
    case(warehouse, "a1", 1)
    case(warehouse, "b1", 2)
    case(warehouse, "c1", 4)
    summed(warehouse, "a1", county="甲县")
    summed(warehouse, "b1", "b2", county="乙县")
    city = summed(warehouse, "c1", county="丙市", areas=("甲县", "乙县", "丁县"))
    assert [(a.code, a.standing) for a in city.areas] == [("丁县", "missing"), ("乙县", "draft"), ("甲县", "counted")]
    assert (city.status, city.lacking, city.cells[CELL].value) == ("draft", ("丁县", "乙县"), 5)
    case(warehouse, "b2", 8)
    summed(warehouse, "b1", "b2", county="乙县")
    city = summed(warehouse, "c1", county="丙市", areas=("甲县", "乙县"))
    assert (city.status, city.accepted, city.cells[TOTAL].value) == ("complete", 3, 15)
    province = summed(warehouse, county="戊省", areas=("丙市",))
    assert (province.status, province.cells[TOTAL].value, province.cells[CELL].addends) == ("complete", 15, 4)
    assert differing_cells(warehouse, province) == ()
    assert not any(check_warehouse(warehouse).values())


def test_another_countys_report_in_the_same_warehouse_is_not_of_this_county(warehouse: Engine) -> None:
    case(warehouse, "a1", 1)
    case(warehouse, "b1", 2)
    assert [entry.agency for entry in summed(warehouse, "a1", county="甲县").coverage] == ["a1"]


def test_an_earlier_revision_is_restored_as_a_new_one(warehouse: Engine) -> None:
    wrong = finding()
    load(warehouse, "d01", placement(with_totals({CELL: Decimal(1)})), receipt("a"), wrong)
    load(warehouse, "d01", placement(with_totals({CELL: Decimal(9)})), receipt("b"))
    first, second = revisions_of(warehouse, "d01", 2023)
    difference = compare_revisions(warehouse, first, second)
    assert [change.code for change in difference.cells] == [CELL, TOTAL]
    assert (difference.closed, difference.opened, difference.chapters) == ((wrong,), (), ())
    restored = restore_revision(warehouse, "d01", 2023, 1, reason="送错了文件", who="张三", now=NOW)
    assert (restored.number, restored.sha256, restored.supersedes) == (3, first.sha256, 2)
    assert compare_revisions(warehouse, first, restored).cells == ()
    assert original_revision(warehouse, "d01", 2023, 3) == 1
    assert not any(check_warehouse(warehouse).values())
    with pytest.raises(ValueError, match="内容相同"):
        restore_revision(warehouse, "d01", 2023, 1, reason="再来", who="张三", now=NOW)
    with pytest.raises(ValueError, match="没有第 8 版"):
        restore_revision(warehouse, "d01", 2023, 8, reason="再来", who="张三", now=NOW)


def test_a_file_sent_again_after_a_restoration_changes_nothing(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(with_totals({CELL: Decimal(1)})), receipt("a"))
    load(warehouse, "d01", placement(with_totals({CELL: Decimal(9)})), receipt("b"))
    restore_revision(warehouse, "d01", 2023, 1, reason="送错了文件", who="张三", now=NOW)
    load(warehouse, "d01", placement(with_totals({CELL: Decimal(9)})), receipt("b"))
    assert [each.number for each in revisions_of(warehouse, "d01", 2023)] == [1, 2, 3]
