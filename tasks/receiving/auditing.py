"""Whether the archive still holds every original unchanged, and nothing else."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.receiving.archive import archived


@dataclass(frozen=True, slots=True)
class Original:
    """One arrival as the warehouse knows it; agency is its code, or "" where nobody could be told."""

    sha256: str
    size: int
    year: int
    agency: str
    name: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is missing, changed, surplus (whole, but of no arrival) or stray (not named by a hash in its place).

    path is relative to the county folder; originals are the arrivals that came with those bytes.
    """

    kind: str
    path: str
    originals: tuple[Original, ...] = ()


def audit(home: Path, originals: Sequence[Original], step: Callable[[int, int], None]) -> list[Fault]:
    """Read every file of the archive again and compare it with its name and with the arrivals; gives what is wrong.

    `step` is told how many files are done, and of how many. Half-made copies of a night that runs are passed over.
    """
    arrivals: dict[str, list[Original]] = defaultdict(list)
    for original in originals:
        arrivals[original.sha256].append(original)
    files = sorted(
        path for path in (home / "archive").rglob("*") if not path.name.startswith(".") and not path.is_dir()
    )
    found = {path.name for path in files if path == _place(home, path)}
    faults = [
        Fault("missing", archived(home, sha256).relative_to(home).as_posix(), tuple(known))
        for sha256, known in arrivals.items()
        if sha256 not in found
    ]
    for done, path in enumerate(files, 1):
        faults += _faults(home, path, tuple(arrivals.get(path.name, ())))
        step(done, len(files))
    return faults


def _faults(home: Path, path: Path, known: tuple[Original, ...]) -> Iterator[Fault]:
    where = path.relative_to(home).as_posix()
    if path != _place(home, path) or path.is_symlink():
        yield Fault("stray", where)
        return
    with path.open("rb") as file:
        same = hashlib.file_digest(file, "sha256").hexdigest() == path.name
        size = file.tell()
    if not same or any(original.size != size for original in known):
        yield Fault("changed", where, known)
    elif not known:
        yield Fault("surplus", where)


def _place(home: Path, path: Path) -> Path | None:
    """Where a file of that name belongs; None where the name is no hash."""
    try:
        return archived(home, path.name)
    except ValueError:
        return None
