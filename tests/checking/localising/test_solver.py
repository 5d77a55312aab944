"""Beyond the search: many wrong cells, by the solver in its own process."""

from __future__ import annotations

import subprocess
from decimal import Decimal

import pytest

from tasks.checking.localising import solver
from tasks.checking.localising.search import smallest
from tasks.checking.localising.signatures import system
from tests.checking.localising.tables import CELLS, EQUATIONS, ROWS, causes
from tests.checking.localising.test_locating import even

SYSTEM = system([identity for identity in EQUATIONS if identity.table == "t3"], {})
WRONG = {ROWS[2 + n][n % 6]: 2 + off for n, off in enumerate((31, 53, 74, 101, 137, 211, 307, 409))}


def test_eight_wrong_cells_are_found_where_there_is_one_way_only() -> None:
    figures = {code: Decimal(value) for code, value in even().items()}
    printed = {**figures, **{code: Decimal(value) for code, value in WRONG.items()}}
    values = {code: int(printed[code]) for code in CELLS}
    residual = SYSTEM.residual(values)
    assert smallest(SYSTEM, values, residual) == []
    assert solver.only(SYSTEM, values, residual) == dict.fromkeys(WRONG, 2)
    found = causes(printed)
    assert {code: value for cause in found for code, value in cause.fixes[0].cells.items()} == dict.fromkeys(WRONG, 2)


def test_two_ways_are_no_answer() -> None:
    values = {code: int(value) for code, value in even(20).items() if code in CELLS}
    values |= {ROWS[2][0]: 27, ROWS[5][3]: 27}
    assert solver._only(SYSTEM, values, SYSTEM.residual(values)) is None


def test_out_of_time_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "SECONDS", 0.001)
    values = {code: int(value) for code, value in even().items() if code in CELLS} | WRONG
    assert solver.only(SYSTEM, values, SYSTEM.residual(values)) is None


def test_a_solver_that_cannot_run_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = subprocess.CompletedProcess([], 1, "", "No module named 'scipy'")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: broken)
    with pytest.raises(RuntimeError, match="scipy"):
        solver.only(SYSTEM, dict.fromkeys(CELLS, 0), {0: 1})
