from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from time import monotonic, sleep

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tasks.form import form_for
from tasks.warehouse import (
    Rollup,
    check_warehouse,
    latest_rollup,
    migrate,
    open_engine,
    roll_up,
    row_counts,
    set_state,
    states,
    warehouse_hash,
)
from tasks.warehouse.engine import writing
from tests.warehouse.reports import NOW, accept, leaf_codes, load, placement, receipt, with_totals

COUNTY = "青禾县"
YEARS = count(2021)


def summed(engine: Engine, *expected: str, year: int = 2023, zero: tuple[str, ...] = ()) -> Rollup:
    return roll_up(engine, COUNTY, year, expected, NOW, zero=zero)


def standings(rollup: Rollup) -> dict[str, str]:
    return {entry.agency: entry.standing for entry in rollup.coverage}


def test_leaves_are_summed_and_totals_recomputed(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement(with_totals({"t3.granted.natural_person": Decimal(3)})))
    accept(warehouse, "d02", placement(with_totals({"t3.denied_internal_affairs.natural_person": Decimal(4)})))
    rollup = summed(warehouse, "d01", "d02")
    assert (rollup.status, rollup.accepted, rollup.expected, len(rollup.cells)) == ("complete", 2, 2, 200)
    assert rollup.cells["t3.granted.natural_person"].value == 3
    assert rollup.cells["t3.disposed_total.natural_person"].value == 7
    total = rollup.cells["t3.disposed_total.total"]
    assert (total.value, total.addends, total.imputed, total.reported) == (Decimal(7), 2, 0, Decimal(7))
    assert rollup.conflicts == ()


def test_amounts_are_added_exactly(warehouse: Engine) -> None:
    for agency, amount in (("d01", "0.1"), ("d02", "0.2"), ("d03", "999999999.999999")):
        accept(warehouse, agency, placement({"t2.admin_fees.amount": Decimal(amount)}))
    assert summed(warehouse, "d01", "d02", "d03").cells["t2.admin_fees.amount"].value == Decimal("1000000000.299999")


def test_a_county_without_reports_has_no_figures(warehouse: Engine) -> None:
    rollup = summed(warehouse, "d01", "d02")
    assert (rollup.status, rollup.accepted, rollup.lacking) == ("draft", 0, ("d01", "d02"))
    assert {cell.value for cell in rollup.cells.values()} == {None}
    assert summed(warehouse).status == "draft"


def test_a_missing_agency_is_missing_and_the_rest_is_a_draft(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement())
    load(warehouse, "d02", placement(), receipt(submitter="d02"))
    set_state(warehouse, "d03", 2023, "late_internal", who="gouji", when=NOW)
    rollup = summed(warehouse, "d01", "d02", "d03")
    assert rollup.status == "draft"
    assert rollup.lacking == ("d02", "d03")
    assert standings(rollup) == {"d01": "counted", "d02": "not_accepted", "d03": "missing"}
    assert [entry.state for entry in rollup.coverage] == ["accepted", "parsed", "late_internal"]
    assert rollup.cells["t3.granted.total"].addends == 1


def test_a_waiver_lets_a_rollup_be_complete(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement())
    set_state(warehouse, "d02", 2023, "waived", who="张三", when=NOW, why="撤并中")
    rollup = summed(warehouse, "d01", "d02")
    assert (rollup.status, rollup.accepted, rollup.expected) == ("complete", 1, 2)


def test_a_blank_counts_as_zero_and_is_counted(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement({"t2.licensing.decisions": None}))
    accept(warehouse, "d02", placement({"t2.licensing.decisions": 5}))
    cell = summed(warehouse, "d01", "d02").cells["t2.licensing.decisions"]
    assert (cell.value, cell.addends, cell.imputed) == (Decimal(5), 1, 1)


def test_a_blank_total_is_derived_and_no_conflict(warehouse: Engine) -> None:
    figures: dict[str, Decimal | None] = {**with_totals({"t3.granted.other_org": Decimal(2)})}
    figures["t3.granted.total"] = None
    accept(warehouse, "d01", placement(figures))
    rollup = summed(warehouse, "d01")
    total = rollup.cells["t3.granted.total"]
    assert (rollup.status, total.value, total.addends, total.imputed, total.reported) == (
        "complete",
        Decimal(2),
        0,
        1,
        None,
    )


