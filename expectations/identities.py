"""The identities of a form: equations of the catalogue, expanded over the form's own rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from expectations.catalogue import Catalogue, CatalogueError, Rule, catalogue
from tasks.form import Block, Form, Line, compact, load_form, split_ordinal

PREVIOUS = "previous:"


@dataclass(frozen=True, slots=True)
class Identity:
    """One equation: the figures of left add up to those of right. `subject` is its row, column or group by code.

    A figure of the report of the year before has the code `previous.<cell>`.
    """

    rule: str
    table: str
    subject: str
    line: str
    outcome: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return self.left + self.right

    @property
    def coefficients(self) -> tuple[int, ...]:
        """+1 for the left side, -1 for the right: the residual is 0 where the equation holds."""
        return (1,) * len(self.left) + (-1,) * len(self.right)

    @property
    def total(self) -> str | None:
        """The cell that the equation defines, where one stands alone on the right."""
        return self.right[0] if len(self.right) == 1 and not self.previous else None

    @property
    def previous(self) -> tuple[str, ...]:
        """The figures that stand in the report of the year before; none in most equations."""
        return tuple(code for code in self.cells if code.startswith("previous."))

    @property
    def own(self) -> tuple[str, ...]:
        """The figures that stand in the report itself; all in most equations."""
        return tuple(code for code in self.cells if not code.startswith("previous."))


def identities(
    edition: str, rules: Catalogue | None = None, undivided: frozenset[str] = frozenset()
) -> tuple[Identity, ...]:
    """Every identity of an edition, in the order of the catalogue and of the form; by default of the catalogue.

    undivided = the cells of groups printed as one row that are counted beside their leaves: those of a report; all of
    the form where a suite serves every report, in which what a report does not print is 0.
    """
    return _identities(edition, rules or catalogue(), undivided)


@lru_cache(maxsize=16)
def _identities(edition: str, rules: Catalogue, undivided: frozenset[str]) -> tuple[Identity, ...]:
    form = load_form(edition)
    equations = [rule for rule in rules.of(edition) if not isinstance(rule.formula, str)]
    return tuple(identity for rule in equations for identity in expand(rule, form, undivided))


def expand(rule: Rule, form: Form, undivided: frozenset[str] = frozenset()) -> Iterator[Identity]:
    """The equations of one rule. CatalogueError when the form has no such table, row or column."""
    equation = rule.equation()
    for block in form.table(equation.table).blocks:
        for subject, line, axis in _subjects(block, equation.each, undivided):
            if equation.only and subject not in equation.only:
                continue
            left, right = (
                tuple(code for term in side for code in _pick(term, axis, rule))
                for side in (equation.left, equation.right)
            )
            name = f"{equation.table}.{subject}"
            yield Identity(rule.id, equation.table, name, line, _outcome(rule, subject), left, right)


Axis = list[tuple[Line, str]]


def _subjects(block: Block, each: str, undivided: frozenset[str]) -> Iterator[tuple[str, str, Axis]]:
    """What the equation is written for: code, printed words, and the lines across it with their cell codes."""
    single = [row for row in block.single_rows if any(block.code(row, column) in undivided for column in block.columns)]
    rows = (*block.rows, *single)
    if each == "row":
        for row in rows:
            yield row.code, row_words(row), [(column, block.code(row, column)) for column in block.columns]
    elif each == "column":
        for column in block.columns:
            yield column.code, column_words(column), [(row, block.code(row, column)) for row in rows]
    else:
        for row in block.rows:
            for group in dict.fromkeys(column.group for column in block.columns if column.group):
                members = [column for column in block.columns if column.group == group]
                words = "·".join(above.label for above in group.path)
                yield group.code, words, [(column, block.code(row, column)) for column in members]


def _pick(term: str, axis: Axis, rule: Rule) -> tuple[str, ...]:
    name = term.removeprefix(PREVIOUS)
    found = tuple(code for line, code in axis if _selects(name, line))
    if not found:
        raise CatalogueError(f"{rule.id} 的等式里 {term} 在格式中找不到")
    return tuple(f"previous.{code}" for code in found) if term.startswith(PREVIOUS) else found


def _selects(name: str, line: Line) -> bool:
    if name.startswith("@within:"):
        return line.within(name.removeprefix("@within:")) and not line.total
    if name in {"@total", "@part"}:
        return line.total == (name == "@total")
    return line.code == name


def _outcome(rule: Rule, subject: str) -> str:
    """The outcome named after the subject, else the rule's last."""
    return subject if subject in rule.outcomes else list(rule.outcomes)[-1]


def row_words(row: Line) -> str:
    """A row's label without its number, with the heading above it where the label alone does not tell."""
    words = split_ordinal(row.label)[1]
    if row.group is None or not (row.total or row.group.parent):
        return words
    above = split_ordinal(row.group.label)[1]
    return above + words if row.total else f"{above}·{words}"


def column_words(column: Line) -> str:
    """A column's label on one line."""
    return compact(column.label)
