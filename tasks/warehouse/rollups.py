"""County rollups as records: what is counted, what it gives, what is lacking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tasks.form import load_form
from tasks.warehouse.adjustments import Adjustment

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class RollupCell:
    """One county figure: a sum, or of a total the figure recomputed from the leaves; None while no report counts.

    addends reports state a number; imputed ones leave it blank, which counts as 0 (of a total: is derived).
    reported is, for totals only, the sum of the totals that the reports state. The value contains what was adjusted.
    """

    code: str
    value: Decimal | None
    addends: int
    imputed: int
    reported: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How an agency stands to a rollup: counted, waived, missing, not_accepted, other_form or not_expected."""

    agency: str
    standing: str
    state: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class Area:
    """How an area below (a county of a city) stands: counted, missing, draft, blocked or other_form; and its rollup."""

    code: str
    standing: str
    rollup: int | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell of a counted report that blocks the rollup: total_differs, not_a_number or must_be_zero."""

    agency: str
    code: str
    kind: str
    raw: str
    reported: Decimal | None
    recomputed: Decimal | None


@dataclass(frozen=True, slots=True)
class Rollup:
    """The figures of a county, or of an area above counties, in a year.

    status: blocked by conflicts, by an adjustment that leaves less than 0 or by figures that are not divided as the
    form asks, draft while somebody lacks, else complete.
    tolerant = every conflict was waived by people, or the year is only taken in: they are listed and block nothing.
    """

    county: str
    year: int
    form: str
    cells: Mapping[str, RollupCell]
    coverage: tuple[Coverage, ...]
    conflicts: tuple[Conflict, ...]
    as_of: datetime
    adjustments: tuple[Adjustment, ...] = ()
    areas: tuple[Area, ...] = ()
    number: int = 0
    written: bool = False
    tolerant: bool = False

    @property
    def status(self) -> str:
        if ((self.conflicts or self.undivided) and not self.tolerant) or self.below_zero:
            return "blocked"
        return "complete" if self.expected and not self.lacking else "draft"

    @property
    def expected(self) -> int:
        return len(self.areas) + sum(entry.standing != "not_expected" for entry in self.coverage)

    @property
    def accepted(self) -> int:
        standings = [entry.standing for entry in self.coverage] + [area.standing for area in self.areas]
        return standings.count("counted")

    @property
    def lacking(self) -> tuple[str, ...]:
        """Who the rollup waits for: agencies not received, not accepted or in another edition; areas not complete."""
        waiting = {"missing", "not_accepted", "other_form"}
        agencies = tuple(entry.agency for entry in self.coverage if entry.standing in waiting)
        return agencies + tuple(area.code for area in self.areas if area.standing != "counted")

    @property
    def excluded(self) -> tuple[Coverage, ...]:
        """Accepted reports that are not added: another edition of the form, or an agency that is not expected."""
        return tuple(entry for entry in self.coverage if entry.standing in {"other_form", "not_expected"})

    @property
    def below_zero(self) -> tuple[str, ...]:
        """Cells that adjustments bring below 0 though they cannot be."""
        official = load_form(self.form).known
        below = (code for code, cell in self.cells.items() if cell.value is not None and cell.value < 0)
        return tuple(code for code in below if official[code].type != "signed")

    @property
    def undivided(self) -> tuple[str, ...]:
        """Cells of groups that reports print as one row; adjustments to the rows of the form bring them to 0."""
        whole = load_form(self.form).undivided
        return tuple(code for code, cell in self.cells.items() if code in whole and cell.value)

    def adjusted(self, code: str) -> Decimal:
        """How much of a leaf's value comes from adjustments."""
        return sum((each.amount for each in self.adjustments if each.code == code), ZERO)

    def changed_from(self, earlier: Rollup) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        """The cells whose figure differs from an earlier rollup's, as (old, new), in the form's order."""
        old = {code: cell.value for code, cell in earlier.cells.items()}
        new = {code: cell.value for code, cell in self.cells.items()}
        codes = [*self.cells, *(code for code in earlier.cells if code not in self.cells)]
        return {code: (old.get(code), new.get(code)) for code in codes if old.get(code) != new.get(code)}
