"""Rows that are not official but seen: subtotals of a group, a group printed as one row, local rows of table 二."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tasks.form import Line as FormLine
from tasks.form import Table, compact, normalise, split_ordinal
from tasks.placing.rows import DOUBTFUL, Candidate, FormRow, Matched, group_of
from tasks.placing.sections import heading_number
from tasks.placing.values import looks_like_value
from tasks.records import Origin

_AGAIN = 2  # lines that bear a group's label: the first one of it does in any form
_LOCAL = "t2"  # the only table to which agencies add rows of their own (domain spec 2.3)


@dataclass
class Extra:
    """Extra rows as if they were official, and the cells that are absent because of them, with their place."""

    rows: list[Matched] = field(default_factory=list)
    absent: dict[str, Origin] = field(default_factory=dict)


def find_extras(found: Sequence[Candidate], matched: Sequence[Matched], table: Table) -> Extra:
    """What the lines that matched no row are: `grp_…`, the single row of a group, or `ext.…`."""
    extra = Extra()
    rows = {match.candidate.at: match.form_row for match in matched}
    if not rows:
        return extra
    before: FormRow | None = None
    for candidate in found:
        if candidate.at in rows:
            before = rows[candidate.at]
        elif code := group_of(candidate.label, table):
            _group(candidate, code, matched, table, extra)
        elif before and table.code == _LOCAL and _is_local(candidate, before, matched, table):
            local = FormLine(code=f"ext.{compact(candidate.label)}", label=candidate.label)
            sure = candidate.labels[-1].certainty
            if not _is_one(candidate) or (sure < 1 and not _all_found(before, rows.values())):
                sure = min(sure, DOUBTFUL)
            extra.rows.append(Matched(candidate, FormRow(before.block, local), sure))
        else:
            before = None
    return extra


def _group(candidate: Candidate, code: str, matched: Sequence[Matched], table: Table, extra: Extra) -> None:
    """A group's own row of figures: its subtotal, or, where its leaves are not printed, the single row instead."""
    block = matched[0].form_row.block
    leaves = [row for row in block.rows if row.within(code)]
    named = {row.group.single for row in leaves if row.group}
    single = next((row for row in block.single_rows if row.code in named), None)
    printed = [match for match in matched if match.form_row.row in leaves]
    words = any(not looks_like_value(part.text) for part in candidate.values)  # a leaf's label that was not known
    if single and not printed and not words:
        extra.rows.append(Matched(candidate, FormRow(block, single), 1.0))
        origin = candidate.labels[-1].origin
        extra.absent |= {block.code(leaf, column): origin for leaf in leaves for column in block.columns}
    elif any(not part.blank for part in candidate.values):
        # Where a leaf is missing, these may be its figures, its own label lost.
        read = [match for match in printed if _is_whole(match)]
        # Where every leaf's line says the group again, one that says no more may be any row without a name.
        again = sum(group_of(label.text, table) == code for match in read for label in match.candidate.labels[:-1])
        sure = 1.0 if len(read) == len(leaves) and again < _AGAIN else DOUBTFUL
        subtotal = FormLine(code=f"grp_{code}", label=candidate.label)
        extra.rows.append(Matched(candidate, FormRow(block, subtotal), sure))


def _all_found(one: FormRow, found: Iterable[FormRow]) -> bool:
    """Whether every official row of a row's block was found: else a label read from a picture may be one, misread."""
    return {row.code for row in one.block.rows} <= {each.row.code for each in found if each.block is one.block}


def _is_one(candidate: Candidate) -> bool:
    """Whether the label is all that stands before the figures; of several words of running text it may be the last."""
    line = candidate.line
    return not line.stream or normalise(line.fields[0].text) == normalise(candidate.label)


def _is_whole(match: Matched) -> bool:
    """A row of as many figures as columns behind its own label, not a sentence nor what stands where the row should."""
    candidate = match.candidate
    told = bool(candidate.labels) and match.certainty > DOUBTFUL
    return told and len(candidate.values) >= len(match.form_row.block.columns)


def _is_header(label: str, table: Table) -> bool:
    """Whether the words before the figures are a column's, or a part of them, or a chapter's."""
    words = normalise(label)
    printed = (normalise(text) for block in table.blocks for column in block.columns for text in column.spellings)
    ordinal = split_ordinal(label)[0]  # 一、 begins a chapter, or a row of another table
    return (
        heading_number(label) is not None
        or any(block.caption and normalise(block.caption) in words for block in table.blocks)
        or ordinal[:1] in set("一二三四五六七")
        or any(words in text or text in words for text in printed)
    )


def _begins_row(label: str, table: Table) -> bool:
    """Whether the words are the beginning of an official row's, the rest of which stands on another line."""
    words = normalise(label)
    return any(
        normalise(text).startswith(words) for block in table.blocks for row in block.rows for text in row.spellings
    )


def _is_local(candidate: Candidate, before: FormRow, matched: Sequence[Matched], table: Table) -> bool:
    """A row of words and as many figures as the block above has columns, in the same printed table."""
    line = candidate.line
    figures = [part for part in candidate.values if not part.blank]
    tables = {match.candidate.line.table for match in matched if match.form_row.block is before.block}
    return (
        bool(candidate.label)
        and not _is_header(candidate.label, table)
        and not _begins_row(candidate.label, table)
        and line.table in tables
        and (not line.stream or len(before.block.columns) > 1)  # one figure behind words is any sentence
        and len(figures) == len(before.block.columns)
        and all(looks_like_value(part.text) for part in figures)
    )
