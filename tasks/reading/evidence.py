"""What of a report a grid holds, by simple evidence: chapters, official tables with their figures, the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tasks.form import compact, load_forms, normalise, split_ordinal
from tasks.records import Grid, GridTable

_FIGURE = re.compile(r"[+\-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:件|条|项|个|万元|元)?")
_YEAR = r"20\d\d"
_TITLE = re.compile(
    rf"(?P<before>[\u4e00-\u9fff()]{{0,45}}?)(?:关于)?(?:(?P<year>{_YEAR})年?度?)?(?P<between>[\u4e00-\u9fff()]{{0,45}}?)"
    rf"(?:政府)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)(?:[(]?(?P<after>{_YEAR})年?度?[)]?)?"
)
_FRONT, _LINES_OF_TITLE, _LONGEST_TITLE, _LONGEST_HEADING = 30, 4, 70, 45
_ROWS, _MOST = 2, 0.6


@dataclass(frozen=True, slots=True)
class Evidence:
    """figures by table code (an empty Counter: the table is printed blank); title is (agency, year)."""

    chapters: frozenset[int]
    figures: Mapping[str, Counter[str]]
    title: tuple[str, int] | None
    length: int

    @property
    def filled(self) -> frozenset[str]:
        return frozenset(table for table, figures in self.figures.items() if figures)

    @property
    def is_report(self) -> bool:
        return bool(self.figures) or len(self.chapters) >= 3


def evidence_of(grid: Grid) -> Evidence:
    figures: dict[str, Counter[str]] = {}
    for block in grid.blocks:
        if isinstance(block, GridTable):
            for table in tables_of(block):
                figures.setdefault(table, Counter()).update(figures_in(block))
    for table, found in _dissolved(grid):
        figures.setdefault(table, found)
    texts = list(_texts(grid))
    chapters = frozenset(number for text in texts if (number := chapter_of(text)))
    return Evidence(chapters, figures, _title(texts, grid.title), sum(map(len, texts)))


def chapter_of(text: str) -> int | None:
    """Which of the six chapters a line announces by its official words."""
    if not 3 < len(compact(text)) <= _LONGEST_HEADING:
        return None
    ordinal, _words = split_ordinal(text)
    words = normalise(text)
    return _headings().get(words) if ordinal or len(words) > 4 else None


def tables_of(block: GridTable) -> frozenset[str]:
    """Codes of the official tables of which a printed table shows at least two labels of their own."""
    words = {normalise(cell.text) for row in block.rows for cell in row if cell.text}
    return frozenset(table for table, labels in _labels().items() if len(words & labels) >= _ROWS)


def figures_in(block: GridTable) -> Counter[str]:
    """The pure numbers of a printed table, in one spelling."""
    return _figures(cell.text for row in block.rows for cell in row)


def _texts(grid: Grid) -> Iterator[str]:
    """Paragraphs, and the lone texts of table rows (a report typed into a workbook)."""
    for block in grid.blocks:
        if isinstance(block, GridTable):
            for row in block.rows:
                texts = [cell.text for cell in row if cell.text.strip()]
                if len(texts) == 1:
                    yield texts[0]
        else:
            yield block.text


def _figures(texts: Iterator[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in texts:
        words = compact(text)
        if _FIGURE.fullmatch(words):
            found[_bare(words)] += 1
    return found


def _bare(words: str) -> str:
    digits = re.sub(r"[^\d.\-]", "", words)
    return digits.rstrip("0").rstrip(".") or "0" if "." in digits else digits.lstrip("0") or "0"


def _dissolved(grid: Grid) -> Iterator[tuple[str, Counter[str]]]:
    """Tables whose cells became paragraphs: most of the table's own labels stand in the running text."""
    pieces = [
        piece
        for block in grid.blocks
        if not isinstance(block, GridTable)
        for piece in re.split(r"[\s|]+", block.text)
        if len(piece) <= _LONGEST_HEADING
    ]
    words = {normalise(piece) for piece in pieces}
    for table, labels in _labels_by_form():
        if len(words & labels) >= _MOST * len(labels):
            yield table, _figures(iter(pieces))


def _title(texts: list[str], page_title: str) -> tuple[str, int] | None:
    """Agency and year of the first title that has both, over at most four lines."""
    front = [page_title, *texts[:_FRONT]]
    for count in range(1, _LINES_OF_TITLE + 1):
        for start in range(len(front)):
            joined = "".join(map(compact, front[start : start + count]))
            match = _TITLE.fullmatch(joined) if len(joined) <= _LONGEST_TITLE else None
            year = match and (match["year"] or match["after"])
            agency = match and (match["before"] + match["between"]).strip("()的")
            if year and agency:
                return agency, int(year)
    return None


@cache
def _headings() -> Mapping[str, int]:
    return {
        normalise(title): section.number
        for form in load_forms().values()
        for section in form.sections
        for title in (section.title, *section.aliases)
    }


@cache
def _labels_by_form() -> tuple[tuple[str, frozenset[str]], ...]:
    """Normalised row, column and block labels that only one table prints, by table and edition."""
    printed: list[tuple[str, set[str]]] = []
    for form in load_forms().values():
        for table in form.tables:
            lines = [line for block in table.blocks for line in (*block.rows, *block.columns)]
            words = {normalise(word) for line in lines for word in (line.label, line.label + line.hint)}
            printed.append((table.code, {word for word in words if len(word) > 2}))
    return tuple(
        (code, frozenset(words - {word for other, more in printed if other != code for word in more}))
        for code, words in printed
    )


@cache
def _labels() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for table, labels in _labels_by_form():
        found[table] = found.get(table, frozenset()) | labels
    return found
