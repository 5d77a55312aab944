"""A placement taken apart into rows, and put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.records import Fact, PlacedCell, Placement, SectionText, Semantic, Unplaced
from tasks.warehouse.columns import (
    digest,
    from_json,
    from_origin,
    from_text,
    storable,
    to_json,
    to_micros,
    to_origin,
    to_text,
)
from tasks.warehouse.copying import add_rows
from tasks.warehouse.engine import reading
from tasks.warehouse.revisions import Revision
from tasks.warehouse.statements import statement

Row = dict[str, Any]


def content_hash(placement: Placement) -> str:
    """The same for two placements that say the same, wherever in a file it stood and however surely it was read."""
    return digest(
        {
            "head": [placement.agency, placement.year, placement.form, placement.title, placement.preamble],
            "headings": placement.headings,
            "tables": dict(placement.tables),
            "cells": {
                code: [cell.raw, cell.semantic, to_text(cell.value), cell.unit]
                for code, cell in placement.cells.items()
            },
            "sections": {str(key): [section.heading, section.text] for key, section in placement.sections.items()},
            "facts": [
                [f.kind, to_text(f.value), f.unit, f.sentence, f.negated, f.period, f.scope, f.approximate]
                for f in placement.narrative
            ],
            "unplaced": [[item.text, item.reason, item.candidates] for item in placement.unplaced],
        }
    )


def head_columns(placement: Placement) -> Row:
    """The columns of a revision that come from its placement."""
    return {
        "form": placement.form,
        "title": storable(placement.title),
        "printed_agency": storable(placement.agency),
        "printed_year": placement.year,
        "preamble": storable(placement.preamble),
        "title_origin": to_origin(placement.title_origin),
        "headings": to_json(placement.headings),
        "tables_found": to_json(dict(placement.tables)),
    }


def insert_placement(connection: Connection, revision: Revision, placement: Placement) -> None:
    """Write cells, chapters, facts and unplaced texts under their revision."""
    parts = {
        "cells": cell_rows(placement),
        "sections": _section_rows(placement),
        "facts": _fact_rows(placement),
        "unplaced": _unplaced_rows(placement),
    }
    for what, rows in parts.items():
        add_rows(connection, what, [revision.key | row for row in rows])


def load_placement(engine: Engine, revision: Revision) -> Placement:
    """The placement of a stored revision, as it was loaded; KeyError if there is no such revision."""
    key = revision.key
    with reading(engine) as connection:
        head = connection.execute(statement("load/select_revision"), key).mappings().one_or_none()
        if head is None:
            raise KeyError(f"{revision.agency} {revision.year} revision {revision.number}")
        cells = select_cells(connection, revision)
        sections = connection.execute(statement("load/select_sections"), key).mappings().all()
        facts = connection.execute(statement("load/select_facts"), key).mappings().all()
        unplaced = connection.execute(statement("load/select_unplaced"), key).mappings().all()
    return Placement(
        agency=head["printed_agency"],
        year=head["printed_year"],
        form=head["form"],
        title=head["title"],
        cells=cells,
        sections={row["section"]: _section(row) for row in sections},
        narrative=tuple(to_fact(row) for row in facts),
        unplaced=tuple(_unplaced(row) for row in unplaced),
        headings=tuple(from_json(head["headings"])),
        tables=from_json(head["tables_found"]),
        preamble=head["preamble"],
        title_origin=from_origin(head["title_origin"]) if head["title_origin"] else None,
    )


def counted_cells(
    engine: Engine, year: int, code: str, counted: Sequence[tuple[str, int | None]]
) -> dict[str, PlacedCell]:
    """One cell of each of several revisions, given as (agency, revision number), by agency."""
    if not counted:
        return {}
    scope = {"year": year, "cell_code": code, "counted": list(counted)}
    with reading(engine) as connection:
        rows = connection.execute(statement("rollup/select_counted_cells"), scope).mappings()
        return {row["agency_code"]: _cell(row) for row in rows}


def select_cells(connection: Connection, revision: Revision) -> dict[str, PlacedCell]:
    rows = connection.execute(statement("load/select_cells"), revision.key).mappings()
    return {row["cell_code"]: _cell(row) for row in rows}


def cell_rows(placement: Placement) -> Iterator[Row]:
    for position, cell in enumerate(placement.cells.values()):
        yield {
            "cell_code": storable(cell.code),
            "position": position,
            "raw": storable(cell.raw),
            "semantic": str(cell.semantic),
            "value": to_text(cell.value),
            "value_micros": to_micros(cell.value),
            "unit": storable(cell.unit),
            "origin": to_origin(cell.origin),
            "certainty": cell.certainty,
            "why": to_json(cell.why),
        }


def _cell(row: RowMapping) -> PlacedCell:
    return PlacedCell(
        code=row["cell_code"],
        raw=row["raw"],
        semantic=Semantic(row["semantic"]),
        value=from_text(row["value"]),
        origin=from_origin(row["origin"]),
        unit=row["unit"],
        certainty=row["certainty"],
        why=tuple(from_json(row["why"])),
    )


def _section_rows(placement: Placement) -> Iterator[Row]:
    for section in placement.sections.values():
        yield {
            "section": section.number,
            "heading": storable(section.heading),
            "prose": storable(section.text),
            "origin": to_origin(section.origin),
        }


def _section(row: RowMapping) -> SectionText:
    origin = from_origin(row["origin"]) if row["origin"] else None
    return SectionText(row["section"], row["heading"], row["prose"], origin)


def _fact_rows(placement: Placement) -> Iterator[Row]:
    for position, fact in enumerate(placement.narrative):
        yield {
            "position": position,
            "kind": fact.kind,
            "value": to_text(fact.value),
            "unit": storable(fact.unit),
            "sentence": storable(fact.sentence),
            "origin": to_origin(fact.origin),
            "negated": fact.negated,
            "period": storable(fact.period),
            "scope": storable(fact.scope),
            "approximate": fact.approximate,
        }


def to_fact(row: RowMapping) -> Fact:
    return Fact(
        kind=row["kind"],
        value=from_text(row["value"]),
        unit=row["unit"],
        sentence=row["sentence"],
        origin=from_origin(row["origin"]),
        negated=bool(row["negated"]),
        period=row["period"],
        scope=row["scope"],
        approximate=bool(row["approximate"]),
    )


def _unplaced_rows(placement: Placement) -> Iterator[Row]:
    for position, item in enumerate(placement.unplaced):
        yield {
            "position": position,
            "raw": storable(item.text),
            "reason": storable(item.reason),
            "origin": to_origin(item.origin),
            "candidates": to_json(item.candidates),
        }


def _unplaced(row: RowMapping) -> Unplaced:
    return Unplaced(row["raw"], row["reason"], from_origin(row["origin"]), tuple(from_json(row["candidates"])))
