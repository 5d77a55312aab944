"""Take a backup apart: no path in it is trusted, and every file must have the hash that the manifest says."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tasks.county import CountyError
from tasks.keeping.manifest import NAME, Entry, Manifest, from_json
from tasks.language import _

_READ = 1 << 20
_MANIFEST_BYTES = 1 << 28
_SPARE = 1 << 24  # 解开以后磁盘还要剩下一点
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError, NotImplementedError)


def unpack(file: Path, folder: Path, step: Callable[[int, int], None]) -> Manifest:
    """Write every file of a backup below an empty folder; gives its manifest.

    CountyError where it is no backup, damaged or too large for the disk; what was written until then is left.
    """
    try:
        with zipfile.ZipFile(file) as bundle:
            manifest = _manifest(bundle)
            _room(manifest, folder)
            for done, entry in enumerate(manifest.files, 1):
                _put(bundle, entry, folder)
                step(done, len(manifest.files))
    except _BROKEN as error:
        words = _("{file} 不是完好的勾稽备份（{reason}）。请换一份备份。")
        raise CountyError([words.format(file=file, reason=error)]) from None
    except FileNotFoundError:
        raise CountyError([_("找不到备份 {file}。").format(file=file)]) from None
    return manifest


def _manifest(bundle: zipfile.ZipFile) -> Manifest:
    if bundle.getinfo(NAME).file_size > _MANIFEST_BYTES:
        raise ValueError(NAME)
    return from_json(bundle.read(NAME))


def _room(manifest: Manifest, folder: Path) -> None:
    needed = sum(entry.size for entry in manifest.files) + _SPARE
    if needed > shutil.disk_usage(folder).free:
        words = _("磁盘放不下：恢复需要 {size} 兆。请腾出空间，或恢复到别的磁盘。")
        raise CountyError([words.format(size=needed // 1_000_000)])


def _put(bundle: zipfile.ZipFile, entry: Entry, folder: Path) -> None:
    target = folder.joinpath(*entry.path.split("/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), entry.size
    with bundle.open(entry.member) as packed, target.open("xb") as file:
        while part := packed.read(min(_READ, left + 1)):
            left -= len(part)
            if left < 0:
                break
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    if left or digest.hexdigest() != entry.sha256:
        raise ValueError(_("{path} 与清单不符").format(path=entry.path))
    os.utime(target, (entry.modified, entry.modified))
