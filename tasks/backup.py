"""Backup: a county of the embedded warehouse into one file, and out of it again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tasks import warehouse
from tasks.county import CountyError, load_county, load_settings
from tasks.keeping import WAREHOUSE, backups, older, pack, unpack
from tasks.keeping.pruning import name
from tasks.language import _
from tasks.open import alone, close_desks

_HALF = ".gouji-backup-"
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Kept:
    """A backup that was made or restored: how many files it holds, and the hash of its warehouse."""

    path: Path
    files: int
    size: int
    warehouse: str


def back_up(home: Path, target: Path | None, now: datetime, step: Step) -> Kept:
    """Write a backup into a folder (else backups/ of the county folder) or as the .zip file named; runs may go on.

    It appears under its name only when it is whole. CountyError for a warehouse that is no SQLite file.
    """
    engine = _embedded(home)
    try:
        file = _file(home, target, now)
        with tempfile.TemporaryDirectory(prefix=_HALF, dir=file.parent) as folder:
            copy, half = Path(folder) / WAREHOUSE, Path(folder) / "half.zip"
            content = warehouse.snapshot(engine, copy)
            manifest = pack(home, (copy, content), half, now, step)
            half.replace(file)
    finally:
        engine.dispose()
    return Kept(file, len(manifest.files), file.stat().st_size, content)


def prune(home: Path, file: Path, now: datetime) -> list[Path]:
    """Remove the backups beside a new one that the county's [backup] keeps no longer; gives them."""
    county = load_county(home)
    gone = older(backups(file.parent, home.name), county.backups_kept, county.backup_days, now)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def restore(source: Path, home: Path, now: datetime, step: Step, overwrite: bool = False) -> tuple[Kept, Path | None]:
    """Make a county folder of a backup; gives it, and where the folder went that stood there before.

    Everything is written and proved beside it first; only then it takes the place. CountyError otherwise, and where
    the folder holds something and `overwrite` is not said.
    """
    if load_settings().database_url.get_secret_value():
        raise CountyError(
            [_("设有 GOUJI_DATABASE_URL，而备份恢复的是县文件夹里的仓库。请先取消它；见运行手册“备份与恢复”。")]
        )
    taken = home.is_dir() and any(home.iterdir())
    if taken and not overwrite:
        raise CountyError(
            [
                _("“{home}”里已有内容。请另指一个空文件夹；确要替换就加 --overwrite，原来的会改名留下。").format(
                    home=home
                )
            ]
        )
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".gouji-restore-", dir=home.parent) as folder:
        fresh = Path(folder) / "county"
        fresh.mkdir()
        manifest = unpack(source, fresh, step)
        if (content := warehouse.file_hash(fresh / WAREHOUSE)) != manifest.warehouse:
            raise CountyError([_("{file} 里的仓库与清单不符。请换一份备份。").format(file=source)])
        before = _swap(fresh, home, now) if taken else None
        if before is None:
            _settle(fresh, home)
    return Kept(source, len(manifest.files), source.stat().st_size, content), before


def _file(home: Path, target: Path | None, now: datetime) -> Path:
    target = target or home / "backups"
    file = target if target.suffix.lower() == ".zip" and not target.is_dir() else target / name(home.name, now)
    if file.exists():
        raise CountyError([_("{file} 已经有了，没有盖掉。请换一个名字。").format(file=file)])
    file.parent.mkdir(parents=True, exist_ok=True)
    _sweep(file.parent, now)
    return file


def _sweep(folder: Path, now: datetime) -> None:
    """Remove what a backup that was killed more than a day ago left half made."""
    for left in folder.glob(f"{_HALF}*"):
        if left.stat().st_mtime < now.timestamp() - 86400:
            shutil.rmtree(left, ignore_errors=True)


def _embedded(home: Path) -> warehouse.Engine:
    engine = warehouse.open_engine(load_settings().model_copy(update={"home": home}).database)
    if engine.dialect.name == "sqlite" and Path(engine.url.database or "").is_file():
        return engine
    server, missing = engine.dialect.name != "sqlite", engine.url.database
    engine.dispose()
    if server:
        words = _(
            "仓库在 PostgreSQL 里，gouji backup 不备份它：请用 pg_dump 备份数据库，再复制县文件夹（其中有 archive）。"
            "步骤见 deploy/runbook.md 的“备份与恢复”。"
        )
        raise CountyError([words])
    raise CountyError([_("找不到仓库 {path}；还没有归集过的县没有可备份的。").format(path=missing)])


def _settle(fresh: Path, home: Path) -> None:
    if home.is_dir():
        home.rmdir()
    fresh.rename(home)


def _swap(fresh: Path, home: Path, now: datetime) -> Path:
    """Put the restored folder in the place of another, which is renamed; no run may be working there."""
    before = home.with_name(f"{home.name}-before-{now:%Y%m%d-%H%M%S}")
    close_desks()
    with alone(home):
        home.rename(before)
        fresh.rename(home)
    return before
