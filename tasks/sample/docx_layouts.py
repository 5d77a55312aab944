"""Reports as Word documents, written as plain parts of the package so that the bytes never vary."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

from tasks.form import Form
from tasks.sample.drawing import Box, DrawnTable
from tasks.sample.outline import Part, Text, outline
from tasks.sample.report import SampleReport
from tasks.sample.wording import OFFICIAL, SEED, SHORT, TWO_LINES

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'{_HEAD}<w:styles xmlns:w="{_WORD}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>',
}

Draw = Callable[[DrawnTable], str]


def official(form: Form, report: SampleReport) -> bytes:
    """The official layout: gridSpan and vMerge."""
    return _pack(_document(outline(form, report, OFFICIAL), lambda table: _merged(table, _plain)))


def broken_runs(form: Form, report: SampleReport) -> bytes:
    """Cells of several paragraphs and runs, a run cut within a word; no styles, only bold."""
    return _pack(_document(outline(form, report, TWO_LINES), lambda table: _merged(table, _broken), styled=False))


def flat_header(form: Form, report: SampleReport) -> bytes:
    """A header without vertical merges, empty cells below its labels; spaces inside labels."""
    return _pack(_document(outline(form, report, SEED), lambda table: _merged(table, _plain, _loose_header)))


def repeated_groups(form: Form, report: SampleReport) -> bytes:
    """Nothing merged downwards: a group's label stands in each of its rows."""
    return _pack(_document(outline(form, report, SHORT), _repeated))


def _pack(document: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in [*_PARTS.items(), ("word/document.xml", document)]:
            # A fixed date, or the same report would give other bytes tomorrow.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return buffer.getvalue()


def _document(parts: Iterable[Part], draw: Draw, styled: bool = True) -> str:
    body = "".join(_text(part, styled) if isinstance(part, Text) else draw(part) + "<w:p/>" for part in parts)
    return f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'


def _text(part: Text, styled: bool) -> str:
    style = {"title": "Title", "heading": "Heading1", "prose": ""}[part.kind]
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if styled and style else ""
    bold = "<w:rPr><w:b/></w:rPr>" if style and not styled else ""
    return f"<w:p>{properties}{_run(part.text, bold)}</w:p>"


def _run(text: str, properties: str = "") -> str:
    pieces = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(pieces)}</w:r>"


def _plain(box: Box) -> str:
    return f"<w:p>{_run(box.text) if box.text else ''}</w:p>"


def _broken(box: Box) -> str:
    """A long label over two paragraphs, the rest in two runs."""
    if box.code or len(box.text) < 4:
        return f"<w:p>{_run(box.text)}</w:p><w:p/>" if box.code else _plain(box)
    pieces = re.findall(r".{1,12}", box.text)
    half = len(pieces[0]) // 2
    first = f"<w:p>{_run(pieces[0][:half])}{_run(pieces[0][half:])}</w:p>"
    return first + "".join(f"<w:p>{_run(piece)}</w:p>" for piece in pieces[1:])


def _loose_header(table: DrawnTable, box: Box) -> bool:
    return box.row < table.heads and box.column >= table.depth


def _merged(
    table: DrawnTable, content: Callable[[Box], str], loose: Callable[[DrawnTable, Box], bool] = lambda *_: False
) -> str:
    """Rows in which a box that spans rows is continued below, or, where loose, followed by empty cells."""

    def cell(box: Box, row: int) -> str:
        free = loose(table, box)
        merge = "" if box.rowspan == 1 or free else ("restart" if row == box.row else "continue")
        return _cell(box, content(box) if row == box.row else "<w:p/>", merge)

    return _table(table, [[cell(box, row) for box in _crossing(table, row)] for row in range(len(table.rows))])


def _repeated(table: DrawnTable) -> str:
    def cell(box: Box, row: int) -> str:
        header = box.row < table.heads
        merge = "" if box.rowspan == 1 or not header else ("restart" if row == box.row else "continue")
        return _cell(box, "<w:p/>" if header and row > box.row else _plain(box), merge)

    return _table(table, [[cell(box, row) for box in _crossing(table, row)] for row in range(len(table.rows))])


def _crossing(table: DrawnTable, row: int) -> list[Box]:
    found = [box for box in table.boxes if box.row <= row < box.row + box.rowspan]
    return sorted(found, key=lambda box: box.column)


def _cell(box: Box, content: str, merge: str) -> str:
    span = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    joined = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{span}{joined}</w:tcPr>{content}</w:tc>"


def _table(table: DrawnTable, rows: list[list[str]]) -> str:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = '<w:gridCol w:w="900"/>' * table.width
    lines = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
