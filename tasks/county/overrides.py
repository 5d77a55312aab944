"""rules.csv: which rules a county switches off, softens or sets otherwise, for which years, by whom and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from rapidfuzz import fuzz, process

from tasks.county.problem import SheetError
from tasks.county.sheet import Faults, Note, Row, read_rows, to_date, to_word, to_year
from tasks.language import N_, _
from tasks.records import Override, OverrideKind

COLUMNS = {
    "rule": "规则",
    "change": "调整",
    "parameter": "参数",
    "value": "值",
    "from": "起始年度",
    "to": "终止年度",
    "owner": "负责人",
    "reason": "原因",
    "date": "登记日期",
}
CHANGES = {"disable": N_("停用"), "soften": N_("降为请核实"), "set": N_("改参数")}
_REQUIRED = ("rule", "change", "from", "owner", "reason")


@dataclass(frozen=True, slots=True)
class Changeable:
    """What can be changed of a rule: whether it has hard findings, and its parameters with their Chinese names."""

    hard: bool
    parameters: Mapping[str, str]


def load_overrides(path: Path, rules: Callable[[], Mapping[str, Changeable]]) -> tuple[Override, ...]:
    """Read rules.csv; no such file means no changes. `rules` tells every rule by id. SheetError with faults by line."""
    if not path.is_file():
        return ()
    faults = Faults(path, SheetError)
    known = rules()
    found = [(line, _override(line, row, known, faults.note)) for line, row in read_rows(faults, COLUMNS, _REQUIRED)]
    if not faults:
        for line, fault in _clashes(found):
            faults.note(line, fault)
    faults.tell()
    return tuple(override for _line, override in found if override)


def _override(line: int, row: Row, known: Mapping[str, Changeable], note: Note) -> Override | None:
    rule = row["rule"].upper()
    if rule not in known:
        near = _("、").join(name for name, _score, _n in process.extract(rule, list(known), scorer=fuzz.ratio, limit=3))
        note(line, _("没有规则“{rule}”。相近的有：{near}。").format(rule=row["rule"], near=near))
    change = to_word(line, row["change"], CHANGES, _("调整"), note)
    first = to_year(line, row["from"], note)
    last = to_year(line, row["to"], note) if row.get("to") else None
    if first and last and last < first:
        note(line, _("终止年度 {last} 早于起始年度 {first}。").format(last=last, first=first))
    for column in ("owner", "reason"):
        if not row[column]:
            note(line, _("请填写“{column}”。").format(column=COLUMNS[column]))
    on = to_date(line, row.get("date", ""), note)
    if rule not in known or change not in CHANGES:
        return None
    parameter, value = _setting(line, row, rule, known[rule], note) if change == "set" else ("", None)
    if change == "soften" and not known[rule].hard:
        note(line, _("{rule} 没有“必须更正”，不用降。").format(rule=rule))
    if change != "set" and (row.get("parameter") or row.get("value")):
        note(line, _("只有“改参数”才写参数和值。"))
    kind = OverrideKind(change)
    return Override(rule, kind, first, row["owner"], row["reason"], last, parameter, value, on)


def _setting(line: int, row: Row, rule: str, known: Changeable, note: Note) -> tuple[str, Decimal | None]:
    """The parameter, by its English or Chinese name, and its new value."""
    named = row.get("parameter", "")
    parameter = {chinese: name for name, chinese in known.parameters.items()}.get(named, named)
    if parameter not in known.parameters:
        words = _("、").join(
            _("{word}（{note}）").format(word=name, note=label) for name, label in known.parameters.items()
        )
        has = _("可以改的是：{words}。").format(words=words) if words else _("它没有可以改的参数。")
        note(line, _("{rule} 没有参数“{named}”。").format(rule=rule, named=named) + has)
    try:
        value = Decimal(row.get("value", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        note(line, _("值“{value}”不是数。").format(value=row.get("value", "")))
        return parameter, None
    return parameter, value


def _clashes(found: Sequence[tuple[int, Override | None]]) -> Iterator[tuple[int, str]]:
    """Rows that change the same thing in the same year."""
    seen: list[tuple[int, Override]] = []
    for line, override in found:
        if override is None:
            continue
        for earlier, other in seen:
            same = (override.rule, override.kind, override.parameter) == (other.rule, other.kind, other.parameter)
            apart = (override.last or 9999) < other.first or (other.last or 9999) < override.first
            if same and not apart:
                yield line, _("与第 {earlier} 行说的是同一件事，年度重叠。请删去一行或改年度。").format(earlier=earlier)
        seen.append((line, override))
