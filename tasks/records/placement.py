"""What placing gives: every official cell with its text, meaning and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tasks.records.grid import Origin


class Semantic(StrEnum):
    """What stands in a cell; blank is never zero."""

    ZERO = "ZERO"
    NUMERIC = "NUMERIC"
    BLANK = "BLANK"
    NA_MARK = "NA_MARK"
    TEXT = "TEXT"
    ABSENT = "ABSENT"


CERTAIN = 0.9  # a figure that was read less surely is a question to a person


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One official cell. Value is None unless ZERO or NUMERIC; amounts are in 万元 where unit says so.

    certainty is 0-1; why names the witnesses: label, group, order, header, arithmetic.
    """

    code: str
    raw: str
    semantic: Semantic
    value: Decimal | None
    origin: Origin
    unit: str = ""
    certainty: float = 1.0
    why: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "raw": self.raw,
            "semantic": str(self.semantic),
            "value": number(self.value),
            "origin": self.origin.to_json(),
            "certainty": self.certainty,
            "why": list(self.why),
        }
        return data | ({"unit": self.unit} if self.unit else {})


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text in a table that has no place, why, and the cells it might belong to."""

    text: str
    reason: str
    origin: Origin
    candidates: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "reason": self.reason,
            "candidates": list(self.candidates),
            "origin": self.origin.to_json(),
        }


@dataclass(frozen=True, slots=True)
class SectionText:
    """A chapter as found: printed heading ("" where it is missing) and its prose."""

    number: int
    heading: str
    text: str
    origin: Origin | None = None

    def to_json(self) -> dict[str, Any]:
        origin = self.origin.to_json() if self.origin else None
        return {"heading": self.heading, "text": self.text, "origin": origin}


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure claimed in the prose, with the sentence it stands in. Value None = claimed without a number."""

    kind: str
    value: Decimal | None
    unit: str
    sentence: str
    origin: Origin
    negated: bool = False
    period: str = ""
    scope: str = ""
    approximate: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "value": number(self.value),
            "unit": self.unit,
            "period": self.period,
            "negated": self.negated,
            "approximate": self.approximate,
            "scope": self.scope,
            "sentence": self.sentence,
            "origin": self.origin.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Placement:
    """A whole report in official terms. `headings` keeps the printed order; `tables` counts those found by code.

    note says in words which of several files was taken for what.
    """

    agency: str
    year: int | None
    form: str
    title: str
    cells: Mapping[str, PlacedCell]
    sections: Mapping[int, SectionText]
    narrative: tuple[Fact, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    headings: tuple[int, ...] = ()
    tables: Mapping[str, int] = field(default_factory=dict)
    preamble: str = ""
    title_origin: Origin | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The public shape of `gouji read --json`."""
        return {
            "agency": self.agency,
            "year": self.year,
            "form": self.form,
            "title": self.title,
            "cells": {code: cell.to_json() for code, cell in self.cells.items()},
            "sections": {str(number_): section.to_json() for number_, section in self.sections.items()},
            "narrative": [fact.to_json() for fact in self.narrative],
            "unplaced": [item.to_json() for item in self.unplaced],
        } | ({"note": self.note} if self.note else {})


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: int where whole, else the float of the same decimal digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
