"""Subtotals that agencies add to table 3 on their own (K-03)."""

from __future__ import annotations

from functools import lru_cache

from expectations import Catalogue
from expectations.entries import expected
from tasks.checking.blanks import add_up
from tasks.checking.observation import Evidence, Observation, plain
from tasks.form import Form, load_form, split_ordinal
from tasks.records import Case, Semantic


def observe_groups(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Each printed subtotal beside the rows of its group; a group without one is not asked about."""
    names = {group.code: split_ordinal(group.label)[1] for group in form.table("t3").groups}
    printed = False
    for subject, *leaves, code in _subtotals(form.id, rules):
        group, _column = subject.split(".")
        placed = case.placement.cells.get(code)
        asked = placed is not None and placed.semantic not in {Semantic.BLANK, Semantic.NA_MARK, Semantic.ABSENT}
        value = placed.value if placed else None
        seen.ask(code, None if value is None else float(value), asked)
        printed |= asked
        total = add_up(seen.figures, leaves)
        line = f"{names[group]}·{form.cells[leaves[0]].column.label}"
        if asked and (value is None or total is None):
            seen.doubt("K-03", "unusable", leaves, line=line)
        elif asked and total is not None and value is not None:
            words = {"line": line, "found": plain(value), "expected": plain(total), "gap": plain(abs(value - total))}
            evidence = Evidence(tuple(leaves), total, value, value - total, words=words, subject=subject)
            seen.evidence.setdefault(("K-03", "subtotal"), []).append(evidence)
    if not printed:
        seen.excuse("K-03", "none")


@lru_cache(maxsize=8)
def _subtotals(edition: str, rules: Catalogue) -> tuple[tuple[str, ...], ...]:
    """For each group and column: the subject, the group's cells, and the cell of its subtotal."""
    entries = expected(rules["K-03"], load_form(edition))
    return tuple((entry["meta"]["subject"], *entry["kwargs"]["column_list"]) for entry in entries)
