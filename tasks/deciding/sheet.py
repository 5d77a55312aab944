"""Decisions as a table that clerks keep in a spreadsheet: out for reading and keeping, in all or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from tasks.county import SheetError
from tasks.county.sheet import Faults, read_rows, split, to_date, to_word, to_year
from tasks.language import N_, _
from tasks.records import Decision, DecisionKind

COLUMNS = {
    "id": "编号",
    "agency": "机关",
    "code": "代码",
    "year": "年度",
    "kind": "种类",
    "rule": "规则",
    "finding": "问题编号",
    "reason": "理由",
    "person": "经办人",
    "second": "复核人",
    "until": "有效期至",
    "day": "登记时间",
    "revokes": "撤销的编号",
    "standing": "现状",
    "message": "问题",
    "outcome": "情形",
    "cells": "涉及的格",
    "bound": "所认可的数",
    "source": "来源",
}
KINDS = {"confirm": N_("核实"), "waive": N_("豁免"), "revoke": N_("撤销")}
_REQUIRED = ("agency", "year", "kind", "reason", "person")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CLOCK = ZoneInfo("Asia/Shanghai")
_NOON = time(12)

Row = Mapping[str, str]


def write_sheet(entries: Iterable[tuple[Decision, str, str]], path: Path) -> int:
    """Write decisions, each with its agency's name and its standing in words; gives their number.

    UTF-8 with BOM for Excel; a text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS.values())
    rows = [_out(decision, name, standing) for decision, name, standing in entries]
    writer.writerows([_escape(row.get(column, "")) for column in COLUMNS] for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    return len(rows)


def read_sheet(path: Path) -> tuple[Faults, list[tuple[int, Row]]]:
    """The rows with their lines, and the place for what is wrong with them; SheetError if unreadable."""
    faults = Faults(path, SheetError)
    rows = read_rows(faults, COLUMNS, _REQUIRED)
    if not rows and not faults:
        faults.note(1, _("没有内容。请从第二行起每行写一件决定。"))
    if faults:
        faults.tell()
    plain: list[tuple[int, Row]] = [
        (line, {column: _unescape(text) for column, text in row.items()}) for line, row in rows
    ]
    for line, row in plain:
        for column, text in row.items():
            if any(ord(sign) < ord(" ") and sign not in "\n\r\t" for sign in text):
                faults.note(line, _("“{column}”里有看不见的控制字符，请删去。").format(column=COLUMNS[column]))
    return faults, plain


def kind_of(line: int, row: Row, faults: Faults) -> DecisionKind | None:
    word = to_word(line, row["kind"], KINDS, _("种类"), faults.note)
    return DecisionKind(word) if word in KINDS else None


def year_of(line: int, row: Row, faults: Faults) -> int:
    return to_year(line, row["year"], faults.note)


def until_of(line: int, row: Row, faults: Faults) -> date | None:
    return to_date(line, row.get("until", ""), faults.note)


def moment_of(line: int, row: Row, faults: Faults) -> datetime | None:
    """When a decision was made, as exported or as a day; None where the row does not say."""
    text = row.get("day", "")
    try:
        moment = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        moment = None
    if moment:
        return moment if moment.tzinfo else moment.replace(tzinfo=_CLOCK)
    day = to_date(line, text, faults.note)
    return datetime.combine(day, _NOON, _CLOCK) if day else None


def restored(row: Row, plain: Decision) -> Decision:
    """A decision as it was exported; `plain` holds what every row says. ValueError where its id does not fit."""
    bound = json.loads(row.get("bound") or "{}")
    if not isinstance(bound, dict):
        raise ValueError("bound")
    decision = replace(
        plain,
        rule=row.get("rule", ""),
        outcome=row.get("outcome", ""),
        cells=split(row.get("cells", "")),
        bound={str(code): str(value) for code, value in bound.items()},
        finding=row.get("finding", "").rpartition(":")[2],
        message=row.get("message", ""),
        revokes=row.get("revokes", ""),
        source=row.get("source", ""),
    )
    if decision.id != row["id"]:
        raise ValueError("id")
    return decision


def _out(decision: Decision, name: str, standing: str) -> Row:
    return {
        "id": decision.id,
        "agency": name,
        "code": decision.agency,
        "year": str(decision.year),
        "kind": KINDS[decision.kind],
        "rule": decision.rule,
        "finding": f"{decision.rule}:{decision.finding}" if decision.finding else "",
        "reason": decision.reason,
        "person": decision.person,
        "second": decision.second,
        "until": decision.until.isoformat() if decision.until else "",
        "day": decision.at.astimezone(_CLOCK).isoformat(),
        "revokes": decision.revokes,
        "standing": standing,
        "message": decision.message,
        "outcome": decision.outcome,
        "cells": "；".join(decision.cells),
        "bound": json.dumps(dict(decision.bound), ensure_ascii=False) if decision.bound else "",
        "source": decision.source,
    }


def _escape(text: str) -> str:
    return "'" + text if text.removeprefix("'").startswith(_FORMULA) else text


def _unescape(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
