"""One invented report in the shapes that other tools leave of it; a file is named by the defect that it once showed.

Every folder holds the report's figures, written by eye, and its files; what nobody could read surely ends in _doubted.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.placing import place
from tasks.reading import read_bytes
from tasks.records import CERTAIN, Placement

CASES = Path(__file__).parent / "cases"
FILES = sorted(path for path in CASES.glob("*/*") if path.suffix != ".csv")


def figures(folder: Path) -> dict[str, Decimal | None]:
    """The report's figures by code; None for a cell left blank."""
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: Decimal(row["printed"]) if row["printed"] else None for row in csv.DictReader(stream)}


def placed(path: Path) -> Placement:
    return place(read_bytes(path.read_bytes(), path.name))


def sure(placement: Placement) -> dict[str, Decimal | None]:
    return {code: cell.value for code, cell in placement.cells.items() if cell.certainty >= CERTAIN}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_figure_is_right_or_doubted(path: Path) -> None:
    truth, placement = figures(path.parent), placed(path)
    found = sure(placement)
    assert (placement.agency, placement.year) == ("清河口县水利局", 2023)
    assert {code: value for code, value in found.items() if value != truth.get(code)} == {}
    assert (found.keys() == truth.keys()) != path.stem.endswith("_doubted")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_not_sure_is_listed(path: Path) -> None:
    """No printed figure is lost: it stands in a cell, sure or doubted, or among the unplaced."""
    truth, placement = figures(path.parent), placed(path)
    told = [cell.raw for cell in placement.cells.values()] + [item.text for item in placement.unplaced]
    largest = sorted(str(value) for value in truth.values() if value and value > 100)
    missing = [text for text in largest if not any(text in raw for raw in told)]
    assert missing == [] or path.stem.endswith("_doubted")
