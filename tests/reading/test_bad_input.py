"""Each kind of bad file ends as a refusal with its reason, in the bounded process as well."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.reading import Limits, bounded, close, read, read_all, read_bytes, worker
from tasks.reading.messages import Request, answer_in, line_of
from tasks.records import Grid, Refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SMALL = Limits(file_bytes=5000, member_bytes=100_000, ratio=20, cells=50)


def package(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(package({"word/document.xml": b"x"}, zipfile.ZIP_STORED))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(mark) + (6 if mark == b"PK\x03\x04" else 8)
        data[at] |= 1
    return bytes(data)


DTD = b'<!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="urn:x"><w:body/></w:document>'
CASES = {
    "blank.txt": (b" \r\n\t ", "empty"),
    "nothing.docx": (b"", "empty"),
    "torn.docx": (package({"word/document.xml": b"<x/>"})[:-30], "unreadable"),
    "broken_xml.docx": (package({"word/document.xml": b"<w:document>"}), "unreadable"),
    "no_body.docx": (package({"word/document.xml": b"<document/>"}), "unreadable"),
    "dtd.docx": (package({"word/document.xml": DTD}), "unreadable"),
    "torn.xlsx": (package({"xl/workbook.xml": b"<x"}), "unreadable"),
    "password.docx": (OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "password.zip": (encrypted_zip(), "encrypted"),
    "really_a_workbook.docx": (package({"xl/workbook.xml": b"<x/>"}), "wrong_extension"),
    "really_a_pdf.docx": (b"%PDF-1.7\n", "wrong_extension"),
    "really_text.xlsx": ("政府信息公开".encode(), "wrong_extension"),
    "torn_scan.tiff": (b"II*\x00" + bytes(range(256)), "unreadable"),
    "program.bin": (b"\x7fELF\x00\x00\x01", "unknown_type"),
    "report.pdf": (b"%PDF-1.7\n", "unreadable"),
    "noise.txt": (bytes([0x81, 0x20]) * 50, "unreadable"),
}


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name, (_data, reason) in CASES.items()])
def test_reason(name: str, reason: str, tmp_path: Path) -> None:
    data = CASES[name][0]
    with pytest.raises(Refusal) as inside:
        read_bytes(data, name)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refusal) as outside:
        read(path)
    assert (inside.value.reason, outside.value.reason) == (reason, reason)
    assert outside.value.detail


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Refusal, match="too_large"):
        read_bytes(package({"word/document.xml": b" " * 3_000_000}), "bomb.docx", Limits(ratio=20))


def test_limits_of_size_and_cells() -> None:
    with pytest.raises(Refusal, match="too_large"):
        read_bytes("长".encode() * 3000, "long.txt", SMALL)
    table = "<table>" + "<tr><td>1</td></tr>" * 100 + "</table>"
    with pytest.raises(Refusal, match="too_large"):
        read_bytes(table.encode(), "wide.html", SMALL)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory limits exist on POSIX only / 仅 POSIX 有内存上限")
def test_a_reader_that_eats_memory_costs_one_document(tmp_path: Path) -> None:
    hungry = tmp_path / "hungry.html"
    hungry.write_text("<table>" + "<tr><td>数</td></tr>" * 100_000 + "</table>", encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        read(hungry, limits=Limits(memory_bytes=1))
    assert refusal.value.reason in {"too_large", "too_slow", "unreadable"}
    fine = tmp_path / "fine.txt"
    fine.write_text("正常的文件", encoding="utf-8")
    assert read(fine).kind == "txt"


def test_a_server_that_was_killed_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("第一份", encoding="utf-8")
    read(path)
    bounded._idle[-1].kill()
    bounded._idle[-1].wait()
    assert read(path).kind == "txt"


def test_many_files_keep_their_order_and_share_the_servers(tmp_path: Path) -> None:
    files = [(tmp_path / f"{number}.txt", "") for number in range(12)]
    for number, (path, _name) in enumerate(files):
        path.write_text(f"第{number}份" if number % 3 else "", encoding="utf-8")
    close()
    for _round in range(2):
        outcomes = read_all(files)
        said = [one.reason if isinstance(one, Refusal) else one.blocks[0].text for one in outcomes]  # type: ignore[union-attr]
        assert said == [f"第{number}份" if number % 3 else "empty" for number in range(12)]
        assert 1 <= len(bounded._idle) <= min(4, os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="POSIX only / 仅 POSIX")
def test_a_fork_leaves_its_parent_the_servers(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("正常的文件", encoding="utf-8")
    read(path)
    child = os.fork()
    if child == 0:
        os._exit(len(bounded._idle))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert bounded._idle


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the reading server forks on POSIX only / 仅 POSIX 有 fork")
@pytest.mark.parametrize("said", [b'{"refused":', b"{}\n{}\n", b"\n{}", b"{}"])
def test_a_child_says_one_whole_line_or_is_not_believed(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second line would be taken for the answer about the next document."""
    answers: list[bytes] = []
    monkeypatch.setattr(worker, "answer", lambda request: said)
    monkeypatch.setattr(worker, "_say", answers.append)
    child, request = worker._spawn(), Request(b"x", "x", Limits(), "zh")
    worker._ask(child, line_of(request))
    worker._reply(child, request)
    [answer] = map(answer_in, answers)
    assert answer.refused is not None and answer.refused.reason == "unreadable"


@pytest.mark.parametrize("said", [b"{}\n", b'{"grid":{"kind":1,"blocks":[]}}\n', b"\xff\n", b'{"grid":"\xff"}\n', b""])
def test_an_answer_that_is_none_costs_one_document(
    said: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("正常的文件", encoding="utf-8")
    liar = subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.stdin.readline(); sys.stdout.buffer.write({said!r})"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    monkeypatch.setattr(bounded, "_server", lambda: liar)
    with liar, pytest.raises(Refusal, match="unreadable"):
        read(path)
    monkeypatch.undo()
    assert read(path).kind == "txt"


def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("年报".encode("gb18030") + b".txt")
    path.write_text("正常的文件", encoding="utf-8")
    assert read(path).kind == "txt"


def test_the_reading_process_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SMTP_PASSWORD", "secret")
    assert not any(name.startswith("GOUJI") for name in bounded._environment())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".html", ".docx", ".xlsx", ".doc", ""]))
def test_any_bytes_give_a_grid_or_a_refusal(data: bytes, suffix: str) -> None:
    try:
        grid = read_bytes(data, "f" + suffix)
    except Refusal as refusal:
        assert refusal.detail
    else:
        assert Grid.from_json(grid.to_json()) == grid


def test_a_worker_whose_asker_is_gone_ends_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一", encoding="utf-8")
    hears, says = os.pipe()
    words = [sys.executable, "-m", "tasks.reading.worker"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=says, stderr=subprocess.PIPE) as server:
        os.close(hears)
        os.close(says)
        _out, heard = server.communicate(line_of(Request(os.fsencode(path), path.name, Limits(), "zh")))
    assert (server.returncode, heard) == (0, b"")
