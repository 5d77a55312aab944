"""Real reports beside the project, scored against the truth written by eye."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tasks.form import load_form
from tasks.placing import place
from tasks.reading import read_bytes
from tasks.records import CERTAIN, Refusal, Semantic
from tests.accuracy.score import Score
from tests.placing.test_real import REAL, truth_of


def scores() -> Iterator[tuple[str, Score]]:
    """One score a document; nothing where they are absent."""
    truths = {path.name.removesuffix(".truth.json") for path in REAL.glob("*.truth.json")}
    for path in sorted(path for path in REAL.glob("*") if path.is_file() and path.suffix != ".json"):
        if path.stem in truths:
            yield path.name, _score(path.name, truth_of(path.stem))
        elif "blank" in path.stem:
            yield path.name, _score(path.name, dict.fromkeys(load_form("f2021").cells))
        else:  # the seed report: two hundred zeros
            yield path.name, _score(path.name, dict.fromkeys(load_form("f2021").cells, Decimal(0)))


def _score(name: str, truth: dict[str, Decimal | None]) -> Score:
    result = Score()
    try:
        placement = place(read_bytes((REAL / name).read_bytes(), name))
    except Refusal as refusal:
        result.counts["refused"] = len(truth)
        result.short.append(f"refused: {refusal}")
        return result
    listed = {code for item in placement.unplaced for code in item.candidates}
    for code, value in truth.items():
        cell = placement.cells.get(code)
        if cell is None:
            result.add("flagged" if code in listed else "missing", code)
        elif cell.certainty < CERTAIN:
            result.add("flagged", code)
        else:
            result.add("right" if cell.value == value else "wrong", f"{code} = {cell.raw!r}, truth {value}")
    for code, cell in placement.cells.items():
        if code not in truth and cell.certainty >= CERTAIN and cell.semantic is not Semantic.ABSENT:
            result.add("wrong", f"{code} = {cell.raw!r} is not in the document")
    return result
