"""What the clerk notes beside the roster: publications, pairs that may count twice, figures of other registers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from tasks.county.names import find_agency
from tasks.county.problem import SheetError
from tasks.county.sheet import Faults, Note, Row, read_rows, to_date, to_year
from tasks.form import load_forms, normalise
from tasks.language import _
from tasks.records import Agency

PUBLICATIONS = {"year": "年度", "agency": "机关", "url": "网址", "date": "公开日期"}
PAIRS = {"one": "机关甲", "other": "机关乙", "item": "项目", "why": "说明"}
REGISTERS = {"year": "年度", "agency": "机关", "item": "项目", "count": "数", "register": "来源"}
# 项目可写格的代码，也可写这些通行的叫法
ITEMS = {
    "行政许可": "t2.licensing.decisions",
    "行政处罚": "t2.penalties.decisions",
    "行政强制": "t2.coercion.decisions",
    "行政事业性收费": "t2.admin_fees.amount",
    "行政复议": "t4.review.total",
    "直接起诉": "t4.litigation_direct.total",
    "复议后起诉": "t4.litigation_after_review.total",
}
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
T = TypeVar("T")
Make = Callable[[int, Row, Sequence[Agency], Note], T]


@dataclass(frozen=True, slots=True)
class Noted:
    """An agency's report as published: where and when."""

    agency: str
    year: int
    url: str
    on: date


@dataclass(frozen=True, slots=True)
class Pair:
    """Two agencies that may both count the same cases in a cell."""

    one: str
    other: str
    cell: str
    why: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A figure of a register kept elsewhere; agency "" = of the whole county."""

    agency: str
    year: int
    cell: str
    count: Decimal
    register: str


@dataclass(frozen=True, slots=True)
class Registers:
    """What stands in the three tables; each is empty where there is no such file.

    faults are the sentences about lines that cannot be used: they are left out, and nothing else stops for them.
    """

    publications: tuple[Noted, ...] = ()
    pairs: tuple[Pair, ...] = ()
    figures: tuple[Registered, ...] = ()
    faults: tuple[str, ...] = ()


def load_registers(home: Path, roster: Sequence[Agency]) -> Registers:
    """publications.csv, pairs.csv and registers.csv of a county folder."""
    publications, faults = _load(home / "publications.csv", PUBLICATIONS, roster, _noted)
    pairs, more = _load(home / "pairs.csv", PAIRS, roster, _pair)
    figures, most = _load(home / "registers.csv", REGISTERS, roster, _registered)
    return Registers(publications, pairs, figures, (*faults, *more, *most))


def _load(
    path: Path, columns: Mapping[str, str], roster: Sequence[Agency], make: Make[T]
) -> tuple[tuple[T, ...], tuple[str, ...]]:
    """What the usable lines say, and the faults of the others; of a file without its columns nothing is usable."""
    if not path.is_file():
        return (), ()
    faults = Faults(path)
    try:
        rows = read_rows(faults, columns, [column for column in columns if column != "why"])
    except SheetError as error:
        return (), error.problems
    made = [(line, make(line, row, roster, faults.note)) for line, row in rows]
    return tuple(one for line, one in made if not faults.at(line)), faults.sentences()


def _noted(line: int, row: Row, roster: Sequence[Agency], note: Note) -> Noted:
    year = to_year(line, row.get("year", ""), note)
    url, day = row.get("url", ""), to_date(line, row.get("date", ""), note)
    if not url or not row.get("date"):
        note(line, _("网址和公开日期缺了一个。请都写上。"))
    agency = _agency(line, row.get("agency", ""), _living(roster, year), note)
    return Noted(agency, year, url, day or date.max)


def _pair(line: int, row: Row, roster: Sequence[Agency], note: Note) -> Pair:
    one, other = (_agency(line, row.get(side, ""), roster, note) for side in ("one", "other"))
    if one and one == other:
        note(line, _("机关甲和机关乙是同一个。请写两个机关。"))
    return Pair(one, other, _cell(line, row, note), row.get("why", ""))


def _registered(line: int, row: Row, roster: Sequence[Agency], note: Note) -> Registered:
    year = to_year(line, row.get("year", ""), note)
    agency = _agency(line, row["agency"], _living(roster, year), note) if row.get("agency") else ""
    count = row.get("count", "")
    if not _NUMBER.fullmatch(count):
        note(line, _("“{text}”不是数。请写不小于 0 的数。").format(text=count))
        count = "0"
    return Registered(agency, year, _cell(line, row, note), Decimal(count), row.get("register", ""))


def _living(roster: Sequence[Agency], year: int) -> list[Agency]:
    """Those who existed in the year: a name may have passed on."""
    return [agency for agency in roster if not year or agency.existed_in(year)]


def _agency(line: int, text: str, roster: Sequence[Agency], note: Note) -> str:
    agency = find_agency(roster, text, None)
    if agency is None:
        note(line, _("名册里没有“{word}”，或不止一个。请写名册里的代码。").format(word=text))
    return agency.code if agency else ""


def _cell(line: int, row: Row, note: Note) -> str:
    text = row.get("item", "")
    code = ITEMS.get(normalise(text), text)
    if not any(code in form.cells for form in load_forms().values()):
        known = _("、").join(ITEMS)
        note(line, _("不认识项目“{item}”。请写其中之一：{known}，或格的代码。").format(item=text, known=known))
    return code
