"""`gouji rules power`: what the equations of each table can see, and which corruptions they cannot."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.command.verb import FAILED, FINE, Verb, print_json
from tasks.language import _

if TYPE_CHECKING:
    from tasks.checking.localising.power import Power


def verbs() -> list[Verb]:
    """The verb on the power of the equations, with help in the active language."""
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))

    def power(*, as_json: Annotated[bool, json_help] = False) -> int:
        return _power(as_json)

    return [
        Verb("rules power", _("各表的等式看得见什么差错、看不见什么"), _("用法：gouji rules power [--json]"), power)
    ]


def _power(as_json: bool) -> int:
    from tasks.checking.localising.power import lowered, power
    from tasks.form import load_forms

    found = {edition: power(edition) for edition in load_forms()}
    short = [line for edition in found for line in lowered(edition)]
    if as_json:
        print_json(
            {"power": {edition: [asdict(one) for one in own] for edition, own in found.items()}, "lowered": short}
        )
        return FAILED if short else FINE
    for edition, own in found.items():
        for one in own:
            _show(edition, one)
    print(_("行、列互换和照抄凭往年和正文另看（S-01、S-02、S-03、Y-04、S-05、S-06）；仍看不见的："))
    for blind in (
        _("  互换的两行、两列各格相等，或往年也差不多（相差不到十件、四倍的多半分不出）"),
        _("  没有往年的报告，正文也没有说到（答“不能判断”）"),
        _("  往年本来就填在别的行、列，或同一处几年都错"),
        _("  照抄的数太少，相同也可能是巧合；抄后又改了几格"),
    ):
        print(blind)
    for line in short:
        print(_("规则目录看得见的比应有的少：{line}").format(line=line))
    return FAILED if short else FINE


def _show(edition: str, one: "Power") -> None:
    if not one.equations:
        print(
            _("{edition} {table}：{cells} 格，年内没有等式，单凭一份报告什么也看不见").format(
                edition=edition, table=one.table, cells=one.cells
            )
        )
        return
    print(
        _("{edition} {table}：{equations} 个等式，独立的 {independent} 个，其余 {implied} 个由它们推出").format(
            edition=edition,
            table=one.table,
            equations=one.equations,
            independent=one.independent,
            implied=one.equations - one.independent,
        )
    )
    print(
        _("  一格写错：{signatures} 格认得出是哪一格，共 {cells} 格；同时错 {distance} 格才可能毫无破绽").format(
            signatures=one.signatures, cells=one.cells, distance=one.distance or ">4"
        )
    )
    print(
        _("  看不见：{rows} 对行互换，{columns} 对列互换，整表照抄上年").format(
            rows=len(one.rows), columns=len(one.columns)
        )
    )
