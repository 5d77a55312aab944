"""Every layout in which a sample report can be printed, by name; the name ends with the file type."""

from __future__ import annotations

from collections.abc import Callable

from tasks.form import Form, load_form
from tasks.sample import docx_layouts, html_layouts, text_layouts, xlsx_layouts
from tasks.sample.report import SampleReport

Render = Callable[[Form, SampleReport], bytes]

_RENDERERS: dict[str, Render] = {
    "tab_dump.txt": text_layouts.tab_dump,
    "collapsed_tabs.txt": text_layouts.collapsed_tabs,
    "pipe_table.txt": text_layouts.pipe_table,
    "pipe_rows.txt": text_layouts.pipe_rows,
    "cell_paragraphs.txt": text_layouts.cell_paragraphs,
    "official.html": html_layouts.official,
    "flat_header.html": html_layouts.flat_header,
    "overlong_rowspan.html": html_layouts.overlong_rowspan,
    "word_export.html": html_layouts.word_export,
    "layout_table.html": html_layouts.layout_table,
    "declared_gb2312.html": html_layouts.declared_gb2312,
    "line_breaks.html": html_layouts.line_breaks,
    "table_heads.html": html_layouts.table_heads,
    "official.docx": docx_layouts.official,
    "broken_runs.docx": docx_layouts.broken_runs,
    "flat_header.docx": docx_layouts.flat_header,
    "repeated_groups.docx": docx_layouts.repeated_groups,
    "official.xlsx": xlsx_layouts.official,
    "text_numbers.xlsx": xlsx_layouts.text_numbers,
    "sheets.xlsx": xlsx_layouts.sheets,
}

LAYOUTS: tuple[str, ...] = tuple(_RENDERERS)


def render(report: SampleReport, layout: str) -> bytes:
    """The report as a file in one of LAYOUTS; KeyError for any other name."""
    return _RENDERERS[layout](load_form(report.form), report)
