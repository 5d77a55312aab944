"""Running text in which labels and figures came apart: seen by rows of figures without a label, read by order alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tasks.form import Block, Form, Table, normalise, parts
from tasks.placing.lines import Field
from tasks.placing.matching import row_likeness
from tasks.placing.rows import DOUBTFUL, Candidate, Matched, form_rows, group_of
from tasks.placing.values import parse_value

_BY_ORDER = 0.95
_COLUMN = 3  # rows of equally many figures too many
_ASTRAY = 3  # so many rows before or behind its figures a label may stand


def settled(found: Sequence[Candidate], matched: list[Matched], form: Form, table: Table) -> list[Matched]:
    """The rows of running text: as matched where each label stands before its figures, else by order or in doubt.

    Order alone is believed when there are as many rows of figures as the form has, and every sum of theirs holds.
    """
    apart = bool(matched) and _apart(found, matched, table)
    if not matched or (not apart and _complete(matched, table)):
        return matched
    doubtful = [replace(match, certainty=min(match.certainty, DOUBTFUL)) for match in matched]
    return _by_order(found, matched, form, table) or (doubtful if apart else matched)


def _complete(matched: Sequence[Matched], table: Table) -> bool:
    whole = (len(match.candidate.values) == len(match.form_row.block.columns) for match in matched)
    return len(matched) == len(form_rows(table)) and all(whole)


def _apart(found: Sequence[Candidate], matched: Sequence[Matched], table: Table) -> bool:
    """Whether figures stand where no label is theirs while a label has none, or two rows of them behind one label."""
    taken = {match.candidate.at for match in matched}
    missing = len(matched) < len(form_rows(table))
    for candidate in found:
        if candidate.at in taken or not candidate.values or group_of(candidate.label, table) is not None:
            continue
        inside = min(taken) < candidate.at < max(taken)
        whole = bool(_rows_of(candidate, table))
        if _headed(candidate, table) or (missing and (inside or whole)) or (whole and candidate.at < min(taken)):
            return True
    wider = Counter(len(match.candidate.values) for match in matched if _excess(match))
    return any(_rows_of(match.candidate, table) > 1 for match in matched) or max(wider.values(), default=0) >= _COLUMN


def _excess(match: Matched) -> bool:
    """More figures than columns: where several rows have as many, there is a column that the form does not know."""
    return len(match.candidate.values) > len(match.form_row.block.columns) > 1


def _headed(candidate: Candidate, table: Table) -> bool:
    """Whether a whole row of figures follows a block's last column header, where its first label should stand."""
    head = candidate.line.fields[0].text
    return any(
        len(candidate.values) == len(block.columns) and head.endswith(normalise(block.columns[-1].label))
        for block in table.blocks
    )


def _rows_of(candidate: Candidate, table: Table) -> int:
    """How many whole rows the figures make, in a table of many columns."""
    width = max(len(block.columns) for block in table.blocks)
    many = len(table.blocks) == 1 and width > 1
    return len(candidate.values) // width if many and candidate.values and len(candidate.values) % width == 0 else 0


def _by_order(found: Sequence[Candidate], matched: Sequence[Matched], form: Form, table: Table) -> list[Matched]:
    rows, block = form_rows(table), table.blocks[0]
    if len(table.blocks) > 1:
        return []
    for across in (False, True):
        chunks = _chunks(found, matched, table, across)
        if len(chunks) == len(rows) and _near(chunks, table) and _adds_up(chunks, form, block):
            return [Matched(chunk, form_row, _BY_ORDER) for chunk, form_row in zip(chunks, rows, strict=True)]
    return []


def _chunks(found: Sequence[Candidate], matched: Sequence[Matched], table: Table, across: bool) -> list[Candidate]:
    """All figures from the first row's to the last's in whole rows; across = those of one row from left to right."""
    width = len(table.blocks[0].columns)
    ends = {match.candidate.at for match in matched} | {c.at for c in found if _rows_of(c, table)}
    chunks: list[Candidate] = []
    row: list[Field] = []
    for candidate in found:
        if min(ends) <= candidate.at <= max(ends):
            row += candidate.values
        while row and len(row) % width == 0:
            part = sorted(row[:width], key=lambda field: field.column) if across else row[:width]
            chunks.append(replace(candidate, values=tuple(part)))
            row = row[width:]
    return [] if row else chunks


def _near(chunks: Sequence[Candidate], table: Table) -> bool:
    """Whether the labels that can be read stand in the form's order, none far from the figures that order gives it."""
    rows = form_rows(table)
    labels = dict.fromkeys((chunk.at, chunk.label) for chunk in chunks)
    told = {at: [r for r, row in enumerate(rows) if row_likeness(label, row.row) >= 1.0] for at, label in labels}
    single = [named[0] for named in told.values() if len(named) == 1]
    astray = (
        min(abs(row - number) for row in told[chunk.at])
        for number, chunk in enumerate(chunks)
        if len(told[chunk.at]) == 1
    )
    return single == sorted(single) and max(astray, default=0) <= _ASTRAY


def _adds_up(chunks: Sequence[Candidate], form: Form, block: Block) -> bool:
    values = {
        block.code(row, column): _value(field)
        for chunk, row in zip(chunks, block.rows, strict=True)
        for column, field in zip(block.columns, chunk.values, strict=True)
    }
    return all(
        values[total] == sum(values[code] for code in addends)
        for total, addends in parts(form).items()
        if total in values
    )


def _value(field: Field) -> Decimal:
    return parse_value(field.text).value or Decimal(0)
