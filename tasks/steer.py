"""Steer: open and close a season, note what agencies published, and tell how a season stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from tasks import deciding, warehouse
from tasks.county import CountyError, Season
from tasks.language import _
from tasks.open import Desk
from tasks.records import Agency
from tasks.reread import agency_named
from tasks.rollup import roll_up_year
from tasks.ruling import override_sentences
from tasks.season import TransitionError, word
from tasks.settle import settle
from tasks.weigh import decisions_of


def open_season(desk: Desk, year: int, *, who: str, why: str, now: datetime, backload: bool = False) -> bool:
    """Open the season of a report year, or open it again; False where it is open in the same way.

    The inbox of the year is made, so that the next night collects it. CountyError where nobody has to report.
    """
    _named(who)
    if not desk.expected(year) and not desk.county.areas:
        raise CountyError([_("名册里没有 {year} 年度应报的机关，不能开始。请先核对名册的起止日期。").format(year=year)])
    (desk.home / "inbox" / str(year)).mkdir(parents=True, exist_ok=True)
    done = warehouse.record_season_step(
        desk.engine, desk.county.code, year, "open", who=who.strip(), why=why.strip(), when=now, backload=backload
    )
    settle(desk, year, now)
    return done


def close_season(desk: Desk, year: int, *, who: str, why: str, now: datetime) -> bool:
    """Close a season whose rollup is complete; False where it is closed. CountyError names whom it waits for."""
    _named(who)
    settle(desk, year, now)
    rollup = roll_up_year(desk, year, now)
    if rollup.status != "complete":
        raise CountyError([_open_points(desk, rollup)])
    return warehouse.record_season_step(
        desk.engine,
        desk.county.code,
        year,
        "close",
        who=who.strip(),
        why=why.strip(),
        when=now,
        backload=desk.backload(year),
    )


def publish_report(desk: Desk, name: str, year: int, *, url: str, on: date, who: str, now: datetime) -> bool:
    """Note where and when an agency published its accepted report; False where that is noted already."""
    _named(who)
    agency = agency_named(desk, name, year)
    address = url.strip()
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(sign.isspace() for sign in address):
        raise CountyError([_("“{url}”不是网址。请写完整，如 https://www.example.gov.cn/…。").format(url=url)])
    if on > now.date():
        raise CountyError([_("公开日期 {day} 还没有到。").format(day=on)])
    why = _("{day} 公开于 {url}").format(day=on, url=address)
    try:
        return warehouse.disclose(
            desk.engine, agency.code, year, url=address, on=on, who=who.strip(), why=why, when=now
        )
    except TransitionError as error:
        raise CountyError([_not_yet(agency, year, error.before)]) from None


def _not_yet(agency: Agency, year: int, state: str) -> str:
    advice = {
        "questioned": _("请先核实（gouji confirm）。"),
        "returned": _("请机关更正后重报。"),
        "waived": _("已同意免报。"),
    }.get(state, _("请先收齐并核对它的报告。"))
    text = _("{agency} {year} 年度现在是“{state}”，还不能登记公开：{advice}")
    return text.format(agency=agency.name, year=year, state=word(state), advice=advice)


def _named(who: str) -> None:
    if not who.strip():
        raise CountyError([_("请写明经办人（--by）。")])


def _open_points(desk: Desk, rollup: warehouse.Rollup) -> str:
    """Why a season cannot close: who is lacking and how each stands, and the figures that do not add up."""
    states = {entry.agency: entry.state for entry in rollup.coverage}
    lines = [
        _("{agency}：{state}").format(agency=desk.name(code), state=word(states.get(code) or "start"))
        for code in rollup.lacking
    ]
    lines += [
        _("{agency}：{code} 填 {reported}，应为 {recomputed}").format(
            agency=desk.name(it.agency), code=it.code, reported=it.raw, recomputed=it.recomputed
        )
        for it in rollup.conflicts
        if rollup.status == "blocked"
    ]
    head = _("{year} 年度还不能结束：下列 {count} 处没有办结。请督促办结，或由两人点名免报（gouji waive）。")
    return "\n".join([head.format(year=rollup.year, count=len(lines)), *(f"  {line}" for line in lines)])


@dataclass(frozen=True)
class Standing:
    """How a season stands: opened or closed and by whom, its days, how many are where, who lacks, who is excused.

    lacking, waived and unreachable go by agency code; the unreachable have neither contact nor address in the roster.
    """

    year: int
    step: warehouse.SeasonStep | None
    season: Season
    backload: bool
    states: dict[str, int]
    lacking: dict[str, str]
    waived: dict[str, deciding.Judged]
    decisions: int
    rollup: str
    unreachable: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        event = self.step.event if self.step else ""
        return {"open": _("进行中"), "close": _("已结束")}.get(event, _("进行中（未用命令登记开始）"))

    def to_json(self) -> dict[str, Any]:
        season = self.season
        days = {
            "opened": season.opened,
            "internal_deadline": season.internal_deadline,
            "agency_deadline": season.agency_deadline,
            "city_deadline": season.city_deadline,
            "county_deadline": season.county_deadline,
        }
        return {
            "year": self.year,
            "event": self.step.event if self.step else None,
            "by": self.step.who if self.step else None,
            "at": self.step.at.isoformat() if self.step else None,
            "backload": self.backload,
            "deadlines": {name: day.isoformat() if day else None for name, day in days.items()},
            "states": self.states,
            "lacking": self.lacking,
            "waived": {code: judged.decision.reason for code, judged in self.waived.items()},
            "decisions": self.decisions,
            "rollup": self.rollup,
            "unreachable": list(self.unreachable),
            "overrides": list(self.overrides),
        }


def season_standing(desk: Desk, year: int, on: date) -> Standing:
    """How a season stands, from what is stored."""
    steps = warehouse.states(desk.engine, year)
    agencies = desk.expected(year)
    states = {agency.code: steps[agency.code].state if agency.code in steps else "expected" for agency in agencies}
    made = decisions_of(desk, {year})
    waivers = {code: deciding.report_waiver(known, on) for (code, _year), known in made.items()}
    rollup = warehouse.latest_rollup(desk.engine, desk.county.code, year)
    lacking = set(rollup.lacking if rollup else states)
    return Standing(
        year,
        desk.campaign(year),
        desk.county.season(year),
        desk.backload(year),
        dict(Counter(states.values())),
        {code: state for code, state in states.items() if code in lacking},
        {code: it for code, it in waivers.items() if it and it.standing is deciding.Standing.ACTIVE},
        sum(len(known) for known in made.values()),
        rollup.status if rollup else "",
        tuple(agency.code for agency in agencies if not agency.email and not agency.contact),
        tuple(override_sentences(desk, year)),
    )
