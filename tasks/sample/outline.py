"""A report in printed order: title, prose, headings and drawn tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tasks.form import Form
from tasks.sample.drawing import DrawnTable, Wording, draw
from tasks.sample.report import SampleReport


@dataclass(frozen=True, slots=True)
class Text:
    """One line of the title, a heading, or a paragraph."""

    kind: Literal["title", "heading", "prose"]
    text: str


Part = Text | DrawnTable


def outline(form: Form, report: SampleReport, wording: Wording) -> Iterator[Part]:
    """The parts of the document from top to bottom, spelled in this wording, as the report arranges them."""
    return iter(report.arrange(list(_official_order(form, report, wording))))


def _official_order(form: Form, report: SampleReport, wording: Wording) -> Iterator[Part]:
    yield from (Text("title", line) for line in wording.title(form, report))
    yield from _prose(report.preamble)
    for section in form.sections:
        if section.number not in report.lost_headings:
            yield Text("heading", section.heading)
        yield from _prose(report.sections.get(section.number, ()))
        for table in form.tables:
            if table.section == section.number:
                yield draw(table, report.values, wording)
    yield from _prose(report.closing)


def _prose(paragraphs: tuple[str, ...]) -> Iterator[Text]:
    return (Text("prose", text) for text in paragraphs)
