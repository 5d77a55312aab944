"""Text tables whose field numbers are true columns: a tool wrote out every joined cell, and the headers prove it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from tasks.form import Block, Form, normalise
from tasks.placing.lines import Line
from tasks.placing.values import looks_like_value


def with_true_columns(lines: Sequence[Line], form: Form) -> list[Line]:
    """The same lines; the fields of a text table stand in true columns where its headers stand as in the form.

    They do where those of one line leave room for those of another, as joined cells do, and all rows are as wide.
    """
    block = form.table("t3").blocks[0]
    found: list[Line] = []
    for (table, spans), run in groupby(lines, key=lambda line: (line.table, line.spans)):
        rows = list(run)
        true = table and not spans and _equally_wide(rows) and _as_in_form(rows, block)
        found += [replace(line, spans=True) for line in rows] if true else rows
    return found


def _equally_wide(rows: Sequence[Line]) -> bool:
    return len({len(line.fields) for line in rows}) == 1


def _as_in_form(rows: Sequence[Line], block: Block) -> bool:
    """Whether each header stands once, as far from the first as in the form, and not all of them on one line."""
    number = {normalise(column.label): place for place, column in enumerate(block.columns)}
    told = [
        (at, number[words], place - number[words])
        for at, line in enumerate(_head(rows, block))
        for place, field in enumerate(line.fields)
        if (words := normalise(field.text)) in number
    ]
    once = sorted(column for _, column, _ in told) == list(number.values())
    starts = {start for _, _, start in told}
    stands = once and len(starts) == 1 and len({at for at, _, _ in told}) > 1
    return stands and all(_figures_from(line, min(starts)) for line in rows[max(at for at, _, _ in told) + 1 :])


def _figures_from(line: Line, start: int) -> bool:
    """Whether a row has words before the first column alone, and figures from there on."""
    words = [not looks_like_value(field.text) for field in line.fields]
    return not any(words[start:]) and not any(
        field.text and not word for field, word in zip(line.fields[:start], words, strict=False)
    )


def _head(rows: Sequence[Line], block: Block) -> Iterator[Line]:
    """The lines above the first row of the form and the first figure."""
    labels = {normalise(text) for row in block.rows for text in row.spellings}
    labels -= {normalise(column.label) for column in block.columns}
    return takewhile(lambda line: not any(_is_row(field.text, labels) for field in line.fields), rows)


def _is_row(text: str, labels: set[str]) -> bool:
    return bool(text.strip()) and (normalise(text) in labels or looks_like_value(text))
