"""The frame that a judge looks at: a row an observation, a column what it holds under that name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from expectations.entries import columns
from tasks.checking.observation import Observation

if TYPE_CHECKING:
    import pandas as pd


def frame_of(seen: Sequence[Observation], suite: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """All observations in their order, with the columns of the first; with a suite only those that it looks at."""
    import pandas as pd  # noqa: PLC0415 - only when checking

    wanted = seen[0].columns if suite is None else {name for entry in suite["expectations"] for name in columns(entry)}
    values = {name: [observation.columns[name] for observation in seen] for name in seen[0].columns if name in wanted}
    return pd.DataFrame({name: pd.Series(column, dtype=_dtype(column)) for name, column in values.items()})


def _dtype(values: Sequence[float | str | None]) -> type:
    """Text stays Python text: the regexes of the rules are Python's."""
    return object if any(isinstance(value, str) for value in values) else float
