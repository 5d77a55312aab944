"""OpenDocument texts and sheets (odt, ods): zip and lxml, spans and bounded repeats; no macro, no formula is run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from tasks.language import _
from tasks.reading.docx import parse_part
from tasks.reading.looks import letters
from tasks.records import Grid, GridCell, GridTable, Limits, Origin, Paragraph, Refusal

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _STYLE, _DRAW = (_URN % name for name in ("office", "text", "table", "style", "drawing"))
_COVERED = _TABLE + "covered-table-cell"
_CELLS = {_TABLE + "table-cell", _COVERED}
_PARAGRAPHS = {_TEXT + "p", _TEXT + "h"}
_UNPRINTED = {
    _TEXT + "tracked-changes", _TEXT + "note", _TEXT + "ruby-text", _TEXT + "hidden-text", _TEXT + "sequence-decls",
    _OFFICE + "annotation", _OFFICE + "forms", _TABLE + "shapes", _TABLE + "calculation-settings",
}  # fmt: skip
_MEASURED = {"float", "currency"}
_LARGEST = 10_000_000


@dataclass
class _Walk:
    limits: Limits
    hidden: frozenset[str]
    blocks: list[Paragraph | GridTable] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class _Run:
    """Equal cells side by side; covered ones keep their place and are not printed."""

    text: str
    count: int
    down: int
    across: int
    covered: bool


_Row = tuple[int, list[_Run]]


def read_odf(data: bytes, limits: Limits) -> Grid:
    """A Grid (kind odt or ods); origin is the paragraph or table, row and cell of a text, sheet and A1 of a sheet."""
    _refuse_encrypted(data)
    root = parse_part(data, "content.xml")
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    sheets = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if text is None and sheets is None:
        raise Refusal("unreadable", _("文档没有正文，请重新保存后报送"))
    walk = _Walk(limits, _hidden_styles(root))
    if text is not None:
        _children(text, walk)
        return Grid("odt", tuple(walk.blocks))
    for sheet in sheets.iterchildren(_TABLE + "table"):
        if sheet.get(_TABLE + "style-name") not in walk.hidden:
            _table(sheet, walk, sheet.get(_TABLE + "name") or "")
    return Grid("ods", tuple(walk.blocks))


def _refuse_encrypted(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            manifest = package.read("META-INF/manifest.xml")
    except KeyError:
        return
    except Exception as error:  # zipfile and zlib raise several unrelated classes on torn files
        raise Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送")) from error
    if b"encryption-data" in manifest:
        raise Refusal("encrypted", _("文件设有打开密码，请取消密码后重新报送"))


def _hidden_styles(root: Any) -> frozenset[str]:
    """Names of the styles of hidden sheets."""
    return frozenset(
        style.get(_STYLE + "name")
        for style in root.iter(_STYLE + "style")
        if any(child.get(_TABLE + "display") == "false" for child in style.iterchildren(_STYLE + "table-properties"))
    )


def _children(node: Any, walk: _Walk) -> None:
    for child in node:
        if child.tag in _PARAGRAPHS:
            _paragraph(child, walk)
        elif child.tag == _TABLE + "table":
            _table(child, walk, None)
        elif child.tag not in _UNPRINTED and child.get(_TEXT + "display") != "none":
            _children(child, walk)


def _paragraph(node: Any, walk: _Walk) -> None:
    walk.paragraphs += 1
    hint = "heading" if node.tag == _TEXT + "h" or "Title" in (node.get(_TEXT + "style-name") or "") else ""
    origin = Origin(line=walk.paragraphs)
    walk.blocks.extend(
        Paragraph(line.strip(), origin, hint) for line in "".join(_pieces(node)).split("\n") if line.strip()
    )
    for frame in node.iter(_DRAW + "text-box"):
        _children(frame, walk)


def _pieces(node: Any) -> Iterator[str]:
    """The visible text below a node; frames inside it are read on their own."""
    yield " ".join((node.text or "").split("\n"))
    for child in node:
        if child.tag == _TEXT + "s":
            count = child.get(_TEXT + "c") or "1"
            yield " " * (min(int(count), 200) if count.isdigit() else 1)
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in _UNPRINTED and not child.tag.startswith(_DRAW):
            yield from _pieces(child)
        yield " ".join((child.tail or "").split("\n"))


def _table(node: Any, walk: _Walk, sheet: str | None) -> None:
    """One table; in a text, a table that holds tables is for layout and dissolves into their contents."""
    if sheet is None and next((inner for inner in node.iter(_TABLE + "table") if inner is not node), None) is not None:
        for row in _rows(node):
            for cell in row.iterchildren(*_CELLS):
                _children(cell, walk)
        return
    walk.tables += 1
    gathered = [(_repeat(row, "rows"), list(_runs(row, sheet is not None))) for row in _rows(node)]
    while gathered and not any(run.text for run in gathered[-1][1]):
        gathered.pop()
    width = max((_extent(runs) for _count, runs in gathered), default=0)
    number = walk.tables
    walk.cells += sum(count * min(width, sum(run.count for run in runs)) for count, runs in gathered)
    if walk.cells > walk.limits.cells or sum(count for count, _runs in gathered) > walk.limits.cells:
        raise Refusal("too_large", _("表格单元格过多，已拒收"))
    rows: list[tuple[GridCell, ...]] = []
    for count, runs in gathered:
        for _again in range(count):
            rows.append(tuple(_cells(runs, len(rows), width, number, sheet)))
    if rows:
        walk.blocks.append(GridTable(tuple(rows)))


def _rows(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in {_TABLE + "table-row-group", _TABLE + "table-header-rows", _TABLE + "table-rows"}:
            yield from _rows(child)


def _runs(row: Any, stored: bool) -> Iterator[_Run]:
    for cell in row.iterchildren(*_CELLS):
        across, down = _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned")
        text = "" if cell.tag == _COVERED else _cell_text(cell, stored)
        yield _Run(text, _repeat(cell, "columns"), down, min(across, 200), cell.tag == _COVERED)


def _extent(runs: list[_Run]) -> int:
    """How many columns a row needs up to its last text."""
    extent = column = 0
    for run in runs:
        if run.text:
            extent = column + run.count - 1 + run.across
        column += run.count
    return extent


def _cells(runs: list[_Run], row: int, width: int, table: int, sheet: str | None) -> Iterator[GridCell]:
    column = place = 0
    for run in runs:
        for _again in range(min(run.count, width - column)):
            place += 0 if run.covered else 1
            if not run.covered:
                origin = Origin(table=table, row=row + 1, column=place)
                if sheet is not None:
                    address = f"{letters(column)}{row + 1}"
                    origin = Origin(table=table, row=row + 1, column=column + 1, sheet=sheet, address=address)
                yield GridCell(row, column, run.text, origin, run.down, run.across)
            column += 1


def _cell_text(cell: Any, stored: bool) -> str:
    """What a cell shows; in a sheet a number as it is stored, for the display may round it."""
    value = cell.get(_OFFICE + "value")
    if stored and value and cell.get(_OFFICE + "value-type") in _MEASURED:
        return _plain(value)
    lines = ("".join(_pieces(node)).strip() for node in cell.iter(*_PARAGRAPHS) if _printed(node, cell))
    return "\n".join(line for line in lines if line)


def _printed(node: Any, cell: Any) -> bool:
    for above in node.iterancestors():
        if above is cell:
            return True
        if above.tag in _UNPRINTED:
            return False
    return True


def _plain(value: str) -> str:
    """15 significant digits without an exponent, as a workbook shows them."""
    try:
        number = Decimal(format(Decimal(value), ".15g"))
    except (InvalidOperation, ValueError):
        return value
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _repeat(node: Any, kind: str) -> int:
    return _number(node, f"number-{kind}-repeated")


def _number(node: Any, name: str) -> int:
    value = node.get(_TABLE + name)
    return min(int(value), _LARGEST) if value and value.isdigit() and len(value) < 10 and int(value) else 1
