"""Replay: what the catalogue of today raises or clears over the stored reports, against another catalogue."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from expectations import Catalogue, CatalogueError, assembled, catalogue
from tasks import warehouse
from tasks.check import cases_of, stored_key
from tasks.county import CountyError
from tasks.language import _
from tasks.open import Desk
from tasks.records import Finding, State

_ROOT = Path(__file__).parents[1]
_RULES = "expectations/rules"


@dataclass(frozen=True)
class Replayed:
    """One stored report on which the two catalogues differ: findings newly raised, and those that are cleared."""

    agency: str
    year: int
    raised: tuple[Finding, ...]
    cleared: tuple[Finding, ...]


def other_catalogue(reference: str) -> Catalogue:
    """The rules of a folder, or as they stood at a commit, branch or tag. CountyError when they cannot be had."""
    folder = Path(reference)
    try:
        if folder.is_dir():
            return assembled({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))})
        names = _git(reference, "ls-tree", "--name-only", reference, f"{_RULES}/").split()
        files = [name for name in names if name.endswith(".yaml")]
        return assembled({Path(name).name: _git(reference, "show", f"{reference}:{name}") for name in files})
    except CatalogueError as error:
        words = _("“{reference}”的规则现在读不了：{reason}")
        raise CountyError([words.format(reference=reference, reason=error)]) from None


def _git(reference: str, *words: str) -> str:
    command = ["git", "-C", str(_ROOT), *words]
    try:
        if reference.startswith("-"):  # git would take it for an option
            raise OSError
        done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")  # noqa: S603
        return done.stdout
    except (OSError, subprocess.CalledProcessError):
        advice = _("“{reference}”既不是规则文件夹，也不是这个项目的提交、分支或标签。")
        raise CountyError([advice.format(reference=reference)]) from None


def replay(desk: Desk, against: Catalogue) -> Iterator[Replayed]:
    """Every newest stored report under both catalogues, year by year; only those on which they differ."""
    from tasks.checking import check, conclude, observe  # noqa: PLC0415 - Great Expectations takes seconds to import

    both = Catalogue(rules={**catalogue().rules, **against.rules})
    for year in desk.years():
        latest = warehouse.latest_revisions(desk.engine, year)
        stored = [it for code, it in sorted(latest.items()) if code in desk.agencies]
        reports = [(stored_key(it), it.agency, warehouse.load_placement(desk.engine, it)) for it in stored]
        cases = list(cases_of(desk, year, reports, {}))
        if not cases:
            continue
        now = check(cases)
        then = conclude(observe(cases, both), both, list(against.rules))
        for revision in stored:
            key = stored_key(revision)
            raised, cleared = _without(now[key], then[key]), _without(then[key], now[key])
            if raised or cleared:
                yield Replayed(revision.agency, year, raised, cleared)


def _without(findings: list[Finding], others: list[Finding]) -> tuple[Finding, ...]:
    known = {finding.fingerprint for finding in others if finding.state is State.FAIL}
    return tuple(it for it in findings if it.state is State.FAIL and it.fingerprint not in known)
