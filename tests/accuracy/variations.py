"""The named variations, each from a line of what real reports look like; registered by their own function names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.sample import SampleReport
from tests.accuracy.document import Document

ONE_LINE = ("one_line.txt", "one_line_wrapped.txt", "one_line_of_pipes.txt")
STREAMS = ("cell_paragraphs.txt", *ONE_LINE, "spaced_rows.txt", "pipe_lines.txt")
DUMPS = (".txt",)  # a blank's place is told by other rows of the same shape only
Edit = Callable[[Document], None]


@dataclass(frozen=True)
class Variation:
    """One way in which a real report differs from the official form.

    seen = the words of the field notes on layouts that it stands for. loses = nothing can tell every figure any
    more, so that a cell may be flagged, missing or the report refused, but never wrong; loses_in = the layouts (ends
    of their names) in which that is so, such as the streams, tables that became running text. first = draws a
    table anew, so before all others. prepare changes the
    report before it is spelt, after the finished file (of types `only`, if any).
    """

    name: str
    theme: str
    seen: str
    edit: Edit
    editions: tuple[str, ...] = ("f2021", "f2019")
    only: tuple[str, ...] = ()
    loses: bool = False
    loses_in: tuple[str, ...] = ()
    first: bool = False
    prepare: Callable[[SampleReport], SampleReport] = lambda report: report
    after: Callable[[bytes], bytes] = bytes


VARIATIONS: dict[str, Variation] = {}


def variation(theme: str, seen: str, **more: object) -> Callable[[Edit], Edit]:
    """Register an edit of a document under its function's name."""

    def register(edit: Edit) -> Edit:
        name = edit.__name__
        assert name not in VARIATIONS, name
        VARIATIONS[name] = replace(Variation(name, theme, seen, edit), **more)  # type: ignore[arg-type]
        return edit

    return register


def nothing(document: Document) -> None:
    """Only prepare or after do something."""
