from sqlalchemy import Engine

from tasks.records import Refusal
from tasks.warehouse import arrivals, grid_note, known_hashes, load_grid, record_receipt, record_refusal, row_counts
from tests.warehouse.reports import load, placement, receipt


def test_the_same_bytes_from_the_same_submitter_count_once(warehouse: Engine) -> None:
    assert record_receipt(warehouse, receipt("a")) is True
    assert record_receipt(warehouse, receipt("a", file_name="副本.docx")) is False
    assert record_receipt(warehouse, receipt("a", submitter="d02")) is True
    assert [(item.receipt.file_name, item.outcome) for item in arrivals(warehouse, 2023)] == [
        ("a.docx", "received")
    ] * 2


def test_what_only_arrived_is_not_yet_known(warehouse: Engine) -> None:
    record_receipt(warehouse, receipt("a"))
    assert known_hashes(warehouse, 2023) == frozenset()
    record_refusal(warehouse, receipt("a"), Refusal("encrypted", "文件已加密，请去掉密码后重交"))
    load(warehouse, "d01", placement(), receipt("b"))
    assert known_hashes(warehouse, 2023) == {"a" * 64, "b" * 64}
    assert known_hashes(warehouse, 2022) == frozenset()


def test_a_refusal_keeps_its_reason_and_is_written_once(warehouse: Engine) -> None:
    refusal = Refusal("wrong_year", "报告写的是 2022 年度")
    assert record_refusal(warehouse, receipt("a"), refusal, agency_code="d01", parser_version="1") is True
    assert record_refusal(warehouse, receipt("a"), refusal, agency_code="d01", parser_version="2") is False
    (item,) = arrivals(warehouse, 2023)
    assert (item.outcome, item.reason, item.detail, item.agency) == (
        "refused",
        "wrong_year",
        "报告写的是 2022 年度",
        "d01",
    )
    assert item.receipt == receipt("a")


def test_a_refused_file_that_can_be_read_later_is_read(warehouse: Engine) -> None:
    record_refusal(warehouse, receipt("a"), Refusal("unknown_type", "…"))
    load(warehouse, "d01", placement(), receipt("a"))
    (item,) = arrivals(warehouse, 2023)
    assert (item.outcome, item.reason, item.agency, item.revision) == ("read", "", "d01", 1)


def test_a_file_that_led_to_a_revision_is_never_refused_afterwards(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(), receipt("a"))
    assert record_refusal(warehouse, receipt("a"), Refusal("too_slow", "…")) is False
    assert arrivals(warehouse, 2023)[0].outcome == "read"


def test_no_grid_is_none(warehouse: Engine) -> None:
    assert load_grid(warehouse, "a" * 64) is None
    assert grid_note(warehouse, "a" * 64) == ""
    assert row_counts(warehouse)["raw_grids"] == 0
