"""The command as people and programs use it: shapes of the JSON, exit codes, sentences instead of tracebacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cyclopts import App

from flows.command.app import run
from flows.command.groups import add
from flows.command.verb import Verb
from tasks.language import use
from tasks.sample import LAYOUTS, SampleReport, render, write_county

GOUJI = [sys.executable, "-c", "from flows.command import main; main()"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _chinese() -> None:
    use("zh")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A blank report of our own, without a fee statement."""
    path = tmp_path / "report.docx"
    sample = SampleReport("清河口县商务局", 2023, {"t3.new_received.natural_person": 3}, sections={1: ("我局公开。",)})
    path.write_bytes(render(sample, "official.docx"))
    return path


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_read_json_has_the_public_shape(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(report), "--json"]) == 0
    data = said(capsys)
    assert set(data) == {"agency", "year", "form", "title", "cells", "sections", "narrative", "unplaced"}
    assert (data["agency"], data["year"], data["form"]) == ("清河口县商务局", 2023, "f2021")
    cell = data["cells"]["t3.new_received.natural_person"]
    assert {"raw", "semantic", "value", "origin"} <= set(cell)
    assert (cell["raw"], cell["semantic"], cell["value"]) == ("3", "NUMERIC", 3)
    assert cell["origin"]["table"] == 2
    assert data["cells"]["t3.granted.total"]["value"] is None
    assert set(data["sections"]) == {"1", "2", "3", "4", "5", "6"}


def test_check_says_how_a_package_was_read(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = report.with_name("年报.zip")
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(report, "年报.docx")
    run(["check", str(package)])
    assert "读法：主件是“年报.docx”" in capsys.readouterr().out


def test_check_json_adds_findings(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(report), "--json"]) == 1
    data = said(capsys)
    shape = {"rule", "state", "severity", "cells", "expected", "found", "difference", "message"}
    assert data["findings"] and all(shape <= set(finding) for finding in data["findings"])
    states = {finding["state"] for finding in data["findings"]}
    assert states == {"fail", "undecided"}
    assert {"Y-01", "A-04"} <= {finding["rule"] for finding in data["findings"] if finding["state"] == "undecided"}


@pytest.mark.parametrize("verb", ["read", "check"])
def test_a_refusal_is_json_and_exit_code_2(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.docx"
    path.write_bytes(b"")
    assert run([verb, str(path), "--json"]) == 2
    assert said(capsys)["refused"]["reason"] == "empty"
    assert run([verb, str(path)]) == 2
    assert "拒收" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["nonsense"], "没有“nonsense”这个命令"),
        (["read"], "缺少参数"),
        (["read", "x.txt", "--frob"], "没有“--frob”这个选项"),
        (["read", "not_there.txt"], "找不到文件"),
        (["agency", "商务局", "--year", "2023", "--home", "nowhere"], "不是县文件夹"),
        (["nightly", "--on", "tomorrow"], "不是日期"),
    ],
)
def test_a_wrong_call_is_one_sentence(words: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    heard = capsys.readouterr()
    assert expected in heard.err and "Traceback" not in heard.err


def test_read_without_json_names_the_places(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(report)]) == 0
    text = capsys.readouterr().out
    assert "清河口县商务局" in text and "第2张表" in text


def test_heavy_engines_are_not_imported_to_read(report: Path) -> None:
    script = (
        "import sys; from flows.command.app import run; run(['read', sys.argv[1], '--json']);"
        "assert not {'prefect', 'great_expectations', 'sqlalchemy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(report)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def gouji(words: list[str], tmp_path: Path, **more: str) -> subprocess.CompletedProcess[str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "GOUJI_"))}
    environment = plain | {"PREFECT_HOME": str(tmp_path / "prefect"), "PYTHONUTF8": "1"} | more
    return subprocess.run([*GOUJI, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_night_and_a_rerun_without_a_server(tmp_path: Path) -> None:
    home = tmp_path / "county"
    write_county(home)
    night = gouji(["nightly", "--home", str(home), "--on", "2025-02-14", "--json"], tmp_path)
    assert night.returncode == 1, night.stderr
    years = {entry["year"]: entry for entry in json.loads(night.stdout)}
    assert set(years) == {2023, 2024}
    assert years[2024]["expected"] == 48 and years[2024]["rollup"] == "draft"
    rerun = gouji(["agency", "财政局", "--year", "2023", "--home", str(home), "--on", "2025-02-14"], tmp_path)
    assert rerun.returncode == 1, rerun.stderr
    assert "2023 年度" in rerun.stdout
    away = gouji(["nightly", "--home", str(home)], tmp_path, GOUJI_DATABASE_URL="postgresql://clerk@127.0.0.1:1/none")
    assert away.returncode == 2 and "数据库用不了" in away.stderr and "Traceback" not in away.stderr
    assert "数据库用不了" in (home / "site" / "night.js").read_text(encoding="utf-8")
    unknown = gouji(["agency", "财务局", "--year", "2023", "--home", str(home)], tmp_path)
    assert unknown.returncode == 2 and "财政局" in unknown.stderr
    told = gouji(["remind", "--on", "2025-01-20", "--dry-run", "--home", str(home), "--json"], tmp_path)
    assert told.returncode == 0 and isinstance(json.loads(told.stdout), list)


def test_layouts_are_all_readable_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = SampleReport("清河口县商务局", 2023, {}, sections={1: ("我局公开。",)})
    for layout in LAYOUTS:
        path = tmp_path / layout
        path.write_bytes(render(sample, layout))
        assert run(["read", str(path), "--json"]) == 0
        assert said(capsys)["agency"] == "清河口县商务局"


def test_show_prints_the_rows_around_a_figure(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(report), "t3.new_received.natural_person"]) == 0
    assert "【3】" in capsys.readouterr().out
    assert run(["show", str(report), "t3.nonsense"]) == 2
    assert "没有认出" in capsys.readouterr().out


def test_a_verb_of_a_subject_stands_under_it(capsys: pytest.CaptureFixture[str]) -> None:
    app = App(name="gouji", result_action="return_value")
    add(app, Verb("rules count", "数一数", "用法：gouji rules count", lambda: 7))
    assert app(["rules", "count"]) == 7
    app(["rules", "--help"])
    shown = capsys.readouterr().out
    assert "用法：gouji rules 命令 [参数]" in shown
    assert "数一数" in shown


def test_rules_are_listed_shown_and_proved(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "list", "--json"]) == 0
    listed = said(capsys)
    assert {"W-01", "R-09", "A-04"} <= {rule["id"] for rule in listed}
    assert run(["rules", "show", "w-01", "--json"]) == 0
    shown = said(capsys)
    assert (shown["id"], len(shown["equations"]["f2021"]), len(shown["equations"]["f2019"])) == ("W-01", 25, 23)
    assert run(["rules", "show", "R-08"]) == 0
    assert "2019 年度起 30字" in capsys.readouterr().out
    assert run(["rules", "prove", "C-04", "--json"]) == 0
    (proven,) = said(capsys)
    assert (proven["rule"], proven["proved"], proven["survivors"]) == ("C-04", True, [])
    assert run(["rules", "show", "X-99"]) == 2
    assert "X-99" in capsys.readouterr().err
