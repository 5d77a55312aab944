"""A table that a document prints more than once: how often, and whether it says the same each time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median_low

from tasks.form import Block, Table, normalise
from tasks.placing.lines import Line
from tasks.placing.matching import spellings
from tasks.placing.rows import Candidate, form_rows

_LONG = 4  # characters; shorter words than these stand in other tables too
_MANY = 4  # rows; so many that differ are another printing, whatever became of the rest
_WHOLE = 0.8  # of a table's heads; a page that goes on may print fewer
_Told = Mapping[str, Sequence[tuple[str, ...]]]


def told_rows(found: Sequence[Candidate], table: Table) -> _Told:
    """The figures of all lines that bear a row's words, by these, for words that only one row has; () = left blank."""
    rows: dict[str, set[str]] = defaultdict(set)
    widths: dict[str, int] = {}
    for form_row in form_rows(table):
        for words in spellings(form_row.row):
            rows[words].add(form_row.row.code)
            widths[words] = len(form_row.block.columns)
    told: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for candidate in found:
        words = normalise(candidate.label)
        figures = tuple(part.text.strip() for part in candidate.values if not part.blank)
        if len(rows[words]) == 1 and (figures or len(candidate.values) >= widths[words]):
            told[words].append(figures)
    return told


def times_printed(told: _Told) -> int:
    """How often the table is printed: as often as most of its sure rows."""
    counts = [len(figures) for label, figures in told.items() if len(label) > _LONG]
    repeated = [count for count in counts if count > 1]
    return max(repeated) if len(repeated) > len(counts) / 2 else 1


def contradict(told: _Told) -> bool:
    """Whether some row has other figures, or none, where the table is printed again: last year's, another body's."""
    differing = sum(len(set(figures)) > 1 for figures in told.values())
    return differing >= _MANY or (differing > 0 and times_printed(told) > 1)


def unread_again(lines: Sequence[Line], found: Sequence[Candidate], told: _Told, table: Table) -> bool:
    """Whether another printed table has all heads or all labels of this one, and more, but not a row to be read."""
    read = {candidate.line.table for candidate in found if normalise(candidate.label) in told and candidate.values}
    printed: dict[int, set[str]] = defaultdict(set)
    for line in lines if read else ():
        if line.table not in read:
            printed[line.table] |= {normalise(part.text) for part in line.fields if not part.blank}
    heads = {normalise(column.label) for block in table.blocks for column in block.columns}
    labels = {normalise(row.label) for block in table.blocks for row in block.rows}
    known = {normalise(words) for block in table.blocks for words in (*_heads(block), block.corner)}
    return any(
        len(telling & words) >= _WHOLE * len(telling) and words - telling - known
        for words in printed.values() for telling in (heads, labels)
    )  # fmt: skip


def times_in_words(lines: Sequence[Line], table: Table) -> int:
    """How often running text prints the table's words, figures or none: as often as the middle one of them."""
    text = normalise("".join(line.text for line in lines if not line.table))
    printed = Counter(normalise(words) for words in _words(table))
    counts = [text.count(words) // times for words, times in printed.items() if len(words) >= _LONG and words in text]
    return median_low(counts) if counts else 0


def _words(table: Table) -> Iterator[str]:
    """What one printing of the table says: captions, headers of columns and of their groups, labels of rows."""
    for block in table.blocks:
        yield from (*_heads(block), *(row.label for row in block.rows))


def _heads(block: Block) -> Iterator[str]:
    yield from filter(None, (block.caption, *(column.label for column in block.columns)))
    yield from dict.fromkeys(column.group.label for column in block.columns if column.group)
