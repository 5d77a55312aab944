"""What the columns of the wide frame must be: the conditions a rule's outcome may set."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Axis = Literal["row", "column", "group"]
Relation = Literal["equal", "at_most"]


class Data(BaseModel):
    """An entry of the catalogue: known fields only, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Equation(Data):
    """An identity of a table: for each row, column or group of columns, the sum of left equals the sum of right.

    `only` names the rows, columns or groups that it holds for (none named = all).
    """

    table: str
    each: Axis
    only: tuple[str, ...] = ()
    left: tuple[str, ...] = Field(min_length=1)
    right: tuple[str, ...] = Field(min_length=1)
    terms: Literal["all", "nonzero"] = "all"


class Cells(Data):
    """Cells of one row of the form; a column that an edition lacks does not count there."""

    table: str
    row: str
    columns: tuple[str, ...] = Field(min_length=1)


class Sum(Data):
    """Two sums of columns: left equals right, or is at most right.

    A term is a column of the frame, or `table.@group.column` for all rows of a group, `table.row.@parts` for all
    columns but the total.
    """

    left: tuple[str, ...] = Field(min_length=1)
    right: tuple[str, ...] = Field(min_length=1)
    relation: Relation = "equal"


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Expect(Data):
    """Exactly one condition: on columns (or cells of the form), or between sums of columns.

    in_set, not_in_set, match, not_match: of the value itself; figures: the pattern of the outcome so named. at_least,
    at_most, above, below: a parameter of the rule; outside: below the first or above the second of two. same_as:
    another column. sums: alternatives, one of which must hold; over: a table, for each of whose row groups and columns
    the sums are written ({group}, {column}).
    """

    columns: tuple[str, ...] = ()
    cells: Cells | None = None
    prefix: str = ""
    in_set: tuple[int, ...] | None = None
    not_in_set: tuple[int, ...] | None = None
    figures: str | None = None
    match: str | None = None
    not_match: str | None = None
    at_least: str | None = None
    at_most: str | None = None
    above: str | None = None
    below: str | None = None
    outside: tuple[str, str] | None = None
    same_as: str | None = None
    sums: Annotated[tuple[Sum, ...], BeforeValidator(_one_or_more)] = ()
    over: str | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if len(self.conditions) != 1 or bool(self.columns) + bool(self.cells) + bool(self.sums) != 1:
            raise ValueError("expect 须有 columns、cells、sums 之一，并恰有一个条件")
        return self

    @property
    def conditions(self) -> Mapping[str, Any]:
        """The conditions that are set, by name."""
        found = {name: getattr(self, name) for name in _CONDITIONS}
        return {name: value for name, value in found.items() if value not in (None, ())}

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that a value is compared with."""
        one = self.at_least or self.at_most or self.above or self.below
        return (one,) if one else self.outside or ()


_CONDITIONS = (
    "in_set", "not_in_set", "figures", "match", "not_match",
    "at_least", "at_most", "above", "below", "outside", "same_as", "sums",
)  # fmt: skip


class Parameter(Data):
    """A threshold of a rule: what it is, its unit, and its values, each in force from a report year on.

    A bare number stands for a value that was always in force.
    """

    zh: str = ""
    en: str = ""
    unit: str = ""
    values: Mapping[int, Decimal] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"values": {0: value}} if isinstance(value, (int, float)) else value

    def value(self, year: int | None) -> Decimal:
        """The value for a report year; the newest where the year is not known, the oldest before all of them."""
        begun = [first for first in self.values if year is None or first <= year]
        return self.values[max(begun) if begun else min(self.values)]
