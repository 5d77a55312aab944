"""`gouji archive`: whether every original is still there, unchanged."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.command.options import home_of
from flows.command.quiet import told
from flows.command.verb import FINDINGS, FINE, Verb, print_json
from tasks.language import _

if TYPE_CHECKING:
    from tasks.open import Desk
    from tasks.receiving import Fault


def verbs() -> list[Verb]:
    """The verb, with help in the active language."""
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))

    def verify(*, home: Annotated[Path | None, home_help] = None, as_json: Annotated[bool, json_help] = False) -> int:
        from tasks.audit import audit_archive
        from tasks.open import open_desk

        desk = open_desk(home_of(home))
        known, faults = audit_archive(desk, told(_("已核对原件 {done}／{all}")))
        if as_json:
            print_json({"originals": known, "faults": [_json(desk, fault) for fault in faults]})
        else:
            _print(desk, known, faults)
        return FINDINGS if faults else FINE

    usage = _("用法：gouji archive verify [--json]")
    return [Verb("archive verify", _("重读存档的每份原件，与收到时的哈希比对"), usage, verify)]


def _json(desk: "Desk", fault: "Fault") -> dict[str, object]:
    arrivals = [
        {"agency": each.agency, "name": desk.name(each.agency), "year": each.year, "file": each.name}
        for each in fault.originals
    ]
    return {"kind": fault.kind, "path": fault.path, "arrivals": arrivals, "advice": _advice(fault)}


def _print(desk: "Desk", known: int, faults: "list[Fault]") -> None:
    for fault in sorted(faults, key=lambda each: [each.kind, *(o.agency for o in each.originals[:1])]):
        whose = _("、").join(
            _("{agency} {year} 年度 {file}").format(agency=desk.name(o.agency) or "?", year=o.year, file=o.name)
            for o in fault.originals
        )
        print("✗ " + "　".join(part for part in (whose, fault.path, _advice(fault)) if part))
    if faults:
        print(_("原件 {known} 份，有 {count} 处不对，见上。").format(known=known, count=len(faults)))
    else:
        print(_("原件 {known} 份，全部在，与收到时相同。").format(known=known))


def _advice(fault: "Fault") -> str:
    return {
        "missing": _("存档里没有了：把原来的文件再放进收件夹，当夜补上；或从备份里取回"),
        "changed": _("与收到时不同，被改动或磁盘坏了：删去这个文件，再照“没有了”办"),
        "surplus": _("没有收件登记：多半是中断的一夜留下的，再跑一夜会登记；不要的可以移走"),
        "stray": _("不是存档的文件：请移出 archive 文件夹"),
    }[fault.kind]
