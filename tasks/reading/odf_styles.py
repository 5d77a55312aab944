"""Styles of an OpenDocument, as far as they change what a person sees of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tasks.reading.faces import BLACK, TINY, WHITE, Face, Shade, hexadecimal, measure

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_WANTED = {
    _STYLE + "text-line-through-style", _STYLE + "text-line-through-type", _STYLE + "text-position",
    _TEXT + "display", _FO + "color", _FO + "font-size", _FO + "background-color",
}  # fmt: skip
_DEEPEST = 20  # styles that build on each other
_NO_LINE = {None, "none"}
Chain = tuple[tuple[str, str], ...]
"""Family (table-cell, paragraph, text) and name of each style around a text, the outermost first."""


class Styles:
    """What the styles of a document say, each with those that it builds on."""

    def __init__(self, *roots: Any) -> None:
        self._own: dict[tuple[str, str], tuple[dict[str, str], str]] = {}
        self._faces: dict[Chain, Face] = {}
        for style in (style for root in roots if root is not None for style in root.iter(_STYLE + "style")):
            parent = style.get(_STYLE + "parent-style-name") or ""
            key = (style.get(_STYLE + "family") or "", style.get(_STYLE + "name") or "")
            self._own[key] = dict(_properties(style)), parent

    def face(self, chain: Chain) -> Face:
        """The font of a text; what is never printed is as good as struck out."""
        face = self._faces.get(chain)
        if face is None:
            found = {name: value for family, style in chain for name, value in self._all(family, style).items()}
            face = self._faces[chain] = _face(found)
        return face

    def fill(self, cell: str) -> Shade | None:
        """The colour behind the letters of a cell."""
        return _shade(self._all("table-cell", cell), "background-color", WHITE)

    def _all(self, family: str, name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for _step in range(_DEEPEST):
            own, name = self._own.get((family, name), ({}, ""))
            found = own | found
            if not name:
                break
        return found


def _properties(style: Any) -> Iterator[tuple[str, str]]:
    for child in style.iterchildren(_STYLE + "text-properties", _STYLE + "table-cell-properties"):
        for name, value in child.items():
            if name in _WANTED and not (name == _FO + "background-color" and child.tag == _STYLE + "text-properties"):
                yield name, value


def _face(found: Mapping[str, str]) -> Face:
    lines = (found.get(_STYLE + "text-line-through-style"), found.get(_STYLE + "text-line-through-type"))
    struck = any(line not in _NO_LINE for line in lines) or found.get(_TEXT + "display") == "none"
    size = found.get(_FO + "font-size") or ""
    tiny = size.endswith("pt") and measure(size.removesuffix("pt"), TINY + 1) <= TINY
    return Face(struck, _is_raised(found.get(_STYLE + "text-position") or ""), _shade(found, "color", BLACK), tiny)


def _is_raised(position: str) -> bool:
    """super 58%, sub 58% or 33% 58%; 0% 100% stands on the line."""
    where = position.partition(" ")[0]
    return where in {"super", "sub"} or measure(where.removesuffix("%"), 0.0) != 0


def _shade(found: Mapping[str, str], name: str, default: Shade) -> Shade | None:
    written = found.get(_FO + name, "")
    if not written or written == "transparent":
        return default
    return hexadecimal(written.removeprefix("#")) if len(written) == 7 else None


def hidden(line: Any) -> bool:
    """Whether a row or column of a sheet is not shown: by hand, or by a filter."""
    return line.get(_TABLE + "visibility") in {"collapse", "filter"}
