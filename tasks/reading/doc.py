"""Word 97 documents (doc, OLE wps) and rtf: converted to docx, then read by the docx walk. Macros never run."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tasks.language import _
from tasks.reading.docx import read_docx
from tasks.records import Grid, Limits, Refusal

_OFFICE = ("soffice", "libreoffice")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def read_doc(data: bytes, limits: Limits) -> Grid:
    """A Grid of a Word 97 document; origins as in docx. LibreOffice helps where the converter cannot."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        source = Path(folder) / "document.doc"
        source.write_bytes(data)
        converted = _by_converter(source) or _by_office(source, limits)
        if converted is None:
            raise Refusal("unreadable", _("旧版 Word 文件无法解析，请用 Word 或 WPS 另存为 docx 后重新报送"))
        return replace(read_docx(converted, limits), kind="doc")


def read_rtf(data: bytes, limits: Limits) -> Grid:
    """A Grid of an rtf document through LibreOffice; Refusal where that is not installed."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        source = Path(folder) / "document.rtf"
        source.write_bytes(data)
        converted = _by_office(source, limits)
        if converted is None and office() is None:
            raise Refusal("unknown_type", _("读取 RTF 需要本机安装 LibreOffice，或请用 Word 另存为 docx 后报送"))
        if converted is None:
            raise Refusal("unreadable", _("RTF 文件无法解析，请用 Word 或 WPS 另存为 docx 后重新报送"))
        return replace(read_docx(converted, limits), kind="rtf")


def office() -> str | None:
    """The path of LibreOffice's command; None where it is not installed."""
    return next((found for name in _OFFICE if (found := shutil.which(name))), None)


@cache
def converter() -> tuple[Any, Any]:
    """msdoc2docx and its errors; 80 ms to import, so only when there is a document for it."""
    return importlib.import_module("doc2docx.converter"), importlib.import_module("doc2docx.errors")


def _by_converter(source: Path) -> bytes | None:
    """By msdoc2docx, pure Python; None when it cannot, Refusal when the document has a password."""
    program, errors = converter()
    target = source.with_name("converted.docx")
    try:
        program.convert(source, target)
    except errors.EncryptedDocumentError as error:
        raise Refusal("encrypted", _("文件设有打开密码，请取消密码后重新报送")) from error
    except MemoryError:
        raise
    except Exception:  # a young parser on a damaged file may raise anything; the fallback decides
        return None
    return target.read_bytes()


def _by_office(source: Path, limits: Limits) -> bytes | None:
    """LibreOffice with a profile of its own beside the source, no macro, no network document; None when it cannot."""
    command = office()
    if command is None:
        return None
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    out = source.parent / "out"
    options = ("--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}")
    process = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
        [command, *options, "--convert-to", "docx", "--outdir", str(out), str(source)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=_environment(source.parent),
    )
    try:
        process.wait(limits.cpu_seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)
    result = out / f"{source.stem}.docx"
    return result.read_bytes() if result.is_file() and result.stat().st_size <= limits.member_bytes else None


def _environment(home: Path) -> dict[str, str]:
    """Nothing of ours: neither secrets, nor proxies, nor the user's own LibreOffice."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    return kept | {"HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """LibreOffice starts a child of its own: the whole session ends with it."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
