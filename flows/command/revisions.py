"""`gouji revisions`: what an agency handed in again, what that changed, and going back to an earlier one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.command.options import home_of
from flows.command.verb import FINE, Verb, print_json
from tasks.county import CountyError
from tasks.language import _
from tasks.records import number

if TYPE_CHECKING:
    from tasks import warehouse
    from tasks.open import Desk


def verbs() -> list[Verb]:
    """The verbs about revisions, with help in the active language."""
    name_help = Parameter(help=_("机关的代码、全称或简称"))
    year_help = Parameter(help=_("报告年度，如 2023"))
    number_help = Parameter(help=_("第几版"))
    reason_help = Parameter(help=_("理由"))
    by_help = Parameter(help=_("经办人"))
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))
    Name = Annotated[str, name_help]
    Year = Annotated[int, year_help]
    Number = Annotated[int, number_help]
    Home = Annotated[Path | None, home_help]
    Json = Annotated[bool, json_help]

    def listed(name: Name, /, *, year: Year, home: Home = None, as_json: Json = False) -> int:
        return _list(*_agency(home, name, year), year, as_json)

    def compare(
        name: Name, old: Number, new: Number, /, *, year: Year, home: Home = None, as_json: Json = False
    ) -> int:
        return _compare(*_agency(home, name, year), year, (old, new), as_json)

    def restore(
        name: Name,
        number: Number,
        /,
        *,
        year: Year,
        reason: Annotated[str, reason_help],
        by: Annotated[str, by_help],
        home: Home = None,
    ) -> int:
        return _restore(*_agency(home, name, year), year, number, reason=reason, by=by)

    return [
        Verb(
            "revisions list",
            _("一个机关一个年度的各版：何时、哪份文件、哪一版算数"),
            _("用法：gouji revisions list 机关 --year 年度"),
            listed,
        ),
        Verb(
            "revisions compare",
            _("两版之间改了哪些格，哪些问题消除或新出"),
            _("用法：gouji revisions compare 机关 旧版 新版 --year 年度"),
            compare,
        ),
        Verb(
            "revisions restore",
            _("恢复较早的一版：内容成为新的一版，什么也不删除"),
            _("用法：gouji revisions restore 机关 第几版 --year 年度 --reason 理由 --by 经办人"),
            restore,
        ),
    ]


def _agency(home: Path | None, name: str, year: int) -> "tuple[Desk, str]":
    from tasks.open import open_desk
    from tasks.reread import agency_named

    desk = open_desk(home_of(home))
    return desk, agency_named(desk, name, year).code


def _list(desk: "Desk", agency: str, year: int, as_json: bool) -> int:
    from tasks import warehouse

    found = warehouse.revisions_of(desk.engine, agency, year)
    counted = warehouse.accepted_revisions(desk.engine, year).get(agency)
    restored = warehouse.restorations(desk.engine, agency, year)
    if as_json:
        print_json(
            [
                {
                    "revision": each.number,
                    "sha256": each.sha256,
                    "loaded_at": each.loaded_at.isoformat(),
                    "title": each.title,
                    "counted": each == counted,
                    "restores": restored[each.number].restores if each.number in restored else None,
                }
                for each in found
            ]
        )
        return FINE
    for each in found:
        note = _("　计入汇总") if each == counted else ""
        if each.number in restored:
            again = restored[each.number]
            note += _("　恢复自第 {number} 版（{who}：{reason}）").format(
                number=again.restores, who=again.who, reason=again.reason
            )
        print(_("第 {number} 版").format(number=each.number), f"{each.loaded_at:%Y-%m-%d %H:%M}", each.sha256[:8], note)
    if not found:
        print(_("还没有入库的报告。"))
    return FINE


def _revision(desk: "Desk", agency: str, year: int, number: int) -> "warehouse.Revision":
    from tasks import warehouse

    known = {each.number: each for each in warehouse.revisions_of(desk.engine, agency, year)}
    if number not in known:
        has = _("、").join(map(str, known)) or _("没有")
        raise CountyError(
            [_("{year} 年度没有第 {number} 版；有的是：{has}。").format(year=year, number=number, has=has)]
        )
    return known[number]


def _compare(desk: "Desk", agency: str, year: int, numbers: tuple[int, int], as_json: bool) -> int:
    from tasks import warehouse

    old, new = (_revision(desk, agency, year, each) for each in numbers)
    difference = warehouse.compare_revisions(desk.engine, old, new)
    if as_json:
        print_json(_json(difference))
        return FINE
    from tasks.form import load_form

    form = load_form(new.form)
    blank = _("（空白）")
    if difference.title:
        print(_("标题：{old} → {new}").format(old=old.title, new=new.title))
    for change in difference.cells:
        label = form.cells[change.code].label if change.code in form.cells else change.code
        before, after = (cell.raw.strip() or blank if cell else _("（无此格）") for cell in (change.old, change.new))
        print(f"{label}：{before} → {after}")
    for chapter in difference.chapters:
        print(_("第 {number} 部分的文字改了").format(number=chapter))
    for finding in difference.closed:
        print(_("已消除　{rule}　{text}").format(rule=finding.rule, text=finding.text))
    for finding in difference.opened:
        print(_("新出现　{rule}　{text}").format(rule=finding.rule, text=finding.text))
    if not (difference.cells or difference.chapters or difference.title):
        print(_("两版内容相同。"))
    return FINE


def _json(difference: Any) -> dict[str, Any]:
    def cell(one: Any) -> dict[str, Any] | None:
        return {"raw": one.raw, "semantic": str(one.semantic), "value": number(one.value)} if one else None

    return {
        "old": difference.old.number,
        "new": difference.new.number,
        "title": difference.title,
        "cells": {change.code: {"old": cell(change.old), "new": cell(change.new)} for change in difference.cells},
        "chapters": list(difference.chapters),
        "closed": [finding.to_json() for finding in difference.closed],
        "opened": [finding.to_json() for finding in difference.opened],
    }


def _restore(desk: "Desk", agency: str, year: int, number: int, *, reason: str, by: str) -> int:
    from tasks import warehouse
    from tasks.open import moment
    from tasks.settle import settle

    now = moment()
    try:
        restored = warehouse.restore_revision(desk.engine, agency, year, number, reason=reason, who=by, now=now)
    except ValueError as error:
        raise CountyError([str(error)]) from None
    settle(desk, year, now)
    print(_("第 {old} 版的内容现为第 {new} 版；下一次汇总按它计。").format(old=number, new=restored.number))
    return FINE
