"""Receiving: bytes kept once and unchanged, the inbox left alone, hostile names harmless."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.county import CountyError
from tasks.receiving import archived, receive, scan
from tasks.receiving.archive import store
from tasks.receiving.receipt import printable
from tasks.records import Agency, Refusal

ROSTER = (
    Agency("A01", "青禾县商务局", "商务局", "department"),
    Agency("T01", "青禾县柳河镇人民政府", "柳河镇", "township"),
)
posix_only = pytest.mark.skipif(os.name != "posix", reason="需要 POSIX 的链接和文件名")


def _put(home: Path, name: str, data: bytes = b"report") -> Path:
    path = home / "inbox" / "2023" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_scan_is_recursive_sorted_and_skips_what_is_no_report(tmp_path: Path) -> None:
    for name in ("T01/b.docx", "T01/a/c.txt", "A01/x.html", "散件.xlsx", "空.txt", "B02/只有.lnk"):
        _put(tmp_path, name)
    for name in ("A01/~$x.docx", "A01/.hidden", "A01/Thumbs.db", ".DS_Store", "A01/desktop.ini", "A01/x.docx.tmp",
                 "A01/y.crdownload", ".git/config", "__MACOSX/x.docx", "A01/.~lock.x.docx#", "A01/x.lnk"):  # fmt: skip
        _put(tmp_path, name)
    root = tmp_path / "inbox" / "2023"
    names = [path.relative_to(root).as_posix() for path in scan(tmp_path, 2023)]
    assert names == ["A01/x.html", "B02/只有.lnk", "T01/a/c.txt", "T01/b.docx", "散件.xlsx", "空.txt"]
    assert scan(tmp_path, 2022) == []


@posix_only
def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    home = tmp_path / "home"
    inside = _put(home, "A01/x.txt")
    (inside.parent / "link.txt").symlink_to(outside / "secret.txt")
    (inside.parent.parent / "T01").symlink_to(outside)
    os.mkfifo(inside.parent / "pipe.txt")
    assert scan(home, 2023) == [inside]
    for hostile in (inside.parent / "link.txt", inside.parent.parent / "T01" / "secret.txt", outside / "secret.txt",
                    inside.parent / ".." / ".." / ".." / ".." / "outside" / "secret.txt",
                    inside.parent / "pipe.txt", inside.parent):  # fmt: skip
        with pytest.raises(Refusal) as caught:
            receive(home, hostile, 2023, ROSTER)
        assert caught.value.reason == "unreadable"
    assert not (home / "archive").exists()


@posix_only
def test_inbox_that_is_a_link_is_an_error_and_not_an_empty_season(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "2023").mkdir(parents=True)
    (tmp_path / "inbox").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CountyError, match="链接"):
        scan(tmp_path, 2023)


def test_receipt_tells_hash_size_time_and_place(tmp_path: Path) -> None:
    path = _put(tmp_path, "A01/2023年报.docx", b"\x00\r\nabc")
    sent = datetime(2024, 1, 22, 17, 30, tzinfo=UTC)
    os.utime(path, (sent.timestamp(), sent.timestamp()))
    receipt = receive(tmp_path, path, 2023, ROSTER)
    assert receipt.sha256 == hashlib.sha256(b"\x00\r\nabc").hexdigest()
    assert (receipt.size, receipt.year, receipt.channel) == (6, 2023, "folder")
    assert (receipt.file_name, receipt.path) == ("2023年报.docx", "inbox/2023/A01/2023年报.docx")
    assert receipt.received_at == sent
    assert receipt.received_at.utcoffset() == timedelta(hours=8)
    assert archived(tmp_path, receipt.sha256).read_bytes() == b"\x00\r\nabc"
    assert archived(tmp_path, receipt.sha256).parent.name == receipt.sha256[:2]


@pytest.mark.parametrize(
    ("name", "submitter"),
    [
        ("A01/x.docx", "A01"),
        ("商务局/x.docx", "A01"),
        ("青禾县商务局/附件/x.docx", "A01"),
        ("乡镇/柳河镇/x.docx", "T01"),
        ("A01/柳河镇2023年报.docx", "A01"),
        ("柳河镇2023年报.docx", "T01"),
        ("乡镇/柳河镇2023年报.docx", "T01"),
        ("柳河镇和商务局.docx", ""),
        ("年报.docx", ""),
        ("Z99/年报.docx", ""),
    ],
)
def test_submitter_is_the_folder_else_an_unmistakable_file_name(tmp_path: Path, name: str, submitter: str) -> None:
    assert receive(tmp_path, _put(tmp_path, name), 2023, ROSTER).submitter == submitter


def test_receiving_twice_changes_nothing(tmp_path: Path) -> None:
    path = _put(tmp_path, "A01/x.docx")
    first, kept = receive(tmp_path, path, 2023, ROSTER), _tree(tmp_path)
    assert receive(tmp_path, path, 2023, ROSTER) == first
    assert _tree(tmp_path) == kept
    twin = _put(tmp_path, "T01/other.docx")
    assert receive(tmp_path, twin, 2023, ROSTER).sha256 == first.sha256
    assert len(_tree(tmp_path / "archive")) == 1


def test_a_torn_archive_file_is_made_whole(tmp_path: Path) -> None:
    path = _put(tmp_path, "A01/x.docx", b"whole report")
    receipt = receive(tmp_path, path, 2023, ROSTER)
    archived(tmp_path, receipt.sha256).write_bytes(b"whole")
    receive(tmp_path, path, 2023, ROSTER)
    assert archived(tmp_path, receipt.sha256).read_bytes() == b"whole report"


def test_a_failing_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _put(tmp_path, "A01/x.docx")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refusal, match="unreadable"):
        receive(tmp_path, path, 2023, ROSTER)
    assert _tree(tmp_path / "archive") == {}


def test_a_file_that_grows_while_read_is_archived_under_the_hash_of_what_was_kept(tmp_path: Path) -> None:
    class Growing(io.BytesIO):
        reads = 0

        def seek(self, offset: int, whence: int = 0, /) -> int:
            self.reads += 1
            if self.reads == 2:
                super().seek(0, io.SEEK_END)
                self.write(b" and more")
            return super().seek(offset, whence)

    digest, size = store(tmp_path, Growing(b"report"))
    kept = archived(tmp_path, digest).read_bytes()
    assert kept == b"report and more"
    assert (digest, size) == (hashlib.sha256(kept).hexdigest(), len(kept))


@posix_only
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=60).filter(lambda name: b"/" not in name and b"\0" not in name))
def test_any_file_name_of_the_disk_can_be_received_and_written_as_text(tmp_path: Path, raw: bytes) -> None:
    folder = tmp_path / "inbox" / "2023" / "A01"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / os.fsdecode(b"n" + raw)
    path.write_bytes(raw)
    receipt = receive(tmp_path, path, 2023, ROSTER)
    receipt.file_name.encode()
    receipt.path.encode()
    assert receipt.submitter == "A01"
    assert "\n" not in receipt.file_name
    assert archived(tmp_path, receipt.sha256).read_bytes() == raw
    path.unlink()


@posix_only
def test_names_written_by_windows_are_read_as_chinese() -> None:
    assert printable(os.fsdecode("商务局年报.docx".encode("gb18030"))) == "商务局年报.docx"
    assert printable("年报\u202excod.exe") == "年报\ufffdxcod.exe"


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "a" * 63])
def test_archive_takes_hashes_only(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="sha256"):
        archived(tmp_path, name)