def test_a_wrong_total_blocks_and_is_listed(warehouse: Engine) -> None:
    figures = with_totals({"t3.granted.other_org": Decimal(2)}) | {"t3.granted.total": Decimal(3)}
    accept(warehouse, "d01", placement(figures))
    rollup = summed(warehouse, "d01")
    assert rollup.status == "blocked"
    (conflict,) = rollup.conflicts
    assert (conflict.agency, conflict.code, conflict.kind) == ("d01", "t3.granted.total", "total_differs")
    assert (conflict.reported, conflict.recomputed) == (Decimal(3), Decimal(2))
    assert rollup.cells["t3.granted.total"].value == 2
    assert rollup.cells["t3.granted.total"].reported == 3


def test_wrong_totals_that_cancel_out_still_block(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement({"t4.review.total": 1, "t4.review.pending": 2}))
    accept(warehouse, "d02", placement({"t4.review.total": 2, "t4.review.pending": 1}))
    rollup = summed(warehouse, "d01", "d02")
    assert rollup.cells["t4.review.total"].value == rollup.cells["t4.review.total"].reported == 3
    assert [conflict.agency for conflict in rollup.conflicts] == ["d01", "d02"]
    assert rollup.status == "blocked"


def test_words_and_endless_numbers_block(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement({"t2.licensing.decisions": "约10", "t2.penalties.decisions": 10**11}))
    rollup = summed(warehouse, "d01")
    assert [(c.code, c.kind, c.raw) for c in rollup.conflicts] == [
        ("t2.licensing.decisions", "not_a_number", "约10"),
        ("t2.penalties.decisions", "not_a_number", "100000000000"),
    ]
    cell = rollup.cells["t2.licensing.decisions"]
    assert (cell.addends, cell.imputed) == (0, 0)


def test_what_must_be_zero_blocks(warehouse: Engine) -> None:
    accept(warehouse, "t01", placement({"t2.rules.made": 1}))
    assert summed(warehouse, "t01").status == "complete"
    rollup = summed(warehouse, "t01", zero=("t2.rules.made", "t2.rules.repealed"))
    assert [(c.code, c.kind, c.reported) for c in rollup.conflicts] == [("t2.rules.made", "must_be_zero", Decimal(1))]


def test_another_edition_is_not_mixed_in(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement({"t3.granted.other_org": 2, "t3.granted.total": 2}, edition="f2019"))
    accept(warehouse, "d02", placement())
    rollup = summed(warehouse, "d01", "d02")
    assert standings(rollup) == {"d01": "other_form", "d02": "counted"}
    assert [entry.agency for entry in rollup.excluded] == ["d01"]
    assert (rollup.status, rollup.lacking) == ("draft", ("d01",))
    assert rollup.cells["t3.granted.other_org"].value == 0


def test_a_report_that_is_not_expected_is_not_added(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement())
    accept(warehouse, "s99", placement({"t2.licensing.decisions": 5}))
    rollup = summed(warehouse, "d01")
    assert (rollup.status, rollup.expected) == ("complete", 1)
    assert standings(rollup) == {"d01": "counted", "s99": "not_expected"}
    assert rollup.cells["t2.licensing.decisions"].value == 0


def test_each_year_is_added_in_its_own_form(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement(with_totals({"t3.granted.other_org": Decimal(2)}, "f2019"), "f2019"), 2020)
    accept(warehouse, "d01", placement({"t2.licensing.decisions": 5}))
    rollup = summed(warehouse, "d01", year=2020)
    assert (rollup.form, len(rollup.cells), rollup.status) == ("f2019", 198, "complete")
    assert rollup.cells["t3.disposed_total.total"].value == 2
    assert rollup.cells["t2.licensing.decisions"].value == 0


def test_a_year_without_a_form_cannot_be_added(warehouse: Engine) -> None:
    with pytest.raises(ValueError, match="2018 年度没有全国统一的表格"):
        summed(warehouse, "d01", year=2018)


def test_an_unchanged_rollup_writes_nothing(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement(with_totals({"t3.granted.other_org": Decimal(2)})))
    first = summed(warehouse, "d01", "d02")
    before = warehouse_hash(warehouse), row_counts(warehouse)
    again = roll_up(warehouse, COUNTY, 2023, ["d02", "d01"], NOW + timedelta(days=1))
    assert (first.written, again.written, again.number, again.as_of) == (True, False, 1, NOW)
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == before


def test_a_changed_rollup_is_kept_beside_the_old_one_and_comes_back(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement())
    summed(warehouse, "d01", "d02")
    accept(warehouse, "d02", placement({"t4.review.pending": 2, "t2.licensing.decisions": "若干"}))
    rollup = summed(warehouse, "d01", "d02")
    assert (rollup.number, rollup.status, len(rollup.conflicts)) == (2, "blocked", 2)
    assert latest_rollup(warehouse, COUNTY, 2023) == replace(rollup, written=False)
    assert row_counts(warehouse)["out_rollups"] == 2
    assert latest_rollup(warehouse, COUNTY, 2022) is None


