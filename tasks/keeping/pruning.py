"""Which backups of a folder are old enough to go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

_TIME = "%Y%m%d-%H%M%S"


def name(county: str, now: datetime) -> str:
    """The file name of a backup made now; county is a word that tells this county's from others' in one folder."""
    return f"gouji-{county}-{now.strftime(_TIME)}.zip"


def backups(folder: Path, county: str) -> list[tuple[datetime, Path]]:
    """A county's backups in a folder by when they were made, as their names say, the newest first."""
    wanted = re.compile(rf"gouji-{re.escape(county)}-(\d{{8}}-\d{{6}})\.zip")
    found = ((match[1], path) for path in folder.iterdir() if (match := wanted.fullmatch(path.name)))
    return sorted(((datetime.strptime(time, _TIME), path) for time, path in found), reverse=True)


def older(made: Sequence[tuple[datetime, Path]], keep: int, days: int, now: datetime) -> list[Path]:
    """Those that are neither among the newest `keep` nor of the last `days`; 0 of either means it keeps none.

    Nothing goes where both are 0, and the newest never goes.
    """
    if not keep and not days:
        return []
    since = now.replace(tzinfo=None) - timedelta(days=days)
    return [path for place, (time, path) in enumerate(made) if place >= max(keep, 1) and not (days and time >= since)]
