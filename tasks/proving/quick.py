"""A second judge, in plain arithmetic: proved equal to Great Expectations on every case, then used for the mutants."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

from expectations.entries import columns
from tasks.checking import Verdict

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
Holds = Callable[[Row, Mapping[str, Any]], bool]


def quick(frame: pd.DataFrame, suite: Mapping[str, Any]) -> list[Verdict]:
    """The failing rows by each expectation of a suite; KeyError for a kind that the catalogue does not use."""
    rows = frame.to_dict("records")
    return [_verdict(entry, rows) for entry in suite["expectations"]]


def _verdict(entry: Mapping[str, Any], rows: list[dict[Any, Any]]) -> Verdict:
    holds, kwargs = _KINDS[entry["type"]], entry["kwargs"]
    failing = {
        at
        for at, row in enumerate(rows)
        if not any(_missing(row[column]) for column in columns(entry)) and not holds(row, kwargs)
    }
    return Verdict(dict(entry["meta"]), frozenset(failing))


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def _linear(row: Row, kwargs: Mapping[str, Any]) -> bool:
    pairs = zip(kwargs["column_list"], kwargs["coefficients"], strict=True)
    residual = sum(row[column] * coefficient for column, coefficient in pairs)
    return bool(residual >= 0 if kwargs.get("relation") == "not_negative" else residual == 0)


def _in_set(row: Row, kwargs: Mapping[str, Any]) -> bool:
    return row[kwargs["column"]] in kwargs["value_set"]


def _not_in_set(row: Row, kwargs: Mapping[str, Any]) -> bool:
    return not _in_set(row, kwargs)


def _match(row: Row, kwargs: Mapping[str, Any]) -> bool:
    return bool(re.search(kwargs["regex"], str(row[kwargs["column"]])))


def _no_match(row: Row, kwargs: Mapping[str, Any]) -> bool:
    return not _match(row, kwargs)


def _greater(row: Row, kwargs: Mapping[str, Any]) -> bool:
    one, other = row[kwargs["column_A"]], row[kwargs["column_B"]]
    return bool(one >= other if kwargs.get("or_equal") else one > other)


def _equal(row: Row, kwargs: Mapping[str, Any]) -> bool:
    return bool(row[kwargs["column_A"]] == row[kwargs["column_B"]])


_KINDS: Mapping[str, Holds] = {
    "expect_linear_identity": _linear,
    "expect_column_values_to_be_in_set": _in_set,
    "expect_column_values_to_not_be_in_set": _not_in_set,
    "expect_column_values_to_match_regex": _match,
    "expect_column_values_to_not_match_regex": _no_match,
    "expect_column_pair_values_a_to_be_greater_than_b": _greater,
    "expect_column_pair_values_to_be_equal": _equal,
}
