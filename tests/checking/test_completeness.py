"""A-04 over a season."""

from __future__ import annotations

from dataclasses import replace

from tasks.checking import check_completeness
from tasks.records import State
from tests.checking.reports import BUREAU


def test_each_expected_agency_has_one_accepted_report() -> None:
    roster = [replace(BUREAU, code=f"d0{n}", name=f"清河口县第{n}局") for n in range(1, 5)]
    findings = check_completeness(roster, {"d01": 1, "d03": 2, "d04": 1}, 2023)
    assert [finding.state for finding in findings] == [State.PASS, State.FAIL, State.FAIL, State.PASS]
    assert findings[1].message == "清河口县第2局的 2023 年度报告已接收 0 份，应为 1 份"
    assert findings[2].difference == 1


def test_a_report_waived_by_name_is_said_not_missed() -> None:
    roster = [replace(BUREAU, code=f"d0{n}", name=f"清河口县第{n}局") for n in range(1, 3)]
    findings = check_completeness(roster, {"d01": 1}, 2023, {"d02": "撤并中，由承接单位合并报送"})
    assert [finding.state for finding in findings] == [State.PASS, State.NOT_APPLICABLE]
    assert findings[1].message == "清河口县第2局经同意，2023 年度免报：撤并中，由承接单位合并报送"
    assert check_completeness(roster[1:], {}, 2023, {"d02": "撤并中"})[0].state is State.NOT_APPLICABLE


def test_nobody_expected() -> None:
    assert check_completeness([], {}, 2023) == []