def test_a_resubmission_waits_for_its_acceptance(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement({"t2.licensing.decisions": 5}))
    assert summed(warehouse, "d01").cells["t2.licensing.decisions"].value == 5
    load(warehouse, "d01", placement({"t2.licensing.decisions": 6}), receipt("b"))
    assert (summed(warehouse, "d01").status, summed(warehouse, "d01").lacking) == ("draft", ("d01",))
    set_state(warehouse, "d01", 2023, "accepted", who="张三", when=NOW)
    assert summed(warehouse, "d01").cells["t2.licensing.decisions"].value == 6


leaves = st.dictionaries(st.sampled_from(leaf_codes()), st.integers(0, 9_999_999).map(Decimal), max_size=30)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(leaves, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_rollup_is_the_plain_sum_in_whatever_order(
    warehouse: Engine, reports: list[Mapping[str, Decimal]], shuffle: object
) -> None:
    year = next(YEARS)
    figures = {f"d{number:02}": with_totals(report) for number, report in enumerate(reports)}
    agencies = list(figures)
    shuffle.shuffle(agencies)  # type: ignore[attr-defined]
    for agency in agencies:
        accept(warehouse, agency, placement(figures[agency]), year)
    rollup = summed(warehouse, *agencies, year=year)
    plain = {code: sum(report[code] for report in figures.values()) for code in form_for(year).cells}  # type: ignore[union-attr]
    assert {code: cell.value for code, cell in rollup.cells.items()} == plain
    assert {code: c.reported for code, c in rollup.cells.items() if c.reported is not None} == {
        code: plain[code] for code in plain if code not in leaf_codes()
    }
    assert rollup.status == "complete"
    assert not any(check_warehouse(warehouse).values())


def test_both_databases_hold_the_same(sqlite_url: str, postgresql_url: str) -> None:
    hashes = set()
    for url in (sqlite_url, postgresql_url):
        engine = open_engine(url)
        migrate(engine)
        figures = {**with_totals({"t3.granted.other_org": Decimal(2)}), "t2.admin_fees.amount": Decimal("0.100001")}
        accept(engine, "d01", placement(figures))
        accept(
            engine, "d02", placement({"t4.review.total": 2, "t2.licensing.decisions": "若干", "t2.rules.made": None})
        )
        summed(engine, "d01", "d02", "d03")
        hashes.add(warehouse_hash(engine))
        engine.dispose()
    assert len(hashes) == 1


def test_a_rollup_waits_for_the_one_before_it_and_then_sees_everything(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    migrate(engine)
    accept(engine, "d01", placement({"t2.licensing.decisions": 1}))
    load(engine, "d02", placement({"t2.licensing.decisions": 2}), receipt(submitter="d02"))
    with ThreadPoolExecutor(1) as pool:
        with writing(engine, "rollup", COUNTY, 2023):
            second = pool.submit(summed, engine, "d01", "d02")
            wait_for_a_blocked_lock(engine)
            set_state(engine, "d02", 2023, "accepted", who="张三", when=NOW)
        assert second.result(timeout=30).cells["t2.licensing.decisions"].value == 3
    engine.dispose()


def test_two_rollups_at_once_make_one(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement())
    with ThreadPoolExecutor(4) as pool:
        rollups = list(pool.map(lambda _: summed(warehouse, "d01"), range(4)))
    assert sorted(rollup.written for rollup in rollups) == [False, False, False, True]
    assert row_counts(warehouse)["out_rollups"] == 1


def test_a_county_of_fifty_is_loaded_and_added(warehouse: Engine) -> None:
    agencies = [f"d{number:02}" for number in range(50)]
    for number, agency in enumerate(agencies):
        accept(warehouse, agency, placement({"t2.licensing.decisions": number}))
    rollup = summed(warehouse, *agencies)
    assert (rollup.status, rollup.accepted) == ("complete", 50)
    assert rollup.cells["t2.licensing.decisions"].value == sum(range(50))
    assert len(states(warehouse, 2023)) == 50


def wait_for_a_blocked_lock(engine: Engine) -> None:
    give_up = monotonic() + 30
    while monotonic() < give_up:
        with engine.connect() as connection:
            waiting = connection.exec_driver_sql(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            )
            if waiting.scalar_one():
                return
        sleep(0.01)
    raise AssertionError("nobody waits for the lock")
