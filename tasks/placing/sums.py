"""Whether the rows of a table add up as read: a witness that each figure stands in its own column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.form import Form, parts
from tasks.placing.doubts import Row
from tasks.placing.values import parse_value

_FEWEST = 3  # totals other than 0, where fewer tell nothing
_SHARE = 0.9  # of the totals; agencies make errors


def add_up(rows: Sequence[Row], form: Form) -> bool:
    """Whether nearly all totals at the end of a row are the sums of their parts, blanks counted as nothing."""
    printed = {
        match.form_row.block.code(match.form_row.row, one.column): parse_value(one.field.text).value
        for match, figures in rows
        for one in figures or ()
    }
    sums = [
        (total, sum((printed[code] or Decimal(0) for code in addends), Decimal(0)))
        for code, addends in parts(form).items()
        if (total := printed.get(code)) is not None
        and all(map(printed.__contains__, addends))
        and {addend.rpartition(".")[0] for addend in addends} == {code.rpartition(".")[0]}
    ]
    telling = [total == found for total, found in sums if total or found]
    return len(telling) >= _FEWEST and sum(telling) >= _SHARE * len(telling)
