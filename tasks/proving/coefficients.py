"""Mutants of the sums themselves: each coefficient of each identity dropped, and each turned round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from expectations import Catalogue
from expectations.entries import Entry, entries
from tasks.checking import Observed, frame_of
from tasks.proving.quick import quick


def coefficients(observed: Sequence[Observed], rules: Catalogue) -> dict[str, bool]:
    """By name whether some report shows the change, over all editions in which reports were observed."""
    shown: defaultdict[str, bool] = defaultdict(bool)
    for batch in observed:
        frame = frame_of(batch.seen)
        for entry in entries(batch.form.id, rules):
            if "coefficients" not in entry["kwargs"]:
                continue
            changed = dict(_changed(entry))
            verdicts = quick(frame, {"expectations": [entry, *changed.values()]})
            for name, verdict in zip(changed, verdicts[1:], strict=True):
                shown[f"{batch.form.id} {name}"] |= verdict.failing != verdicts[0].failing
    return dict(shown)


def _changed(entry: Entry) -> Iterator[tuple[str, Mapping[str, Any]]]:
    kwargs, meta = entry["kwargs"], entry["meta"]
    for place, (column, coefficient) in enumerate(zip(kwargs["column_list"], kwargs["coefficients"], strict=True)):
        for words, other in (("不计", 0), ("反号", -coefficient)):
            numbers = [*kwargs["coefficients"][:place], other, *kwargs["coefficients"][place + 1 :]]
            name = (
                f"{meta['outcome']} {meta.get('subject', '')} {'＋'.join(kwargs['column_list'][:2])}… {column} {words}"
            )
            yield name, {**entry, "kwargs": {**kwargs, "coefficients": numbers}}
