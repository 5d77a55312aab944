"""Archives: names as people wrote them, and every hostile one refused by its listing, before it is unpacked."""

from __future__ import annotations

import importlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.reading import archives, bounded, read, read_bytes
from tasks.reading.archives import members
from tasks.records import Limits, Refusal
from tasks.sample import render
from tests.reading.archive_files import (
    LINK_7Z,
    LOCKED_7Z,
    LOCKED_NAMES_7Z,
    rar4,
    rar5,
    seven_zipped,
    zipped,
)
from tests.reading.truth import assert_all_right, numbered

needs_libarchive = pytest.mark.skipif(
    not archives.library(), reason="libarchive is not installed / 未安装 libarchive，略过 7z 与 rar"
)
DOCX = render(numbered(), "official.docx")
LINK = 0o120777


def names(data: bytes, kind: str) -> list[str]:
    return [member.name for member in members(data, kind, Limits())]


def reason(data: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        read_bytes(data, name, limits)
    assert refusal.value.detail
    return refusal.value.reason


@pytest.mark.parametrize("encoding", ["", "gbk", "utf-8"])
def test_zip_names_in_every_encoding(encoding: str) -> None:
    data = zipped({"报送/年度报告.docx": DOCX}, encoding)
    assert names(data, "zip") == ["报送/年度报告.docx"]
    grid = read_bytes(data, "报送.zip")
    assert {cell.origin.member for block in grid.blocks for row in getattr(block, "rows", ()) for cell in row} == {
        "报送/年度报告.docx"
    }
    assert_all_right(grid, numbered())


@needs_libarchive
def test_rar_and_7z(tmp_path: Path) -> None:
    for name, data in {
        "gbk.rar": rar4({"年度报告.docx".encode("gbk"): DOCX}),
        "new.rar": rar5({"年度报告.docx": DOCX}),
        "a.7z": seven_zipped({"年度报告.docx": DOCX}),
    }.items():
        assert names(data, name.rpartition(".")[2]) == ["年度报告.docx"]
        assert_all_right(read_bytes(data, name), numbered())
        (tmp_path / name).write_bytes(data)
        assert_all_right(read(tmp_path / name), numbered())


@needs_libarchive
def test_a_stored_rar_is_not_taken_for_the_document_inside() -> None:
    assert names(rar5({"a.docx": DOCX}), "rar") == ["a.docx"]
    assert names(rar4({b"a.docx": DOCX}), "rar") == ["a.docx"]


@needs_libarchive
def test_names_survive_a_plain_c_locale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    bounded.close()
    path = tmp_path / "a.7z"
    path.write_bytes(seven_zipped({"年度报告.docx": DOCX}))
    try:
        assert_all_right(read(path), numbered())
    finally:
        bounded.close()


PATHS = ["../a.docx", "/etc/a.docx", "C:\\a.docx", "a/../../b.docx", "..\\a.docx", "a\nb.docx"]


@pytest.mark.parametrize("path", PATHS)
def test_paths_that_leave_the_archive(path: str) -> None:
    assert reason(zipped({path: DOCX}), "a.zip") == "unreadable"
    if archives.library():
        assert reason(rar5({path: DOCX}), "a.rar") == "unreadable"


def test_links_are_refused() -> None:
    assert reason(zipped({"a.docx": b"/etc/passwd"}, modes={"a.docx": LINK}), "a.zip") == "unreadable"
    if archives.library():
        assert reason(LINK_7Z, "a.7z") == "unreadable"
        assert reason(rar4({b"a.docx": b"/etc/passwd"}, mode=LINK), "a.rar") == "unreadable"


@needs_libarchive
def test_passwords_are_said() -> None:
    assert reason(LOCKED_7Z, "a.7z") == "encrypted"
    assert reason(LOCKED_NAMES_7Z, "a.7z") == "encrypted"
    assert reason(rar4({b"a.txt": bytes(16)}, flags=4), "a.rar") == "encrypted"


def test_a_bomb_is_refused_before_a_byte_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_bounded", lambda blocks, limits: pytest.fail("unpacked"))
    bomb = zipped({"a.txt": bytes(5_000_000), "b.txt": bytes(5_000_000)})
    for limits in (Limits(ratio=20), Limits(member_bytes=1_000_000), Limits(output_bytes=9_000_000), Limits(members=1)):
        with pytest.raises(Refusal, match="too_large"):
            list(members(bomb, "zip", limits))


@needs_libarchive
def test_bombs_in_7z() -> None:
    bomb = seven_zipped({"a.txt": bytes(5_000_000)})
    assert len(bomb) < 20_000
    assert reason(bomb, "a.7z", Limits(ratio=20)) == "too_large"
    assert reason(bomb, "a.7z", Limits(member_bytes=1_000_000)) == "too_large"


def test_a_listing_that_lies_is_found_out() -> None:
    data = zipped({"a.txt": "政府信息公开".encode() * 1000})
    understated = data.replace((18_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert understated != data
    assert reason(understated, "a.zip") == "unreadable"


def test_depth() -> None:
    once = zipped({"年度报告.docx": DOCX})
    twice = zipped({"里.zip": once})
    grid = read_bytes(twice, "a.zip")
    assert grid.blocks[0].origin.member == "里.zip/年度报告.docx"  # type: ignore[union-attr]
    assert_all_right(grid, numbered())
    assert reason(zipped({"外.zip": twice}), "a.zip") == "too_large"


def test_litter_is_passed_over() -> None:
    litter = ["__MACOSX/._a.docx", "~$a.docx", "Thumbs.db", ".DS_Store", "desktop.ini", "a.lnk", "a.url", "~WRL1.tmp"]
    assert names(zipped({**dict.fromkeys(litter, b"x"), "a.docx": DOCX}), "zip") == ["a.docx"]
    assert reason(zipped({"a.lnk": b"x"}), "a.zip") == "empty"


def test_nothing_to_read() -> None:
    assert reason(zipped({}), "a.zip") == "empty"
    assert reason(zipped({"a.exe": b"MZ\x00\x01"}), "a.zip") == "unknown_type"


def test_without_libarchive_the_refusal_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def absent(name: str, package: str | None = None) -> object:
        if name.startswith("libarchive"):
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", absent)
    assert not archives.library()
    with pytest.raises(Refusal, match="libarchive") as refusal:
        read_bytes(rar5({"a.docx": DOCX}), "a.rar")
    assert refusal.value.reason == "unknown_type"


def _seeds() -> list[tuple[str, bytes]]:
    made = [("a.zip", zipped({"年度报告.docx": DOCX}, "gbk"))]
    if archives.library():
        made += [("a.rar", rar5({"a.docx": DOCX})), ("b.rar", rar4({b"a.docx": DOCX})), ("a.7z", LINK_7Z)]
    return made


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(_seeds()), st.integers(0, 2**32), st.integers(1, 30))
def test_damaged_archives_give_a_grid_or_a_refusal(seed: tuple[str, bytes], dice: int, hits: int) -> None:
    name, data = seed
    damaged = bytearray(data)
    chance = random.Random(dice)
    for _again in range(hits):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    try:
        grid = read_bytes(bytes(damaged), name)
    except Refusal as refusal:
        assert refusal.detail
    else:
        assert grid.blocks
