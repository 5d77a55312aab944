"""A season is opened, closed and published by people, and old years are taken in, on a few agencies of the sample."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import warehouse
from tasks.open import open_desk
from tests.flows.conftest import DAY
from tests.flows.test_decisions import command, confirm, hand_in, night, page, said, sent_in, state

YEAR = "2023"


def standing(home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    command(home, "season", "status", YEAR, "--json", "--on", DAY.isoformat())
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def waive(home: Path, *words: str) -> int:
    more = ["--year", YEAR, "--reason", "机构筹建", "--second", "李四", *said()]
    return command(home, "waive", *words, *more)


def publish(home: Path, code: str, url: str = "https://www.example.gov.cn/d12.html", on: str = "2024-01-30") -> int:
    return command(home, "season", "publish", code, YEAR, "--url", url, "--on", on, "--by", "张三")


def test_a_season_closes_when_all_are_in_or_waived_by_name(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(county, "season", "open", YEAR, *said()) == 0
    assert "已开始" in capsys.readouterr().out
    assert command(county, "season", "open", YEAR, *said()) == 0
    assert "没有重复登记" in capsys.readouterr().out
    found = standing(county, capsys)
    assert (found["event"], found["by"], found["backload"], found["rollup"]) == ("open", "张三", False, "draft")
    assert found["lacking"] == {"d05": "returned", "d12": "questioned", "d28": "questioned", "d30": "late_statutory"}
    assert found["deadlines"]["county_deadline"] == "2024-03-31"

    assert command(county, "season", "close", YEAR, *said()) == 2
    heard = capsys.readouterr().err
    desk = open_desk(county)
    assert "2023 年度还不能结束：下列 4 处没有办结" in heard
    assert all(f"{desk.name(code)}：" in heard for code in found["lacking"]) and "存疑待核实" in heard
    assert confirm(county, "d12", "C-03") == confirm(county, "d28", "R-09") == 0
    assert waive(county, "d30") == waive(county, "d05") == 0
    assert command(county, "season", "close", YEAR, *said()) == 0
    found = standing(county, capsys)
    assert (found["event"], found["rollup"], found["lacking"]) == ("close", "complete", {})
    assert found["waived"] == {"d05": "机构筹建", "d30": "机构筹建"}
    assert "本年度的报送已结束（张三，2024年2月14日）" in (county / "site" / YEAR / "index.html").read_text(
        encoding="utf-8"
    )
    assert night(county, date(2024, 2, 20)) == []
    desk = open_desk(county)
    steps = warehouse.season_steps(desk.engine, desk.county.code, 2023)
    assert [(step.event, step.who, step.number) for step in steps] == [("open", "张三", 1), ("close", "张三", 2)]
    assert command(county, "season", "open", YEAR, "--reason", "补报", *said()) == 0
    assert standing(county, capsys)["event"] == "open"


def test_what_is_published_is_noted_and_what_comes_later_is_a_correction(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(county, "d12") == 2
    assert "现在是“存疑待核实”，还不能登记公开：请先核实" in capsys.readouterr().err
    assert confirm(county, "d12", "C-03") == 0
    assert publish(county, "d12", url="javascript:alert(1)") == 2
    assert "不是网址" in capsys.readouterr().err
    assert publish(county, "d12", on="2999-01-01") == 2
    assert publish(county, "d12") == 0
    assert publish(county, "d12") == 0
    assert "没有重复登记" in capsys.readouterr().out
    assert state(county, "d12") == "published"
    assert 'href="https://www.example.gov.cn/d12.html"' in page(county, "d12")
    public = warehouse.disclosures(open_desk(county).engine, 2023)["d12"]
    assert (public.on, public.revision, public.who, public.number) == (date(2024, 1, 30), 1, "张三", 1)

    values = dict(sent_in("d12").report.values)
    values["t2.licensing.decisions"] = int(values["t2.licensing.decisions"]) + 1
    hand_in(county, "d12", values=values)
    night(county)
    history = [step.state for step in warehouse.history(open_desk(county).engine, "d12", 2023)]
    assert history[-4:] == ["published", "received", "parsed", "corrected"]
    assert warehouse.accepted_revisions(open_desk(county).engine, 2023)["d12"].number == 2
    assert publish(county, "d12", url="https://www.example.gov.cn/new.html", on="2024-02-20") == 0
    assert state(county, "d12") == "published"


def test_an_old_year_is_taken_in_and_blocks_nothing(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(county, "season", "open", YEAR, "--backload", *said()) == 0
    assert "补录往年" in capsys.readouterr().out
    night(county)
    assert [state(county, code) for code in ("d05", "d12", "d28")] == ["accepted"] * 3
    step = warehouse.states(open_desk(county).engine, 2023)["d05"]
    assert step.why == "补录往年，问题如实留存：W-01"
    shown = page(county, "d05")
    assert "补录留存" in shown and "如实留存，不退回" in shown and "gouji waive" not in shown
    desk = open_desk(county)
    rollup = warehouse.latest_rollup(desk.engine, desk.county.code, 2023)
    assert rollup is not None and (rollup.status, rollup.accepted, rollup.lacking) == ("draft", 3, ("d30",))
    assert rollup.conflicts and rollup.tolerant
    assert night(county, date(2024, 2, 20)) == []

    from tasks.survey import doubtful_cells

    assert "t3.granted.total" in doubtful_cells(desk, "d05", 2023)
    settings = (county / "county.toml").read_text(encoding="utf-8")
    assert command(county, "season", "open", YEAR, *said()) == 0
    assert state(county, "d05") == "returned"
    (county / "county.toml").write_text(settings.replace("[seasons.2023]", "[seasons.2023]\nbackload = true"), "utf-8")
    night(county)
    assert state(county, "d05") == "accepted"


def test_a_year_without_agencies_cannot_open(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(county, "season", "open", "1999", *said()) == 2
    assert "没有 1999 年度应报的机关" in capsys.readouterr().err
    assert not (county / "inbox" / "1999").exists()
