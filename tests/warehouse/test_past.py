"""What is known of many agencies' reports of a year, in a few statements."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import Engine, event

from tasks.records import Origin, SectionText, State
from tasks.warehouse import past_reports, set_state
from tests.warehouse.reports import NOW, accept, finding, load, placement

GRANTED = "t3.granted.total"


def test_the_accepted_revision_counts_with_its_prose(warehouse: Engine) -> None:
    sections = {5: SectionText(5, "五、存在的主要问题及改进情况", "更新不及时。", Origin(line=9))}
    accept(warehouse, "d01", replace(placement({GRANTED: 4}), sections=sections))
    found = past_reports(warehouse, 2023, ["d01", "d09"], [1, 5])
    assert list(found) == ["d01"]
    report = found["d01"]
    assert (report.values[GRANTED], report.counted, report.accepted) == (Decimal(4), True, (1,))
    assert (report.sections, report.form) == ({5: "更新不及时。"}, "f2021")
    assert past_reports(warehouse, 2022, ["d01"]) == {}


def test_a_returned_report_gives_no_disputed_figure(warehouse: Engine) -> None:
    right = finding(state=State.PASS, cells=("t3.carried_in.total",))
    load(warehouse, "d01", placement({GRANTED: 4}), None, finding(cells=(GRANTED,)), right)
    report = past_reports(warehouse, 2023, ["d01"])["d01"]
    assert (report.values[GRANTED], report.counted) == (None, False)
    assert report.values["t3.carried_in.total"] == 0


def test_every_revision_that_was_accepted_is_named(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement({GRANTED: 4}))
    accept(warehouse, "d01", placement({GRANTED: 5}))
    set_state(warehouse, "d01", 2023, "published", who="office", when=NOW)
    report = past_reports(warehouse, 2023, ["d01"])["d01"]
    assert (report.values[GRANTED], report.accepted) == (Decimal(5), (1, 2))


def test_a_hundred_agencies_cost_no_more_statements_than_one(warehouse: Engine) -> None:
    for number in range(6):
        accept(warehouse, f"d{number:02}", placement({GRANTED: number}))
    counts = []
    event.listen(warehouse, "before_cursor_execute", lambda *_: counts.append(1))
    past_reports(warehouse, 2023, ["d01"], [1, 5])
    one = len(counts)
    assert len(past_reports(warehouse, 2023, [f"d{number:02}" for number in range(6)], [1, 5])) == 6
    assert len(counts) == 2 * one
