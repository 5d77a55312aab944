"""`gouji season`: open and close a report year, note what agencies published, see how it stands."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.command.options import home_of, to_day
from flows.command.quiet import at_desk
from flows.command.verb import FINDINGS, FINE, Verb, print_json
from tasks.language import _

if TYPE_CHECKING:
    from tasks.open import Desk
    from tasks.steer import Standing


def verbs() -> list[Verb]:
    """The verbs about a season, with help in the active language."""
    year_help = Parameter(help=_("报告年度，如 2023"))
    name_help = Parameter(help=_("机关的代码、全称或简称"))
    by_help = Parameter(help=_("经办人"))
    reason_help = Parameter(help=_("理由"))
    backload_help = Parameter(negative="", help=_("补录已公布的往年：问题如实记下，不退回、不挡汇总"))
    url_help = Parameter(help=_("机关公开报告的网址"))
    public_help = Parameter(help=_("公开的日期，如 2025-01-20"), converter=to_day)
    on_help = Parameter(help=_("以哪一天为准，如 2024-02-01（默认今天）"), converter=to_day)
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))
    Year = Annotated[int, year_help]
    By = Annotated[str, by_help]
    Reason = Annotated[str, reason_help]
    Day = Annotated[date | None, on_help]
    Home = Annotated[Path | None, home_help]
    Json = Annotated[bool, json_help]

    def opened(
        year: Year,
        /,
        *,
        by: By,
        reason: Reason = "",
        backload: Annotated[bool, backload_help] = False,
        home: Home = None,
        on: Day = None,
    ) -> int:
        def work(desk: "Desk", now: datetime) -> int:
            from tasks.steer import open_season

            done = open_season(desk, year, who=by, why=reason, now=now, backload=backload)
            return _told(desk, year, now, _("已开始") if done else _("本来就在进行，没有重复登记"))

        return _at(home, on, work)

    def closed(year: Year, /, *, by: By, reason: Reason = "", home: Home = None, on: Day = None) -> int:
        def work(desk: "Desk", now: datetime) -> int:
            from tasks.steer import close_season

            done = close_season(desk, year, who=by, why=reason, now=now)
            return _told(desk, year, now, _("已结束") if done else _("早已结束，没有重复登记"))

        return _at(home, on, work)

    def status(year: Year, /, *, home: Home = None, on: Day = None, as_json: Json = False) -> int:
        return _status(home, on, year, as_json)

    def publish(
        name: Annotated[str, name_help],
        year: Year,
        /,
        *,
        url: Annotated[str, url_help],
        on: Annotated[date, public_help],
        by: By,
        home: Home = None,
    ) -> int:
        def work(desk: "Desk", now: datetime) -> int:
            from tasks.decide import carry, write
            from tasks.reread import agency_named
            from tasks.steer import publish_report

            agency = agency_named(desk, name, year)
            if not publish_report(desk, agency.code, year, url=url, on=on, who=by, now=now):
                print(_("已经登记过，没有重复登记。"))
                return FINE
            carry(desk, year, now)
            write(desk, now, agency.code)
            print(
                _("{agency} {year} 年度报告已登记公开：{day}，{url}").format(
                    agency=agency.name, year=year, day=on, url=url
                )
            )
            return FINE

        return _at(home, None, work)

    return [
        Verb(
            "season open",
            _("开始一个年度的报送；--backload 补录已公布的往年"),
            _("用法：gouji season open 年度 --by 经办人 [--backload] [--reason 理由]"),
            opened,
        ),
        Verb(
            "season close",
            _("结束一个年度的报送：要汇总已齐，缺的都经点名免报"),
            _("用法：gouji season close 年度 --by 经办人 [--reason 理由]"),
            closed,
        ),
        Verb(
            "season status",
            _("一个年度走到哪一步：期限、各状态几家、差谁"),
            _("用法：gouji season status 年度"),
            status,
        ),
        Verb(
            "season publish",
            _("登记一个机关的报告已公开"),
            _("用法：gouji season publish 机关 年度 --url 网址 --on 日期 --by 经办人"),
            publish,
        ),
    ]


def _status(home: Path | None, on: date | None, year: int, as_json: bool) -> int:
    """Only looks, so it does not wait for a run."""
    from tasks.open import close_desks, moment, open_desk
    from tasks.steer import season_standing

    desk = open_desk(home_of(home))
    try:
        standing = season_standing(desk, year, moment(on).date())
        if as_json:
            print_json(standing.to_json())
        else:
            _show(desk, standing)
    finally:
        close_desks()
    return FINDINGS if standing.lacking else FINE


def _at(home: Path | None, on: date | None, work: "Callable[[Desk, datetime], int]") -> int:
    from tasks.open import moment

    with at_desk(home) as desk:
        return work(desk, moment(on))


def _told(desk: "Desk", year: int, now: datetime, done: str) -> int:
    """Say what was done and how the season stands; the pages follow."""
    from tasks.decide import carry, write
    from tasks.steer import season_standing

    carry(desk, year, now)
    write(desk, now)
    print(_("{year} 年度：{done}").format(year=year, done=done))
    _show(desk, season_standing(desk, year, now.date()))
    return FINE


def _show(desk: "Desk", standing: "Standing") -> None:
    from tasks.season import word

    print(_("{year} 年度{word}").format(year=standing.year, word=standing.word))
    if standing.step:
        step = standing.step
        print(_("  {who}，{day}　{why}").format(who=step.who, day=step.at.date(), why=step.why).rstrip())
    if standing.backload:
        print(_("  补录往年：问题如实记下，不退回、不挡汇总"))
    season = standing.season
    for label, day in (
        (_("开始收"), season.opened),
        (_("内部截止"), season.internal_deadline),
        (_("法定报送并公开"), season.agency_deadline),
        (_("报市"), season.city_deadline),
        (_("全县公布"), season.county_deadline),
    ):
        if day:
            print(f"  {label}  {day}")
    for state, count in sorted(standing.states.items()):
        print(_("  {state} {count} 个").format(state=word(state), count=count))
    for code, judged in standing.waived.items():
        persons = _("、").join((judged.decision.person, judged.decision.second))
        print(
            _("  免报：{agency}（{reason}；{persons}）").format(
                agency=desk.name(code), reason=judged.decision.reason, persons=persons
            )
        )
    for code, state in standing.lacking.items():
        print(_("  尚缺：{agency}（{state}）").format(agency=desk.name(code), state=word(state)))
    if standing.unreachable:
        names = _("、").join(desk.name(code) for code in standing.unreachable)
        print(_("  名册里没有联系人和邮箱：{names}").format(names=names))
    for sentence in standing.overrides:
        print(_("  规则：{sentence}").format(sentence=sentence))
