"""A failing identity with this agency's own figures, term by term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.form import Form, column_label
from tasks.language import _
from tasks.records import Finding, PlacedCell
from tasks.reporting.wording import figure, plain_label

Part = tuple[str, int, Decimal | None]
MANY = 5
PREVIOUS = "previous."


@dataclass(frozen=True, slots=True)
class Term:
    """One figure; code "" = it stands in another report. assumed = the cell is blank, the figure was tried for it."""

    code: str
    label: str
    figure: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """The terms added up; `zeros` counts terms of 0 that are not shown, `blanks` the blank cells among those."""

    terms: tuple[Term, ...]
    zeros: int
    blanks: int
    total: str

    @property
    def single(self) -> bool:
        return len(self.terms) == 1 and not self.zeros


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sides that should be equal and are not."""

    left: Side
    right: Side
    difference: str


def equation(finding: Finding, form: Form, placed: Mapping[str, PlacedCell]) -> Equation | None:
    """The parts of a finding as left = right, the side of the first part first; None when it has no two sides."""
    return balance(finding.parts, form, placed)


def balance(parts: Sequence[Part], form: Form, placed: Mapping[str, PlacedCell]) -> Equation | None:
    """An equation's parts as two sides; None when there are no two."""
    left = [part for part in parts if part[1] == parts[0][1]]
    right = [part for part in parts if part[1] != parts[0][1]]
    if not right:
        return None
    terms = _Terms.of(parts, form, placed)
    return Equation(_side(left, terms), _side(right, terms), figure(abs(_sum(left) - _sum(right))))


def _sum(parts: Sequence[Part]) -> Decimal:
    return sum((value for _code, _sign, value in parts if value is not None), Decimal(0))


def _side(parts: Sequence[Part], terms: _Terms) -> Side:
    many = len(parts) > MANY
    shown = [part for part in parts if not (many and part[2] == 0)]
    blanks = sum(terms.blank(part[0]) for part in parts) - sum(terms.blank(part[0]) for part in shown)
    return Side(tuple(map(terms, shown)), len(parts) - len(shown), blanks, figure(_sum(parts)))


@dataclass(frozen=True, slots=True)
class _Terms:
    """Names a term by what tells it from the others: its column within a row, its row within a column."""

    form: Form
    placed: Mapping[str, PlacedCell]
    by_row: bool
    by_column: bool

    @classmethod
    def of(cls, parts: Sequence[Part], form: Form, placed: Mapping[str, PlacedCell]) -> _Terms:
        cells = [form.known[own] for code, _sign, _value in parts if (own := _own(code)) in form.known]
        rows = {(cell.table, cell.row.code) for cell in cells}
        columns = {(cell.table, cell.column.code) for cell in cells}
        if len(rows) == 1 and len(columns) > 1:
            return cls(form, placed, by_row=False, by_column=True)
        return cls(form, placed, by_row=True, by_column=len(columns) > 1)

    def __call__(self, part: Part) -> Term:
        code, _sign, value = part
        label = self._label(_own(code))
        if code not in self.form.known:
            return Term("", _("上年报告：{label}").format(label=label), figure(value), assumed=False)
        return Term(code, label, figure(value), assumed=self.blank(code))

    def blank(self, code: str) -> bool:
        return code in self.placed and self.placed[code].value is None

    def _label(self, code: str) -> str:
        cell = self.form.known.get(code)
        if cell is None:
            return code
        names = [plain_label(cell.row) if self.by_row else "", column_label(cell.column) if self.by_column else ""]
        return "·".join(name for name in names if name) or cell.label


def _own(code: str) -> str:
    return code.removeprefix(PREVIOUS)
