"""The expectations that the catalogue asks for, in Great Expectations' own JSON: an entry a column, sum or identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from expectations.catalogue import Catalogue, CatalogueError, Outcome, Rule
from expectations.conditions import Expect
from expectations.identities import Identity, identities
from tasks.form import Form, load_form, load_forms
from tasks.records import Severity

Entry = dict[str, Any]
_SEVERITY = {Severity.HARD: "critical", Severity.SOFT: "warning", Severity.INFO: "info"}


def entries(edition: str, rules: Catalogue) -> list[Entry]:
    """Everything that a report of an edition is checked by: the identities first, then the other rules in order."""
    form = load_form(edition)
    whole = identities(edition, rules, frozenset(form.undivided))
    found = [_identity(identity, rules[identity.rule]) for identity in whole]
    return found + [entry for rule in rules.of(edition) for entry in expected(rule, form)]


def season_entries(frame: str, rules: Catalogue) -> list[Entry]:
    """Everything that a row of a season is checked by."""
    return [entry for rule in rules.across(frame) for entry in expected(rule, None)]


def expected(rule: Rule, form: Form | None) -> Iterator[Entry]:
    """The entries of one rule that is no equation; form None = what it looks at is no report."""
    for name, outcome in rule.outcomes.items():
        if outcome.expect is None or (outcome.forms and form and form.id not in outcome.forms):
            continue
        for kind, kwargs, meta in _conditions(rule, outcome.expect, form):
            yield _entry(kind, kwargs, {"rule": rule.id, "outcome": name, **meta}, outcome.severity, rule.title.zh)


@lru_cache(maxsize=16)
def watched(edition: str, rules: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """By rule (equations left out), the columns that its entries look at; of an edition, or a kind of season's row."""
    form = load_form(edition) if edition in load_forms() else None
    own = rules.of(edition) if form else rules.across(edition)
    found = {rule.id: list(expected(rule, form)) for rule in own}
    return {rule: tuple(dict.fromkeys(c for entry in own for c in columns(entry))) for rule, own in found.items()}


def columns(entry: Mapping[str, Any]) -> list[str]:
    """The columns that an entry looks at."""
    kwargs = entry["kwargs"]
    if "column_list" in kwargs:
        return list(kwargs["column_list"])
    return [kwargs[name] for name in ("column", "column_A", "column_B") if name in kwargs]


def _entry(kind: str, kwargs: Entry, meta: Entry, severity: Severity, words: str) -> Entry:
    return {"type": kind, "kwargs": kwargs, "meta": meta, "severity": _SEVERITY[severity], "description": words}


def _identity(identity: Identity, rule: Rule) -> Entry:
    kwargs = {"column_list": list(identity.cells), "coefficients": list(identity.coefficients)}
    meta = {"rule": rule.id, "outcome": identity.outcome, "subject": identity.subject, "cells": list(identity.cells)}
    severity = rule.outcomes[identity.outcome].severity
    return _entry("expect_linear_identity", kwargs, meta, severity, f"{rule.title.zh}：{identity.line}")


Condition = tuple[str, Entry, Entry]


def _conditions(rule: Rule, expect: Expect, form: Form | None) -> Iterator[Condition]:
    if expect.sums:
        yield from _sums(expect, form)
        return
    for column in _columns(expect, form):
        if expect.outside is not None:
            yield from _outside(rule, column, *expect.outside)
            continue
        kind, kwargs = _condition(rule, expect, column)
        yield kind, kwargs, {"columns": [column]}


def _outside(rule: Rule, column: str, low: str, high: str) -> Iterator[Condition]:
    """Below the one parameter or above the other: two alternatives."""
    kind = "expect_column_pair_values_a_to_be_greater_than_b"
    for pair in (_pair(f"{rule.id}.{low}", column), _pair(column, f"{rule.id}.{high}")):
        yield kind, {**pair, "or_equal": False}, {"columns": [column], "of": 2}


