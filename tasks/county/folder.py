"""A county's own folder: county.toml says who the county is, its seasons, its people and its calendar.

county.toml  roster.csv  lineage.csv  rules.csv  inbox/{year}/{agency}/...  archive/  outbox/
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tasks.county.problem import CountyError
from tasks.county.workdays import STATE_CALENDAR, Calendar
from tasks.language import _

_KEYS = {
    "": {"name", "code", "areas", "office", "acceptance", "seasons", "alerts", "calendar", "backup"},
    "office": {"name", "emails", "head"},
    "acceptance": {"provisional"},
    "alerts": {"findings_shown", "steps"},
    "calendar": {"holidays", "workdays"},
    "backup": {"keep", "days"},
}
TABLES = (".toml", ".csv")
"""The endings of what a clerk keeps in the county folder itself."""
_SEASON_KEYS = ("opened", "internal_deadline", "agency_deadline", "city_deadline", "county_deadline")


@dataclass(frozen=True, slots=True)
class Season:
    """The campaign for one report year; all dates lie in the year after. None = the county has set no such day.

    backload = a published old year is taken in: its hard findings are recorded and block nothing.
    """

    year: int
    opened: date
    agency_deadline: date
    county_deadline: date
    internal_deadline: date | None = None
    city_deadline: date | None = None
    backload: bool = False

    def covers(self, day: date) -> bool:
        return self.opened <= day <= self.county_deadline


@dataclass(frozen=True, slots=True)
class Office:
    """The office that collects: its name as signed, its mail addresses, and those of its head (else the office's)."""

    name: str
    emails: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class County:
    """What county.toml says. `steps` are the county's changes to the alerting ladder, by step id.

    `areas` are the codes of the counties below, for a city or a province that adds them up. `provisional`: reports
    with soft findings that nobody has confirmed yet are accepted for the time being. Backups stay while they are
    among the newest `backups_kept` or of the last `backup_days`; all of them where both are 0.
    """

    home: Path
    name: str
    code: str
    office: Office
    seasons: Mapping[int, Season] = field(default_factory=dict)
    calendar: Calendar = STATE_CALENDAR
    findings_shown: int = 20
    steps: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    areas: tuple[str, ...] = ()
    provisional: bool = False
    backups_kept: int = 0
    backup_days: int = 0

    def season(self, year: int) -> Season:
        """The season of a report year; where county.toml is silent, with the statutory days alone."""
        return self.seasons.get(year) or _season(year, {})

    @property
    def roster_path(self) -> Path:
        return self.home / "roster.csv"

    @property
    def lineage_path(self) -> Path:
        return self.home / "lineage.csv"

    @property
    def overrides_path(self) -> Path:
        return self.home / "rules.csv"


def folder_word(home: Path) -> str:
    """A hash of all that a clerk keeps in the county folder itself: it changes when one of these tables does."""
    whole = hashlib.sha256()
    tables = sorted(path for path in home.glob("*.*") if path.suffix in TABLES and path.is_file())
    for path in tables:
        data = path.read_bytes()
        whole.update(f"{path.name} {len(data)}\n".encode("utf-8", "surrogateescape") + data)
    return whole.hexdigest()


def load_county(home: Path) -> County:
    """Read county.toml; raises CountyError with every problem at once."""
    path = home / "county.toml"
    data = _parse(path)
    reader = _Reader(path)
    reader.know("", data)
    tables = {name: reader.table(data, name) for name in (*_KEYS.keys() - {""}, "seasons")}
    for name in _KEYS.keys() - {""}:
        reader.know(name, tables[name])
    office, alerts, calendar, backup = (tables[name] for name in ("office", "alerts", "calendar", "backup"))
    county = County(
        home=home,
        name=reader.text(data, "name", required=True),
        code=reader.text(data, "code", required=True),
        office=Office(
            reader.text(office, "name") or "政务公开办公室",
            reader.addresses(office, "emails"),
            reader.addresses(office, "head"),
        ),
        seasons=reader.seasons(tables["seasons"]),
        calendar=Calendar(reader.days(calendar, "holidays"), reader.days(calendar, "workdays")),
        findings_shown=reader.count(alerts, "findings_shown", 20),
        steps=reader.table(alerts, "steps"),
        areas=reader.words(data, "areas"),
        provisional=reader.flag(tables["acceptance"], "provisional"),
        backups_kept=reader.count(backup, "keep", 0),
        backup_days=reader.count(backup, "days", 0),
    )
    if reader.problems:
        raise CountyError(reader.problems)
    return county


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise CountyError([_("找不到 {path}。请确认县文件夹的位置（GOUJI_HOME）。").format(path=path)]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CountyError(
            [_("{path} 不是正确的 TOML（{reason}）。请按说明改正，并存为 UTF-8。").format(path=path, reason=error)]
        ) from None


def _season(year: int, days: Mapping[str, date]) -> Season:
    return Season(
        year=year,
        opened=days.get("opened", date(year + 1, 1, 1)),
        agency_deadline=days.get("agency_deadline", date(year + 1, 1, 31)),
        county_deadline=days.get("county_deadline", date(year + 1, 3, 31)),
        internal_deadline=days.get("internal_deadline"),
        city_deadline=days.get("city_deadline"),
    )


class _Reader:
    """Takes typed values out of county.toml and collects what is wrong with the rest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []

    def wrong(self, key: str, advice: str) -> None:
        self.problems.append(_("{path} 的 {key}：{advice}").format(path=self.path, key=key, advice=advice))

    def know(self, name: str, table: Mapping[str, Any]) -> None:
        for key in table.keys() - _KEYS[name]:
            known = _("、").join(sorted(_KEYS[name]))
            self.wrong(f"{name}.{key}".strip("."), _("不认识这一项。可用的是：{known}。").format(known=known))

    def table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = data.get(key, {})
        if isinstance(value, Mapping):
            return value
        self.wrong(key, _("应当是一节，如 [{key}]。").format(key=key))
        return {}

    def text(self, data: Mapping[str, Any], key: str, required: bool = False) -> str:
        value = data.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(key, _('请用引号写一段文字，如 {key} = "…"。').format(key=key))
            return ""
        return value.strip()

    def count(self, data: Mapping[str, Any], key: str, default: int) -> int:
        if key not in data:
            return default
        value = data[key]
        if type(value) is int and value > 0:
            return value
        self.wrong(key, _("请写一个大于 0 的整数。"))
        return default

    def flag(self, data: Mapping[str, Any], key: str) -> bool:
        value = data.get(key, False)
        if isinstance(value, bool):
            return value
        self.wrong(key, _("请写 true 或 false，不加引号。"))
        return False

    def words(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        self.wrong(key, _('请用引号写代码的列表，如 {key} = ["320801", "320802"]。').format(key=key))
        return ()

    def addresses(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and is_address(item) for item in value):
            return tuple(value)
        self.wrong(key, _('请写邮箱的列表，如 {key} = ["gk@example.gov.cn"]。').format(key=key))
        return ()

    def day(self, value: object, key: str) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.wrong(key, _("“{value}”不是日期。请写成 2024-01-31，不加引号。").format(value=value))
        return None

    def days(self, data: Mapping[str, Any], key: str) -> frozenset[date]:
        values = data.get(key, [])
        if not isinstance(values, list):
            self.wrong(key, _("请写日期的列表，如 {key} = [2024-02-09]。").format(key=key))
            return frozenset()
        return frozenset(day for value in values if (day := self.day(value, key)))

    def seasons(self, data: Mapping[str, Any]) -> dict[int, Season]:
        return {int(year): self.season(int(year), data) for year in data if self._is_year(year)}

    def _is_year(self, text: str) -> bool:
        if len(text) == 4 and text.isascii() and text.isdigit():
            return True
        self.wrong(f"seasons.{text}", _("请写报告年度，如 [seasons.2023]。"))
        return False

    def season(self, year: int, data: Mapping[str, Any]) -> Season:
        where = f"seasons.{year}"
        days: dict[str, date] = {}
        table = self.table(data, str(year))
        for key, value in table.items():
            if key == "backload":
                continue
            if key not in _SEASON_KEYS:
                self.wrong(
                    f"{where}.{key}",
                    _("不认识这一项。可用的是：{known}。").format(known=_("、").join((*_SEASON_KEYS, "backload"))),
                )
            elif day := self.day(value, f"{where}.{key}"):
                days[key] = day
        season = replace(_season(year, days), backload=self.flag(table, "backload"))
        order = [season.opened, season.internal_deadline, season.agency_deadline, season.county_deadline]
        set_days = [day for day in order if day]
        if set_days != sorted(set_days):
            self.wrong(where, _("日期先后不对。应当是：启动、内部截止、机关截止、全县公布。"))
        return season


def is_address(text: str) -> bool:
    """Whether a text can be a mail address: one @ between two words, no space and nothing that splits a header."""
    local, at, host = text.partition("@")
    return bool(local and at and "." in host) and not any(c.isspace() or c in ',;；，<>"@' for c in local + host)
