"""A season as data for the proofs: rows of every kind, each clean but for what is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from expectations.conditions import Data

Raw = int | str | None


class File(Data):
    """A file that came in; day counts from the season's first."""

    agency: str = "d01"
    name: str = "清河口县商务局"
    file: str = "年度报告.docx"
    sha256: str = "1"
    outcome: str = "read"
    reason: str = ""
    detail: str = "打不开"
    day: int = 0
    excluded: str = ""


class Paper(Data):
    """A report that counts: its cells that are not 0, and its prose."""

    agency: str = "d01"
    name: str = "清河口县商务局"
    year: int = 2023
    revision: int = 1
    sha256: str = ""
    line: tuple[str, ...] = ()
    cells: Mapping[str, int] = {}
    chapters: Mapping[int, str] = {
        1: "公开工作由办公室牵头，各股室分工负责，按季检查，年底由分管负责同志听取汇报，逐项销号。"
    }


class Duty(Data):
    """An agency that must report on 2023, accepted, in time and published; page None = no page was saved."""

    today: date = date(2024, 2, 14)
    internal: date | None = date(2024, 1, 26)
    statutory: date = date(2024, 1, 31)
    accepted: int = 1
    waived: bool = False
    received: date | None = date(2024, 1, 26)
    published: date | None = date(2024, 1, 31)
    listed: bool = True
    backload: bool = False
    values: Mapping[str, int | None] = {"t2.licensing.decisions": 3}
    page: Mapping[str, int | None] | None = {"t2.licensing.decisions": 3}
    page_fault: str = ""


class Print(Data):
    """A county report as published: cells that are not 0, those not found in it, or why there are none at all."""

    cells: Mapping[str, int] = {}
    lacking: tuple[str, ...] = ()
    nothing: bool = False
    fault: str = ""


class County(Data):
    """The county's sums of 2023 (cells that are not 0; None = no sum), and what was published of them and of 2022.

    cell: the one that the case is about.
    """

    cell: str = "t2.licensing.decisions"
    cells: Mapping[str, int | None] = {"t2.licensing.decisions": 9, "t3.carried_in.total": 5}
    complete: bool = True
    printed: Print = Print(cells={"t2.licensing.decisions": 9, "t3.carried_in.total": 5})
    before: Print = Print(cells={"t3.carried_forward.total": 5})
    explained: Mapping[str, int] = {}


class Couple(Data):
    """Two agencies that may count the same cases."""

    value: Decimal | None = Decimal(30)
    other: Decimal | None = Decimal(0)


class Entry(Data):
    """A figure of a register kept elsewhere, beside the report's."""

    value: Decimal | None = Decimal(30)
    expected: Decimal = Decimal(30)


class Season(Data):
    """A season of which the first row of each kind is what the case is about."""

    arrived: tuple[File, ...] = (File(),)
    filed: tuple[Paper, ...] = (Paper(cells={"t2.licensing.decisions": 120, "t2.penalties.decisions": 35}),)
    earlier: tuple[Paper, ...] = ()
    due: Duty = Duty()
    summed: County = County()
    paired: Couple = Couple()
    outside: Entry = Entry()
