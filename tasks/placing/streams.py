"""Tables that lost their rows: one cell a paragraph, or everything on a line. Labels end where figures begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.form import Table, compact, normalise
from tasks.placing.lines import Field, Line
from tasks.placing.rows import form_rows
from tasks.placing.values import looks_like_value
from tasks.records import Origin

_PIECE = re.compile(r"[^\s|]+")
_FOOTER = re.compile(r"^(?:[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d{1,3}\s*页.{0,12})$")
_TAIL = 80  # so many characters before the figures tell a header
_CUT = 4  # so many characters of a label tell it where the figures stand beside the middle of it
_PUNCTUATION = re.compile(r"[^\w]+")


def stream_lines(lines: Sequence[Line], table: Table) -> list[Line]:
    """Lines of label and figures cut from prose lines; their number of figures alone decides what they hold."""
    endings = _endings(table)
    return [_line(label, values, endings) for label, values in _runs(lines) if label]


def _runs(lines: Sequence[Line]) -> Iterator[tuple[list[tuple[str, Origin]], list[Field]]]:
    label: list[tuple[str, Origin]] = []
    values: list[Field] = []
    for line in lines:
        if line.table or len(compact(line.text)) > 20_000 or _FOOTER.match(line.text.strip()):
            continue
        for match in _PIECE.finditer(line.text):
            piece = match.group()
            if _is_figure(piece):
                values.append(Field(piece, line.origin, match.start(), len(piece)))
                continue
            if values:
                yield label, values
                label, values = [], []
            label.append((piece, line.origin))
    if values:
        yield label, values


def _is_figure(piece: str) -> bool:
    return looks_like_value(piece) and piece not in {"无", "空"} and not re.fullmatch(r"\d{4}年?", piece + "x")


def _squeeze(text: str) -> str:
    return _PUNCTUATION.sub("", compact(text))


def _endings(table: Table) -> list[tuple[str, str]]:
    """Squeezed row labels and beginnings that only one row has, longest first, each with the words it stands for."""
    whole: dict[str, str] = {}
    begun: dict[str, set[str]] = {}
    for form_row in form_rows(table):
        for text in (*form_row.row.spellings, form_row.row.label + form_row.row.hint):
            for words in filter(None, (_squeeze(text), normalise(text))):
                whole.setdefault(words, text)
                for length in range(_CUT, len(words)):
                    begun.setdefault(words[:length], set()).add(form_row.row.label)
    beginnings = {words: next(iter(rows)) for words, rows in begun.items() if len(rows) == 1}
    return sorted((beginnings | whole).items(), key=lambda item: -len(item[0]))


def _line(label: list[tuple[str, Origin]], values: list[Field], endings: list[tuple[str, str]]) -> Line:
    joined = "".join(piece for piece, _ in label)
    squeezed = _squeeze(joined)
    ending, words = next((known for known in endings if squeezed.endswith(known[0])), ("", label[-1][0]))
    before = squeezed.removesuffix(ending or _squeeze(words))
    groups = [Field(before[-length:], label[-1][1]) for length in (6, 5, 4) if len(before) >= length]
    head = (Field(squeezed[-_TAIL:], label[-1][1]), *groups, Field(words, label[-1][1]))
    return Line((*head, *values), labels=len(head))
