"""Old Office files are small file systems (compound files); their streams tell what they are, not their names."""

from __future__ import annotations

import io

import olefile

from tasks.language import _
from tasks.reading.parts import damaged
from tasks.records import Refusal

_ENCRYPTED_FLAG = 0x0100
_FLAGS_AT = 10
_BOOKS = ("Workbook", "Book")
_FRONT, _FIRST_RECORDS, _PASSWORD_RECORD = 4096, 8, 0x2F


def ole_kind(data: bytes) -> str:
    """`doc` (Word 97, OLE wps), `xls` (Excel 97, et), `msg` or `ole` for any other; Refusal if encrypted or torn."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {entry[0].lower() for entry in compound.listdir() if entry}
            flags = compound.openstream("WordDocument").read(_FLAGS_AT + 2) if "worddocument" in names else b""
            book = next((name for name in _BOOKS if name.lower() in names), None)
            records = compound.openstream(book).read(_FRONT) if book else b""
    except Exception as error:  # olefile raises several unrelated classes on torn files
        raise damaged() from error
    locked = int.from_bytes(flags[_FLAGS_AT:], "little") & _ENCRYPTED_FLAG or _has_password(records)
    if "encryptedpackage" in names or locked:
        raise Refusal("encrypted", _("文件设有打开密码，请取消密码后重新报送"))
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    return "msg" if "__properties_version1.0" in names else "ole"


def _has_password(records: bytes) -> bool:
    """Whether one of a workbook's first records (type, length, data) says that those behind it are encrypted."""
    at = 0
    for _record in range(_FIRST_RECORDS):
        if int.from_bytes(records[at : at + 2], "little") == _PASSWORD_RECORD:
            return True
        at += 4 + int.from_bytes(records[at + 2 : at + 4], "little")
    return False
