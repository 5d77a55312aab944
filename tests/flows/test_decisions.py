"""People decide, the season follows: over nights, resubmissions and days, on a few agencies of the sample county."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.command.app import run
from tasks import warehouse
from tasks.open import moment, open_desk
from tasks.records import State
from tasks.sample import Delivery, deliveries, render
from tasks.tabulate import import_decisions
from tests.flows.conftest import DAY
from tests.flows.plain import plain_night

LATER = date(2024, 2, 21)


def said(on: date = DAY) -> list[str]:
    return ["--by", "张三", "--on", on.isoformat()]


def night(home: Path, on: date = DAY) -> list[str]:
    """One night; gives the subjects of what was said."""
    _desk, sent, _pages = plain_night(home, on)
    return [message.subject for outcome in sent for message in outcome.digest.messages]


def state(home: Path, code: str) -> str:
    return warehouse.states(open_desk(home).engine, 2023)[code].state


def command(home: Path, *words: str) -> int:
    return run([*words, "--home", str(home)])


def confirm(home: Path, code: str, target: str, *more: str, on: date = DAY) -> int:
    return command(home, "confirm", code, target, "--year", "2023", "--reason", "与台账核对一致", *said(on), *more)


def page(home: Path, code: str) -> str:
    return (home / "site" / "2023" / "a" / code / "index.html").read_text(encoding="utf-8")


def listed(home: Path, capsys: pytest.CaptureFixture[str], on: date = DAY) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert command(home, "decisions", "list", "--json", "--on", on.isoformat()) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def sent_in(code: str) -> Delivery:
    return next(it for it in deliveries() if (it.agency, it.year) == (code, 2023))


def hand_in(home: Path, code: str, **changes: Any) -> None:
    """The agency's report again, changed, a day later than everything before."""
    first = sent_in(code)
    path = home / "inbox" / "2023" / code / f"again{len(list((home / 'inbox').rglob('again*')))}.docx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(render(replace(first.report, **changes), "official.docx"))
    moment = 1707700000 + len(list(path.parent.iterdir())) * 100
    os.utime(path, (moment, moment))


