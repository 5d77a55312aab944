"""Tables that became text: one cell a paragraph, one line, pipes, ragged tabs. Blank cells vanish in a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tasks.form import Form
from tasks.sample import SampleReport
from tasks.sample.drawing import DrawnTable
from tasks.sample.outline import Part, Text, outline
from tasks.sample.wording import OFFICIAL, SEED, SHORT

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


DUMPS: dict[str, Dump] = {
    f"{dump.__name__}.txt": dump for dump in (one_line, spaced_rows, pipe_lines, pipe_runs, ragged_tabs, doubled_tabs)
}


def _texts(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        yield from [part.text] if isinstance(part, Text) else (box.text for row in part.rows for box in row)


def _lines(parts: Iterable[Part], row: Callable[[list[str]], str]) -> bytes:
    blocks = [part.text if isinstance(part, Text) else "\n".join(_rows(part, row)) for part in parts]
    return ("\n\n".join(blocks) + "\n").encode()


def _rows(table: DrawnTable, row: Callable[[list[str]], str]) -> Iterable[str]:
    return (row([box.text for box in boxes]) for boxes in table.rows)
