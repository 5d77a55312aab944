"""Tables that became text: one cell a paragraph, one line, pipes, ragged tabs. Blank cells vanish in a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tasks.form import Form, printed_width
from tasks.sample import SampleReport
from tasks.sample.drawing import DrawnTable
from tasks.sample.outline import Part, Text, outline
from tasks.sample.wording import OFFICIAL, SEED, SHORT
from tests.accuracy.drawn_text import boxed, dashed, gridded

_SCREEN = 80
_LONE_TAB = "\n\n\t\n\n"
Dump = Callable[[Form, SampleReport], bytes]


def one_line(form: Form, report: SampleReport) -> bytes:
    """Everything on one line."""
    return " ".join(filter(None, _texts(outline(form, report, OFFICIAL)))).encode()


def spaced_rows(form: Form, report: SampleReport) -> bytes:
    """A line a row, cells parted by spaces."""
    return _lines(outline(form, report, SHORT), lambda texts: "  ".join(filter(None, texts)))


def pipe_lines(form: Form, report: SampleReport) -> bytes:
    """`a |` a line."""
    return _lines(outline(form, report, OFFICIAL), lambda texts: "\n".join(f"{t} |" for t in texts if t))


def pipe_runs(form: Form, report: SampleReport) -> bytes:
    """Rows with runs of `||` between cells, a pipe at either end."""
    return _lines(outline(form, report, SEED), lambda texts: "||" + "||".join(texts) + "||")


def ragged_tabs(form: Form, report: SampleReport) -> bytes:
    """Tabs; nothing stands for merged cells, and rows differ in length."""
    return _lines(outline(form, report, OFFICIAL), "\t".join)


def doubled_tabs(form: Form, report: SampleReport) -> bytes:
    """Two tabs between cells, as copying from a browser leaves them."""
    return _lines(outline(form, report, OFFICIAL), "\t\t".join)


def one_line_wrapped(form: Form, report: SampleReport) -> bytes:
    """Everything on one line, cut at the spaces before the eightieth place."""
    words = one_line(form, report).decode().split(" ")
    lines = [""]
    for word in words:
        if printed_width(lines[-1] + word) > _SCREEN:
            lines.append("")
        lines[-1] += word + " "
    return "\n".join(lines).encode()


def one_line_of_pipes(form: Form, report: SampleReport) -> bytes:
    """Everything on one line, a pipe between any two cells."""
    return "|".join(filter(None, _texts(outline(form, report, OFFICIAL)))).encode()


def copied_cells(form: Form, report: SampleReport) -> bytes:
    """As a browser copies cells that hold paragraphs: a tab alone on its line between two cells."""
    return _tables(outline(form, report, OFFICIAL), lambda table: "\n\n\n\n".join(_rows(table, _copied)))


def _copied(texts: list[str]) -> str:
    return _LONE_TAB.join(text or "\u00a0" for text in texts)


def box_drawn(form: Form, report: SampleReport) -> bytes:
    """A box of lines, as text browsers draw."""
    return _tables(outline(form, report, OFFICIAL), boxed)


def plus_and_minus(form: Form, report: SampleReport) -> bytes:
    """+---+ and |, every cell."""
    return _tables(outline(form, report, OFFICIAL), gridded)


def under_dashes(form: Form, report: SampleReport) -> bytes:
    """Columns under dashes."""
    return _tables(outline(form, report, OFFICIAL), dashed)


DUMPS: dict[str, Dump] = {
    f"{dump.__name__}.txt": dump
    for dump in (
        one_line, one_line_wrapped, one_line_of_pipes, spaced_rows, pipe_lines, pipe_runs, ragged_tabs, doubled_tabs,
        copied_cells, box_drawn, plus_and_minus, under_dashes,
    )
}  # fmt: skip


def _texts(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        yield from [part.text] if isinstance(part, Text) else (box.text for row in part.rows for box in row)


def _lines(parts: Iterable[Part], row: Callable[[list[str]], str]) -> bytes:
    return _tables(parts, lambda table: "\n".join(_rows(table, row)))


def _tables(parts: Iterable[Part], drawn: Callable[[DrawnTable], str]) -> bytes:
    blocks = [part.text if isinstance(part, Text) else drawn(part) for part in parts]
    return ("\n\n".join(blocks) + "\n").encode()


def _rows(table: DrawnTable, row: Callable[[list[str]], str]) -> Iterable[str]:
    return (row([box.text for box in boxes]) for boxes in table.rows)
