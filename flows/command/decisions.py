"""`gouji confirm`, `waive`, `revoke` and `decisions`: what people decide about findings, kept with their reasons."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.command.options import home_of, to_day
from flows.command.quiet import at_desk
from flows.command.verb import FINE, Verb, print_json
from tasks.county import CountyError
from tasks.language import _
from tasks.records import Decision, DecisionKind

if TYPE_CHECKING:
    from tasks.deciding import Words
    from tasks.open import Desk


def verbs() -> list[Verb]:
    """The verbs about decisions, with help in the active language."""
    name_help = Parameter(help=_("机关的代码、全称或简称"))
    target_help = Parameter(help=_("规则（如 R-09）或问题编号（如 R-09:1a2b3c4d，网页上有）"))
    id_help = Parameter(help=_("决定的编号（gouji decisions list 里有）"))
    file_help = Parameter(help=_("CSV 文件，可用 Excel 打开"))
    year_help = Parameter(help=_("报告年度，如 2023"))
    reason_help = Parameter(help=_("理由"))
    by_help = Parameter(help=_("经办人"))
    second_help = Parameter(help=_("复核人，与经办人不是同一个人"))
    until_help = Parameter(help=_("有效到哪一天，如 2025-12-31"), converter=to_day)
    on_help = Parameter(help=_("以哪一天为准，如 2024-02-01（默认今天）"), converter=to_day)
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))
    Name = Annotated[str, name_help]
    Target = Annotated[str, target_help]
    Year = Annotated[int, year_help]
    Reason = Annotated[str, reason_help]
    By = Annotated[str, by_help]
    Second = Annotated[str, second_help]
    Day = Annotated[date | None, on_help]
    Until = Annotated[date | None, until_help]
    Home = Annotated[Path | None, home_help]
    Json = Annotated[bool, json_help]

    def confirm(
        name: Name,
        target: Target,
        /,
        *,
        year: Year,
        reason: Reason,
        by: By,
        until: Until = None,
        home: Home = None,
        on: Day = None,
        as_json: Json = False,
    ) -> int:
        said = {"kind": DecisionKind.CONFIRM, "reason": reason, "person": by, "until": until}
        return _decide(home, on, as_json, lambda desk, now: _excuse(desk, name, year, target, _words(said, now)))

    def waive(
        name: Name,
        target: Target = "",
        /,
        *,
        year: Year,
        reason: Reason,
        by: By,
        second: Second,
        until: Until = None,
        home: Home = None,
        on: Day = None,
        as_json: Json = False,
    ) -> int:
        said = {"kind": DecisionKind.WAIVE, "reason": reason, "person": by, "second": second, "until": until}
        return _decide(home, on, as_json, lambda desk, now: _excuse(desk, name, year, target, _words(said, now)))

    def revoke(
        decision: Annotated[str, id_help],
        /,
        *,
        reason: Reason,
        by: By,
        home: Home = None,
        on: Day = None,
        as_json: Json = False,
    ) -> int:
        said = {"kind": DecisionKind.REVOKE, "reason": reason, "person": by}
        return _decide(home, on, as_json, lambda desk, now: _take_back(desk, decision, _words(said, now)))

    def export(
        file: Annotated[Path, file_help],
        /,
        *,
        year: Annotated[int | None, year_help] = None,
        home: Home = None,
        on: Day = None,
    ) -> int:
        return _export(home, file, year, on)

    def take_in(
        file: Annotated[Path, file_help], /, *, home: Home = None, on: Day = None, as_json: Json = False
    ) -> int:
        return _decide(home, on, as_json, lambda desk, now: _import(desk, file, now))

    def listed(
        *, year: Annotated[int | None, year_help] = None, home: Home = None, on: Day = None, as_json: Json = False
    ) -> int:
        return _list(home, year, on, as_json)

    return [
        Verb(
            "confirm",
            _("登记核实：一处请核实的问题确属实际情况"),
            _("用法：gouji confirm 机关 规则或问题编号 --year 年度 --reason 理由 --by 经办人 [--until 日期]"),
            confirm,
        ),
        Verb(
            "waive",
            _("豁免一处必须更正的问题；不写问题就是整份报告免报。要两个人"),
            _("用法：gouji waive 机关 [问题] --year 年度 --reason 理由 --by 经办人 --second 复核人 [--until 日期]"),
            waive,
        ),
        Verb("revoke", _("撤销一件核实或豁免"), _("用法：gouji revoke 决定编号 --reason 理由 --by 经办人"), revoke),
        Verb(
            "decisions export",
            _("把核实与豁免写成表，可用 Excel 看"),
            _("用法：gouji decisions export 文件.csv [--year 年度]"),
            export,
        ),
        Verb(
            "decisions import",
            _("从表里登记核实与豁免：全部登记，有错就一件也不登记"),
            _("用法：gouji decisions import 文件.csv"),
            take_in,
        ),
        Verb(
            "decisions list", _("列出核实与豁免，和每一件的现状"), _("用法：gouji decisions list [--year 年度]"), listed
        ),
    ]


def _excuse(desk: "Desk", name: str, year: int, target: str, words: "Words") -> tuple[Decision, ...]:
    from tasks.decide import excuse_finding, waive_report

    return excuse_finding(desk, name, year, target, words) if target.strip() else waive_report(desk, name, year, words)


def _take_back(desk: "Desk", decision: str, words: "Words") -> tuple[Decision, ...]:
    from tasks.decide import take_back

    return take_back(desk, decision, words)


def _import(desk: "Desk", file: Path, now: datetime) -> tuple[Decision, ...]:
    from tasks.tabulate import import_decisions

    return import_decisions(desk, file, now)


def _export(home: Path | None, file: Path, year: int | None, on: date | None) -> int:
    from tasks.open import close_desks, moment, open_desk
    from tasks.tabulate import export_decisions

    desk = open_desk(home_of(home))
    try:
        count = export_decisions(desk, file, moment(on).date(), year)
    except OSError as error:
        raise CountyError([_("写不了 {file}（{reason}）。").format(file=file, reason=error.strerror)]) from None
    finally:
        close_desks()
    print(_("已写出 {count} 件：{file}").format(count=count, file=file))
    return FINE


def _words(said: dict[str, Any], now: datetime) -> "Words":
    from tasks.deciding import Words

    return Words(**said, at=now, on=now.date(), source="command")


def _decide(
    home: Path | None,
    on: date | None,
    as_json: bool,
    record: "Callable[[Desk, datetime], tuple[Decision, ...]]",
) -> int:
    """Record by `record`, let the states, the sums and the pages follow, and say what came of it."""
    from tasks.decide import follow
    from tasks.open import moment

    now = moment(on)
    with at_desk(home, as_json) as desk:
        made = record(desk, now)
        follow(desk, made, now)
        states = _states(desk, made)
        if as_json:
            stand = [{"agency": code, "year": year, "state": state} for (code, year), state in states.items()]
            print_json({"recorded": [decision.to_json() for decision in made], "states": stand})
        else:
            _tell(desk, made, states)
    return FINE


def _states(desk: "Desk", made: tuple[Decision, ...]) -> dict[tuple[str, int], str]:
    from tasks import warehouse

    return {
        (decision.agency, decision.year): warehouse.states(desk.engine, decision.year)[decision.agency].state
        for decision in made
    }


def _tell(desk: "Desk", made: tuple[Decision, ...], states: dict[tuple[str, int], str]) -> None:
    from tasks.season import word

    if not made:
        print(_("已经登记过，没有重复登记。"))
        return
    for decision in made:
        print(_("已登记 {id}：{what}").format(id=decision.id, what=_sentence(desk, decision)))
    for (agency, year), state in states.items():
        name = desk.name(agency)
        print(_("{agency} {year} 年度现在是“{state}”。").format(agency=name, year=year, state=word(state)))


def _sentence(desk: "Desk", decision: Decision) -> str:
    from tasks.deciding import Judged, Standing
    from tasks.reporting import decision_sentence
    from tasks.weigh import note_of

    if decision.kind is DecisionKind.REVOKE:
        return _("撤销 {id}：{reason}（{person}）").format(
            id=decision.revokes, reason=decision.reason, person=decision.person
        )
    return decision_sentence(note_of(desk, Judged(decision, Standing.ACTIVE)))


def _list(home: Path | None, year: int | None, on: date | None, as_json: bool) -> int:
    from tasks.decide import standings
    from tasks.open import close_desks, moment, open_desk
    from tasks.reporting import standing_word

    desk = open_desk(home_of(home))
    try:
        judged = standings(desk, moment(on).date(), year)
        if as_json:
            print_json([_judged_json(each) for each in judged])
            return FINE
        for each in judged:
            decision = each.decision
            print(f"{decision.id}  {standing_word(each.standing)}  {_sentence(desk, decision)}")
        if not judged:
            print(_("还没有登记过决定。"))
    finally:
        close_desks()
    return FINE


def _judged_json(judged: Any) -> dict[str, Any]:
    changed = [{"code": it.code, "before": it.before, "after": it.after} for it in judged.changes]
    decision: dict[str, Any] = judged.decision.to_json()
    revoked = {"revoked_by": judged.revoked_by.id if judged.revoked_by else None}
    return decision | {"standing": str(judged.standing), "changes": changed} | revoked
