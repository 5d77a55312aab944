"""Reports as web pages: what portals and Word leave behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby

from tasks.form import Form
from tasks.sample.drawing import Box, DrawnTable
from tasks.sample.outline import Part, Text, outline
from tasks.sample.report import SampleReport
from tasks.sample.wording import OFFICIAL, SEED, SHORT, THOUSANDS, TWO_LINES, YEAR_FIRST

Draw = Callable[[DrawnTable], str]


def official(form: Form, report: SampleReport) -> bytes:
    """The official layout with its spans."""
    return _page(form, report, _body(outline(form, report, THOUSANDS), _spanned))


def flat_header(form: Form, report: SampleReport) -> bytes:
    """A header without its rowspans, empty cells in their place."""
    return _page(form, report, _body(outline(form, report, OFFICIAL), _flat))


def overlong_rowspan(form: Form, report: SampleReport) -> bytes:
    """rowspan=99 on the outer group, cut by the end of its tbody as every browser does."""
    return _page(form, report, _body(outline(form, report, SHORT), _overlong))


def word_export(form: Form, report: SampleReport) -> bytes:
    """Markup as Word saves it: nested p and span, o:p, empty rows that only hold widths."""
    body = _body(outline(form, report, TWO_LINES), _word_table, _word_text)
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        '<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">'
        '<meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-size:10.5pt;'
        " font-family:宋体;} @page WordSection1 {size:595.3pt 841.9pt;} --></style>"
        f"</head><body lang=ZH-CN><div class=WordSection1>{body}</div></body></html>"
    ).encode()


def layout_table(form: Form, report: SampleReport) -> bytes:
    """The article inside tables that only lay out the page, after a block of metadata."""
    body = _body(outline(form, report, OFFICIAL), _spanned)
    metadata = (
        f"<table><tr><td>索引号</td><td>990001-{report.year}-0{len(report.values)}</td><td>发布机构</td><td>{escape(report.agency)}</td></tr>"
        f"<tr><td>主题分类</td><td>政务公开</td><td>公开方式</td><td>主动公开</td></tr></table>"
    )
    article = f"{metadata}<table><tr><td>{body}</td></tr></table>"
    nested = f"<table width=1000><tr><td width=200>首页<br>政府信息公开年报</td><td>{article}</td></tr></table>"
    return _page(form, report, nested)


def declared_gb2312(form: Form, report: SampleReport) -> bytes:
    """A page that says gb2312 and holds what only GB18030 can."""
    body = _body(outline(form, report, YEAR_FIRST), _spanned)
    text = _shell("政府信息公开年报", f"{body}<div>版权所有 © 县人民政府门户网站</div>", "gb2312")
    return text.encode("gb18030")


def line_breaks(form: Form, report: SampleReport) -> bytes:
    """<br> inside labels, &nbsp; around figures and for blanks."""
    return _page(form, report, _body(outline(form, report, SEED), _broken))


def table_heads(form: Form, report: SampleReport) -> bytes:
    """thead, th with scope, and tbody."""
    return _page(form, report, _body(outline(form, report, OFFICIAL), _headed))


def _page(form: Form, report: SampleReport, body: str) -> bytes:
    title = form.title.format(agency=report.agency, year=report.year)
    return _shell(title, body, "utf-8").encode()


def _shell(title: str, body: str, charset: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{charset}"><title>{escape(title)}</title></head>\n'
        f'<body><div class="article">\n{body}\n</div></body></html>\n'
    )


def _body(parts: Iterable[Part], draw: Draw, write: Callable[[Text], str] | None = None) -> str:
    text = write or _paragraph
    return "\n".join(text(part) if isinstance(part, Text) else draw(part) for part in parts)


def _paragraph(part: Text) -> str:
    words = escape(part.text, quote=False).replace("\n", "<br>")
    if part.kind == "title":
        return f'<h1 style="text-align:center">{words}</h1>'
    return f"<p><strong>{words}</strong></p>" if part.kind == "heading" else f"<p>　　{words}</p>"


def _cell(box: Box, tag: str = "td", content: str | None = None, rowspan: int | None = None, more: str = "") -> str:
    down = box.rowspan if rowspan is None else rowspan
    spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{box.colspan}"' if box.colspan > 1 else "")
    return f"<{tag}{spans}{more}>{escape(box.text, quote=False) if content is None else content}</{tag}>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _table(rows: Iterable[str]) -> str:
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _spanned(table: DrawnTable) -> str:
    return _table(_row(map(_cell, boxes)) for boxes in table.rows)


def _flat(table: DrawnTable) -> str:
    """Below a header label that should have spanned rows, an empty cell a row."""
    boxes = [
        flat
        for box in table.boxes
        for flat in (_split_down(box) if box.row < table.heads and box.column >= table.depth else [box])
    ]
    flattened = DrawnTable(table.code, table.width, table.depth, table.heads, tuple(boxes))
    return _spanned(flattened)


def _split_down(box: Box) -> list[Box]:
    below = [Box(box.row + down, box.column, "", colspan=box.colspan) for down in range(1, box.rowspan)]
    return [Box(box.row, box.column, box.text, colspan=box.colspan, code=box.code, value=box.value), *below]


def _overlong(table: DrawnTable) -> str:
    """Each outermost group opens a tbody of its own, so that its rowspan may exceed it."""
    sections: list[int] = []
    for index, boxes in enumerate(table.rows):
        after_group = any(box.row + box.rowspan == index and _outer_group(table, box) for box in table.boxes)
        opens = after_group or any(_outer_group(table, box) for box in boxes)
        sections.append(sections[-1] + opens if sections else 0)
    groups = groupby(zip(sections, table.rows, strict=True), key=lambda pair: pair[0])
    bodies = ("\n".join(_row(_overlong_cell(table, box) for box in boxes) for _, boxes in rows) for _, rows in groups)
    return _table(f"<tbody>\n{body}\n</tbody>" for body in bodies)


def _outer_group(table: DrawnTable, box: Box) -> bool:
    return box.row >= table.heads and box.column == 0 and box.rowspan > 1


def _overlong_cell(table: DrawnTable, box: Box) -> str:
    return _cell(box, rowspan=99 if _outer_group(table, box) else None)


def _broken(table: DrawnTable) -> str:
    def content(box: Box) -> str:
        if box.code:
            return f"&nbsp;{escape(box.text)}&nbsp;" if box.text else "&nbsp;"
        return re.sub(" +", "<br />", escape(box.text, quote=False))

    return _table(_row(_cell(box, content=content(box)) for box in boxes) for boxes in table.rows)


def _headed(table: DrawnTable) -> str:
    def row(boxes: list[Box]) -> str:
        return _row(
            _cell(box)
            if box.code
            else _cell(box, "th", more=' scope="col"' if box.row < table.heads else ' scope="row"')
            for box in boxes
        )

    head, body = table.rows[: table.heads], table.rows[table.heads :]
    return _table(["<thead>", *map(row, head), "</thead>", "<tbody>", *map(row, body), "</tbody>"])


def _word_text(part: Text) -> str:
    size = {"title": "22.0pt", "heading": "16.0pt", "prose": "14.0pt"}[part.kind]
    align = " align=center style='text-align:center'" if part.kind == "title" else ""
    return f"<p class=MsoNormal{align}>{_word_spans(part.text, size)}</p>"


def _word_spans(text: str, size: str) -> str:
    """Word starts a new span wherever letters or digits meet Chinese."""
    pieces = re.findall(r"[\x21-\x7e]+|[^\x21-\x7e]+", text)
    spans = (
        f"<span{' lang=EN-US' if piece.isascii() else ''} style='font-size:{size};font-family:仿宋'>"
        + escape(piece, quote=False).replace("\n", "<br>\n")
        + "</span>"
        for piece in pieces
    )
    return "".join(spans) or "<span lang=EN-US><o:p>&nbsp;</o:p></span>"


def _word_table(table: DrawnTable) -> str:
    def content(box: Box) -> str:
        return f"<p class=MsoNormal align=center style='text-align:center'>{_word_spans(box.text, '10.0pt')}</p>"

    style = " style='border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt'"
    rows = [_row(_cell(box, content=content(box), more=style) for box in boxes) for boxes in table.rows]
    widths = "<![if !supportMisalignedColumns]>" + _row(["<td width=60 style='border:none'></td>"] * table.width)
    return f"<table class=MsoNormalTable border=0 cellspacing=0>{''.join(rows)}{widths}<![endif]></table>"
