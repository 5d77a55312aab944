"""Compare what was placed with what was printed, cell by cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tasks.form import compact
from tasks.placing import parse_value, place
from tasks.reading import read_bytes
from tasks.records import CERTAIN, Placement, Refusal, Semantic
from tests.accuracy.document import BLANK, Document

OUTCOMES = ("right", "wrong", "flagged", "missing", "refused")


@dataclass
class Score:
    """Cells by outcome; agency and year count as two more. wrong = wrong and unflagged, each told in words.

    lost = printed figures that stand neither in a cell, sure or not, nor among the unplaced.
    """

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def all_right(self) -> bool:
        return set(self.counts) <= {"right"}

    def add(self, outcome: str, what: str) -> None:
        self.counts[outcome] += 1
        if outcome == "wrong":
            self.wrong.append(what)
        elif outcome != "right":
            self.short.append(f"{outcome}: {what}")


def score(data: bytes, name: str, document: Document) -> Score:
    """Read and place a file; a refusal counts every cell as refused."""
    result = Score()
    try:
        placement = place(read_bytes(data, name))
    except Refusal as refusal:
        result.counts["refused"] = len(document.truth) + 2
        result.short.append(f"refused: {refusal}")
        return result
    compare(placement, document, result)
    return result


def compare(placement: Placement, document: Document, result: Score) -> None:
    """Add every cell of the truth, and every cell placed beyond it, to the result."""
    listed = {code for item in placement.unplaced for code in item.candidates}
    for code, expected in document.truth.items():
        cell = placement.cells.get(code)
        if cell is None and expected == BLANK and code not in document.form.cells:
            continue  # an unofficial row left blank is no figure
        if cell is None:
            result.add("flagged" if code in listed else "missing", code)
        elif cell.certainty < CERTAIN:
            result.add("flagged", f"{code} {cell.raw!r} certainty {cell.certainty}")
        elif (cell.semantic, cell.value) == expected:
            result.add("right", code)
        else:
            result.add("wrong", f"{code} = {cell.raw!r} ({cell.semantic} {cell.value}), printed {expected}")
    for code, cell in placement.cells.items():
        if code not in document.truth and cell.certainty >= CERTAIN and cell.semantic is not Semantic.ABSENT:
            result.add("wrong", f"{code} = {cell.raw!r} was never printed there")
    _identity(placement, document, result)
    printed = Counter(_said(box.text) for table in document.tables for box in table.boxes if box.code)
    told = [*(cell.raw for cell in placement.cells.values()), *(item.text for item in placement.unplaced)]
    result.lost = [text for text in (printed - Counter(map(_said, told))) if text]


def _said(text: str) -> str:
    """A figure however it is written, or the words."""
    value = parse_value(text, "amount").value
    return compact(text) if value is None else str(value)


def _identity(placement: Placement, document: Document, result: Score) -> None:
    for what, found, printed in (
        ("agency", compact(placement.agency), document.agency),
        ("year", placement.year, document.year),
    ):
        outcome = "right" if found == printed else "wrong" if found else "missing"
        result.add(outcome, f"{what} = {found!r}, printed {printed!r}")
    told = any(code.startswith("t2.") for code in document.truth)  # the rest of an old form is also that of a hybrid
    if told and placement.form != document.form.id:
        sure = any(c.startswith("t2.") and cell.certainty >= CERTAIN for c, cell in placement.cells.items())
        outcome = "wrong" if sure else "flagged"  # where no head tells it, every cell of table two is doubted
        result.add(outcome, f"form = {placement.form}, printed {document.form.id}")
