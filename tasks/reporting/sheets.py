"""Writing into a worksheet: text that stays text, figures that stay exact, and the looks of the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tasks.reporting.layout import Box
from tasks.reporting.wording import figure

Sheet = Any
Format = Any
LONGEST = 32_000


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of the workbook."""

    title: Format
    heading: Format
    note: Format
    head: Format
    cell: Format
    wrapped: Format
    figure: Format
    kinds: Mapping[str, Format]

    def box(self, box: Box) -> Format:
        return self.kinds["group" if box.kind == "label" and box.rowspan > 1 else box.kind]


def styles(book: Any) -> Styles:
    """Define the formats in the book."""
    base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    grid = base | {"border": 1, "text_wrap": True}
    middle = grid | {"align": "center"}
    head = middle | {"bg_color": "#EEF2F6", "bold": True}
    kinds = {
        "caption": head,
        "corner": middle,
        "header": middle | {"bg_color": "#EEF2F6"},
        "label": grid | {"align": "left"},
        "group": middle,
        "value": middle,
    }
    return Styles(
        title=book.add_format(base | {"font_size": 16, "bold": True}),
        heading=book.add_format(base | {"font_name": "黑体", "font_size": 12}),
        note=book.add_format(base | {"font_color": "#555555"}),
        head=book.add_format(head),
        cell=book.add_format(base | {"border": 1}),
        wrapped=book.add_format(grid),
        figure=book.add_format(base | {"border": 1, "align": "center"}),
        kinds={name: book.add_format(look) for name, look in kinds.items()},
    )


def put_text(sheet: Sheet, row: int, column: int, text: str, style: Format) -> None:
    """Write as a string whatever it begins with; a formula sign stays a character."""
    if text:
        sheet.write_string(row, column, text[:LONGEST], style)
    else:
        sheet.write_blank(row, column, None, style)


def put_figure(sheet: Sheet, place: tuple[int, int], value: Decimal | None, style: Format, formula: str = "") -> None:
    """Write a number, or its exact digits as text where a spreadsheet would round it; None stays blank."""
    if value is None:
        sheet.write_blank(*place, None, style)
    elif Decimal(repr(float(value))) != value:
        sheet.write_string(*place, figure(value), style)
    elif formula:
        sheet.write_formula(*place, formula, style, float(value))
    else:
        sheet.write_number(*place, float(value), style)


def write_heading(sheet: Sheet, texts: Sequence[str], look: Styles, row: int = 0) -> None:
    for column, text in enumerate(texts):
        put_text(sheet, row, column, text, look.head)
