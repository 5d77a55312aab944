"""`gouji rollup`: look at a county sum, publish it, compare what was published with what holds now."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from flows.command.options import home_of, to_day
from flows.command.verb import FINDINGS, FINE, Verb, print_json
from tasks.county import CountyError
from tasks.language import _
from tasks.records import number

if TYPE_CHECKING:
    from tasks import warehouse
    from tasks.open import Desk


def verbs() -> list[Verb]:
    """The verbs about the county sum, with help in the active language."""
    year_help = Parameter(help=_("报告年度，如 2023"))
    reason_help = Parameter(help=_("理由"))
    by_help = Parameter(help=_("经办人"))
    asof_help = Parameter(help=_("当时的汇总：以哪一天（含当天）为准"), converter=to_day)
    out_help = Parameter(help=_("把这一次汇总的全县报告写成这个 docx 文件"))
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))
    Year = Annotated[int, year_help]
    Home = Annotated[Path | None, home_help]
    Json = Annotated[bool, json_help]
    Reason = Annotated[str, reason_help]
    By = Annotated[str, by_help]

    def show(
        year: Year,
        /,
        *,
        as_of: Annotated[date | None, asof_help] = None,
        out: Annotated[Path | None, out_help] = None,
        home: Home = None,
        as_json: Json = False,
    ) -> int:
        return _show(desk_of(home), year, as_of, out, as_json)

    def publish(year: Year, /, *, by: By, reason: Reason = "", home: Home = None) -> int:
        return _publish(desk_of(home), year, by, reason)

    def compare(year: Year, /, *, home: Home = None, as_json: Json = False) -> int:
        return _compare(desk_of(home), year, as_json)

    def estimate(year: Year, /, *, home: Home = None, as_json: Json = False) -> int:
        return _estimate(desk_of(home), year, as_json)

    return [
        Verb(
            "rollup show",
            _("一次汇总：齐不齐、缺谁、有何冲突；可看过去某一天的"),
            _("用法：gouji rollup show 年度 [--as-of 日期] [--out 文件.docx]"),
            show,
        ),
        Verb(
            "rollup publish",
            _("记下全县报告已公布：这一次汇总从此不变；再次公布是更正，要写理由"),
            _("用法：gouji rollup publish 年度 --by 经办人 [--reason 理由]"),
            publish,
        ),
        Verb(
            "rollup compare",
            _("公布的与现在的相差哪些格"),
            _("用法：gouji rollup compare 年度 [--json]"),
            compare,
        ),
        Verb(
            "rollup estimate",
            _("缺报的机关报来后，全县各格可能在什么范围（只是估计，不进汇总）"),
            _("用法：gouji rollup estimate 年度 [--json]"),
            estimate,
        ),
    ]


def desk_of(home: Path | None) -> "Desk":
    """The open desk of the county folder."""
    from tasks.open import open_desk

    return open_desk(home_of(home))


def said(work: Callable[[], Any]) -> Any:
    """What the warehouse refuses in plain words is said as such."""
    try:
        return work()
    except ValueError as error:
        raise CountyError([str(error)]) from None


def _rollup(desk: "Desk", year: int, as_of: date | None = None) -> "warehouse.Rollup":
    from tasks import warehouse
    from tasks.open import CLOCK

    found = (
        warehouse.latest_rollup(desk.engine, desk.county.code, year)
        if as_of is None
        else warehouse.rollup_as_of(desk.engine, desk.county.code, year, datetime.combine(as_of, time.max, CLOCK))
    )
    if found is None:
        raise CountyError([_("{year} 年度那时还没有汇总；请先运行 gouji county --year {year}。").format(year=year)])
    return found


def _show(desk: "Desk", year: int, as_of: date | None, out: Path | None, as_json: bool) -> int:
    from tasks import warehouse
    from tasks.report import write_rollup

    rollup = _rollup(desk, year, as_of)
    broken = warehouse.differing_cells(desk.engine, rollup)
    if out is not None:
        write_rollup(desk, rollup, out)
    if as_json:
        print_json(_rollup_json(rollup, broken))
    else:
        _print_rollup(desk, rollup, broken, out)
    return FINE if rollup.status == "complete" and not broken else FINDINGS


def _rollup_json(rollup: "warehouse.Rollup", broken: Iterable[str]) -> dict[str, Any]:
    return {
        "year": rollup.year,
        "rollup": rollup.number,
        "as_of": rollup.as_of.isoformat(),
        "status": rollup.status,
        "expected": rollup.expected,
        "accepted": rollup.accepted,
        "lacking": list(rollup.lacking),
        "cells": {code: number(cell.value) for code, cell in rollup.cells.items()},
        "adjustments": [each.number for each in rollup.adjustments],
        "conflicts": [[each.agency, each.code, each.kind] for each in rollup.conflicts],
        "not_reproduced": list(broken),
    }


def _print_rollup(desk: "Desk", rollup: "warehouse.Rollup", broken: tuple[str, ...], out: Path | None) -> None:
    from tasks.form import load_form
    from tasks.open import CLOCK

    names = {agency.code: agency.name for agency in desk.roster}
    states = {"complete": _("已齐全"), "draft": _("草稿"), "blocked": _("有冲突，不能公布")}
    words = _("{year} 年度第 {number} 次汇总（{at:%Y-%m-%d %H:%M}）：{state}，应报 {expected}，计入 {accepted}")
    print(
        words.format(
            year=rollup.year,
            number=rollup.number,
            at=rollup.as_of.astimezone(CLOCK),
            state=states[rollup.status],
            expected=rollup.expected,
            accepted=rollup.accepted,
        )
    )
    if rollup.lacking:
        print(_("  尚未计入：{names}").format(names=_("、").join(names.get(code, code) for code in rollup.lacking)))
    for conflict in rollup.conflicts:
        name = names.get(conflict.agency, conflict.agency)
        print(_("  冲突：{name} {code} 填 {raw}").format(name=name, code=conflict.code, raw=conflict.raw))
    for code in rollup.undivided:
        words = _("  未分项：{label} {value}，请有关机关补报分项，或登记调整移到各分项")
        print(words.format(label=load_form(rollup.form).known[code].label, value=rollup.cells[code].value))
    for each in rollup.adjustments:
        words = _("  第 {number} 号调整：{name} {code} {amount}，{reason}（{who}）")
        name = names.get(each.agency, each.agency)
        print(
            words.format(
                number=each.number, name=name, code=each.code, amount=each.amount, reason=each.reason, who=each.who
            )
        )
    again = _("  按当时的各版和调整重新相加，逐格相同。")
    if broken:
        words = _("  按当时的各版和调整重新相加，有 {count} 格不同：{codes}")
        again = words.format(count=len(broken), codes=_("、").join(broken))
    print(again)
    if out is not None:
        print(_("全县报告：{file}").format(file=out))


def _publish(desk: "Desk", year: int, by: str, reason: str) -> int:
    from tasks import warehouse
    from tasks.open import moment

    now = moment()
    made, rollup = said(
        lambda: warehouse.publish_rollup(desk.engine, desk.county.code, year, who=by, reason=reason, now=now)
    )
    words = _("已记为更正公布（第 {n} 次公布）") if made.restated else _("已记为公布")
    print(words.format(n=made.number) + _("：{year} 年度第 {number} 次汇总。").format(year=year, number=rollup.number))
    return FINE


def _compare(desk: "Desk", year: int, as_json: bool) -> int:
    from tasks import warehouse
    from tasks.form import load_form

    newest = _rollup(desk, year)
    published = warehouse.publications(desk.engine, desk.county.code, year)
    if not published:
        raise CountyError([_("{year} 年度还没有公布过；公布后请运行 gouji rollup publish {year}。").format(year=year)])
    frozen = warehouse.rollup_numbered(desk.engine, desk.county.code, year, published[-1].rollup)
    assert frozen is not None
    changed = newest.changed_from(frozen)
    if as_json:
        figures = {code: {"published": number(old), "now": number(new)} for code, (old, new) in changed.items()}
        print_json({"published": frozen.number, "now": newest.number, "cells": figures})
        return FINDINGS if changed else FINE
    cells = load_form(newest.form).cells
    for code, (old, new) in changed.items():
        print(f"{cells[code].label if code in cells else code}：{old} → {new}")
    print(
        _("公布的是第 {old} 次汇总，现在是第 {new} 次，{count} 格不同。").format(
            old=frozen.number, new=newest.number, count=len(changed)
        )
    )
    return FINDINGS if changed else FINE


def _estimate(desk: "Desk", year: int, as_json: bool) -> int:
    from tasks.estimate import estimate_rollup
    from tasks.form import load_form

    rollup = _rollup(desk, year)
    estimate = estimate_rollup(desk, rollup)
    if as_json:
        print_json({code: [number(each.low), number(each.high)] for code, each in estimate.county.items()})
        return FINE
    if not rollup.lacking:
        print(_("没有缺报的机关，不需要估计。"))
        return FINE
    print(_("估计，不是汇总：缺 {count} 家，按其往年和勾稽关系各格的范围：").format(count=len(rollup.lacking)))
    cells = load_form(rollup.form).cells
    for code, each in estimate.county.items():
        if each.low != each.high:
            high = each.high if each.high is not None else _("无上限")
            print(f"  {cells[code].label}：{each.low}—{high}")
    return FINE
