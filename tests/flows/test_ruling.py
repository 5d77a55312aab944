"""A county's changes to the rules: in force for their years, recorded with every check, said wherever they matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.command.app import run
from tasks import warehouse
from tasks.open import Desk, open_desk
from tasks.records import Finding, Severity, State
from tasks.ruling import ruling
from tests.flows.conftest import DAY
from tests.flows.test_decisions import command, confirm, night, page, said, state

HEAD = "规则,调整,参数,值,起始年度,终止年度,负责人,原因,登记日期"


def change(home: Path, *rows: str) -> None:
    (home / "rules.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8-sig")


def findings(desk: Desk, code: str, rule: str) -> list[Finding]:
    revision = warehouse.latest_revisions(desk.engine, 2023)[code]
    return [finding for finding in warehouse.findings_of(desk.engine, revision) if finding.rule == rule]


def versions(desk: Desk) -> set[str]:
    return {ruleset for _grounds, ruleset in warehouse.check_grounds(desk.engine, 2023).values()}


def test_a_rule_is_switched_off_for_a_year_and_on_again(county: Path) -> None:
    before = versions(open_desk(county))
    assert before == {ruling(open_desk(county), 2023).version}
    change(county, "R-09,停用,,,2023,2023,经办员,县里统一在总报告{里}说明,2024-01-06")
    night(county)
    desk = open_desk(county)
    (off,) = findings(desk, "d28", "R-09")
    assert off.state is State.NOT_APPLICABLE and off.message == "本年度停用：县里统一在总报告{里}说明（经办员）"
    assert state(county, "d28") == "accepted"
    assert versions(desk) == {ruling(desk, 2023).version} != before
    assert ruling(desk, 2024).overrides == ()
    sentence = (
        "停用 R-09（第六部分写明信息处理费），2023—2023 年度：县里统一在总报告{里}说明（经办员，2024-01-06 登记）"
    )
    index = (county / "site" / "2023" / "index.html").read_text(encoding="utf-8")
    assert sentence in index and sentence in page(county, "d28")
    used = warehouse.rulesets(desk.engine, desk.county.code, 2023)
    assert [it.overrides for it in used] == [(), (sentence,)] and used[-1].version == ruling(desk, 2023).version
    content = warehouse.warehouse_hash(desk.engine)
    assert night(county) == [] and warehouse.warehouse_hash(open_desk(county).engine) == content

    (county / "rules.csv").unlink()
    night(county)
    assert state(county, "d28") == "questioned"
    assert versions(open_desk(county)) == before
    used = warehouse.rulesets(desk.engine, desk.county.code, 2023)
    assert [it.overrides for it in used] == [(), (sentence,), ()] and used[0].version == used[2].version


def test_a_hard_rule_is_softened_and_then_confirmed_by_one_person(county: Path) -> None:
    change(county, "W-01,降为请核实,,,2023,,经办员,过渡年度,")
    night(county)
    (soft,) = [it for it in findings(open_desk(county), "d05", "W-01") if it.state is State.FAIL]
    assert soft.severity is Severity.SOFT and state(county, "d05") == "questioned"
    assert confirm(county, "d05", "W-01") == 0
    (county / "rules.csv").unlink()
    night(county)
    assert state(county, "d05") == "returned"


def test_a_cause_that_breaks_a_rule_still_in_force_is_told_under_that_rule(county: Path) -> None:
    """d05's wrong total breaks a row and a column: with the row's rule off the column's says it."""
    change(county, "W-01,停用,,,2023,,经办员,过渡年度,")
    night(county)
    assert [it.state for it in findings(open_desk(county), "d05", "W-01")] == [State.NOT_APPLICABLE]
    assert any(it.state is State.FAIL for it in findings(open_desk(county), "d05", "K-02"))
    assert state(county, "d05") == "returned"


def test_a_threshold_is_set_for_some_years(county: Path) -> None:
    change(county, "R-08,改参数,最少字数,9999,2023,2023,经办员,试行,")
    night(county)
    (short,) = [it for it in findings(open_desk(county), "d12", "R-08") if it.state is State.FAIL]
    assert short.outcome == "short"
    assert "的“最少字数”改为 9999字" in page(county, "d12")


def test_a_closed_season_keeps_its_rules(county: Path) -> None:
    assert confirm(county, "d12", "C-03") == confirm(county, "d28", "R-09") == 0
    waive = ["--year", "2023", "--reason", "机构筹建", "--second", "李四", *said()]
    assert command(county, "waive", "d30", *waive) == command(county, "waive", "d05", *waive) == 0
    assert command(county, "season", "close", "2023", *said()) == 0
    before = versions(open_desk(county))
    change(county, "R-09,停用,,,2023,,经办员,理由,")
    night(county)
    assert versions(open_desk(county)) == before


def test_a_wrong_table_is_told_before_anything_runs(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(county, "R-90,停用,,,2023,,经办员,理由,")
    assert run(["season", "status", "2023", "--home", str(county), "--on", DAY.isoformat()]) == 2
    assert "rules.csv 第 2 行：没有规则“R-90”" in capsys.readouterr().err
