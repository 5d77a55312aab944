"""How the last night went, in a small file beside the pages: so they tell of a night that never came to write them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from tasks.reporting.storing import store

FILE = "night.js"


def note_night(site: Path, began: datetime, ended: datetime | None = None, failed: str = "") -> None:
    """Say when the last night began, when it came to its end, or why it failed. OSError when it cannot be written."""
    said = {"began": began.isoformat(), "ended": ended.isoformat() if ended else None, "failed": failed}
    store(site / FILE, _script(said))


def no_night_yet(site: Path) -> None:
    """The pages always find the file."""
    if not (site / FILE).exists():
        store(site / FILE, _script(None))


def _script(said: dict[str, str | None] | None) -> bytes:
    return f"var night = {json.dumps(said, ensure_ascii=False).replace('<', '')};\n".encode()
