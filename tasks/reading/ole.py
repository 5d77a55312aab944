"""Old Office files are small file systems (compound files); their streams tell what they are, not their names."""

from __future__ import annotations

import io

import olefile

from tasks.language import _
from tasks.records import Refusal

_ENCRYPTED_FLAG = 0x0100
_FLAGS_AT = 10


def ole_kind(data: bytes) -> str:
    """`doc` (Word 97, OLE wps), `xls` (Excel 97, et), `msg` or `ole` for any other; Refusal if encrypted or torn."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {entry[0].lower() for entry in compound.listdir() if entry}
            flags = compound.openstream("WordDocument").read(_FLAGS_AT + 2) if "worddocument" in names else b""
    except Exception as error:  # olefile raises several unrelated classes on torn files
        raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error
    if "encryptedpackage" in names or int.from_bytes(flags[_FLAGS_AT:], "little") & _ENCRYPTED_FLAG:
        raise Refusal("encrypted", _("文件设有打开密码，请取消密码后重新报送"))
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    return "msg" if "__properties_version1.0" in names else "ole"
