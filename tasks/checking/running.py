"""Great Expectations at work: a wide frame against a suite, and which rows fail what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations.entries import columns

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations import ExpectationSuite

# Positions only: a returned value costs more than the check itself.
_POSITIONS = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "include_unexpected_rows": False,
    "return_unexpected_index_query": False,
    "partial_unexpected_count": 0,
}


class CheckingError(RuntimeError):
    """Checking itself went wrong; nothing can be said of the reports."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One expectation: its meta (rule, outcome, cells or columns) and the positions of the rows that fail it."""

    meta: Mapping[str, Any]
    failing: frozenset[int]


Judge = Callable[["pd.DataFrame", Mapping[str, Any]], list[Verdict]]
"""Who finds the failing rows of a frame by a suite (in Great Expectations' JSON)."""


def great_expectations(frame: pd.DataFrame, suite: Mapping[str, Any]) -> list[Verdict]:
    """The judge of every report: Great Expectations itself.

    An expectation costs some 20 ms whatever the number of reports, so one that no report of the batch asks (its
    columns are empty) is left out: there is nothing to validate. One whose column is not there at all still crashes.
    """
    from expectations.suite import build  # noqa: PLC0415 - Great Expectations

    entries = suite["expectations"]
    asked = [_asked(frame, columns(entry)) for entry in entries]
    wanted = [entry for entry, one in zip(entries, asked, strict=True) if one]
    verdicts = (
        verdict
        for part in _parts(wanted, len(frame))
        for verdict in failing_rows(frame[_most_asked(part, frame)], build({**suite, "expectations": part}, len(part)))
    )
    pairs = zip(entries, asked, strict=True)
    return [next(verdicts) if one else Verdict(dict(entry["meta"]), frozenset()) for entry, one in pairs]


_LARGE, _FEW = 5_000, 4  # rows from which expectations are run a few at a time


def _parts(entries: list[Mapping[str, Any]], rows: int) -> list[list[Mapping[str, Any]]]:
    """The expectations of each run: all at once, but a large frame is shown by a few columns at a time, since Great
    Expectations copies the rows of the whole frame for every expectation."""
    size = _FEW if rows > _LARGE else max(len(entries), 1)
    return [entries[start : start + size] for start in range(0, len(entries), size)]


def _asked(frame: pd.DataFrame, names: Sequence[str]) -> bool:
    """Whether some report has a value in each of these columns."""
    if not set(names) <= set(frame.columns):
        return True
    return bool(frame[list(names)].notna().all(axis=1).any())


def _most_asked(wanted: Sequence[Mapping[str, Any]], frame: pd.DataFrame) -> list[str]:
    """The columns that are looked at, the busiest first: each look is a search from the first column on."""
    asked = Counter(name for entry in wanted for name in columns(entry))
    return [name for name, _ in asked.most_common() if name in frame.columns]


def failures(verdicts: Sequence[Verdict], size: int) -> list[dict[str, set[tuple[str, str]]]]:
    """By row and rule the (outcome, subject) that fail: of an outcome with alternatives, all of them must."""
    counts: Counter[tuple[int, str, str, str]] = Counter()
    failed: list[defaultdict[str, set[tuple[str, str]]]] = [defaultdict(set) for _ in range(size)]
    for verdict in verdicts:
        rule, outcome, subject = verdict.meta["rule"], verdict.meta["outcome"], verdict.meta.get("subject", "")
        for position in verdict.failing:
            counts[position, rule, outcome, subject] += 1
            if counts[position, rule, outcome, subject] == verdict.meta.get("of", 1):
                failed[position][rule].add((outcome, subject))
    return list(failed)


def failing_rows(frame: pd.DataFrame, suite: ExpectationSuite) -> list[Verdict]:
    """Validate a frame (a row a report) by Great Expectations; one verdict an expectation, in the suite's order.

    CheckingError when an expectation crashed or is missing from the result. A context of its own for every call:
    one that is shared between threads gives wrong results silently.
    """
    frame = frame.reset_index(drop=True)
    result = _batch(frame).validate(suite, result_format=_POSITIONS)
    if len(result.results) != len(suite.expectations):
        raise CheckingError(f"校验集有 {len(suite.expectations)} 条，结果只有 {len(result.results)} 条")
    return [_verdict(entry) for entry in result.results]


def _batch(frame: pd.DataFrame) -> Any:
    import great_expectations as gx  # noqa: PLC0415 - late
    from great_expectations.data_context.types.base import (  # noqa: PLC0415
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    # The default configuration would leave a temporary folder behind for a docs site that nobody asked for.
    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    bars = ProgressBarsConfig(globally=False)
    config = DataContextConfig(store_backend_defaults=stores, progress_bars=bars, analytics_enabled=False)
    context = gx.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("reports").add_dataframe_asset("wide")
    return asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})


def _verdict(entry: Any) -> Verdict:
    meta = dict(entry.expectation_config.meta or {})
    crashes = _crashes(entry.exception_info)
    if crashes or ("unexpected_index_list" not in entry.result and not entry.success):
        raise CheckingError(f"规则 {meta.get('rule')} 的校验出错，没有结论：{crashes or entry.result}")
    return Verdict(meta, frozenset(entry.result.get("unexpected_index_list") or ()))


def _crashes(info: Mapping[str, Any]) -> str:
    """What was raised, if anything: the info of one exception, or a mapping of such by metric."""
    entries = [info] if "raised_exception" in info else list(info.values())
    return "；".join(str(e.get("exception_message")) for e in entries if e and e.get("raised_exception"))
