"""A report on its way to paper: its parts, and the truth of every figure printed in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

from tasks.form import Form
from tasks.records import Semantic
from tasks.sample import SampleReport, Value
from tasks.sample.drawing import Box, DrawnTable
from tasks.sample.outline import Part, Text

Meaning = tuple[Semantic, Decimal | None]
BLANK: Meaning = (Semantic.BLANK, None)
ABSENT: Meaning = (Semantic.ABSENT, None)


class Gone(Exception):  # noqa: N818 - no error: another variation took the table away
    """What a variation would change is not in the document any more."""


@dataclass
class Document:
    """What an agency printed; agency "" and year None where the document no longer says them."""

    form: Form
    report: SampleReport
    rng: Random
    parts: list[Part] = field(default_factory=list)
    truth: dict[str, Meaning] = field(default_factory=dict)
    agency: str = ""
    year: int | None = None

    def __post_init__(self) -> None:
        self.agency, self.year = self.report.agency, self.report.year
        self.truth = {code: meaning(self.report.values.get(code, "")) for code in self.form.cells}

    @property
    def tables(self) -> list[DrawnTable]:
        """The official tables, or what is left of them, in printed order."""
        official = {table.code for table in self.form.tables}
        return [part for part in self.parts if isinstance(part, DrawnTable) and part.code in official]

    def draw(self, code: str, change: Callable[[DrawnTable], DrawnTable]) -> None:
        """Replace the table of this code (every table for "") by its changed drawing."""
        self.parts = [
            change(part) if isinstance(part, DrawnTable) and code in {part.code, ""} else part for part in self.parts
        ]

    def write(self, kind: str, change: Callable[[str], str]) -> None:
        """Change the words of every text of this kind (title, heading, prose)."""
        self.parts = [
            replace(part, text=change(part.text)) if isinstance(part, Text) and part.kind == kind else part
            for part in self.parts
        ]

    def insert(self, at: int, parts: Iterable[Part]) -> None:
        self.parts[at:at] = parts

    def place_of(self, code: str) -> int:
        """Where the first table of this code stands among the parts."""
        for at, part in enumerate(self.parts):
            if isinstance(part, DrawnTable) and part.code == code:
                return at
        raise Gone(code)

    def forget(self, codes: Iterable[str]) -> None:
        for code in list(codes):
            self.truth.pop(code, None)


def meaning(value: Value) -> Meaning:
    """What a figure printed as it stands means; texts other than "" are set by the variation that prints them."""
    if isinstance(value, str):
        return BLANK
    return (Semantic.NUMERIC if value else Semantic.ZERO, Decimal(value))


def texts(document: Document, kind: str) -> Iterator[tuple[int, Text]]:
    return ((at, p) for at, p in enumerate(document.parts) if isinstance(p, Text) and p.kind == kind)


def spelt(table: DrawnTable, wanted: Callable[[Box], bool], change: Callable[[Box], str]) -> DrawnTable:
    """The table with other words in some boxes; a figure's new words are printed as text."""
    return replace(
        table,
        boxes=tuple(
            replace(box, text=words, value=words) if wanted(box) and (words := change(box)) != box.text else box
            for box in table.boxes
        ),
    )


def row_label(table: DrawnTable, row: str) -> Box | None:
    """The label of a row: the box left of its first figure."""
    figures = [box for box in table.boxes if box.code.startswith(f"{table.code}.{row}.")]
    if not figures:
        return None
    first = min(figures, key=lambda box: box.column)
    return next((box for box in table.boxes if not box.code and box.row <= first.row < box.row + box.rowspan
                 and box.column + box.colspan == first.column), None)  # fmt: skip


def column_labels(table: DrawnTable, column: str) -> list[Box]:
    """The labels right above the figures of a column, one a block."""
    found: dict[Box, None] = {}
    for figure in table.boxes:
        if figure.code and figure.code.rpartition(".")[2] == column:
            above = [box for box in table.boxes if not box.code and box.row < figure.row
                     and box.column <= figure.column < box.column + box.colspan]  # fmt: skip
            if above:
                found[max(above, key=lambda box: box.row)] = None
    return list(found)


def relabelled(document: Document, row: str, words: str) -> None:
    """Print other words for one row of any table, its ordinal kept."""

    def change(table: DrawnTable) -> DrawnTable:
        label = row_label(table, row)
        return spelt(table, lambda box: box == label, lambda box: words)

    document.draw("", change)


def reheaded(document: Document, column: str, change: Callable[[str], str]) -> None:
    """Print other words for a column's header."""

    def drawn(table: DrawnTable) -> DrawnTable:
        labels = column_labels(table, column)
        return spelt(table, lambda box: box in labels, lambda box: change(box.text))

    document.draw("", drawn)


def refigured(
    document: Document, codes: Callable[[str], bool], printed: Callable[[Box], tuple[str, Meaning | None]]
) -> None:
    """Print some figures in another way; None keeps the meaning that the figure had."""

    def words(box: Box) -> str:
        text, now = printed(box)
        if now is not None:
            document.truth[box.code] = now
        return text

    document.draw("", lambda table: spelt(table, lambda box: bool(box.code) and codes(box.code), words))


def some(document: Document, share: float, only: Callable[[str], bool] = lambda code: True) -> Callable[[str], bool]:
    """A random share of the cells of certain codes, at least one."""
    codes = [code for code in document.truth if only(code)]
    if not codes:
        raise Gone
    chosen = {code for code in codes if document.rng.random() < share} or set(document.rng.sample(codes, 1))
    return lambda code: code in chosen
