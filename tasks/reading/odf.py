"""OpenDocument texts and sheets (odt, ods): zip and lxml, spans and bounded repeats; no macro, no formula is run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from tasks.language import _
from tasks.reading.docx import opened, parse_part, parsed
from tasks.reading.faces import Face, Style, text_look
from tasks.reading.looks import DOUBTFUL, Doubt, Look, Remarks, address, seen_look
from tasks.reading.odf_styles import Chain, Styles, hidden
from tasks.reading.parts import damaged
from tasks.reading.spare_sheets import without_spare
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
_LARGEST, _WIDEST = 10_000_000, 16_384
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass
class _Walk:
    limits: Limits
    styles: Styles
    remarks: Remarks = field(default_factory=Remarks)
    blocks: list[Paragraph | GridTable] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class _Run:
    """Equal cells side by side; covered ones keep their place and are not printed, hidden ones are not seen."""

    look: Look
    count: int
    down: int
    across: int
    covered: bool
    hidden: bool = False

    @property
    def text(self) -> str:
        return self.look.text or ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The table being read: its name where it is a sheet, and each column's style and whether it is hidden."""

    name: str | None
    columns: Sequence[tuple[str, bool]]


def read_odf(data: bytes, limits: Limits) -> Grid:
    """A Grid (kind odt or ods); origin is the paragraph or table, row and cell of a text, sheet and A1 of a sheet."""
    package = opened(data) if data.startswith(b"PK") else None  # else all parts in one XML file (fodt, fods)
    if package:
        _refuse_encrypted(package)
    root = parse_part(package, "content.xml") if package else parsed(data)
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    sheets = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if text is None and sheets is None:
        raise Refusal("unreadable", _("文档没有正文，请重新保存后报送"))
    walk, unseen = _Walk(limits, Styles(_named_styles(package) if package else None, root)), _hidden_styles(root)
    if text is not None:
        _children(text, walk)
        return Grid("odt", tuple(walk.blocks), note=str(walk.remarks))
    gone, found = [], []
    for sheet in sheets.iterchildren(_TABLE + "table"):
        name, before = sheet.get(_TABLE + "name") or "", len(walk.blocks)
        if sheet.get(_TABLE + "style-name") in unseen:
            gone.append(name)
        else:
            _table(sheet, walk, name)
            found.append((name, walk.blocks[before:]))
    walk.remarks.hide_sheets(gone)
    kept = without_spare(found, walk.remarks)
    return Grid("ods", tuple(block for blocks in kept for block in blocks), note=str(walk.remarks))


def _named_styles(package: zipfile.ZipFile) -> Any:
    """The part with the styles that have names; None where there is none."""
    return parse_part(package, "styles.xml") if "styles.xml" in package.namelist() else None


def _refuse_encrypted(package: zipfile.ZipFile) -> None:
    try:
        manifest = package.read("META-INF/manifest.xml")
    except KeyError:
        return
    except Exception as error:  # zipfile and zlib raise several unrelated classes on torn files
        raise damaged() from error
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
    origin = Origin(line=walk.paragraphs)
    text = text_look([*_pieces(node, walk.styles, ())], Style()).text or ""
    walk.blocks.extend(Paragraph(line.strip(), origin) for line in text.split("\n") if line.strip())
    for frame in node.iter(_DRAW + "text-box"):
        _children(frame, walk)


def _pieces(node: Any, styles: Styles, around: Chain) -> Iterator[tuple[str, Face]]:
    """The printed text below a node with its fonts; frames inside it are read on their own."""
    family = "paragraph" if node.tag in _PARAGRAPHS else "text"
    name = node.get(_TEXT + "style-name")
    chain = (*around, (family, name)) if name else around
    face = styles.face(chain)
    yield " ".join((node.text or "").split("\n")), face
    for child in node:
        if child.tag == _TEXT + "s":
            count = child.get(_TEXT + "c") or "1"
            yield " " * (min(int(count), 200) if count.isdigit() else 1), face
        elif child.tag == _TEXT + "tab":
            yield "\t", face
        elif child.tag == _TEXT + "line-break":
            yield "\n", face
        elif isinstance(child.tag, str) and child.tag not in _UNPRINTED and not child.tag.startswith(_DRAW):
            yield from _pieces(child, styles, chain)
        yield " ".join((child.tail or "").split("\n")), face


