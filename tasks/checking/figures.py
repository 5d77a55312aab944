"""The figures of a report: their shape (C-01 to C-05), rules that nobody may issue (T-02), values for the equations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from expectations import Catalogue, identities
from tasks.checking.blanks import ZERO, Settled, settle
from tasks.checking.observation import Evidence, Observation, enumerate_words, plain
from tasks.form import Cell, Form
from tasks.records import Case, PlacedCell, Semantic

_BLANK = {Semantic.BLANK, Semantic.NA_MARK}
_COLUMNS = {"count": ("C-01", "counts"), "signed": ("C-01", "signed"), "amount": ("C-02", "amounts")}


def observe_figures(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the columns and the evidence of every rule on single figures."""
    cells = case.placement.cells
    _shapes(cells, form, rules, seen)
    _texts(cells, form, seen)
    _missing(cells, form, seen)
    _uncertain(cells, form, float(rules["C-06"].parameter("sure", case.year)), seen)
    _undivided(cells, form, seen)
    blanks = frozenset(code for code in form.known if code in cells and cells[code].semantic in _BLANK)
    seen.undivided = frozenset(form.undivided).intersection(cells)
    own = [code for code in form.known if code in form.cells or code in cells]
    printed = {code: _usable(cells.get(code), form.known[code], rules) for code in own if code not in blanks}
    within = tuple(identity for identity in identities(form.id, rules, seen.undivided) if not identity.previous)
    absent = frozenset(code for code in form.cells if code in cells and cells[code].semantic is Semantic.ABSENT)
    settled = settle(form, within, printed, blanks, absent)
    seen.blanks, seen.derived = blanks, settled.derived
    seen.figures.update(dict.fromkeys(form.undivided, ZERO) | settled.values)
    _blanks(settled, form, seen)


def _numbers(cells: Mapping[str, PlacedCell], form: Form, kind: str) -> dict[str, str]:
    return {
        code: plain(cells[code].value or ZERO)
        for code, cell in form.known.items()
        if cell.type == kind and code in cells and cells[code].value is not None
    }


def _shapes(cells: Mapping[str, PlacedCell], form: Form, rules: Catalogue, seen: Observation) -> None:
    for kind, (rule, column) in _COLUMNS.items():
        numbers = _numbers(cells, form, kind)
        pattern = rules[rule].outcomes[kind].figure or ""
        wrong = [code for code, text in numbers.items() if not re.fullmatch(pattern, text)]
        seen.columns[column] = " ".join(numbers.values())
        seen.say(rule, kind, [_cell(form.known[code], cells[code].value, numbers[code]) for code in wrong])


def _cell(cell: Cell, value: Decimal | str | None, text: str, **words: str) -> Evidence:
    return Evidence((cell.code,), found=value, words={"label": cell.label, "found": text, **words})


def _texts(cells: Mapping[str, PlacedCell], form: Form, seen: Observation) -> None:
    found = [code for code in form.known if code in cells and cells[code].semantic is Semantic.TEXT]
    seen.say("C-04", "text", [_cell(form.known[c], cells[c].raw, cells[c].raw) for c in found], "text_cells")


def _uncertain(cells: Mapping[str, PlacedCell], form: Form, sure: float, seen: Observation) -> None:
    """The least certain reading is what is judged; all below the threshold are told."""
    found = tuple(code for code in form.known if code in cells and cells[code].certainty < sure)
    seen.columns["least_certainty"] = min((cells[code].certainty for code in form.known if code in cells), default=1.0)
    words = {"count": str(len(found)), "labels": enumerate_words([form.known[code].label for code in found])}
    seen.say("C-06", "uncertain", [Evidence(found, words=words)] if found else [])


def _missing(cells: Mapping[str, PlacedCell], form: Form, seen: Observation) -> None:
    """Cells that were not found; of a table without any cell only the table is told."""
    lost_cells, lost_tables = [], []
    for table in form.tables:
        codes = [code for code, cell in form.cells.items() if cell.table == table.code]
        lost = [code for code in codes if code not in cells]
        if lost == codes:
            words = {"table": table.number, "count": str(len(codes))}
            lost_tables.append(Evidence(tuple(codes), words=words))
        else:
            lost_cells += [Evidence((code,), words={"label": form.cells[code].label}) for code in lost]
    seen.say("C-05", "cell", lost_cells, "missing_cells")
    seen.say("C-05", "table", lost_tables, "missing_tables")


def _undivided(cells: Mapping[str, PlacedCell], form: Form, seen: Observation) -> None:
    """Rows that stand for a whole group: figures that the official form divides further."""
    found = []
    for block in (block for table in form.tables for block in table.blocks):
        for single in block.single_rows:
            codes = tuple(code for column in block.columns if (code := block.code(single, column)) in cells)
            leaves = [row for row in block.rows if row.group and row.group.single == single.code]
            words = {"label": single.label, "count": str(len(leaves)), "labels": "、".join(row.label for row in leaves)}
            found += [Evidence(codes, words=words)] if codes else []
    seen.say("C-05", "undivided", found, "undivided_groups")


def _usable(placed: PlacedCell | None, cell: Cell, rules: Catalogue) -> Decimal | None:
    """The value as equations may use it; None for text, a missing cell, or a count that is not whole (C-01)."""
    if placed is None or placed.semantic is Semantic.TEXT:
        return None
    if placed.semantic is Semantic.ABSENT:
        return ZERO
    whole = rules["C-01"].outcomes["signed"].figure or ""
    if placed.value is not None and (cell.type == "amount" or re.fullmatch(whole, plain(placed.value))):
        return placed.value
    return None


def _blanks(settled: Settled, form: Form, seen: Observation) -> None:
    labels = {code: cell.label for code, cell in form.known.items()}
    tables = [_blank_table(form, code) for code in settled.blank_tables]
    seen.say("C-03", "blank_table", tables, "blank_tables")
    unbalanced = [_unbalanced(code, labels[code], value) for code, value in settled.unbalanced.items()]
    seen.say("C-03", "unbalanced", unbalanced, "unbalanced_blanks")
    seen.say("C-03", "derived_total", _derived(settled, labels), "derived_totals")
    words = {"count": str(len(settled.imputed)), "labels": enumerate_words([labels[code] for code in settled.imputed])}
    imputed = [Evidence(settled.imputed, expected=ZERO, found="", words=words)] if settled.imputed else []
    seen.say("C-03", "imputed_zero", imputed, "imputed_zeros")
    if settled.unresolved:
        named = enumerate_words([labels[code] for code in settled.unresolved])
        seen.doubt("C-03", "unresolved", settled.unresolved, labels=named)


def _unbalanced(code: str, label: str, value: Decimal | None) -> Evidence:
    words = {"label": label, "expected": plain(value) if value is not None else "?"}
    return Evidence((code,), expected=value, found="", words=words)


def _blank_table(form: Form, code: str) -> Evidence:
    cells = tuple(cell.code for cell in form.cells.values() if cell.table == code)
    return Evidence(cells, found="", words={"table": form.table(code).number})


def _derived(settled: Settled, labels: Mapping[str, str]) -> list[Evidence]:
    if not settled.derived:
        return []
    values = {code: settled.values[code] or ZERO for code in labels if code in settled.derived}
    named = "、".join(f"{labels[code]}＝{plain(value)}" for code, value in values.items())
    parts = tuple((code, 1, value) for code, value in values.items())
    return [Evidence(tuple(values), found="", parts=parts, words={"count": str(len(values)), "values": named})]
