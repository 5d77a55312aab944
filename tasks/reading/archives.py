"""Archives (zip, 7z, rar): the whole listing is judged before a byte is unpacked; nothing is written to disk."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import io
import locale
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tasks.language import _
from tasks.records import Limits, Refusal

_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX/.*|\.[^/]*|(?:eh)?thumbs\.db|desktop\.ini|icon\r|~\$[^/]*"
    r"|[^/]*\.(?:tmp|temp|part|partial|crdownload|download|downloading|swp|lnk|url))$",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_LEAST = 4096
_RAR5 = b"Rar!\x1a\x07\x01\x00"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package: its path inside, for people only, and its bytes."""

    name: str
    data: bytes

    @property
    def file_name(self) -> str:
        return PurePosixPath(self.name).name


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of a listing, before anything is unpacked; size is None where the archive does not say."""

    name: str
    size: int | None
    link: bool
    locked: bool


def members(data: bytes, kind: str, limits: Limits) -> Iterator[Member]:
    """The files of a `zip`, `7z` or `rar`, one at a time; Refusal before the first where the listing breaks a rule."""
    found = _zip_members(data, limits) if kind == "zip" else _other_members(data, kind, limits)
    left = limits.output_bytes
    try:
        for member in found:
            left -= len(member.data)
            if left < 0:
                raise _too_large()
            yield member
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # zipfile, its decompressors and libarchive raise many unrelated classes
        raise _broken(error) from error


def library() -> bool:
    """Whether libarchive, which opens 7z and rar, can be used on this machine."""
    try:
        importlib.import_module("libarchive")
    except Exception:  # the package is absent (ImportError) or finds no system library (OSError, TypeError, …)
        return False
    return True


def _zip_members(data: bytes, limits: Limits) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        listing = [
            _Entry(_zip_name(info), info.file_size, _is_link(info), bool(info.flag_bits & _ENCRYPTED_FLAG))
            for info in infos
        ]
        _judge(listing, len(data), limits)
        for info, entry in zip(infos, listing, strict=True):
            if not _LITTER.search(entry.name):
                with archive.open(info) as stream:
                    yield Member(entry.name, _bounded(iter(lambda: stream.read(1 << 16), b""), limits))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: UTF-8 where said or true, else GBK (Windows in Chinese)."""
    if info.flag_bits & _UTF8_FLAG:
        return _slashes(info.orig_filename)
    raw = info.orig_filename.encode("cp437", "replace")
    return _slashes(_decoded(raw))


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _other_members(data: bytes, kind: str, limits: Limits) -> Iterator[Member]:
    """7z and rar by libarchive with the format pinned, so that a stored document is not taken for the archive."""
    open_archive = _opener(data, kind)
    with open_archive() as archive:
        _judge([_entry(entry) for entry in archive if not entry.isdir], len(data), limits)
    with open_archive() as archive:
        for entry in archive:
            name = _other_name(entry)
            if not entry.isdir and not _LITTER.search(name):
                yield Member(name, _bounded(entry.get_blocks(), limits))


def _opener(data: bytes, kind: str) -> Callable[[], Any]:
    try:
        libarchive = importlib.import_module("libarchive")
    except Exception as error:  # as in library()
        raise Refusal(
            "unknown_type",
            _("打开 {kind} 压缩包需要本机安装 libarchive，或请改用 zip 压缩后报送").format(kind=kind),
        ) from error
    _speak_utf8()
    pinned = "7zip" if kind == "7z" else "rar5" if data.startswith(_RAR5) else "rar"
    return lambda: libarchive.memory_reader(data, format_name=pinned, filter_name="none", header_codec="utf-8")


def _speak_utf8() -> None:
    """libarchive turns names into the locale's bytes and loses Chinese ones where the locale is plain C."""
    if locale.setlocale(locale.LC_CTYPE) in {"C", "POSIX"}:
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, "C.UTF-8")


def _entry(entry: Any) -> _Entry:
    link = bool(entry.issym or entry.islnk or not entry.isfile)
    ffi = importlib.import_module("libarchive.ffi")
    locked = ffi.libarchive.archive_entry_is_data_encrypted(ctypes.c_void_p(entry._entry_p))
    return _Entry(_other_name(entry), entry.size, link, bool(locked))


def _other_name(entry: Any) -> str:
    """The path of an entry; old rar archives from Windows hold it in GBK."""
    name = entry.pathname or ""
    return _slashes(_decoded(name) if isinstance(name, bytes) else name)


def _slashes(name: str) -> str:
    return name.replace("\\", "/")


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _judge(listing: Iterable[_Entry], packed: int, limits: Limits) -> None:
    """Refuse what is locked, points elsewhere or would unpack to too much: by the listing alone."""
    entries = list(listing)
    if any(entry.locked for entry in entries):
        raise Refusal("encrypted", _("压缩包设有密码，请取消密码后重新报送"))
    for entry in entries:
        if entry.link or not entry.name or _UNSAFE.search(entry.name):
            raise Refusal(
                "unreadable", _("压缩包里有不允许的路径或链接（{name}），已拒收").format(name=_printable(entry.name))
            )
    total = sum(entry.size or 0 for entry in entries)
    largest = max((entry.size or 0 for entry in entries), default=0)
    bound = min(limits.ratio * max(packed, _LEAST), limits.output_bytes)
    if len(entries) > limits.members or largest > limits.member_bytes or total > bound:
        raise _too_large()


def _printable(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name)[:100]


def _bounded(blocks: Iterable[bytes], limits: Limits) -> bytes:
    """The bytes of one member; a listing that understated them is found out here."""
    content = bytearray()
    for block in blocks:
        content += block
        if len(content) > limits.member_bytes:
            raise _too_large()
    return bytes(content)


def _too_large() -> Refusal:
    return Refusal("too_large", _("压缩包展开后过大，疑似异常压缩，已拒收"))


def _broken(error: Exception) -> Refusal:
    words = str(error).lower()
    if "encrypt" in words or "password" in words or "passphrase" in words or "crypto" in words:
        return Refusal("encrypted", _("压缩包设有密码，请取消密码后重新报送"))
    return Refusal("unreadable", _("压缩包已损坏或用了不常见的压缩方法，请改用普通 zip 压缩后重新报送"))
