"""Trace: a county figure back to the agencies' cells, their revisions, the places in their files, and the bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from tasks import warehouse
from tasks.county import CountyError
from tasks.form import addends, load_form, undivided_addends
from tasks.language import _
from tasks.open import Desk
from tasks.placing import place
from tasks.read import read_receipts
from tasks.reading import combine, whole
from tasks.receiving import archived
from tasks.records import Grid, PlacedCell, Placement, Receipt, Refusal, number
from tasks.together import Document, parts_of


@dataclass(frozen=True)
class Source:
    """One addend: an agency's cell of a revision, and the arrivals (files) that it was read from.

    proof is "" until the bytes were read again; then what that showed: same, altered, gone or differs.
    """

    agency: str
    name: str
    revision: int
    cell: PlacedCell | None
    files: tuple[Receipt, ...]
    proof: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "agency": self.agency,
            "name": self.name,
            "revision": self.revision,
            "cell": self.cell.to_json() if self.cell else None,
            "files": [{"name": Path(f.file_name).name, "sha256": f.sha256} for f in self.files],
            "proof": self.proof or None,
        }


@dataclass(frozen=True)
class Trace:
    """A figure taken apart. value is the county's; of a total, leaves are the cells that it is recomputed from."""

    year: int
    code: str
    label: str
    value: Decimal | None
    rollup: warehouse.Rollup
    sources: tuple[Source, ...]
    adjustments: tuple[warehouse.Adjustment, ...]
    areas: tuple[tuple[warehouse.Area, Decimal | None], ...]
    leaves: tuple[str, ...]

    @property
    def stated(self) -> Decimal:
        """What the agencies' own cells add up to."""
        return sum((s.cell.value for s in self.sources if s.cell and s.cell.value is not None), Decimal(0))

    def to_json(self) -> dict[str, Any]:
        """The public shape of `gouji trace --json`."""
        return {
            "year": self.year,
            "code": self.code,
            "label": self.label,
            "value": number(self.value),
            "rollup": self.rollup.number,
            "status": self.rollup.status,
            "sources": [source.to_json() for source in self.sources],
            "adjustments": [
                {"number": a.number, "agency": a.agency, "amount": number(a.amount), "reason": a.reason, "by": a.who}
                for a in self.adjustments
            ],
            "areas": [{"area": area.code, "rollup": area.rollup, "value": number(v)} for area, v in self.areas],
            "leaves": list(self.leaves),
        }


def trace_cell(desk: Desk, year: int, code: str, only: str = "", rollup: warehouse.Rollup | None = None) -> Trace:
    """The newest rollup's figure of a cell (or that of `rollup`) with everything it is added up from.

    `only` narrows the sources to one agency. CountyError where there is no rollup or no such cell.
    """
    rollup = rollup or warehouse.latest_rollup(desk.engine, desk.county.code, year)
    if rollup is None:
        raise CountyError([_("{year} 年度还没有汇总；请先运行 gouji county --year {year}。").format(year=year)])
    form = load_form(rollup.form)
    if code not in rollup.cells:
        words = _("{year} 年度的表格没有“{code}”这一格；代码见 gouji read 文件 --json。")
        raise CountyError([words.format(year=year, code=code)])
    leaves = (*addends(form).get(code, ()), *(c for c in undivided_addends(form).get(code, ()) if c in rollup.cells))
    return Trace(
        year,
        code,
        form.known[code].label,
        rollup.cells[code].value,
        rollup,
        tuple(source for source in _sources(desk, rollup, code) if only in {"", source.agency}),
        tuple(each for each in rollup.adjustments if each.code in {code, *leaves}),
        tuple(_areas(desk, rollup, code)),
        leaves,
    )


def _sources(desk: Desk, rollup: warehouse.Rollup, code: str) -> Iterator[Source]:
    names = {agency.code: agency.name for agency in desk.roster}
    arrivals = warehouse.arrivals(desk.engine, rollup.year)
    counted = [(entry.agency, entry.revision) for entry in rollup.coverage if entry.standing == "counted"]
    cells = warehouse.counted_cells(desk.engine, rollup.year, code, counted)
    for agency, revision in counted:
        assert revision is not None
        held = warehouse.original_revision(desk.engine, agency, rollup.year, revision)
        files = tuple(a.receipt for a in arrivals if (a.agency, a.revision) == (agency, held) and not a.beside)
        yield Source(agency, names.get(agency, agency), revision, cells.get(agency), files)


def _areas(desk: Desk, rollup: warehouse.Rollup, code: str) -> Iterator[tuple[warehouse.Area, Decimal | None]]:
    for area in rollup.areas:
        if area.standing == "counted" and area.rollup is not None:
            below = warehouse.rollup_numbered(desk.engine, area.code, rollup.year, area.rollup)
            yield area, below.cells[code].value if below else None


def verified(desk: Desk, trace: Trace) -> Trace:
    """The trace with every source read again from its archived bytes, in bounded processes."""
    return replace(trace, sources=tuple(replace(s, proof=_proof(desk, s, trace.code)) for s in trace.sources))


def _proof(desk: Desk, source: Source, code: str) -> str:
    for file in source.files:
        path = archived(desk.home, file.sha256)
        if not path.is_file():
            return "gone"
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
                return "altered"
    placement = _read_again(desk, source.files)
    cell = placement.cells.get(code) if placement else None
    return "same" if source.files and _says(cell) == _says(source.cell) else "differs"


def _read_again(desk: Desk, files: tuple[Receipt, ...]) -> Placement | None:
    """The report as its files say it now, joined where none is a whole report; None where they cannot be read."""
    outcomes = read_receipts(desk, files)
    read = [Document(file, grid) for file, grid in zip(files, outcomes, strict=True) if isinstance(grid, Grid)]
    if not files or len(read) < len(files):
        return None
    try:
        alone = next((document.grid for document in read if whole(document.grid)), None)
        parts = parts_of(read)
        return place(alone or (combine(parts, []) if len(parts) > 1 else read[0].grid))
    except Refusal:
        return None


def _says(cell: PlacedCell | None) -> tuple[object, ...] | None:
    """What a cell states; where exactly it stood may be told better by a newer reader."""
    return (cell.semantic, cell.value, cell.raw) if cell else None
