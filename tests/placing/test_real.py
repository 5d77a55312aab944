"""Real reports beside the project: every cell equals the truth written by eye."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tasks.form import Form, load_form, normalise
from tasks.placing import place
from tasks.reading import read
from tasks.records import Placement, Semantic

REAL = Path(__file__).parents[2].parent / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"real documents are not here / 没有真实样本：{REAL.name}")
SURE = 0.9
FACTOR = {"元": Decimal("0.0001")}


def truth_of(name: str) -> dict[str, Decimal | None]:
    """Official codes and values (amounts in 万元) from the truth file, whose keys are the printed labels."""
    data = json.loads((REAL / f"{name}.truth.json").read_text(encoding="utf-8"), parse_float=Decimal)
    form = load_form(f"f{data['format']}")
    found: dict[str, Decimal | None] = {}
    for rows in data["tables"]["active_disclosure"].values():
        for row, columns in rows.items():
            factor = FACTOR.get(columns.get("单位", ""), Decimal(1))
            for column, value in columns.items():
                code = _code(form, "t2", (row,), column)
                if code:
                    found[code] = _decimal(value, factor if code.endswith("amount") else Decimal(1))
    for path, columns in data["tables"]["applications"].items():
        for column, value in columns.items():
            found[_code(form, "t3", tuple(path.split("/")), column) or path] = _decimal(value)
    for group, columns in data["tables"]["review_litigation"].items():
        for column, value in columns.items():
            found[_code(form, "t4", (), f"{group}/{column}") or group] = _decimal(value)
    return found


def _decimal(value: Any, factor: Decimal = Decimal(1)) -> Decimal | None:
    return None if value is None else Decimal(value) * factor


def _code(form: Form, table: str, row: tuple[str, ...], column: str) -> str | None:
    rows = [normalise(label) for label in row]
    path = [normalise(label) for label in (column.split("/") if table == "t4" else (column,))]
    for cell in form.cells.values():
        labels = [normalise(label) for label in cell.row.path] if row else rows
        columns = [normalise(label) for label in cell.column.path][-len(path) :]
        if cell.table == table and labels == rows and columns == path:
            return cell.code
    return None


@pytest.mark.parametrize("name", ["hangzhou_style_2025.html", "shanghai_gov_office_2019.html", "huaian_2024.pdf"])
def test_every_cell_equals_the_truth(name: str) -> None:
    placement = place(read(REAL / name))
    expected = truth_of(name.partition(".")[0])
    assert set(expected) == set(load_form(placement.form).cells)
    assert {code: placement.cells[code].value for code in expected} == expected
    assert not placement.unplaced
    assert {code for code, cell in placement.cells.items() if cell.certainty < SURE} == set()


def test_the_seed_is_two_hundred_zeros_and_no_application() -> None:
    seed = place(read(REAL / "lushan_commerce_2023.txt"))
    assert (seed.agency, seed.year, seed.form) == ("鲁山县商务局", 2023, "f2021")
    assert len(seed.cells) == 200
    assert {cell.semantic for cell in seed.cells.values()} == {Semantic.ZERO}
    kinds = {fact.kind for fact in seed.narrative}
    assert not kinds & {"applications_received", "disposed", "carried_in", "carried_forward", "granted"}


def test_the_2019_report_keeps_its_blanks() -> None:
    report = place(read(REAL / "shanghai_gov_office_2019.html"))
    assert (report.agency, report.year, report.form) == ("上海市人民政府办公厅", 2019, "f2019")
    leaves = [row for row in load_form("f2019").table("t3").blocks[0].rows if row.within("disposed") and not row.total]
    totals = [report.cells[f"t3.{row.code}.total"] for row in leaves]
    assert len(totals) == 19
    assert {cell.semantic for cell in totals} == {Semantic.BLANK}


def test_the_blank_form_is_blank_and_not_zero() -> None:
    form: Placement = place(read(REAL / "official_form_2021_blank.docx"))
    assert (form.agency, form.year, len(form.cells)) == ("", None, 200)
    assert {cell.semantic for cell in form.cells.values()} == {Semantic.BLANK}


def test_origins_lead_back_to_the_line() -> None:
    lines = (REAL / "lushan_commerce_2023.txt").read_text(encoding="utf-8").splitlines()
    seed = place(read(REAL / "lushan_commerce_2023.txt"))
    for code, words in (("t3.denied_state_secret.total", "属于国家秘密"), ("t3.other_misc.total", "3. 其他")):
        origin = seed.cells[code].origin
        assert origin.line is not None and words in lines[origin.line - 1]
