"""Rows and columns of the tables in pairs, for what can only be told by laying two of them side by side.

A line is named by its level cell, which tells how much it holds: `t3.granted.total` a row, `t4.review.total` a group of
columns. Two lines are comparable where their level cells differ in one part of the code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from expectations import Rule
from expectations.identities import column_words, row_words
from tasks.checking.narrative import cells_of
from tasks.form import Form, load_form

Pair = tuple[str, str]


def pairs(patterns: Sequence[str], form: Form) -> tuple[Pair, ...]:
    """Every two comparable lines of those whose level cells the patterns name; a total is no line."""
    return _pairs(tuple(patterns), form.id)


@cache
def _pairs(patterns: tuple[str, ...], edition: str) -> tuple[Pair, ...]:
    levels = [cell.code for cell in cells_of(patterns, load_form(edition)) if not cell.row.total]
    return tuple(pair for pair in combinations(levels, 2) if differing(*pair) is not None)


def levels(rule: Rule, form: Form) -> list[str]:
    """The level cells that a rule looks at."""
    return list(dict.fromkeys(code for pair in pairs(rule.lists["levels"], form) for code in pair))


@cache
def beside(one: str, other: str, edition: str) -> tuple[Pair, ...]:
    """All cells of two lines, those that stand in the same place of each together; the level cells come first."""
    part, codes = differing(one, other), load_form(edition).cells
    if part is None:
        raise ValueError(f"{one}、{other} 不是同一张表里的两行或两列")
    mine, theirs = one.split("."), other.split(".")
    own = [code for code in codes if _on(code, mine, part)]
    partners = [(code, ".".join([*code.split(".")[:part], theirs[part], *code.split(".")[part + 1 :]])) for code in own]
    return tuple(sorted((pair for pair in partners if pair[1] in codes), key=lambda pair: pair[0] != one))


def line_words(level: str, other: str, form: Form) -> str:
    """What a line is called, as against the other of its pair."""
    cell = form.cells[level]
    if cell.column.code.count("."):
        return cell.column.group.label if cell.column.group else cell.label
    return row_words(cell.row) if differing(level, other) == 1 else column_words(cell.column)


def differing(one: str, other: str) -> int | None:
    """The one part of two codes that is not the same; None where more than one differs."""
    mine, theirs = one.split("."), other.split(".")
    if len(mine) != len(theirs) or mine[0] != theirs[0]:
        return None
    places = [place for place, (part, others) in enumerate(zip(mine, theirs, strict=True)) if part != others]
    return places[0] if len(places) == 1 else None


def _on(code: str, level: Sequence[str], part: int) -> bool:
    parts = code.split(".")
    return len(parts) == len(level) and parts[0] == level[0] and parts[part] == level[part]
