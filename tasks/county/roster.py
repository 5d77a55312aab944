"""The roster: who must report, as a CSV file that a clerk edits in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tasks.county.folder import is_address
from tasks.county.names import name_key
from tasks.county.problem import RosterError
from tasks.county.sheet import Faults, Note, Row, read_rows, split, to_date, to_word
from tasks.language import N_, _
from tasks.records import Agency

COLUMNS = {
    "code": "代码",
    "name": "名称",
    "short_name": "简称",
    "kind": "类别",
    "aliases": "别名",
    "valid_from": "起始日期",
    "valid_to": "终止日期",
    "contact": "联系人",
    "phone": "电话",
    "email": "邮箱",
    "exempt": "免报原因",
    "included_in": "并入谁报",
    "flags": "标记",
}
KINDS = {
    "department": N_("部门"),
    "township": N_("乡镇"),
    "subdistrict": N_("街道"),
    "government": N_("政府"),
    "other": N_("其他"),
    "exempt:vertical": N_("垂直管理"),
    "exempt:party": N_("党群机关"),
    "exempt:service": N_("学校医院和公用企业"),
}
FLAGS = {
    "may_issue_rules": N_("可制定规章"),
    "may_issue_rules=false": N_("不可制定规章"),
    "may_issue_normative_docs": N_("可制发规范性文件"),
    "may_issue_normative_docs=false": N_("不可制发规范性文件"),
    "licensing": N_("有行政许可权"),
    "licensing=false": N_("无行政许可权"),
    "penalties": N_("有行政处罚权"),
    "penalties=false": N_("无行政处罚权"),
    "coercion": N_("有行政强制权"),
    "coercion=false": N_("无行政强制权"),
}
_REQUIRED = ("code", "name", "kind")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def load_roster(path: Path) -> tuple[Agency, ...]:
    """Read the roster; raises RosterError with every fault by line. Headings, kinds and flags may be Chinese."""
    faults = Faults(path, RosterError)
    rows = read_rows(faults, COLUMNS, _REQUIRED)
    agencies = [(line, _agency(line, row, faults.note)) for line, row in rows]
    for line, fault in (*_codes(agencies), *_parents(agencies), *_names(agencies)):
        faults.note(line, fault)
    if not rows and not faults:
        faults.note(1, _("名册里没有机关。请从第二行起每行写一个机关。"))
    faults.tell()
    return tuple(agency for _line, agency in agencies)


def expected(roster: Sequence[Agency], year: int) -> tuple[Agency, ...]:
    """Those of whom a report on the year is due, in the order of the roster."""
    return tuple(agency for agency in roster if agency.expected_in(year))


def _agency(line: int, row: Row, note: Note) -> Agency:
    name, code, email = row.get("name", ""), row.get("code", ""), row.get("email", "")
    if "name" in row and not name:
        note(line, _("缺少机关名称。请填写全称。"))
    if "code" in row and not _CODE.fullmatch(code):
        note(line, _wrong_code(code, name))
    if email and not is_address(email):
        note(line, _("邮箱“{email}”不对。请写一个邮箱地址，或留空。").format(email=email))
    valid_from, valid_to = (to_date(line, row.get(key, ""), note) for key in ("valid_from", "valid_to"))
    if valid_from and valid_to and valid_from > valid_to:
        note(line, _("起始日期 {a} 晚于终止日期 {b}。请改正。").format(a=valid_from, b=valid_to))
    kind = to_word(line, row["kind"], KINDS, _("类别"), note) if "kind" in row else ""
    return Agency(
        code=code,
        name=name,
        short_name=row.get("short_name", "") or name,
        kind=kind,
        aliases=split(row.get("aliases", "")),
        valid_from=valid_from,
        valid_to=valid_to,
        contact=row.get("contact", ""),
        email=email,
        exempt=row.get("exempt", "") or (KINDS.get(kind, "") if kind.startswith("exempt:") else ""),
        flags=frozenset(_flags(line, row.get("flags", ""), note)),
        phone=row.get("phone", ""),
        included_in=row.get("included_in", ""),
    )


def _wrong_code(code: str, name: str) -> str:
    if _CODE.fullmatch(name):
        return _("代码“{code}”与名称“{name}”像是写反了。请对调。").format(code=code, name=name)
    if re.fullmatch(r"\d+\.0+|\d(?:\.\d+)?[Ee]\+\d+", code):
        return _("代码“{code}”被 Excel 改成了数。请把这一列的格式设为文本，再写一次。").format(code=code)
    return _("代码“{code}”不能用。请只用字母、数字、- 和 _。").format(code=code)


def _flags(line: int, text: str, note: Note) -> Iterator[str]:
    found = [to_word(line, word, FLAGS, _("标记"), note) for word in split(text)]
    for flag in found:
        if f"{flag}=false" in found:
            note(line, _("标记 {flag} 与 {flag}=false 互相矛盾。请删去一个。").format(flag=flag))
    yield from found


def _codes(agencies: Sequence[tuple[int, Agency]]) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for line, agency in agencies:
        earlier = first.setdefault(agency.code.casefold(), line)
        if agency.code and earlier != line:
            yield (
                line,
                _("代码 {code} 与第 {earlier} 行重复。请给每个机关一个自己的代码。").format(
                    code=agency.code, earlier=earlier
                ),
            )


def _parents(agencies: Sequence[tuple[int, Agency]]) -> Iterator[tuple[int, str]]:
    """What stands in included_in must be an agency that reports for itself."""
    own = {agency.code: agency for _line, agency in agencies if not agency.included_in}
    for line, agency in agencies:
        if agency.included_in and agency.included_in not in own:
            words = _("“并入谁报”写的 {code} 不是名册里自己报送的机关。请写接收它的机关的代码。")
            meant = next((code for code, other in own.items() if agency.included_in in other.names), "")
            if meant:
                words += _("要写代码：{meant}。").format(meant=meant)
            yield line, words.format(code=agency.included_in)


def _names(agencies: Sequence[tuple[int, Agency]]) -> Iterator[tuple[int, str]]:
    holders: dict[str, list[tuple[int, Agency]]] = {}
    for line, agency in agencies:
        for key, name in {name_key(name): name for name in agency.names if name}.items():
            earlier = next((n for n, other in holders.get(key, []) if _overlap(agency, other)), None)
            if earlier is not None:
                yield (
                    line,
                    _("名称“{name}”与第 {earlier} 行同时有效。请改名称、别名或起止日期。").format(
                        name=name, earlier=earlier
                    ),
                )
            holders.setdefault(key, []).append((line, agency))


def _overlap(one: Agency, other: Agency) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    return start <= min(one.valid_to or date.max, other.valid_to or date.max)
