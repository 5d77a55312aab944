"""Reports whose every figure is another number, and the comparison of what was placed with what was printed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tasks.form import load_form
from tasks.placing import place
from tasks.records import Grid
from tasks.sample import SampleReport, Value

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed / 未安装 LibreOffice，略过")


def numbered(
    edition: str = "f2021", agency: str = "清河口县水利局", year: int = 2023, first: int = 10_001
) -> SampleReport:
    """A report whose figures are first, first + 1, … in the form's order."""
    values: dict[str, Value] = {code: first + place for place, code in enumerate(load_form(edition).cells)}
    prose = {number: (f"第{number}部分的文字。",) for number in range(1, 7)}
    return SampleReport(agency, year, values, edition, preamble=("前言。",), sections=prose)


def assert_all_right(grid: Grid, report: SampleReport) -> None:
    """Every figure printed is placed where it belongs, and nothing else is."""
    placement = place(grid)
    assert (placement.agency, placement.year, placement.form) == (report.agency, report.year, report.form)
    assert {code: cell.value for code, cell in placement.cells.items()} == report.values
    assert not placement.unplaced
    assert placement.headings == (1, 2, 3, 4, 5, 6)


def converted(folder: Path, kind: str, sources: dict[str, bytes]) -> dict[str, bytes]:
    """Files that LibreOffice saved in another format, by the stem of their names."""
    assert OFFICE is not None
    for name, data in sources.items():
        (folder / name).write_bytes(data)
    names = [str(folder / name) for name in sources]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, "--headless", profile, "--convert-to", kind, "--outdir", str(folder / "out"), *names]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {path.stem: path.read_bytes() for path in (folder / "out").glob(f"*.{kind}")}