def _columns(expect: Expect, form: Form | None) -> list[str]:
    if expect.cells is None or form is None:
        return list(expect.columns)
    wanted = [f"{expect.cells.table}.{expect.cells.row}.{column}" for column in expect.cells.columns]
    unknown = [code for code in wanted if not any(code in edition.cells for edition in load_forms().values())]
    if unknown:
        raise CatalogueError(f"没有一种格式有这些格：{'、'.join(unknown)}")
    return [expect.prefix + code for code in wanted if code in form.cells]


_NATIVE = {
    "in_set": ("expect_column_values_to_be_in_set", "value_set"),
    "not_in_set": ("expect_column_values_to_not_be_in_set", "value_set"),
    "match": ("expect_column_values_to_match_regex", "regex"),
    "not_match": ("expect_column_values_to_not_match_regex", "regex"),
}


def _condition(rule: Rule, expect: Expect, column: str) -> tuple[str, Entry]:
    for name, value in expect.conditions.items():
        if name in _NATIVE:
            kind, argument = _NATIVE[name]
            return kind, {"column": column, argument: list(value) if isinstance(value, tuple) else value}
    if expect.figures is not None:
        regex = _figures(rule.outcomes[expect.figures])
        return "expect_column_values_to_match_regex", {"column": column, "regex": regex}
    if expect.same_as is not None:
        return "expect_column_pair_values_to_be_equal", _pair(column, expect.same_as)
    parameter = f"{rule.id}.{expect.parameters[0]}"
    return "expect_column_pair_values_a_to_be_greater_than_b", _bound(expect, column, parameter)


def _bound(expect: Expect, column: str, parameter: str) -> Entry:
    greater = expect.at_least or expect.above
    pair = _pair(column, parameter) if greater else _pair(parameter, column)
    return {**pair, "or_equal": bool(expect.at_least or expect.at_most)}


def _pair(one: str, other: str) -> Entry:
    return {"column_A": one, "column_B": other, "ignore_row_if": "either_value_is_missing"}


def _figures(outcome: Outcome) -> str:
    """All figures of a column, printed with a space between, each of the one pattern."""
    return f"^(?:{outcome.figure})?(?: (?:{outcome.figure}))*$"


def _sums(expect: Expect, form: Form | None) -> Iterator[Condition]:
    """Each alternative of each subject; an outcome fails where all alternatives of a subject do."""
    if form is None:
        raise CatalogueError("sums 只用于报告")
    for names in _over(expect.over, form):
        subject = ".".join(names.values())
        meta: Entry = {"subject": subject} if subject else {}
        for one in expect.sums:
            left, right = (
                [code for term in side for code in _pick(term.format(**names), form)] for side in (one.left, one.right)
            )
            sign = 1 if one.relation == "equal" else -1
            kwargs: Entry = {"column_list": left + right, "coefficients": [sign] * len(left) + [-sign] * len(right)}
            kwargs |= {"relation": "not_negative"} if one.relation == "at_most" else {}
            yield "expect_linear_identity", kwargs, meta | ({"of": len(expect.sums)} if len(expect.sums) > 1 else {})


def _over(table: str | None, form: Form) -> list[dict[str, str]]:
    """What {group} and {column} stand for: every row group with rows of its own, in every column."""
    if table is None:
        return [{}]
    block = form.table(table).blocks[0]
    inner = dict.fromkeys(row.group.code for row in block.rows if row.group and row.group.parent and not row.total)
    return [{"group": group, "column": column.code} for group in inner for column in block.columns]


def _pick(term: str, form: Form) -> Sequence[str]:
    """The columns that a term stands for."""
    if "@" not in term:
        return (term,)
    table, row, column = term.split(".")
    block = form.table(table).blocks[0]
    rows = [r for r in block.rows if (r.within(row[1:]) and not r.total if row.startswith("@") else r.code == row)]
    kept = [c for c in block.columns if (not c.total if column == "@parts" else c.code == column)]
    found = [block.code(r, c) for r in rows for c in kept]
    if not found:
        raise CatalogueError(f"格式里找不到 {term}")
    return found
