"""Rows whose label or cells may be those of others: merged, moved, wrapped or without a header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, pairwise

from tasks.form import Line as FormLine
from tasks.form import Table, normalise
from tasks.placing.columns import Assigned, Row
from tasks.placing.lines import Field
from tasks.placing.matching import row_likeness
from tasks.placing.rows import Candidate, form_rows
from tasks.placing.streams import TAIL
from tasks.placing.values import looks_like_value

_LONG = 4  # characters; shorter words than these stand in others, too


def uneven(rows: Sequence[Row]) -> set[int]:
    """All rows, where most have more or fewer figures than columns: chance made it fit."""
    told = [(match.candidate.at, figures) for match, figures in rows]
    unread = sum(figures is None for _, figures in told)
    return {at for at, figures in told if figures and len(figures) > 1} if unread * 2 > len(told) else set()


def headed(rows: Sequence[Row], table: Table) -> set[int]:
    """All rows, where the header of a column stands among the figures of one: they are not where they seem."""
    heads = {normalise(column.label) for block in table.blocks for column in block.columns}
    told = [(match.candidate.at, figures) for match, figures in rows if figures]
    words = (one.field.text for _, figures in told for one in figures if not one.field.text[:1].isdecimal())
    return {at for at, _ in told} if any(normalise(text) in heads for text in words) else set()


def worded(rows: Sequence[Row]) -> set[int]:
    """Rows that begin or end with a unit and no number: it is of another column, and all may stand beside their own."""
    told = [(match.candidate.at, figures) for match, figures in rows if figures and len(figures) > 1]
    return {at for at, figures in told if any(_is_unit(figures[end].field.text) for end in (0, -1))}


def _is_unit(text: str) -> bool:
    return not looks_like_value(text) and looks_like_value(f"1{text.strip()}")


def bare(rows: Sequence[Row]) -> set[int]:
    """Rows without a figure below no header of theirs: the words may stand in a menu, or in another table.

    Not where running text tells of as many blank cells as there are columns: no menu does.
    """
    told = [
        (match.candidate.at, figures) for match, figures in rows
        if figures and not (match.candidate.line.stream and len(figures) > 1)
    ]  # fmt: skip
    return {at for at, figures in told if not any(_headed(one) or _is_figure(one.field) for one in figures)}


def _is_figure(field: Field) -> bool:
    return not field.blank and looks_like_value(field.text)


def _headed(one: Assigned) -> bool:
    return "header" in one.why


def wrapped(rows: Sequence[Row], found: Sequence[Candidate]) -> set[int]:
    """Rows of a table below which figures without a label stand on a line of their own: they may be the row's rest."""
    taken = {match.candidate.at for match, _ in rows}
    loose = {c.at for c in found if c.at not in taken and not c.labels and _figures_alone(c)}
    blank = {c.at for c in found if c.values and all(part.blank for part in c.values)}
    wrapped: set[int] = set()
    for at in taken:
        below = next(n for n in count(at + 1) if n not in blank) if at in blank else at + 1
        wrapped |= {at} if below in loose else set()
    return wrapped


def _figures_alone(candidate: Candidate) -> bool:
    filled = [part for part in candidate.values if not part.blank]
    return bool(filled) and all(looks_like_value(part.text) for part in filled)


def merged(rows: Sequence[Row]) -> set[int]:
    """Rows with a figure whose cell reaches further down than their label's: it stands for other rows, too."""
    return {
        match.candidate.at
        for match, figures in rows
        for label in match.candidate.labels[-1:]
        if any(one.field.rowspan > label.rowspan for one in figures or ())
    }


def crossed(rows: Sequence[Row], found: Sequence[Candidate], table: Table) -> set[int]:
    """Rows on the wrong side of a whole row that bears another row's own label: labels or figures were moved."""
    form = form_rows(table)
    place = {form_row.row.code: number for number, form_row in enumerate(form)}
    taken = {match.candidate.at: place.get(match.form_row.row.code) for match, _ in rows}
    missing = [(number, row) for number, row in enumerate(form) if number not in taken.values()]
    crossed: set[int] = set()
    for candidate in found if missing else ():
        if candidate.at in taken or not candidate.labels:
            continue
        for number, row in missing:
            if len(candidate.values) >= len(row.block.columns) and row_likeness(candidate.label, row.row) >= 1:
                crossed |= {
                    at for at, other in taken.items() if other is not None and (at < candidate.at) != (other < number)
                }
    return crossed


def unlabelled(rows: Sequence[Row], found: Sequence[Candidate], table: Table) -> set[int]:
    """Rows of running text before one whose label is lost, where labels stand without figures: they may be that one's.

    A row left blank leaves no more than its label, and the next figures follow it, whosever they are.
    """
    read = {match.form_row.row.code: match.candidate.at for match, _ in rows if match.candidate.line.stream}
    words = {c.at: c.labels[0].text for c in found if c.line.stream and c.labels}  # all between two rows of figures
    order = [form_row.row for form_row in form_rows(table)]
    unread = [row for row in order if row.code not in read and len(normalise(row.label)) >= _LONG]
    if not any(_is_named(row, text) for text in words.values() for row in unread):
        return set()
    return {
        at for row, behind in pairwise(order)
        if (at := read.get(row.code)) is not None and behind.code not in read
        and len(between := words.get(at + 1, "")) < TAIL and not _is_named(behind, between)
    }  # fmt: skip


def _is_named(row: FormLine, text: str) -> bool:
    return any(normalise(words) in text for words in row.spellings)


def beside(rows: Sequence[Row]) -> set[int]:
    """Rows that end elsewhere than most of a table with more cells than columns: further right, or short of a cell."""
    ends = {
        match.candidate.at: (match.candidate.line.table, last.column + last.colspan)
        for match, figures in rows
        for last in match.candidate.line.fields[-1:]
        if figures and match.candidate.line.spans
    }
    more = {match.candidate.at for match, figures in rows if figures and len(match.candidate.values) > len(figures)}
    wide = len(more) * 2 > len(ends)
    usual = {table: sorted(end for own, end in ends.values() if own == table) for table, _ in ends.values()}
    middle = {table: found[len(found) // 2] for table, found in usual.items()}
    return {
        at for at, (table, end) in ends.items() if (end > middle[table] if at in more else wide and end < middle[table])
    }
