"""Open a county: its folder, roster, settings and warehouse, once a process."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from tasks import warehouse
from tasks.county import (
    Changeable,
    County,
    Registers,
    Settings,
    descents,
    expected,
    folder_word,
    load_county,
    load_lineage,
    load_overrides,
    load_registers,
    load_roster,
    load_settings,
)
from tasks.language import _, language
from tasks.records import Agency, Change, Descent, Override, Severity

CLOCK = ZoneInfo("Asia/Shanghai")
_PATIENCE = 2 * 3600.0  # 秒
_log = logging.getLogger("gouji")
_open: dict[tuple[str, str], Desk] = {}


@dataclass(frozen=True)
class Desk:
    """Everything a stage needs to know about where it works; engine is the warehouse, word the folder's tables."""

    home: Path
    settings: Settings
    county: County
    roster: tuple[Agency, ...]
    changes: tuple[Change, ...]
    registers: Registers
    engine: warehouse.Engine
    overrides: tuple[Override, ...] = ()
    word: str = ""

    def expected(self, year: int) -> tuple[Agency, ...]:
        return expected(self.roster, year)

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        """The roster by code."""
        return {agency.code: agency for agency in self.roster}

    def name(self, code: str) -> str:
        """An agency's full name; the code itself where the roster has it no more."""
        return self.agencies[code].name if code in self.agencies else code

    def descents(self, year: int) -> dict[str, Descent]:
        """By code of those expected in a year, whose reports of the year before theirs continue."""
        return descents(self.changes, codes(self.expected(year - 1)), codes(self.expected(year)), year)

    def campaign(self, year: int) -> warehouse.SeasonStep | None:
        """How the season of a year was last opened or closed by a command; None where none was."""
        steps = warehouse.season_steps(self.engine, self.county.code, year)
        return steps[-1] if steps else None

    def backload(self, year: int) -> bool:
        """Whether a published old year is only taken in: its hard findings are recorded and block nothing."""
        campaign = self.campaign(year)
        return self.county.season(year).backload or (campaign is not None and campaign.backload)

    def closed(self, year: int) -> bool:
        """Whether a season was closed; what comes later is a correction."""
        campaign = self.campaign(year)
        return campaign is not None and campaign.event == "close"

    def years(self) -> list[int]:
        """Report years with a season or an inbox, oldest first: a year is checked against the one before."""
        inboxes = {int(path.name) for path in (self.home / "inbox").glob("[12][0-9][0-9][0-9]") if path.is_dir()}
        return sorted({*self.county.seasons, *inboxes})


def open_desk(home: str | Path) -> Desk:
    """The desk of a county folder; the warehouse is migrated on first use, tables are read anew when they changed."""
    settings = load_settings().model_copy(update={"home": Path(home)})
    key = (str(settings.home.resolve()), settings.database)
    known = _open.get(key)
    word = f"{language()} {folder_word(settings.home)}"
    if known and (known.word, known.settings) == (word, settings):
        return known
    county = load_county(settings.home)
    roster = load_roster(county.roster_path)
    changes = load_lineage(county.lineage_path, roster)
    overrides = load_overrides(county.overrides_path, _changeable)
    registers = load_registers(settings.home, roster)
    engine = known.engine if known else warehouse.open_engine(settings.database)
    if known is None:
        warehouse.migrate(engine)
    _open[key] = Desk(settings.home, settings, county, roster, changes, registers, engine, overrides, word)
    return _open[key]


@contextmanager
def alone(home: str | Path) -> Iterator[None]:
    """One run at a time over a county folder; the next one waits for it, and a killed one lets go by itself.

    The warehouse has locks of its own and would not be wrong. But a night that settles what another has half loaded
    keeps steps and says things that no night by itself would.
    """
    lock = FileLock(Path(home) / ".running.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _log.info(_("另一次运行正在处理这个县，等它做完……"))
        lock.acquire(timeout=_PATIENCE)
    try:
        yield
    finally:
        lock.release()


def _changeable() -> dict[str, Changeable]:
    """What rules.csv may change of every rule."""
    from expectations import catalogue  # noqa: PLC0415 - read only where a county has such a file

    return {
        rule.id: Changeable(
            any(outcome.severity is Severity.HARD for outcome in rule.outcomes.values()),
            {name: parameter.zh or name for name, parameter in rule.parameters.items()},
        )
        for rule in catalogue().rules.values()
    }


def default_home() -> Path:
    """The county folder that GOUJI_HOME names, else ./county."""
    return load_settings().home


def close_desks() -> None:
    """Give back every warehouse connection of this process."""
    while _open:
        _open.popitem()[1].engine.dispose()


def moment(on: date | None = None) -> datetime:
    """Now in the county's time; on another day than today, two in the morning of that day."""
    now = datetime.now(CLOCK)
    return now if on is None or on == now.date() else datetime.combine(on, time(2), CLOCK)


def codes(agencies: Iterable[Agency]) -> list[str]:
    return [agency.code for agency in agencies]
