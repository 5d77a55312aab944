"""A whole season: rows of one kind in, the findings of each row out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expectations import Catalogue, catalogue
from expectations.entries import watched
from tasks.checking.findings import plain_rule, yielding
from tasks.checking.frame import frame_of
from tasks.checking.observation import Observation
from tasks.checking.running import Judge, failures, great_expectations
from tasks.records import Finding


@dataclass(frozen=True, slots=True)
class Court:
    """The rules in force in a season of a report year, who judges by them, and which of them are switched off."""

    year: int
    rules: Catalogue
    judge: Judge = great_expectations
    silenced: frozenset[str] = frozenset()


def court(year: int) -> Court:
    """The catalogue, judged by Great Expectations."""
    return Court(year, catalogue())


def judged(frame: str, rows: Sequence[Observation], by: Court) -> list[list[Finding]]:
    """Every rule that looks at this kind of row (see the catalogue's scope), in all four states, row by row."""
    if not rows:
        return []
    heard = by.rules.only(by.rules.rules.keys() - by.silenced) if by.silenced else by.rules
    own = [rule for rule in heard.across(frame) if rule.years.cover(by.year)]
    for row in rows:
        row.columns |= {
            f"{rule.id}.{name}": float(rule.parameter(name, by.year)) for rule in own for name in rule.parameters
        }
    suite = _suite(frame, heard)
    failed = failures(by.judge(frame_of(rows, suite), suite), len(rows))
    columns = watched(frame, heard)
    return [
        yielding(
            [it for rule in own for it in plain_rule(rule, row, wrong.get(rule.id, ()), columns[rule.id])], by.rules
        )
        for row, wrong in zip(rows, failed, strict=True)
    ]


def _suite(frame: str, rules: Catalogue) -> Mapping[str, Any]:
    """The stored suite, asserted to be whole; one made on the spot for other rules than the catalogue's."""
    from expectations.suite import SEASON, derive, whole  # noqa: PLC0415 - only when checking

    return whole(SEASON + frame) if rules is catalogue() else derive(SEASON + frame, rules)
