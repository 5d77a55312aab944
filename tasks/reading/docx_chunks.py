"""What a Word document shows where it links a whole part of its package (altChunk): a page, a text, a document."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from tasks.language import _
from tasks.reading.detect import detect
from tasks.reading.html import read_html
from tasks.reading.looks import Remarks
from tasks.reading.mht import read_mht
from tasks.reading.origins import Block, within
from tasks.reading.parts import TORN, Parts, damaged
from tasks.reading.txt import read_txt
from tasks.records import Grid, GridTable, Limits, Refusal

_PART, _KIND = "word/document.xml", "aFChunk"
_READERS: dict[str, Callable[[bytes, Limits], Grid]] = {
    "html": read_html,
    "mht": read_mht,
    "mail": read_mht,
    "txt": read_txt,
    "csv": read_txt,
}


@dataclass(slots=True)
class Chunks:
    """The linked parts of a package, each read once; inner reads a document, one deeper than this one.

    What cannot be read is said in remarks: a link that leads out of the package, a part of another kind or torn.
    """

    package: zipfile.ZipFile
    limits: Limits
    inner: Callable[[bytes], Grid]
    remarks: Remarks
    title: str = ""
    _known: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    _cells: int = 0

    def blocks(self, link: str) -> tuple[Block, ...]:
        """What the part behind a link shows; the member of its origins is that part. Refusal too_large in all."""
        if link not in self._known:
            self._known[link] = self._read(self._path(link))
        found = self._known[link]
        self._cells += sum(sum(map(len, block.rows)) if isinstance(block, GridTable) else 1 for block in found)
        if self._cells > self.limits.cells:
            raise Refusal("too_large", _("文件内容过多，已拒收"))
        return found

    def _path(self, link: str) -> str:
        try:
            return Parts(self.package).links(_PART, _KIND).get(link, "")
        except (*TORN, etree.XMLSyntaxError) as error:
            raise damaged() from error

    def _read(self, path: str) -> tuple[Block, ...]:
        name = PurePosixPath(path).name or _("链接")
        try:
            grid = self._grid(path)
        except Refusal as refusal:
            said = _("文档里插入的“{name}”没有读：{detail}")
            self.remarks.unread.append(said.format(name=name, detail=refusal.detail))
            return ()
        self.title = self.title or grid.title
        self.remarks.unread += [grid.note] if grid.note else []
        return within(grid.blocks, name)

    def _grid(self, path: str) -> Grid:
        if path not in self.package.namelist():
            raise Refusal("unreadable", _("它不在这个文件里面；请把内容粘贴进来，另存后报送"))
        try:
            content = self.package.read(path)
        except TORN as error:
            raise damaged() from error
        kind = detect(content, "", self.limits)
        if kind == "docx":
            return self.inner(content)
        if kind not in _READERS:
            raise Refusal("unknown_type", _("不能读取这种内容；请用 Word 打开，另存为 docx 后报送"))
        return _READERS[kind](content, self.limits)
