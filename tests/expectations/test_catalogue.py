"""The catalogue: whole, in both languages, and refused when an entry is wrong."""

from __future__ import annotations

import pytest

from expectations import CatalogueError, catalogue, identities
from expectations.catalogue import parse
from expectations.identities import expand
from tasks.form import load_form

ENTRY = """
- id: R-99
  kind: report
  scope: [report]
  forms: [f2021]
  formula: 无
  clause: {zh: 依据, en: clause}
  title: {zh: 标题, en: title}
  help: {zh: 怎么办, en: what to do}
  outcomes:
    bad:
      severity: hard
      expect: {columns: [x], in_set: [0]}
      message: {zh: "{label}错", en: "{label} is wrong"}
"""
ISSUE = {
    "W-01", "K-01", "K-02", "T-01", "C-01", "C-02", "C-03", "C-04", "C-05", "C-06", "T-02",
    "K-03", "T-03", "T-04", "T-05", "T-06", "T-07", "T-08", "T-09", "T-10", "T-11",
    *(f"N-{number:02}" for number in range(1, 14)),
    *(f"R-{number:02}" for number in range(1, 16)),
    "Y-01", "Y-02", "Y-03", "Y-04", "Y-05", "Y-06", "Y-07", "Y-08", "Y-09",
    "A-01", "A-02", "A-03", "A-04", "A-05", "A-06", "A-07", "A-08", "A-09", "P-01", "P-02", "P-03", "P-04",
}  # fmt: skip


def test_the_rules_of_the_issue_are_there() -> None:
    assert set(catalogue().rules) >= ISSUE


def test_a_good_entry_loads() -> None:
    (rule,) = parse(ENTRY, "x.yaml")
    assert rule.id == "R-99" and rule.outcomes["bad"].message.zh == "{label}错"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  kind: report", "  kind: report\n  colour: red"),
        ("severity: hard", "severity: fatal"),
        ("in_set: [0]", "in_set: [0], nonsense: 1"),
        ("in_set: [0]", "in_set: [0], match: x"),
        ("in_set: [0]", "at_least: most"),
        ("columns: [x], in_set: [0]", "columns: [x]"),
        ("{label} is wrong", "{lable} is wrong"),
        ("forms: [f2021]", "forms: [f1999]"),
        ("kind: report", "kind: rumour"),
        ("id: R-99", "id: R99"),
        ("  title: {zh: 标题, en: title}\n", ""),
        ("  title: {zh: 标题, en: title}", "  title: {zh: 标题}"),
        ("      expect: {columns: [x], in_set: [0]}\n", ""),
        ("  scope: [report]", "  scope: [report]\n  scope: [t2]"),
        ("- id: R-99", "id: R-99"),
    ],
)
def test_a_wrong_entry_is_refused_by_name(old: str, new: str) -> None:
    assert old in ENTRY
    with pytest.raises(CatalogueError, match=r"x\.yaml"):
        parse(ENTRY.replace(old, new), "x.yaml")


def test_an_equation_on_a_row_that_the_form_lacks_is_refused() -> None:
    rule = catalogue()["K-01"]
    wrong = rule.model_copy(update={"formula": rule.equation().model_copy(update={"left": ("no_such_row",)})})
    with pytest.raises(CatalogueError, match="no_such_row"):
        list(expand(wrong, load_form("f2021")))


@pytest.mark.parametrize("form", ["f2019", "f2021"])
def test_equations_name_cells_of_the_form(form: str) -> None:
    cells = load_form(form).cells
    for identity in identities(form):
        assert all(code.removeprefix("previous.") in cells for code in identity.cells)
        assert len(identity.coefficients) == len(identity.cells) == len(set(identity.cells))
    leaves = next(len(i.left) for i in identities(form) if i.rule == "K-02")
    assert leaves == {"f2019": 19, "f2021": 21}[form]
