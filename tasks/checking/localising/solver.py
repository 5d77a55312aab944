"""Beyond what the search can reach: the smallest correction by mixed-integer programming (HiGHS, through SciPy).

It runs in a process of its own, as HiGHS prints lines that no option silences into standard output, where the command
puts its JSON. `python -m tasks.checking.localising.solver` takes the equations as JSON and gives the correction.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.checking.localising.search import Correction
from tasks.checking.localising.signatures import Residual, System

MOST_NODES = 100
"""Nodes of the search tree: a limit that gives the same answer on every machine."""
SECONDS = 20.0
INFEASIBLE, OPTIMAL = 2, 0
INFINITE = float("inf")


def only(system: System, values: Mapping[str, int], residual: Residual) -> Correction | None:
    """The correction of the fewest cells, where no other is as small; None where one is, or where a limit is reached.

    RuntimeError when the solver cannot run at all.
    """
    task = json.dumps([system.rows, dict(values), list(residual.items())])
    call = [sys.executable, "-m", __spec__.name]
    try:
        done = subprocess.run(call, input=task, capture_output=True, text=True, timeout=3 * SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return None
    if done.returncode == 1:
        raise RuntimeError(done.stderr[-2000:])
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    changes = [(code, values[code] - value) for code, value in answers[-1].items()] if answers else []
    return answers[-1] if changes and not system.corrected(residual, changes) else None


def main() -> None:
    rows, values, residual = json.load(sys.stdin)
    print(json.dumps(_only(System(tuple(rows)), values, dict(residual)) or {}))


def _only(system: System, values: Mapping[str, int], residual: Residual) -> Correction | None:
    model = _model(system, values, residual)
    first = model.solve()
    if not first:
        return None
    codes = list(system.touching)
    correction = {code: values[code] - amount for code, amount in zip(codes, first, strict=True) if amount}
    model.add({model.cells + at: 1 for at, code in enumerate(codes) if code in correction}, -1, len(correction) - 1)
    model.add({model.cells + at: 1 for at in range(len(codes))}, -1, len(correction))
    return correction if model.solve() == [] else None


@dataclass
class _Model:
    """Rows over two columns a cell: by how much it is too high, and whether it is wrong at all."""

    cells: int
    least: list[float]
    most: list[float]
    rows: list[tuple[Mapping[int, int], float, float]] = field(default_factory=list)

    def add(self, row: Mapping[int, int], least: float, most: float) -> None:
        self.rows.append((row, least, most))

    def solve(self) -> list[int] | None:
        """The amounts with the fewest wrong cells; [] when there are none, None when a limit is reached."""
        import numpy as np  # noqa: PLC0415 - SciPy takes half a second to import
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
        from scipy.sparse import dok_array  # noqa: PLC0415

        matrix = dok_array((len(self.rows), 2 * self.cells))
        for at, (row, _least, _most) in enumerate(self.rows):
            for column, coefficient in row.items():
                matrix[at, column] = coefficient
        limits = [least for _row, least, _most in self.rows], [most for _row, _least, most in self.rows]
        found = milp(
            [0] * self.cells + [1] * self.cells,
            constraints=LinearConstraint(matrix.tocsr(), *limits),
            integrality=np.ones(2 * self.cells),
            bounds=Bounds(np.array(self.least + [0] * self.cells), np.array(self.most + [1] * self.cells)),
            options={"node_limit": MOST_NODES, "time_limit": SECONDS},
        )
        if found.status == INFEASIBLE:
            return []
        return [round(amount) for amount in found.x[: self.cells]] if found.status == OPTIMAL else None


def _model(system: System, values: Mapping[str, int], residual: Residual) -> _Model:
    """A figure falls to 0 at most and rises by no more than all that is off; a wrong cell is never alone in a sum."""
    codes = list(system.touching)
    place = {code: at for at, code in enumerate(codes)}
    off = sum(map(abs, residual.values()))
    fall = [max(0, min(values[code], off)) for code in codes]
    model = _Model(len(codes), [-off] * len(codes), [float(most) for most in fall])
    for at, most in enumerate(fall):
        model.add({at: 1, model.cells + at: -most}, -INFINITE, 0)
        model.add({at: 1, model.cells + at: off}, 0, INFINITE)
    for number, row in enumerate(system.rows):
        short = residual.get(number, 0)
        model.add({place[code]: coefficient for code, coefficient in row.items()}, short, short)
        wrong = [model.cells + place[code] for code in row]
        if short:
            model.add(dict.fromkeys(wrong, 1), 1, INFINITE)
        else:  # the cells of a sum that holds are wrong together or not at all
            for one in wrong:
                model.add({other: -1 if other == one else 1 for other in wrong}, 0, INFINITE)
    return model


if __name__ == "__main__":
    main()
