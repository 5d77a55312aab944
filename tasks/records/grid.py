"""What a reader gives: text with its place, and no meaning yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, convert, to_builtins

from tasks.language import _

PICTURE = "picture"
"""The style of a paragraph that stands for a picture which nobody read."""


class Origin(Struct, frozen=True, omit_defaults=True, gc=False):
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
        places: dict[str, Any] = to_builtins(self)
        return places

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Origin:
        return convert(data, cls)

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


class GridCell(Struct, frozen=True, array_like=True, gc=False):
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


class GridTable(Struct, frozen=True, tag="table"):
    """Cells by row. `spans` says whether columns are true (html, docx, xlsx) or mere field numbers (txt)."""

    rows: tuple[tuple[GridCell, ...], ...]
    spans: bool = True


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """One paragraph of prose, or a heading; style is PICTURE or nothing."""

    text: str
    origin: Origin
    style: str = ""


class Grid(Struct, frozen=True, omit_defaults=True):
    """A whole document in reading order; note says in words which of several files was taken for what."""

    kind: str
    blocks: tuple[Paragraph | GridTable, ...]
    title: str = ""
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """A plain structure for the raw layer."""
        structure: dict[str, Any] = to_builtins(self)
        return structure

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Grid:
        return convert(data, cls)


class Refusal(Exception):  # noqa: N818 - a refusal is an outcome, not a defect of ours
    """A document that cannot be taken, with a reason code and a sentence that says what to do.

    Refusal
      reasons: unreadable, empty, encrypted, wrong_extension, unknown_type, too_large, too_slow,
               wrong_agency, wrong_year, two_reports, unknown_agency, no_report, no_text_layer,
               piece_of_report, repeats_report
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