def _table(node: Any, walk: _Walk, sheet: str | None) -> None:
    """One table; in a text, a table that holds tables is for layout and dissolves into their contents."""
    if sheet is None and next((inner for inner in node.iter(_TABLE + "table") if inner is not node), None) is not None:
        for row in _rows(node):
            for cell in row.iterchildren(*_CELLS):
                _children(cell, walk)
        return
    walk.tables += 1
    table = _Sheet(sheet, _columns(node))
    gathered = [(_repeat(row, "rows"), list(_runs(row, table, walk.styles))) for row in _rows(node)]
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
            rows.append(tuple(_cells(runs, len(rows), width, number, table, walk.remarks)))
    if rows:
        walk.blocks.append(GridTable(tuple(rows)))


def _rows(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in {_TABLE + "table-row-group", _TABLE + "table-header-rows", _TABLE + "table-rows"}:
            yield from _rows(child)


def _columns(table: Any) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for column in table.iter(_TABLE + "table-column"):
        style, unseen = column.get(_TABLE + "default-cell-style-name") or "", hidden(column)
        found += [(style, unseen)] * min(_repeat(column, "columns"), _WIDEST - len(found))
    return found


def _runs(row: Any, table: _Sheet, styles: Styles) -> Iterator[_Run]:
    column, unseen = 0, hidden(row)
    for cell in row.iterchildren(*_CELLS):
        across, down, count = _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned"), 1
        count = _repeat(cell, "columns")
        style, gone = table.columns[column] if column < len(table.columns) else ("", False)
        name = cell.get(_TABLE + "style-name") or row.get(_TABLE + "default-cell-style-name") or style
        covered = cell.tag == _COVERED
        look = Look() if covered else _cell_look(cell, table.name is not None, styles, name)
        unseen_here = (unseen and down == 1) or (gone and across == 1)
        yield _Run(look, count, down, min(across, 200), covered, unseen_here)
        column += count


def _extent(runs: list[_Run]) -> int:
    """How many columns a row needs up to its last text."""
    extent = column = 0
    for run in runs:
        if run.text:
            extent = column + run.count - 1 + run.across
        column += run.count
    return extent


def _cells(  # noqa: PLR0917
    runs: list[_Run], row: int, width: int, number: int, table: _Sheet, remarks: Remarks
) -> Iterator[GridCell]:
    column = place = 0
    for run in runs:
        for _again in range(min(run.count, width - column)):
            place += 0 if run.covered else 1
            if run.hidden and run.text:
                remarks.hide(table.name or "", address(row, column))
            elif not run.covered and not run.hidden:
                origin = Origin(table=number, row=row + 1, column=place)
                if table.name is not None:
                    where = address(row, column)
                    origin = Origin(table=number, row=row + 1, column=column + 1, sheet=table.name, address=where)
                if run.look.doubt:
                    remarks.doubt(table.name or "", run.look.doubt, origin.address or str(origin))
                sure = DOUBTFUL if run.look.doubt else 1.0
                yield GridCell(row, column, run.text, origin, run.down, run.across, sure)
            column += 1


def _cell_look(cell: Any, stored: bool, styles: Styles, name: str) -> Look:
    """What a cell shows; in a sheet a number as it is stored, doubtful where the display is not that number."""
    lines = [node for node in cell.iter(*_PARAGRAPHS) if _printed(node, cell)]
    around = (("table-cell", name),) if name else ()
    style = Style(styles.face(around), styles.fill(name))
    runs = [run for node in lines for run in (*_pieces(node, styles, around), ("\n", style.face))]
    look = text_look(runs, style)
    value = cell.get(_OFFICE + "value")
    if not stored or not value or cell.get(_OFFICE + "value-type") not in _MEASURED:
        text = "\n".join(filter(None, map(str.strip, (look.text or "").split("\n"))))
        return Look(text, look.doubt)
    plain = _plain(value)
    if look.doubt or not lines or not _NUMBER.fullmatch(plain):
        return look if look.doubt is Doubt.STRUCK else Look(plain, look.doubt)
    seen = seen_look(Decimal(plain), look.text or "")
    return Look(plain if seen.text is None else seen.text, seen.doubt)


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
