"""One sequence of lines for every file type: prose is a line of one field, a table row a line of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.form import compact, load_forms
from tasks.records import Grid, GridTable, Origin, Paragraph


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a line; column counts from 0 and is true only where the line's table has spans."""

    text: str
    origin: Origin
    column: int = 0
    colspan: int = 1
    certainty: float = 1.0
    rowspan: int = 1

    @property
    def blank(self) -> bool:
        return not self.text.strip("\u3000\xa0\u200b \t\r\n")


@dataclass(frozen=True, slots=True)
class Line:
    """table is 0 for prose, else the table's number; labels > 0 = cut from running text, so many fields are words.

    dump = of a text: blanks may be dropped, even where its columns are true.
    """

    fields: tuple[Field, ...]
    table: int = 0
    spans: bool = True
    labels: int = 0
    dump: bool = False

    @property
    def stream(self) -> bool:
        return self.labels > 0

    @property
    def text(self) -> str:
        return "".join(field.text for field in self.fields)

    @property
    def sole(self) -> str:
        """The text of a line that has just one; "" for a real table row."""
        texts = [field.text for field in self.fields if not field.blank]
        return texts[0] if len(texts) == 1 else ""

    @property
    def origin(self) -> Origin:
        return next((field.origin for field in self.fields if not field.blank), self.fields[0].origin)


_TEXTS = {"txt", "csv"}


def flatten(grid: Grid) -> list[Line]:
    """All lines of the document in reading order; blank table rows stay, for a blank form has them."""
    lines: list[Line] = []
    tables = 0
    for block in grid.blocks:
        if isinstance(block, Paragraph):
            lines.extend(Line((Field(text, block.origin),)) for text in _split_at_headings(block.text))
        else:
            tables += 1
            lines.extend(_table_lines(block, tables, dump=grid.kind in _TEXTS))
    return lines


def _table_lines(table: GridTable, number: int, *, dump: bool) -> Iterator[Line]:
    for row in table.rows:
        fields = tuple(
            Field(cell.text, cell.origin, cell.column, cell.colspan, cell.certainty, cell.rowspan) for cell in row
        )
        if fields:
            yield Line(fields, number, table.spans, dump=dump)


def _spaced(words: str) -> str:
    return r"\s*".join(re.escape(char) for char in words)


def _heading_pattern() -> re.Pattern[str]:
    parts = {}
    for form in load_forms().values():
        for section in form.sections:
            ordinal = f"{'一二三四五六'[section.number - 1]}"
            for title in (section.title, *section.aliases):
                if len(title) > 4:
                    parts[f"{ordinal}{title}"] = rf"{ordinal}\s*[、.．,]\s*{_spaced(title)}"
    longest_first = sorted(parts, key=len, reverse=True)
    return re.compile(
        r"(?:(?<=[\s。；;：:|）)/])|^)(?:" + "|".join(parts[key] for key in longest_first) + r")(?=\s|[|。：:]|$)"
    )


_HEADING = _heading_pattern()
_RADICALS = re.compile(r"[\u2e80-\u2fdf]")
_FIRST = re.compile(r"(?:(?<=[\s。|])|^)一\s*[、.．]\s*总体情况(?=\s)")


def _folded(text: str) -> str:
    """The text with radicals of PDF fonts folded, character by character, so that places stay."""
    if not _RADICALS.search(text):
        return text
    return "".join(one if len(one := compact(char)) == 1 else char for char in text)


def _split_at_headings(text: str) -> Iterator[str]:
    """A dump on one line is cut where a chapter's heading stands, before and after it."""
    folded = _folded(text)
    marks = sorted({(m.start(), m.end()) for pattern in (_HEADING, _FIRST) for m in pattern.finditer(folded)})
    place = 0
    for start, end in marks:
        for piece in (text[place:start], text[start:end]):
            if piece.strip():
                yield piece.strip()
        place = end
    if text[place:].strip():
        yield text[place:].strip(" \t：:") if marks else text
