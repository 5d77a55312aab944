"""The marks of revisions by which twins are found, made once for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine

from tasks.records import Marks
from tasks.warehouse.columns import from_json, to_json
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.revisions import Revision, batched
from tasks.warehouse.statements import statement


def load_marks(engine: Engine, year: int, revisions: Sequence[Revision], version: int) -> dict[str, Marks]:
    """The marks of a year's revisions by agency code, as far as they were kept in this version."""
    found: dict[str, Marks] = {}
    with reading(engine) as connection:
        for part in batched(revisions):
            key = {"year": year, "version": version, "revisions": [(it.agency, it.number) for it in part]}
            for row in connection.execute(statement("load/select_marks"), key).mappings():
                data = from_json(row["marks"])
                chapters = {int(number): tuple(bands) for number, bands in data["chapters"].items()}
                tables = {code: (digest, weight) for code, (digest, weight) in data["tables"].items()}
                found[row["agency_code"]] = Marks(tables, chapters)
    return found


def keep_marks(engine: Engine, made: Mapping[Revision, Marks], version: int) -> None:
    """Keep marks that were made."""
    rows = [
        revision.key
        | {"version": version, "marks": to_json({"tables": dict(it.tables), "chapters": dict(it.chapters)})}
        for revision, it in made.items()
    ]
    if rows:
        with writing(engine) as connection:
            connection.execute(statement("load/upsert_marks"), rows)
