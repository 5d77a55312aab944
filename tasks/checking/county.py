"""The county's figures: against what was published (A-06, A-07), other registers (A-08), and counted twice (A-09)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.checking.blanks import ZERO
from tasks.checking.observation import Evidence, Observation, plain
from tasks.checking.season import Court, judged
from tasks.form import Cell, load_form
from tasks.records import Outside, Paired, Printed, SeasonFinding, Summed

COUNTY = ""
_INTO, _FORWARD = "carried_in", "carried_forward"


def check_summed(county: Summed, by: Court) -> list[SeasonFinding]:
    """The county's sum cell by cell; what all cells have in common is said once."""
    found = [finding for findings in judged("summed", summed_rows(county), by) for finding in findings]
    return [SeasonFinding(COUNTY, finding) for finding in dict.fromkeys(found)]


def check_paired(pairs: Sequence[Paired], by: Court) -> list[SeasonFinding]:
    """Pairs of agencies that may count the same cases."""
    found = judged("paired", paired_rows(pairs), by)
    return [SeasonFinding(COUNTY, finding) for findings in found for finding in findings]


def check_outside(figures: Sequence[Outside], by: Court) -> list[SeasonFinding]:
    """Figures of registers kept elsewhere, each about the agency that it names."""
    found = zip(figures, judged("outside", outside_rows(figures), by), strict=True)
    return [SeasonFinding(figure.agency, finding) for figure, findings in found for finding in findings]


def summed_rows(county: Summed) -> list[Observation]:
    """What is seen of each cell that is looked at."""
    return [_observe_cell(cell, county) for cell in summed_cells(county)]


def summed_cells(county: Summed) -> list[Cell]:
    """All cells of the form; only those carried in, while nothing was published to compare the others with."""
    cells = load_form(county.form).cells.values()
    return [cell for cell in cells if county.printed.values is not None or cell.row.code == _INTO]


def paired_rows(pairs: Sequence[Paired]) -> list[Observation]:
    """What is seen of each pair."""
    return [_observe_pair(pair) for pair in pairs]


def outside_rows(figures: Sequence[Outside]) -> list[Observation]:
    """What is seen of each figure of a register."""
    return [_observe_register(figure) for figure in figures]


def _observe_cell(cell: Cell, county: Summed) -> Observation:
    seen = Observation()
    seen.columns |= {"published_gap": None, "carried_gap": None}
    own = county.values.get(cell.code)
    if not _unprinted("A-06", county.printed, seen):
        printed = (county.printed.values or {}).get(cell.code)
        if own is None:
            seen.doubt("A-06", "no_sum", [cell.code], label=cell.label)
        elif printed is None and own:
            seen.doubt("A-06", "not_found", [cell.code], label=cell.label)
        else:
            _gap("A-06", cell, own, printed or ZERO, seen)
    if cell.row.code != _INTO:
        seen.excuse("A-07", "other_cell")
    elif not _unprinted("A-07", county.printed_before, seen):
        _follow(cell, own, county, seen)
    return seen


def _follow(cell: Cell, own: Decimal | None, county: Summed, seen: Observation) -> None:
    """What was carried in against what was published as carried forward, less what left the roster."""
    printed = (county.printed_before.values or {}).get(cell.code.replace(_INTO, _FORWARD))
    if own is None or not county.complete:
        seen.doubt("A-07", "incomplete", [cell.code], label=cell.label)
    elif printed is None:
        seen.doubt("A-07", "not_found", [cell.code], label=cell.label)
    else:
        explained = own == printed - county.explained.get(cell.column.code, ZERO)
        _gap("A-07", cell, printed, printed if explained else own, seen)


_COLUMNS = {"A-06": "published_gap", "A-07": "carried_gap"}


def _gap(rule: str, cell: Cell, expected: Decimal, found: Decimal, seen: Observation) -> None:
    words = {"label": cell.label, "expected": plain(expected), "found": plain(found)}
    gap = found - expected
    told = [Evidence((cell.code,), expected=expected, found=found, difference=gap, words=words)] if gap else []
    seen.say(rule, "differs", told, _COLUMNS[rule])


def _unprinted(rule: str, printed: Printed, seen: Observation) -> bool:
    """Say why there is nothing to compare with; False if there is."""
    if printed.fault:
        seen.doubt(rule, "unreadable", detail=printed.fault)
    elif printed.values is None:
        seen.doubt(rule, "not_published", year=str(printed.year))
    return printed.values is None


def _observe_pair(pair: Paired) -> Observation:
    seen = Observation()
    words = {"agency": pair.name, "other": pair.other, "label": pair.label, "why": pair.why}
    both = bool(pair.value and pair.other_value)
    if not both and None in (pair.value, pair.other_value):
        seen.doubt("A-09", "not_accepted", [pair.cell], **words)
    figures = {"found": plain(pair.value or ZERO), "expected": plain(pair.other_value or ZERO)}
    told = Evidence((pair.cell,), expected=pair.other_value, found=pair.value, words=words | figures)
    seen.say("A-09", "twice", [told] if both else [], "counted_twice")
    return seen


def _observe_register(figure: Outside) -> Observation:
    seen = Observation()
    seen.columns["register_gap"] = None
    words = {"agency": figure.name, "label": figure.label, "register": figure.register}
    if figure.value is None:
        seen.doubt("A-08", "no_figure", [figure.cell], **words)
        return seen
    gap = figure.value - figure.expected
    figures = {"found": plain(figure.value), "expected": plain(figure.expected)}
    evidence = Evidence(
        (figure.cell,), expected=figure.expected, found=figure.value, difference=gap, words=words | figures
    )
    seen.say("A-08", "differs", [evidence] if gap else [], "register_gap")
    return seen
