"""Parts of an Office package and the links between them; no DTD, no entity, no network."""

from __future__ import annotations

import zipfile
import zlib
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree

from tasks.language import _
from tasks.records import Refusal

TORN = (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, ValueError, EOFError, zlib.error)
"""What reading a part of a damaged package raises."""
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
_AREAS = (b"wordprocessingml", b"spreadsheetml", b"officeDocument", b"drawingml")


class Parts:
    """The XML of a package by the paths of its parts, whatever their case."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {name.lower(): name for name in package.namelist()}

    def read(self, path: str) -> Any:
        """The root of a part; None where it is absent."""
        name = self._names.get(path.lower())
        if name is None:
            return None
        content = usual(self._package.read(name))
        return etree.fromstring(content, xml_parser())

    def links(self, path: str, kind: str = "") -> dict[str, str]:
        """The paths that a part links to, by id; kind = how the link's type ends."""
        folder, _slash, file = path.rpartition("/")
        root = self.read(f"{folder}/_rels/{file}.rels")
        return {
            link.get("Id"): normpath(join("/", dirname(path), link.get("Target") or ""))[1:]
            for link in (root.iterchildren("{*}Relationship") if root is not None else ())
            if (link.get("Type") or "").endswith(kind) and link.get("TargetMode") != "External"
        }


def xml_parser(recover: bool = False) -> etree.XMLParser:
    """The only way in which the XML of a document is parsed; recover = torn ones as far as they can be read."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)


def usual(content: bytes) -> bytes:
    """A part in the usual names; the strict standard has other ones for the same things."""
    for area in _AREAS if _STRICT in content[:4096] else ():
        content = content.replace(_STRICT + area, _USUAL + area + b"/2006")
    return content


def damaged() -> Refusal:
    """What is said of a file that its own program could not open either."""
    return Refusal("unreadable", _("文件已损坏，无法打开，请重新导出后报送"))
