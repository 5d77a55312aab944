"""What is left after a night: one word for the warehouse, one for the files, and what should not be there."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tasks import warehouse
from tasks.open import Desk
from tasks.receiving import sweep

_WRITTEN = ("site", "out")


@dataclass(frozen=True)
class Facts:
    """Hashes of the warehouse, of what holds in it today whatever went before, and of the written files; and sentences
    about what is wrong."""

    warehouse: str
    present: str
    files: str
    wrong: tuple[str, ...]
    unsaid: int


def facts(desk: Desk, said: Path) -> Facts:
    """Take stock of a county; `said` lists what was sent, a line a message."""
    sweep(desk.home, 0)
    lines = said.read_text(encoding="utf-8").splitlines() if said.exists() else []
    held = sum(row.status == "held" for year in desk.years() for row in warehouse.outbox(desk.engine, year))
    wrong = [
        *(f"{name}: {rows}" for name, rows in warehouse.check_warehouse(desk.engine).items() if rows),
        *(f"said {times} times: {line}" for line, times in Counter(lines).items() if times > 1),
        *(f"left behind: {path.relative_to(desk.home)}" for path in _leftovers(desk)),
        *_waiting(desk),
    ]
    return Facts(warehouse.warehouse_hash(desk.engine), _present(desk), _tree(desk.home), tuple(wrong), held)


def _present(desk: Desk) -> str:
    """What holds today of every year: newest reports, their findings, states, and the county's figures."""
    years = {}
    for year in desk.years():
        latest = warehouse.latest_revisions(desk.engine, year)
        rollup = warehouse.latest_rollup(desk.engine, desk.county.code, year)
        years[str(year)] = {
            "reports": {code: revision.content_hash for code, revision in latest.items()},
            "findings": {code: repr(warehouse.findings_of(desk.engine, it)) for code, it in latest.items()},
            "states": {code: step.state for code, step in warehouse.states(desk.engine, year).items()},
            "rollup": [repr(rollup.cells), rollup.status, [it.standing for it in rollup.coverage]] if rollup else None,
        }
    return warehouse.digest(years)


def _tree(home: Path) -> str:
    """One hash over the names and bytes of the pages and documents."""
    total = hashlib.sha256()
    paths = (path for folder in _WRITTEN for path in (home / folder).rglob("*") if path.is_file())
    for path in sorted(path for path in paths if path.name != "night.js"):  # that one tells the time
        total.update(f"{path.relative_to(home)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _leftovers(desk: Desk) -> list[Path]:
    """Half-written files, and archived bytes that no receipt knows."""
    known = {arrival.receipt.sha256 for year in desk.years() for arrival in warehouse.arrivals(desk.engine, year)}
    archive = [path for path in (desk.home / "archive").rglob("*") if path.is_file() and path.name not in known]
    return archive + [path for folder in _WRITTEN for path in (desk.home / folder).rglob("*.part")]


def _waiting(desk: Desk) -> list[str]:
    arrivals = (arrival for year in desk.years() for arrival in warehouse.arrivals(desk.engine, year))
    return [f"still waiting: {it.receipt.file_name}" for it in arrivals if it.outcome == "received"]
