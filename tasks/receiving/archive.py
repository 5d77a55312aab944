"""The archive: every received file once, unchanged, under the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

_SHA256 = re.compile(r"[0-9a-f]{64}")


def archived(home: Path, sha256: str) -> Path:
    """Where the bytes of that hash lie (archive/ab/abcd...), whether they are there or not."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a sha256: {sha256!r}")
    return home / "archive" / sha256[:2] / sha256


def store(home: Path, source: BinaryIO) -> tuple[str, int]:
    """Keep the bytes of an open file; gives their sha256 and size. Bytes already kept are not written again.

    The hash is taken of the copy, so that a file still growing cannot be archived under a wrong name.
    """
    digest, size = _digest(source)
    if _kept(archived(home, digest), size):
        return digest, size
    folder = home / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", suffix=".tmp", delete=False) as copy:
        temporary = Path(copy.name)
        try:
            source.seek(0)
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
            digest, size = _digest(copy)
            copy.close()
            _settle(temporary, archived(home, digest))
        except BaseException:
            copy.close()
            temporary.unlink(missing_ok=True)
            raise
    return digest, size


def sweep(home: Path, seconds: float) -> list[Path]:
    """Remove half-made copies older than that, left by a process that was killed; gives them."""
    before = time.time() - seconds
    left = [path for path in (home / "archive").glob(".*.tmp") if path.stat().st_mtime <= before]
    for path in left:
        path.unlink(missing_ok=True)
    return left


def _digest(file: BinaryIO | tempfile._TemporaryFileWrapper[bytes]) -> tuple[str, int]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # the wrapper reads like a file
    return digest, file.tell()


def _kept(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _settle(temporary: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o644)
    temporary.replace(target)
    for folder in (target.parent, target.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    """Make the new name itself durable; Windows knows no such call."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
