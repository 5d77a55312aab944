"""Packing and unpacking: whatever a county folder holds comes back byte for byte, and nothing else is believed."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.county import CountyError
from tasks.keeping import backups, older, pack, unpack
from tasks.keeping.manifest import belongs
from tasks.keeping.pruning import name

NOW = datetime(2025, 2, 14, 3, 4, 5, tzinfo=UTC)
WORDS = st.text("ab局商 中()", min_size=1, max_size=6).map(lambda word: word.strip() or "a")
PLACES = st.one_of(
    st.tuples(st.just("inbox"), st.just("2023"), WORDS),
    st.tuples(st.just("archive"), st.sampled_from(["ab", "cd"]), WORDS),
    st.tuples(WORDS.map(lambda word: f"{word}.csv")),
)


def quiet(_done: int, _all: int) -> None:
    pass


def write(home: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)


def held(home: Path) -> dict[str, tuple[bytes, int]]:
    found = (path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): (path.read_bytes(), int(path.stat().st_mtime)) for path in found}


def packed(folder: Path, files: dict[str, bytes]) -> Path:
    home, file = folder / "home", folder / "kept.zip"
    write(home, files)
    write(folder, {"copy.db": b"the warehouse"})
    pack(home, (folder / "copy.db", "word"), file, NOW, quiet)
    return file


@settings(max_examples=25)
@given(st.dictionaries(PLACES.map("/".join), st.binary(max_size=40), max_size=6))
def test_what_is_packed_comes_back_the_same(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name_of_folder:
        folder = Path(name_of_folder)
        file = packed(folder, {"county.toml": b"", **files})
        (folder / "back").mkdir()
        manifest = unpack(file, folder / "back", quiet)
        back = held(folder / "back")
        assert back.pop("warehouse.db")[0] == b"the warehouse"
        assert back == held(folder / "home")
        assert (manifest.warehouse, manifest.made_at) == ("word", "2025-02-14T03:04:05+00:00")


def test_the_same_bytes_are_kept_once_and_what_can_be_made_anew_is_left_out(tmp_path: Path) -> None:
    kept = {"county.toml": b"a", "inbox/2023/d01/x.docx": b"x" * 99, "archive/ab/abc": b"x" * 99}
    others = {"site/index.html": b"b", "out/2023/county.docx": b"c", ".env": b"secret", "warehouse.db": b"old"}
    file = packed(tmp_path, {**kept, **others, "archive/.half.tmp": b"h", "backups/old.zip": b"z"})
    with zipfile.ZipFile(file) as bundle:
        said = json.loads(bundle.read("manifest.json"))
        assert len([member for member in bundle.namelist() if member.isdigit()]) == 3
    assert {entry["path"] for entry in said["files"]} == {*kept, "warehouse.db"}


def changed(file: Path, change: Any, data: dict[str, bytes] | None = None) -> Path:
    """The same backup with its manifest changed, and some members."""
    other = file.with_name("other.zip")
    with zipfile.ZipFile(file) as bundle, zipfile.ZipFile(other, "w") as made:
        members = {member: bundle.read(member) for member in bundle.namelist()} | (data or {})
        said = json.loads(members["manifest.json"])
        change(said)
        for member, content in {**members, "manifest.json": json.dumps(said).encode()}.items():
            made.writestr(member, content)
    return other


HOSTILE = [
    "../county.toml",
    "/etc/passwd.csv",
    "inbox/../../x",
    "inbox\\x",
    "C:/x.csv",
    "inbox/./x",
    "inbox//x",
    ".env",
    "inbox/.hidden",
    "site/index.html",
    "warehouse.db-wal",
    "inbox",
    "inbox/x\n",
    "",
]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_path_that_leads_elsewhere_is_refused_before_anything_is_written(tmp_path: Path, path: str) -> None:
    assert not belongs(path)
    file = packed(tmp_path, {"county.toml": b"a"})
    other = changed(file, lambda said: said["files"][1].update(path=path))
    (tmp_path / "back").mkdir()
    with pytest.raises(CountyError, match="不是完好的勾稽备份"):
        unpack(other, tmp_path / "back", quiet)
    assert list((tmp_path / "back").iterdir()) == []


def test_changed_bytes_a_false_size_and_what_is_no_backup_are_refused(tmp_path: Path) -> None:
    file = packed(tmp_path, {"county.toml": b"abc"})
    twice = {"sha256": hashlib.sha256(b"ab").hexdigest(), "size": 2}
    cases = [
        changed(file, lambda said: None, {"00000000": b"another"}).rename(tmp_path / "1.zip"),
        changed(file, lambda said: said["files"][1].update(twice)).rename(tmp_path / "2.zip"),
        changed(file, lambda said: said["files"][1].update(size=4)).rename(tmp_path / "3.zip"),
        changed(file, lambda said: said["files"][1].update(member="no")).rename(tmp_path / "4.zip"),
        changed(file, lambda said: said.update(version=9)).rename(tmp_path / "5.zip"),
        changed(file, lambda said: said["files"].append(said["files"][1])).rename(tmp_path / "6.zip"),
        changed(file, lambda said: said["files"].pop(0)).rename(tmp_path / "7.zip"),
    ]
    half = tmp_path / "half.zip"
    half.write_bytes(file.read_bytes()[:-40])
    (tmp_path / "text.zip").write_text("no zip")
    for wrong in [*cases, half, tmp_path / "text.zip", tmp_path / "nowhere.zip"]:
        with tempfile.TemporaryDirectory() as back, pytest.raises(CountyError, match="备份"):
            unpack(wrong, Path(back), quiet)
    huge = changed(file, lambda said: said["files"][1].update(size=1 << 60))
    with pytest.raises(CountyError, match="磁盘放不下"):
        unpack(huge, tmp_path, quiet)


@pytest.mark.parametrize(
    ("keep", "days", "left"), [(0, 0, 5), (2, 0, 2), (0, 3, 3), (1, 3, 3), (4, 1, 4), (9, 9, 5), (0, 1, 1)]
)
def test_old_backups_go_but_never_the_newest(tmp_path: Path, keep: int, days: int, left: int) -> None:
    times = [NOW.replace(day=day) for day in (13, 12, 11, 5, 1)]
    for time in times:
        (tmp_path / name("county", time)).touch()
    for other in ("gouji-county2-20200101-000000.zip", "gouji-county-notes.zip", "x.zip"):
        (tmp_path / other).touch()
    made = backups(tmp_path, "county")
    gone = older(made, keep, days, NOW.replace(hour=0))
    assert [path for _time, path in made][:left] == [path for _time, path in made if path not in gone]
    assert len(made) == 5
    assert older(made, 0, 1, NOW.replace(year=2030)) == [path for _time, path in made[1:]]
