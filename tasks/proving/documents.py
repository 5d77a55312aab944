"""The whole way: a case is printed as a document, read, placed and checked like one that came by mail."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from expectations.proving import Situation
from tasks.form import load_form
from tasks.placing import place
from tasks.proving.situation import placement_of, raws_of
from tasks.reading import read
from tasks.records import Placement
from tasks.sample import SampleReport, render

_LAYOUT = "official.html"


def printable(situation: Situation) -> bool:
    """Whether a document can show it: not what only reading can bring about, nor what a season is."""
    told = {
        name
        for name in ("missing", "absent", "doubtful", "order", "tables", "title")
        if name in situation.model_fields_set
    }
    unknown = set(situation.cells) - set(load_form(situation.form).cells)
    years = situation.year is not None
    return years and not told and not unknown and not any(situation.headings.values())


def read_back(situation: Situation, layout: str = _LAYOUT) -> Placement:
    """The report of a situation after it went through a document in one of the sample's layouts."""
    direct = placement_of(situation, situation.agency)
    sample = SampleReport(
        agency=direct.agency,
        year=direct.year or 0,
        form=direct.form,
        values={code: "" if raw is None else raw for code, raw in raws_of(situation).items()},
        preamble=_paragraphs(situation.preamble),
        sections={number: _paragraphs(section.text) for number, section in direct.sections.items()},
        lost_headings=frozenset(number for number, heading in situation.headings.items() if not heading),
    )
    with TemporaryDirectory() as folder:
        file = Path(folder) / layout
        file.write_bytes(render(sample, layout))
        return place(read(file))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)
