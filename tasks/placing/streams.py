"""Tables that lost their rows: one cell a paragraph, or everything on a line. Labels end where figures begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from tasks.form import Table, compact, normalise
from tasks.placing.lines import Field, Line
from tasks.placing.rows import form_rows
from tasks.placing.values import looks_like_value
from tasks.records import Origin

_PIECE = re.compile(r"[^\s|]+")
_FOOTER = re.compile(r"^(?:[-—–－]\s*\d{1,3}\s*[-—–－]|第\s*\d{1,3}\s*页.{0,12})$")
_NOTE = 30  # characters in which a note behind a figure ends
_TOO_LONG = 20_000
_JOINED = 2  # columns of labels that are joined downwards
BLANK_CELL = "|"  # what a reader leaves of a cell that a dump marks as blank
_OPEN = re.compile(r"^[+-]?\d[\d,.]*[(（][^)）]*$")
_CLOSED = re.compile(r"^[+-]?\d[\d,.]*[(（][^()（）]*[)）]")
_STRAY = frozenset({"?", "？"})
_UNIT = re.compile(r"(?:元|万元|亿元|件|条|项|宗)(?=[\s|]|$)")
_FRACTION = re.compile(r"[.．]\d{1,6}")
_TORN = 0.8  # of a figure put together from two pieces
_NOTHING = frozenset({"无", "空"})
TAIL = 80  # so many characters before the figures tell a header
_CUT = 4  # so many characters of a label tell it where the figures stand beside the middle of it
_PUNCTUATION = re.compile(r"[^\w]+")


def stream_lines(lines: Sequence[Line], table: Table) -> list[Line]:
    """Lines of label and figures cut from prose lines; their number of figures alone decides what they hold."""
    endings = _endings(table)
    width = len(table.blocks[0].columns) if len(table.blocks) == 1 else _TOO_LONG
    return [_line(label, _cut(values, width), endings) for label, values in _runs(lines) if label]


def _cut(values: list[Field], width: int) -> list[Field]:
    """The figures without the blanks behind a whole row: of the labels that begin the next one, joined downwards."""
    behind = values[width:]
    return values if len(behind) > _JOINED or any(not field.blank for field in behind) else values[:width]


def _runs(lines: Sequence[Line]) -> Iterator[tuple[list[tuple[str, Origin]], list[Field]]]:
    label: list[tuple[str, Origin]] = []
    values: list[Field] = []
    for piece, figure in _told(_with_units(_pieces(lines))):
        if figure:
            values.append(piece)
            continue
        if values:
            yield label, values
            label, values = [], []
        label.append((piece.text, piece.origin))
    if values:
        yield label, values


def _pieces(lines: Sequence[Line]) -> Iterator[Field]:
    """Words and figures; a figure with its unit, with the note in brackets behind it, with a stray mark before it."""
    for line in lines:
        if line.table or len(compact(line.text)) > _TOO_LONG or is_footer(line.text):
            continue
        if line.text == BLANK_CELL:
            yield Field("", line.origin)
        whole: re.Match[str] | None = None
        for match in _PIECE.finditer(line.text):
            start = whole.start() if whole else match.start()
            text = "".join(line.text[start : match.end()].split())
            after = line.text[match.end() : match.end() + _NOTE].lstrip()
            if _goes_on(text, after):
                whole = whole or match
            else:
                yield Field(text, line.origin, start, match.end() - start)
                whole = None


def _with_units(pieces: Iterable[Field]) -> Iterator[Field]:
    """Pieces; a unit or a fraction that was wrapped to a line of its own stands behind its figure again."""
    before: Field | None = None
    for piece in pieces:
        if before and _is_figure(before.text) and before.text[-1:].isdigit() and _UNIT.fullmatch(piece.text):
            before = replace(before, text=before.text + piece.text)
            continue
        if before and before.text.isdecimal() and _FRACTION.fullmatch(piece.text):
            before = replace(before, text=before.text + piece.text, certainty=_TORN)
            continue
        if before:
            yield before
        before = piece
    if before:
        yield before


def is_footer(text: str) -> bool:
    """Whether a line is a page's number and nothing else."""
    return bool(_FOOTER.match(text.strip()))


def _goes_on(text: str, after: str) -> bool:
    """Whether what follows belongs to the same figure: the rest of a note, a digit behind a stray mark, a unit."""
    if _OPEN.match(text):
        return bool(_CLOSED.match(text + "".join(after.split())))
    return (text in _STRAY and after[:1].isdigit()) or (_is_figure(text) and bool(_UNIT.match(after)))


def _told(pieces: Iterable[Field]) -> Iterator[tuple[Field, bool]]:
    """Pieces, and whether each is a figure; a word for nothing (无) is one beside a figure or another such word."""
    before = False
    current: Field | None = None
    for following in chain(pieces, [None]):
        if current is not None:
            mark = current.text in _NOTHING
            beside = before or (following is not None and (_is_figure(following.text) or following.text in _NOTHING))
            before = (mark and beside) or _is_figure(current.text)
            yield current, before
        current = following


def _is_figure(piece: str) -> bool:
    return looks_like_value(piece) and piece not in _NOTHING


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
    head = (Field(squeezed[-TAIL:], label[-1][1]), *groups, Field(words, label[-1][1]))
    return Line((*head, *values), labels=len(head))
