"""What makes the figures of a row doubtful although each has found a column: every cause, gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.form import Table
from tasks.placing.columns import Row
from tasks.placing.doubts_blanks import closed_up, pushed_left, shifted, unproven
from tasks.placing.doubts_numbers import below_zero, numbered, paged, parted_digits, single
from tasks.placing.doubts_rows import bare, beside, crossed, headed, merged, uneven, unlabelled, worded, wrapped
from tasks.placing.rows import DOUBTFUL, Candidate

_PUSHED = 0.8


def doubts(rows: Sequence[Row], found: Sequence[Candidate], table: Table) -> Mapping[int, float]:
    """The greatest certainty that is left to some rows, by their place among the lines."""
    doubtful = (
        shifted(rows), wrapped(rows, found), single(rows), uneven(rows), numbered(rows, table),
        merged(rows), crossed(rows, found, table), bare(rows), below_zero(rows),
        paged(rows), parted_digits(rows), worded(rows), beside(rows), unproven(rows),
        unlabelled(rows, found, table), headed(rows, table),
        closed_up(rows),
    )  # fmt: skip
    return dict.fromkeys(pushed_left(rows), _PUSHED) | dict.fromkeys(set().union(*doubtful), DOUBTFUL)
