"""Seals: what each page and document was drawn from, so that what has not changed is not drawn again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tasks import warehouse
from tasks.open import Desk
from tasks.program import program_word
from tasks.recall import YEARS
from tasks.reporting.storing import store

_FILE = ".drawn.json"
_PROGRAM = ("tasks", "expectations", "flows")
Seal = list[Any]


@dataclass
class Seals:
    """The seals of a county's files: known by file, as they were kept last; due = those of what is drawn now.

    ground stands for all that every file is drawn from: the program, the county's folder and the warehouse.
    """

    home: Path
    ground: str
    known: dict[str, Seal]
    due: dict[str, str] = field(default_factory=dict)

    def stale(self, *files: str, day: object = None) -> bool:
        """Whether files must be drawn again, any or all; day = what of their content the passing of days changes."""
        word = _hash(self.ground, day)
        if all(self.known.get(file) == [word, *_lie(self.home / file)] for file in files):
            return False
        self.due |= dict.fromkeys(files, word)
        return True


@contextmanager
def sealed(desk: Desk) -> Iterator[Seals]:
    """The seals while files are drawn; those of what was stale are kept when all of it is written."""
    path = desk.home / _FILE
    seals = Seals(desk.home, _ground(desk), _known(path))
    yield seals
    kept = seals.known | {file: [word, *_lie(desk.home / file)] for file, word in seals.due.items()}
    store(path, json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True).encode())


def _known(path: Path) -> dict[str, Seal]:
    with suppress(OSError, ValueError):
        known = json.loads(path.read_bytes())
        return known if isinstance(known, dict) else {}
    return {}


def _lie(path: Path) -> tuple[int, int]:
    """How a file lies there: whoever touches it breaks its seal."""
    with suppress(OSError):
        found = path.stat()
        return found.st_size, found.st_mtime_ns
    return 0, 0


def _ground(desk: Desk) -> str:
    years = desk.years()
    stored = warehouse.standing(desk.engine, range(min(years) - YEARS, max(years) + 1)) if years else ""
    return _hash(program_word(*_PROGRAM), desk.word, years, stored)


def _hash(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
