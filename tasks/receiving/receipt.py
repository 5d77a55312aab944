"""Take one file of the inbox into the archive and write its receipt."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from tasks.county import agency_in, find_agency
from tasks.language import _
from tasks.receiving.archive import store
from tasks.receiving.inbox import inbox
from tasks.records import Agency, Receipt, Refusal

SHANGHAI = ZoneInfo("Asia/Shanghai")


def receive(home: Path, path: Path, year: int, roster: Sequence[Agency]) -> Receipt:
    """Archive the bytes unchanged and say who handed them in and when; the inbox itself is left alone.

    received_at is the file's own time (aware, Asia/Shanghai). Raises Refusal `unreadable` for a file that cannot be
    opened, is no plain file, or lies outside the inbox of the year.
    """
    relative = _inside(home, path, year)
    try:
        with _open(path) as file:
            modified = os.fstat(file.fileno()).st_mtime
            digest, size = store(home, file)
    except OSError as error:
        raise Refusal("unreadable", _reason(path, error)) from error
    return Receipt(
        sha256=digest,
        file_name=printable(path.name),
        year=year,
        received_at=datetime.fromtimestamp(int(modified), SHANGHAI),
        size=size,
        path=printable((inbox(Path(), year) / relative).as_posix()),
        submitter=_submitter(relative, year, roster),
    )


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 are read as GB18030, the way Windows writes them.

    Control and direction characters, which can make a name look like another one, become the replacement character.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", errors="replace")
    return "".join("\ufffd" if unicodedata.category(letter) in {"Cc", "Cf"} else letter for letter in name)


def _inside(home: Path, path: Path, year: int) -> Path:
    """The way from the year's inbox to the file; no link on it may lead out."""
    root = inbox(home, year).absolute()
    if path.absolute().is_relative_to(root) and ".." not in path.parts:
        relative = path.absolute().relative_to(root)
        if path.resolve() == root.resolve() / relative:
            return relative
    detail = _("{path} 不在 {year} 年度的收件夹里，或是一个链接。请把文件本身放进 inbox/{year}/机关代码/。")
    raise Refusal("unreadable", detail.format(path=printable(str(path)), year=year))


def _open(path: Path) -> BinaryIO:
    """Open a plain file for reading; a pipe or device is never waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError("not a plain file")


def _reason(path: Path, error: OSError) -> str:
    detail = _("文件 {path} 打不开（{reason}）。请检查权限，或请机关重新报送。")
    return detail.format(path=printable(path.name), reason=error.strerror or error)


def _submitter(relative: Path, year: int, roster: Sequence[Agency]) -> str:
    """The code of the agency that the nearest telling folder names, else the file name; "" where neither does."""
    for folder in reversed(relative.parts[:-1]):
        if agency := find_agency(roster, printable(folder), year):
            return agency.code
    agency = agency_in(roster, printable(relative.stem), year)
    return agency.code if agency else ""
