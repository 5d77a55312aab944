"""Cells of a workbook that hold a formula without its result, or an error: what they show is no blank."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from posixpath import join, normpath

from lxml import etree

_CELL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"((?:[^>/]|/(?!>))*)>(.*?)</c>', re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def unvalued(data: bytes) -> dict[str, Mapping[str, str]]:
    """By sheet and address, the formula or the error in place of a value; nothing for an old workbook (xls)."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        found = {name: cells for name in parts if (cells := _cells(package.read(name)))}
        if not found:
            return {}
        names = _sheets(package)
    return {names[part]: cells for part, cells in found.items() if part in names}


def _cells(content: bytes) -> dict[str, str]:
    if b"<f" not in content and b't="e"' not in content:
        return {}
    found = {}
    for address, attributes, inside in _CELL.findall(content):
        value = _VALUE.search(inside)
        if b't="e"' in attributes:
            found[address.decode()] = value.group(1).decode(errors="replace") if value else "#"
        elif value is None and b"<f" in inside:
            found[address.decode()] = "=" + "".join(re.sub(rb"<[^>]*>", b"", inside).decode(errors="replace").split())
    return found


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """Names of the sheets by their parts."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    links = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), parser)
    parts = {link.get("Id"): normpath(join("/xl", link.get("Target") or ""))[1:] for link in links}
    book = etree.fromstring(package.read("xl/workbook.xml"), parser)
    sheets = book.iterfind("m:sheets/m:sheet", _NAMESPACE)
    return {parts[sheet.get(_ID)]: sheet.get("name") or "" for sheet in sheets if sheet.get(_ID) in parts}
