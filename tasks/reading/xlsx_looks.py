"""How an xlsx workbook looks: rich texts, formulas without results, hidden lines, what lies over the cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tasks.reading.faces import Face, Runs, Style, measure, text_look, whole_look
from tasks.reading.looks import Look, Looks, Place, address, column_of
from tasks.reading.parts import Parts
from tasks.reading.xlsx_conditions import conditions_in, hiding_formats
from tasks.reading.xlsx_drawings import Drawn, drawn_on
from tasks.reading.xlsx_styles import face_of, styles_in

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_OFF = {"0", "false"}
_COLUMNS = 16_384
_PLAIN = Style()


def xlsx_looks(data: bytes) -> dict[str, Looks]:
    """By the sheet's name. Raises what zipfile and lxml raise on torn files."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = Parts(package)
        paths, book = parts.links("xl/workbook.xml"), parts.read("xl/workbook.xml")
        formats, rich = parts.read("xl/styles.xml"), _rich(parts.read("xl/sharedStrings.xml"))
        styles, hiding = styles_in(formats), hiding_formats(formats)
        found = {}
        for sheet in book.iterfind(f"{_M}sheets/{_M}sheet") if book is not None else ():
            path = paths.get(sheet.get(_ID), "")
            root = parts.read(path)
            if root is not None:
                drawn = [*drawn_on(parts, path)] if root.find(_M + "drawing") is not None else []
                looks = _looks(root, styles, rich, drawn)
                found[sheet.get("name") or ""] = replace(looks, conditions=tuple(conditions_in(root, hiding)))
        return found


def _rich(root: Any) -> dict[str, Runs]:
    """Texts of several runs, by their number."""
    texts = enumerate(root.iterchildren(_M + "si")) if root is not None else ()
    return {str(number): _runs(text) for number, text in texts if text.find(_M + "r") is not None}


def _runs(text: Any) -> Runs:
    """The runs of a text; how it is pronounced is left out."""
    found: list[tuple[str, Face | None]] = []
    for run in text.iterchildren(_M + "r", _M + "t"):
        looks = run.find(_M + "rPr")
        words = run.text if run.tag == _M + "t" else "".join(part.text or "" for part in run.iterchildren(_M + "t"))
        found.append((words or "", face_of(looks) if looks is not None else None))
    return found


def _looks(root: Any, styles: Mapping[str, Style], rich: Mapping[str, Runs], drawn: Sequence[Drawn]) -> Looks:
    cells: dict[Place, Look] = {}
    formats: dict[Place, str] = {}
    _give_addresses(root)
    for node in _noteworthy(root, styles, bool(rich)):
        style = styles.get(node.get("s", "0"))
        place = _place(node.get("r"))
        look = _cell(node, style, rich)
        if look is not None:
            cells[place] = look
        if style is not None and style.code:
            formats[place] = style.code
    view = root.find(f"{_M}sheetViews/{_M}sheetView")
    return Looks(
        cells,
        formats,
        frozenset(_hidden_rows(root)),
        frozenset(_hidden_columns(root)),
        frozenset(place for one in drawn for place in one.places()),
        tuple(one.text for one in drawn if one.text),
        any(one.pictured for one in drawn),
        view is None or view.get("showZeros", "1") not in _OFF,
        extent=_extent(root),
    )


def _extent(root: Any) -> Place:
    """Rows and columns up to the last cell that is not empty."""
    lines = [row for row in root.iter(_M + "row") if len(row)]
    ends = [row[-1] if len(row[-1]) else _last(row) for row in lines]
    last = [_place(cell.get("r")) for cell in ends if cell is not None]
    return max((row for row, _column in last), default=-1) + 1, max((column for _row, column in last), default=-1) + 1


def _last(row: Any) -> Any:
    """The last cell that is not empty."""
    return next((cell for cell in row.iterchildren(reversed=True) if len(cell)), None)


def _noteworthy(root: Any, styles: Mapping[str, Style], rich: bool) -> Iterator[Any]:
    """Cells that may show something else than is stored: most do not, and nothing is asked of them."""
    usual = {None, "n", "b"} if rich else {None, "n", "b", "s"}
    calculated = next(root.iter(_M + "f"), None) is not None
    for node in root.iter(_M + "c"):
        if len(node) and (calculated or node.get("t") not in usual or node.get("s", "0") in styles):
            yield node


def _give_addresses(root: Any) -> None:
    """A cell without an address follows the one before; programs that leave one out leave out all."""
    if (first := next(root.iter(_M + "c"), None)) is None or first.get("r"):
        return
    row = 0
    for line in root.iter(_M + "row"):
        row = int(measure(line.get("r"), row + 1))
        for column, cell in enumerate(line.iterchildren(_M + "c")):
            cell.set("r", cell.get("r") or address(row - 1, column))


def _place(written: str | None) -> Place:
    match = _ADDRESS.fullmatch(written or "")
    if match is None:
        raise KeyError(written)
    return int(match[2]) - 1, column_of(match[1])


def _cell(node: Any, style: Style | None, rich: Mapping[str, Runs]) -> Look | None:
    """None for what shows just what is stored, if its number format does not tell otherwise."""
    kind, value = node.get("t"), node.findtext(_M + "v")
    if kind == "e":
        return Look(value or "#")
    if not value and kind != "str" and (formula := node.find(_M + "f")) is not None:
        return Look("=" + "".join((formula.text or "").split()))
    inline = node.find(_M + "is") if kind == "inlineStr" else None
    runs = _runs(inline) if inline is not None else rich.get(value or "") if kind == "s" else None
    if runs is not None:
        return text_look(runs, style or _PLAIN)
    return whole_look(style, kind in {"s", "str"}) if style is not None and value and not value.isspace() else None


def _hidden_rows(root: Any) -> Iterator[int]:
    number = 0
    for row in root.iter(_M + "row"):
        number = int(measure(row.get("r"), number + 1))
        if row.get("hidden", "0") not in _OFF or row.get("ht") == "0":
            yield number - 1


def _hidden_columns(root: Any) -> Iterator[int]:
    for columns in root.iterfind(f"{_M}cols/{_M}col"):
        if columns.get("hidden", "0") not in _OFF or measure(columns.get("width"), 9.0) == 0:
            first, last = (int(measure(columns.get(side), 0.0)) for side in ("min", "max"))
            yield from range(max(first - 1, 0), min(last, _COLUMNS))
