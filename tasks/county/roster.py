"""The roster: who must report, as a CSV file that a clerk edits in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from tasks.county.folder import is_address
from tasks.county.names import name_key
from tasks.county.problem import RosterError
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
    "email": "邮箱",
    "exempt": "免报原因",
    "flags": "标记",
}
KINDS = {
    "department": N_("部门"),
    "township": N_("乡镇"),
    "subdistrict": N_("街道"),
    "government": N_("政府"),
    "other": N_("其他"),
}
_REQUIRED = ("code", "name", "kind")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DATE = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")

Note = Callable[[int, str], None]


def load_roster(path: Path) -> tuple[Agency, ...]:
    """Read the roster; raises RosterError with every fault by line.

    UTF-8 with or without BOM, or GB18030 as a Chinese Excel saves it. Headings and kinds may be English or Chinese.
    """
    faults: list[tuple[int, str]] = []

    def note(line: int, fault: str) -> None:
        faults.append((line, fault))

    rows = list(_rows(_text(path), note))
    agencies = [(line, _agency(line, row, note)) for line, row in rows]
    _check_codes(agencies, note)
    _check_names(agencies, note)
    if not rows and not faults:
        note(1, _("名册里没有机关。请从第二行起每行写一个机关。"))
    if faults:
        raise RosterError(
            _("{file} 第 {line} 行：{fault}").format(file=path.name, line=line, fault=fault)
            for line, fault in sorted(faults)
        )
    return tuple(agency for _line, agency in agencies)


def expected(roster: Sequence[Agency], year: int) -> tuple[Agency, ...]:
    """Those of whom a report on the year is due, in the order of the roster."""
    return tuple(agency for agency in roster if agency.expected_in(year))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        raise RosterError([_("打不开名册 {path}。请确认它在县文件夹里。").format(path=path)]) from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError([_("名册 {path} 的编码认不出。请在 Excel 里另存为“CSV UTF-8”。").format(path=path)])


def _rows(text: str, note: Note) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = _header([heading.strip() for heading in next(reader, [])], note)
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if any(values[len(header) :]):
                note(reader.line_num, _("比表头多出内容。请检查有无多余的逗号；名称里的逗号要用引号括起。"))
            padded = values + [""] * (len(header) - len(values))
            yield reader.line_num, dict(zip(header, padded, strict=False))
    except csv.Error as error:
        note(reader.line_num, _("不是正确的 CSV（{reason}）。请检查引号是否成对。").format(reason=error))


def _header(headings: list[str], note: Note) -> list[str]:
    while headings and not headings[-1]:
        headings.pop()
    english = {chinese: column for column, chinese in COLUMNS.items()}
    header = [english.get(heading, heading.lower()) for heading in headings]
    for heading in header:
        if heading not in COLUMNS:
            known = _("、").join(COLUMNS)
            note(1, _("不认识列名“{heading}”。可用的列是：{known}。").format(heading=heading, known=known))
    for column, label in COLUMNS.items():
        if header.count(column) > 1:
            note(1, _("列 {column} 出现两次。请删去一列。").format(column=column))
        if column in _REQUIRED and column not in header:
            note(1, _("缺少列 {column}（{label}）。请补上这一列。").format(column=column, label=label))
    return header


def _agency(line: int, row: dict[str, str], note: Note) -> Agency:
    name, code, email = row.get("name", ""), row.get("code", ""), row.get("email", "")
    if "name" in row and not name:
        note(line, _("缺少机关名称。请填写全称。"))
    if "code" in row and not _CODE.fullmatch(code):
        note(line, _("代码“{code}”不能用。请只用字母、数字、- 和 _。").format(code=code))
    if email and not is_address(email):
        note(line, _("邮箱“{email}”不对。请写一个邮箱地址，或留空。").format(email=email))
    valid_from, valid_to = (_date(line, row.get(key, ""), note) for key in ("valid_from", "valid_to"))
    if valid_from and valid_to and valid_from > valid_to:
        note(line, _("起始日期 {a} 晚于终止日期 {b}。请改正。").format(a=valid_from, b=valid_to))
    return Agency(
        code=code,
        name=name,
        short_name=row.get("short_name", "") or name,
        kind=_kind(line, row.get("kind"), note),
        aliases=_split(row.get("aliases", "")),
        valid_from=valid_from,
        valid_to=valid_to,
        contact=row.get("contact", ""),
        email=email,
        exempt=row.get("exempt", ""),
        flags=frozenset(_split(row.get("flags", ""))),
    )


def _kind(line: int, text: str | None, note: Note) -> str:
    kind = {chinese: kind for kind, chinese in KINDS.items()}.get(text or "", text or "")
    if text is not None and kind not in KINDS:
        known = _("、").join(_("{word}（{note}）").format(word=kind, note=chinese) for kind, chinese in KINDS.items())
        note(line, _("不认识类别“{kind}”。请写其中之一：{known}。").format(kind=text, known=known))
    return kind


def _date(line: int, text: str, note: Note) -> date | None:
    if not text:
        return None
    if match := _DATE.fullmatch(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    note(line, _("日期“{text}”不对。请写成 2019-01-01，或留空。").format(text=text))
    return None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[;；]", text) if part.strip())


def _check_codes(agencies: Sequence[tuple[int, Agency]], note: Note) -> None:
    first: dict[str, int] = {}
    for line, agency in agencies:
        earlier = first.setdefault(agency.code.casefold(), line)
        if agency.code and earlier != line:
            note(
                line,
                _("代码 {code} 与第 {earlier} 行重复。请给每个机关一个自己的代码。").format(
                    code=agency.code, earlier=earlier
                ),
            )


def _check_names(agencies: Sequence[tuple[int, Agency]], note: Note) -> None:
    holders: dict[str, list[tuple[int, Agency]]] = {}
    for line, agency in agencies:
        for key, name in {name_key(name): name for name in agency.names if name}.items():
            earlier = next((n for n, other in holders.get(key, []) if _overlap(agency, other)), None)
            if earlier is not None:
                note(
                    line,
                    _("名称“{name}”与第 {earlier} 行同时有效。请改名称、别名或起止日期。").format(
                        name=name, earlier=earlier
                    ),
                )
            holders.setdefault(key, []).append((line, agency))


def _overlap(one: Agency, other: Agency) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    return start <= min(one.valid_to or date.max, other.valid_to or date.max)
