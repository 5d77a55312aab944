"""`gouji trace`: a county figure back to the cells, revisions, places and bytes that it comes from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.command.options import home_of
from flows.command.verb import FINDINGS, FINE, Verb, print_json
from tasks.language import _

if TYPE_CHECKING:
    from tasks.trace import Source, Trace


def verbs() -> list[Verb]:
    """The verb, with help in the active language."""
    year_help = Parameter(help=_("报告年度，如 2023"))
    code_help = Parameter(help=_("格的代码，如 t3.granted.total"))
    agency_help = Parameter(help=_("只看一个机关：代码、全称或简称"))
    verify_help = Parameter(negative="", help=_("从存档的原件重新读出，逐一比对"))
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))

    def trace(
        year: Annotated[int, year_help],
        code: Annotated[str, code_help],
        /,
        *,
        agency: Annotated[str, agency_help] = "",
        verify: Annotated[bool, verify_help] = False,
        home: Annotated[Path | None, home_help] = None,
        as_json: Annotated[bool, json_help] = False,
    ) -> int:
        from tasks.open import open_desk
        from tasks.reread import agency_named
        from tasks.trace import trace_cell, verified

        desk = open_desk(home_of(home))
        only = agency_named(desk, agency, year).code if agency else ""
        found = trace_cell(desk, year, code, only)
        found = verified(desk, found) if verify else found
        if as_json:
            print_json(found.to_json())
        else:
            _print(found)
        return FINDINGS if verify and any(source.proof != "same" for source in found.sources) else FINE

    usage = _("用法：gouji trace 年度 格的代码 [--agency 机关] [--verify]")
    return [Verb("trace", _("全县的一个数从哪里来：机关、版次、原文的位置、原件"), usage, trace)]


def _print(trace: "Trace") -> None:
    from tasks.reporting.wording import figure

    words = _("{label}　{year} 年度全县 {value}（第 {number} 次汇总）")
    value = figure(trace.value) if trace.value is not None else _("没有数")
    print(words.format(label=trace.label, year=trace.year, value=value, number=trace.rollup.number))
    zeros = [each for each in trace.sources if each.cell and each.cell.value == 0 and each.proof in {"", "same"}]
    for source in sorted(trace.sources, key=lambda each: -(each.cell.value or 0) if each.cell else 0):
        if source not in zeros:
            print("  " + _line(source))
    if zeros:
        print(_("  另有 {count} 个机关填 0").format(count=len(zeros)) + _proved(zeros))
    for area, below in trace.areas:
        print(_("  {area}　{value}（第 {number} 次汇总）").format(area=area.code, value=below, number=area.rollup))
    for each in trace.adjustments:
        words = _("  第 {each.number} 号调整　{each.agency} {each.amount}　{each.reason}（{each.who}）")
        print(words.format(each=each))
    if trace.leaves:
        print(_("  这是合计，由 {count} 格重算：{codes}").format(count=len(trace.leaves), codes=_few(trace.leaves)))


def _proved(sources: "list[Source]") -> str:
    return _("（原件重读相同）") if all(source.proof == "same" for source in sources) else ""


def _few(codes: tuple[str, ...]) -> str:
    return _("、").join(codes[:6]) + ("…" if len(codes) > 6 else "")


def _line(source: "Source") -> str:
    proofs = {
        "": "",
        "same": _("✓ 原件重读相同"),
        "altered": _("✗ 存档的原件被改动过"),
        "gone": _("✗ 存档里没有原件"),
        "differs": _("✗ 重读原件得不到这个数"),
    }
    raw = source.cell.raw.strip() if source.cell else ""
    files = _("、").join(f"{Path(each.file_name).name} {each.sha256[:8]}" for each in source.files)
    parts = [
        source.name,
        raw or _("（空白）"),
        _("第 {number} 版").format(number=source.revision),
        files,
        str(source.cell.origin) if source.cell else "",
        proofs[source.proof],
    ]
    return "　".join(part for part in parts if part)
