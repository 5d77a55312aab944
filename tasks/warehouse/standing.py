"""One word for everything of some years that pages and documents are drawn from."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Engine

from tasks.warehouse.columns import digest
from tasks.warehouse.engine import reading
from tasks.warehouse.statements import statement


def standing(engine: Engine, years: Collection[int]) -> str:
    """A hash that changes when anything does that is stored about those years; runs and kept texts are not looked at.

    Texts of a revision never change, so its own hash stands for them.
    """
    with reading(engine) as connection:
        rows = connection.execute(statement("load/select_standing"), {"years": sorted(years)}).all()
    return digest(sorted("\t".join(map(str, row)) for row in rows))
