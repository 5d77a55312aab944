"""`gouji archive verify`, `backup` and `restore` over a county with a warehouse."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.command.app import run
from tasks.open import close_desks, open_desk
from tasks.records import Receipt
from tasks.warehouse import warehouse_hash
from tests.warehouse.reports import accept, load, placement

NOW = datetime(2025, 2, 14, tzinfo=UTC)
REPORT = "商务局年报".encode()
SHA256 = hashlib.sha256(REPORT).hexdigest()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("GOUJI_DATABASE_URL", raising=False)
    home = tmp_path / "county"
    original = home / "archive" / SHA256[:2] / SHA256
    arrived = home / "inbox" / "2023" / "d01" / "年报.txt"
    for path in (original, arrived):
        path.parent.mkdir(parents=True)
        path.write_bytes(REPORT)
    (home / "county.toml").write_text('name = "清河口县"\ncode = "990001"\n', encoding="utf-8")
    (home / "roster.csv").write_text("code,name,kind\nd01,清河口县商务局,department\n", encoding="utf-8")
    engine = open_desk(home).engine
    arrival = Receipt(SHA256, "年报.txt", 2023, NOW, len(REPORT), "inbox/2023/d01/年报.txt", "d01")
    load(engine, "d01", placement({"t2.licensing.decisions": 3}), arrival)
    yield home
    close_desks()


def content(home: Path) -> str:
    return warehouse_hash(open_desk(home).engine)


def verify(home: Path, capsys: pytest.CaptureFixture[str], code: int) -> dict[str, list[str]]:
    capsys.readouterr()
    assert run(["archive", "verify", "--home", str(home), "--json"]) == code
    found: dict[str, list[str]] = {}
    for fault in json.loads(capsys.readouterr().out)["faults"]:
        found.setdefault(fault["kind"], []).append(fault["path"])
    return found


def test_an_archive_is_verified(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(home, capsys, 0) == {}
    original = home / "archive" / SHA256[:2] / SHA256
    (home / "archive" / "笔记.txt").touch()
    (home / "archive" / ".half.tmp").touch()
    extra = hashlib.sha256(b"extra").hexdigest()
    (home / "archive" / extra[:2]).mkdir()
    (home / "archive" / extra[:2] / extra).write_bytes(b"extra")
    original.write_bytes(REPORT[:-1] + b"?")
    place = f"archive/{SHA256[:2]}/{SHA256}"
    others = {"stray": ["archive/笔记.txt"], "surplus": [f"archive/{extra[:2]}/{extra}"]}
    assert verify(home, capsys, 1) == {"changed": [place], **others}
    original.unlink()
    assert verify(home, capsys, 1) == {"missing": [place], **others}
    assert run(["archive", "verify", "--home", str(home)]) == 1
    told = capsys.readouterr().out
    assert "清河口县商务局 2023 年度 年报.txt" in told and "放进收件夹" in told


def test_a_restored_county_holds_the_same(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(home)
    file = tmp_path / "kept" / "a.zip"
    assert run(["backup", str(file), "--home", str(home)]) == 0
    accept(open_desk(home).engine, "d01", placement({"t2.licensing.decisions": 4}))
    assert content(home) != before
    other = tmp_path / "other"
    assert run(["restore", str(file), "--home", str(other)]) == 0
    assert content(other) == before
    assert verify(other, capsys, 0) == {}
    arrived = Path("inbox/2023/d01/年报.txt")
    assert (other / arrived).read_bytes() == REPORT
    assert int((other / arrived).stat().st_mtime) == int((home / arrived).stat().st_mtime)
    assert [path.name for path in file.parent.iterdir()] == ["a.zip"]


def test_what_is_there_is_never_lost(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.zip"
    assert run(["backup", str(file), "--home", str(home)]) == 0
    assert run(["backup", str(file), "--home", str(home)]) == 2
    assert "没有盖掉" in capsys.readouterr().err
    assert run(["restore", str(file), "--home", str(home)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    before = content(home)
    accept(open_desk(home).engine, "d01", placement({"t2.licensing.decisions": 4}))
    later = content(home)
    assert run(["restore", str(file), "--home", str(home), "--overwrite"]) == 0
    assert content(home) == before
    (moved,) = tmp_path.glob("county-before-*")
    assert content(moved) == later


def test_a_damaged_backup_changes_nothing(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.zip"
    assert run(["backup", str(file), "--home", str(home)]) == 0
    with zipfile.ZipFile(file) as bundle, zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
        for member in bundle.namelist():
            data = bundle.read(member).replace(b'"warehouse": "', b'"warehouse": "0')
            other.writestr(member, data)
    there = sorted(path for path in home.rglob("*"))
    assert run(["restore", str(tmp_path / "b.zip"), "--home", str(home), "--overwrite"]) == 2
    assert "与清单不符" in capsys.readouterr().err
    assert sorted(path for path in home.rglob("*")) == there
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip", "county"]


def test_old_backups_go_as_the_county_says(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (home / "county.toml").open("a", encoding="utf-8") as toml:
        toml.write("[backup]\nkeep = 2\n")
    folder = home / "backups"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"gouji-county-2024010{day}-000000.zip").touch()
    assert run(["backup", "--home", str(home), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert sorted(path.name for path in folder.iterdir()) == [
        "gouji-county-20240103-000000.zip",
        Path(said["file"]).name,
    ]
    assert len(said["removed"]) == 2


KILLED = """
import os, signal, sys
from pathlib import Path
from tasks.backup import back_up
from tasks.open import moment
def step(done, everything):
    if done == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
back_up(Path(sys.argv[1]), Path(sys.argv[3]), moment(), step)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL 只有 POSIX 有")
def test_a_backup_that_is_killed_leaves_no_half_file(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home), "3", str(target)], check=False)
    assert killed.returncode == -9
    assert [path for path in target.iterdir() if not path.name.startswith(".gouji-backup-")] == []
    assert run(["backup", str(target), "--home", str(home)]) == 0
    (made,) = target.glob("*.zip")
    assert run(["restore", str(made), "--home", str(tmp_path / "other")]) == 0


def test_what_is_written_meanwhile_is_in_whole_or_not_at_all(home: Path, tmp_path: Path) -> None:
    """A writer in the middle of its transaction is not in the copy, and neither waits for the other."""
    from tasks.backup import back_up
    from tasks.open import moment
    from tasks.warehouse.engine import writing

    before = content(home)
    with writing(open_desk(home).engine) as connection:
        connection.exec_driver_sql("DELETE FROM core_states")
        kept = back_up(home, tmp_path / "a.zip", moment(), lambda done, everything: None)
    assert kept.warehouse == before != content(home)


def test_postgresql_has_a_backup_of_its_own(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOUJI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert run(["backup", str(tmp_path), "--home", str(home)]) == 2
    assert "pg_dump" in capsys.readouterr().err
    assert run(["restore", str(tmp_path / "a.zip"), "--home", str(tmp_path / "other")]) == 2
    assert "GOUJI_DATABASE_URL" in capsys.readouterr().err


def test_nothing_to_keep_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close_desks()
    shutil.move(home / "warehouse.db", home / "elsewhere.db")
    assert run(["backup", "--home", str(home)]) == 2
    assert "找不到仓库" in capsys.readouterr().err
