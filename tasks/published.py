"""Published: what lies in the county's folder of published pages and reports, read as any document is."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tasks.county import agency_in, find_agency
from tasks.language import _
from tasks.open import Desk
from tasks.placing import place
from tasks.reading import read
from tasks.receiving import scan
from tasks.records import Refusal

FOLDER = "published"
COUNTY = ""
_COUNTY_NAMES = {"county", "全县"}
_log = logging.getLogger("gouji")


@dataclass(frozen=True, slots=True)
class Saved:
    """A file of the folder: whose it is ("" = the county's own report) and its hash."""

    path: Path
    owner: str
    sha256: str


def saved(desk: Desk, year: int) -> tuple[Saved, ...]:
    """The files of published/{year} by owner; of several the last in order of their paths. Nothing is read yet."""
    found: dict[str, Saved] = {}
    for path in scan(desk.home, year, FOLDER):
        owner = _owner(desk, path, year)
        if owner is None:
            _log.warning(_("{path} 是谁的认不出，没有比对。请以机关代码或 county 命名。").format(path=path))
            continue
        found[owner] = Saved(path, owner, hashlib.sha256(path.read_bytes()).hexdigest())
    return tuple(found[owner] for owner in sorted(found))


def figures(desk: Desk, file: Saved) -> tuple[Mapping[str, Decimal | None] | None, str]:
    """The figures that a saved file states by cell code, or None and why it cannot be read."""
    try:
        placement = place(read(file.path, file.path.name, desk.settings.limits))
    except Refusal as refusal:
        return None, refusal.detail
    return {code: cell.value for code, cell in placement.cells.items()}, ""


def _owner(desk: Desk, path: Path, year: int) -> str | None:
    """By the name of the file, else of its folder: an agency's code, "" for the county, None where neither tells."""
    for name in _names(path, desk.home / FOLDER / str(year)):
        if name in _COUNTY_NAMES:
            return COUNTY
        agency = find_agency(desk.roster, name, year) or agency_in(desk.roster, name, year)
        if agency:
            return agency.code
        if desk.county.name in name:
            return COUNTY
    return None


def _names(path: Path, root: Path) -> Iterator[str]:
    yield path.stem
    yield from reversed(path.relative_to(root).parts[:-1])
