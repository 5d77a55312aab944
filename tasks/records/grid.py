"""What a reader gives: text with its place, and no meaning yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tasks.language import _


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stood, so that a person can find it again; only what the file type knows is set.

    table, row, column and field count from 1, line from 1, page from 1; box is in points.
    """

    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    address: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    member: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {name: value for name in _PLACES if (value := getattr(self, name)) is not None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Origin:
        return cls(**data) if "box" not in data else cls(**{**data, "box": tuple(data["box"])})

    def __str__(self) -> str:
        parts = [
            self.member,
            _("第{page}页").format(page=self.page) if self.page else None,
            _("工作表“{sheet}”{address}").format(sheet=self.sheet, address=self.address or "") if self.sheet else None,
            _("第{table}张表第{row}行第{column}格").format(table=self.table, row=self.row, column=self.column)
            if self.table and self.row and not self.sheet
            else None,
            _("第{line}行").format(line=self.line) if self.line else None,
        ]
        return _("，").join(part for part in parts if part)


_PLACES = tuple(field.name for field in fields(Origin))


@dataclass(frozen=True, slots=True)
class GridCell:
    """One physical cell: row and column count from 0 on the logical grid, spans included.

    certainty (0-1) is below 1 for what was read from a picture.
    """

    row: int
    column: int
    text: str
    origin: Origin
    rowspan: int = 1
    colspan: int = 1
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class GridTable:
    """Cells by row. `spans` says whether columns are true (html, docx, xlsx) or mere field numbers (txt)."""

    rows: tuple[tuple[GridCell, ...], ...]
    spans: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose, or a heading; style is the reader's hint (title, heading)."""

    text: str
    origin: Origin
    style: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole document in reading order; note says in words which of several files was taken for what."""

    kind: str
    blocks: tuple[Paragraph | GridTable, ...]
    title: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """A plain structure for the raw layer and for the way out of the reading process."""
        blocks = [_block_to_json(block) for block in self.blocks]
        return {"kind": self.kind, "title": self.title, "blocks": blocks} | ({"note": self.note} if self.note else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Grid:
        blocks = tuple(_block_from_json(block) for block in data["blocks"])
        return cls(data["kind"], blocks, data["title"], data.get("note", ""))


def _block_to_json(block: Paragraph | GridTable) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text, "origin": block.origin.to_json(), "style": block.style}
    rows = [
        [
            [cell.row, cell.column, cell.text, cell.origin.to_json(), cell.rowspan, cell.colspan, cell.certainty]
            for cell in row
        ]
        for row in block.rows
    ]
    return {"rows": rows, "spans": block.spans}


def _block_from_json(data: Mapping[str, Any]) -> Paragraph | GridTable:
    if "rows" not in data:
        return Paragraph(data["text"], Origin.from_json(data["origin"]), data["style"])
    rows = tuple(
        tuple(
            GridCell(row, column, text, Origin.from_json(origin), *more) for row, column, text, origin, *more in cells
        )
        for cells in data["rows"]
    )
    return GridTable(rows, data["spans"])


class Refusal(Exception):  # noqa: N818 - a refusal is an outcome, not a defect of ours
    """A document that cannot be taken, with a reason code and a sentence that says what to do.

    Refusal
      reasons: unreadable, empty, encrypted, wrong_extension, unknown_type, too_large, too_slow,
               wrong_agency, wrong_year, two_reports, unknown_agency, no_report, no_text_layer
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