def test_a_confirmation_over_nights_resubmissions_and_days(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert state(county, "d28") == "questioned"
    assert "gouji confirm d28 R-09:" in page(county, "d28")
    assert confirm(county, "d28", "R-09", "--until", "2024-02-20") == 0
    heard = capsys.readouterr().out
    assert "已登记 D" in heard and "2023 年度现在是“已接收”" in heard
    assert state(county, "d28") == "accepted"
    shown = page(county, "d28")
    assert "经说明认可" in shown and "张三" in shown and "与台账核对一致" in shown and "有效至2024年2月20日" in shown

    night(county)
    assert state(county, "d28") == "accepted" and len(listed(county, capsys)) == 1
    values = dict(sent_in("d28").report.values)
    values["t2.licensing.decisions"] = int(values["t2.licensing.decisions"]) + 1
    hand_in(county, "d28", values=values)
    night(county)
    assert warehouse.latest_revisions(open_desk(county).engine, 2023)["d28"].number == 2
    assert state(county, "d28") == "accepted"

    hand_in(county, "d28", values=values, sections=sent_in("d28").report.sections | {6: ("本机关无其他情况。",)})
    said_tonight = night(county, date(2024, 2, 19))
    assert state(county, "d28") == "questioned"
    (lapsed,) = listed(county, capsys)
    assert lapsed["standing"] == "lapsed" and {change["code"] for change in lapsed["changes"]} == {"found"}
    assert "失效的认可（1）" in page(county, "d28")
    assert any("1 件核实或豁免已失效" in subject for subject in said_tonight)
    assert not any("已失效" in subject for subject in night(county, date(2024, 2, 20)))


def test_a_confirmation_expires_by_its_day_and_is_taken_back(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert confirm(county, "d12", "C-03", "--until", "2024-02-20") == 0
    night(county, date(2024, 2, 20))
    assert state(county, "d12") == "accepted"
    night(county, LATER)
    assert state(county, "d12") == "questioned"
    assert "到期失效" in page(county, "d12")
    assert [it["standing"] for it in listed(county, capsys, LATER)] == ["expired"]
    assert confirm(county, "d12", "C-03", on=LATER) == 0
    assert state(county, "d12") == "accepted"
    old, new = listed(county, capsys, LATER)
    assert (old["standing"], new["standing"]) == ("replaced", "active")
    assert command(county, "revoke", new["id"], "--reason", "核实有误", *said(LATER)) == 0
    assert state(county, "d12") == "questioned"
    assert command(county, "revoke", new["id"], "--reason", "核实有误", *said(LATER)) == 0
    assert "没有重复登记" in capsys.readouterr().out
    assert [it["standing"] for it in listed(county, capsys, LATER)] == ["expired", "revoked"]


def test_a_hard_finding_needs_two_and_a_missing_report_is_waived_by_name(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert state(county, "d05") == "returned" and state(county, "d30") == "late_statutory"
    assert confirm(county, "d05", "W-01") == 2
    assert "不能确认" in capsys.readouterr().err
    waive = ["waive", "d05", "W-01", "--year", "2023", "--reason", "台账已毁损", *said(), "--until", "2024-12-31"]
    assert command(county, *waive, "--second", "张三") == 2
    assert "不能与经办人是同一个人" in capsys.readouterr().err
    assert command(county, *waive, "--second", "李四") == 0
    assert state(county, "d05") == "accepted"
    desk = open_desk(county)
    rollup = warehouse.latest_rollup(desk.engine, desk.county.code, 2023)
    assert rollup is not None and rollup.status == "draft"
    assert {(it.agency, it.code) for it in rollup.conflicts} == {("d05", "t3.granted.total")} and rollup.tolerant

    away = ["waive", "d30", "--year", "2023", "--reason", "机构筹建，未开展工作", *said(), "--second", "李四"]
    assert command(county, *away) == 0
    assert state(county, "d30") == "waived"
    assert "经同意免报" in page(county, "d30") and "机构筹建，未开展工作" in page(county, "d30")
    assert not [it for it in night(county) if "d30" in it or "尚未收到" in it]
    found = warehouse.season_findings(open_desk(county).engine, desk.county.code, 2023)
    lacking = {it.agency for it in found if it.finding.rule == "A-04" and it.finding.state is State.FAIL}
    assert lacking == {"d12", "d28"}
    (waiver,) = [it for it in listed(county, capsys) if not it["rule"]]
    assert command(county, "revoke", waiver["id"], "--reason", "已经开展工作", *said()) == 0
    assert state(county, "d30") == "late_statutory"


def test_a_wrong_name_or_finding_is_answered_with_the_nearest(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert confirm(county, "d99", "R-09") == 2
    assert "相近的有" in capsys.readouterr().err
    assert confirm(county, "d28", "R-90") == 2
    assert "没有“R-90”这个问题。有的是：\n  R-09:" in capsys.readouterr().err
    assert confirm(county, "d30", "R-09") == 2
    assert "还没有入库的报告" in capsys.readouterr().err
    assert state(county, "d28") == "questioned"


def test_a_county_may_accept_provisionally(county: Path) -> None:
    settings = (county / "county.toml").read_text(encoding="utf-8")
    (county / "county.toml").write_text(settings + "\n[acceptance]\nprovisional = true\n", encoding="utf-8")
    night(county)
    assert state(county, "d28") == "accepted"
    assert warehouse.states(open_desk(county).engine, 2023)["d28"].why == "暂收，待核实：R-09"
    assert "badge questioned" in page(county, "d28")
    (county / "county.toml").write_text(settings, encoding="utf-8")
    night(county)
    assert state(county, "d28") == "questioned"


def sheet(home: Path, *rows: str) -> Path:
    path = home / "decisions.csv"
    head = "机关,年度,种类,规则,问题编号,理由,经办人,复核人,有效期至,登记时间"
    path.write_text("\r\n".join([head, *rows]), encoding="utf-8-sig", newline="")
    return path


def take_in(home: Path, path: Path) -> int:
    return command(home, "decisions", "import", str(path), "--on", DAY.isoformat())


def test_clerks_decide_in_a_table(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(
        county,
        "d12,2023,核实,C-03,,与台账核对一致,张三,,,2024/2/10",
        f"{open_desk(county).name('d05')},2023,豁免,W-01,,台账已毁损,张三,李四,2024年12月31日,",
        "d30,2023,豁免,,,机构筹建,张三,李四,,",
    )
    assert take_in(county, path) == 0, capsys.readouterr().err
    assert capsys.readouterr().out.count("已登记 D") == 3
    assert [state(county, code) for code in ("d12", "d05", "d30")] == ["accepted", "accepted", "waived"]
    before = warehouse.warehouse_hash(open_desk(county).engine)
    assert take_in(county, path) == 0
    assert "没有重复登记" in capsys.readouterr().out
    assert warehouse.warehouse_hash(open_desk(county).engine) == before
    first, *_rest = listed(county, capsys)
    assert first["at"].startswith("2024-02-10") and first["source"] == "decisions.csv"


def test_a_table_with_a_fault_records_nothing_and_says_every_line(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(
        county,
        "d12,2023,核实,C-03,,与台账核对一致,张三,,,",
        "d99,2023,核实,C-03,,理由,张三,,,",
        "d28,2023,核对,R-09,,理由,张三,,,",
        "d28,2023,核实,R-90,,理由,张三,,,",
        "d28,2023,核实,R-09,,,张三,,,",
        "d05,2023,豁免,W-01,,理由,张三,张三,,明天",
        "d28,2023,核实,,,理由,张三,,,",
    )
    assert take_in(county, path) == 2
    heard = capsys.readouterr().err
    for fault in (
        "第 3 行：名册里没有“d99”",
        "第 4 行：不认识种类“核对”",
        "第 5 行：清河口县",
        "第 6 行：请写明理由",
        "第 7 行：日期“明天”不对",
        "第 7 行：复核人不能与经办人是同一个人",
        "第 7 行：豁免要有期限",
        "第 8 行：核实要写明是哪一处",
    ):
        assert f"decisions.csv {fault}" in heard, fault
    assert listed(county, capsys) == []


def test_decisions_go_out_to_a_table_and_come_back_as_they_were(
    county: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = ["--year", "2023", "--reason", "=HYPERLINK(1)", *said()]
    assert command(county, "confirm", "d12", "C-03", *words) == 0
    assert command(county, "confirm", "d28", "R-09", *words) == 0
    first = listed(county, capsys)[0]["id"]
    assert command(county, "revoke", first, "--reason", "+1 核实有误", *said()) == 0
    path = tmp_path_factory.mktemp("out") / "decisions.csv"
    assert command(county, "decisions", "export", str(path), "--on", DAY.isoformat()) == 0
    data = path.read_bytes()
    assert (
        data.startswith(b"\xef\xbb\xbf") and b",=HYPERLINK" not in data and b",'=HYPERLINK" in data and b",'+1" in data
    )
    assert "已撤销" in data.decode("utf-8-sig")
    desk = open_desk(county)
    known = warehouse.decisions(desk.engine, desk.county.code)
    assert take_in(county, path) == 0
    assert "没有重复登记" in capsys.readouterr().out

    from tasks.warehouse import migrate, open_engine

    elsewhere = open_engine(f"sqlite:///{path.with_suffix('.db')}")
    migrate(elsewhere)
    made = import_decisions(replace(open_desk(county), engine=elsewhere), path, moment(DAY))
    assert made == known == warehouse.decisions(elsewhere, desk.county.code)
    path.write_text(data.decode("utf-8-sig").replace("张三", "王五"), encoding="utf-8-sig", newline="")
    assert take_in(county, path) == 2
    assert capsys.readouterr().err.count("登记过，内容不同") == 3
    elsewhere.dispose()
