"""A table that a document prints more than once: how often, and whether it says the same each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tasks.form import Table, normalise
from tasks.placing.matching import spellings
from tasks.placing.rows import Candidate, form_rows

_LONG = 4  # characters; shorter words than these stand in other tables too
_MANY = 4  # rows; so many that differ are another printing, whatever became of the rest
_Told = Mapping[str, Sequence[tuple[str, ...]]]


def told_rows(found: Sequence[Candidate], table: Table) -> _Told:
    """The figures of all lines that bear a row's words, by these, for words that only one row has."""
    rows: dict[str, set[str]] = defaultdict(set)
    for row in (form_row.row for form_row in form_rows(table)):
        for words in spellings(row):
            rows[words].add(row.code)
    told: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for candidate in found:
        words = normalise(candidate.label)
        if len(rows[words]) == 1 and any(not part.blank for part in candidate.values):
            told[words].append(tuple(part.text.strip() for part in candidate.values if not part.blank))
    return told


def times_printed(told: _Told) -> int:
    """How often the table is printed: as often as most of its sure rows."""
    counts = [len(figures) for label, figures in told.items() if len(label) > _LONG]
    repeated = [count for count in counts if count > 1]
    return max(repeated) if len(repeated) > len(counts) / 2 else 1


def contradict(told: _Told) -> bool:
    """Whether some row has other figures where the table is printed again: last year's, or another body's."""
    differing = sum(len(set(figures)) > 1 for figures in told.values())
    return differing >= _MANY or (differing > 0 and times_printed(told) > 1)
