"""Pack a county folder: its tables, what came in and the archive, beside a copy of its warehouse."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from tasks.county import TABLES
from tasks.keeping.manifest import FOLDERS, NAME, VERSION, WAREHOUSE, Entry, Manifest, belongs, to_json
from tasks.language import _

_READ = 1 << 20


def pack(
    home: Path, warehouse: tuple[Path, str], file: Path, now: datetime, step: Callable[[int, int], None]
) -> Manifest:
    """Write a new zip of the county folder and of a copy of its warehouse (path, hash of its content).

    The copy must be older than this call: what it knows of lies in the archive by then. The same bytes go in once.
    `step` is told how many files are done, and of how many.
    """
    copy, content = warehouse
    sources = [(WAREHOUSE, copy), *_sources(home)]
    entries: dict[str, Entry] = {}
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        for done, (path, source) in enumerate(sources, 1):
            if entry := _take(bundle, path, source, entries):
                entries.setdefault(entry.sha256, entry)
                entries[path] = entry
            step(done, len(sources))
        files = tuple(entries[path] for path, _source in sources if path in entries)
        manifest = Manifest(VERSION, now.isoformat(timespec="seconds"), content, files)
        bundle.writestr(NAME, to_json(manifest))
        bundle.writestr("README.txt", _("勾稽的备份。恢复：gouji restore 这个文件 --home 新的县文件夹"))
    with file.open("rb+") as written:
        os.fsync(written.fileno())
    return manifest


def _sources(home: Path) -> Iterator[tuple[str, Path]]:
    """Every file to keep with its place, the archive first; nothing hidden, nothing behind a link."""
    tables = sorted(path for path in home.iterdir() if path.suffix in TABLES)
    below = (path for name in FOLDERS if not (home / name).is_symlink() for path in sorted(_walk(home / name)))
    for path in (*below, *tables):
        place = path.relative_to(home).as_posix()
        if belongs(place) and path.is_file() and not path.is_symlink():
            yield place, path


def _walk(folder: Path) -> Iterator[Path]:
    for here, _folders, names in os.walk(folder, followlinks=False):
        yield from (Path(here) / name for name in names)


def _take(bundle: zipfile.ZipFile, path: str, source: Path, known: dict[str, Entry]) -> Entry | None:
    """Put a file in, or point to the one with the same bytes; None where it is gone since it was listed."""
    try:
        with source.open("rb") as file:
            modified = int(os.fstat(file.fileno()).st_mtime)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            if twin := known.get(sha256):
                return Entry(path, sha256, twin.size, modified, twin.member)
            file.seek(0)
            member, digest, size = f"{len(known):08d}", hashlib.sha256(), 0
            with bundle.open(member, "w", force_zip64=True) as packed:
                # 再算一次：收件夹里的文件可能还在变，清单说的是装进去的
                while part := file.read(_READ):
                    packed.write(part)
                    digest.update(part)
                    size += len(part)
    except FileNotFoundError:
        return None
    return Entry(path, digest.hexdigest(), size, modified, member)
