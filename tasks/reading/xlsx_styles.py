"""Cell formats of an xlsx workbook, as far as they change what a person sees."""

from __future__ import annotations

from typing import Any, TypeVar

from tasks.reading.faces import BLACK, TINY, WHITE, Face, Shade, Style, hexadecimal, measure
from tasks.reading.number_format import PLAIN

T = TypeVar("T")
_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?",
    "13": "# ??/??", "37": "#,##0;-#,##0", "38": "#,##0;-#,##0", "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;-#,##0.00", "41": '#,##0;-#,##0;"-"', "42": '#,##0;-#,##0;"-"', "43": '#,##0.00;-#,##0.00;"-"',
    "44": '#,##0.00;-#,##0.00;"-"', "48": "##0.0E+0",
}  # fmt: skip
_OFF = {"0", "false"}
_INDEXED: dict[str, Shade] = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}


def styles_in(root: Any) -> dict[str, Style]:
    """By the number of the cell format, those that may change what is seen. root may be None."""
    if root is None:
        return {}
    codes = {one.get("numFmtId"): one.get("formatCode") or "" for one in root.iterfind(f"{_M}numFmts/{_M}numFmt")}
    faces = [face_of(font) for font in root.iterfind(f"{_M}fonts/{_M}font")]
    fills = [_fill(fill) for fill in root.iterfind(f"{_M}fills/{_M}fill")]
    found: dict[str, Style] = {}
    for place, form in enumerate(root.iterfind(f"{_M}cellXfs/{_M}xf")):
        number = form.get("numFmtId") or "0"
        code = codes.get(number, _BUILT_IN.get(number, ""))
        face, fill = _nth(faces, form.get("fontId"), Face()), _nth(fills, form.get("fillId"), WHITE)
        style = Style(face, fill, "" if code.lower() in PLAIN else code)
        if style.of_note:
            found[str(place)] = style
    return found


def _nth(found: list[T], number: str | None, default: T) -> T:
    """An item by its number as written; default where there is none."""
    return found[int(number)] if number and number.isdecimal() and int(number) < len(found) else default


def face_of(font: Any) -> Face:
    """Of a font, or of the properties of a run."""
    struck, raised, size = (font.find(_M + name) for name in ("strike", "vertAlign", "sz"))
    return Face(
        struck is not None and struck.get("val") not in _OFF,
        raised is not None and raised.get("val") in {"superscript", "subscript"},
        shade_of(font.find(_M + "color"), BLACK),
        size is not None and measure(size.get("val"), 11.0) <= TINY,
    )


def _fill(fill: Any) -> Shade | None:
    pattern = fill.find(_M + "patternFill")
    kind = pattern.get("patternType", "none") if pattern is not None else ""
    if kind == "solid":
        return shade_of(pattern.find(_M + "fgColor"), None)
    return WHITE if kind == "none" else None


def shade_of(color: Any, default: Shade | None) -> Shade | None:
    """What a colour element says (absent: default); None for a hue that can be seen on paper, whichever it is."""
    if color is None or color.get("auto", "0") not in _OFF:
        return default
    if digits := (color.get("rgb") or "")[-6:]:
        return hexadecimal(digits)
    if color.get("indexed"):
        return _INDEXED.get(color.get("indexed"))
    tint = measure(color.get("tint"), 0.0)
    if color.get("theme") == "0":
        level = round(255 * (1 + min(tint, 0.0)))
    elif color.get("theme") == "1":
        level = round(255 * max(tint, 0.0))
    else:
        return None
    return level, level, level
