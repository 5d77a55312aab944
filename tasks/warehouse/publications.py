"""What a county published: the first rollup is frozen as published, a later one is a restatement with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from tasks.language import _
from tasks.warehouse.columns import from_time, storable, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.rollup_rows import find_rollup
from tasks.warehouse.rollups import Rollup
from tasks.warehouse.statements import statement


@dataclass(frozen=True, slots=True)
class Publication:
    """A rollup that was published; number 1 is `as published`, every later one `as restated`."""

    number: int
    rollup: int
    reason: str
    who: str
    at: datetime

    @property
    def restated(self) -> bool:
        return self.number > 1


def publications(engine: Engine, county: str, year: int) -> tuple[Publication, ...]:
    """Every publication of a county and year, the first one first."""
    with reading(engine) as connection:
        return _find(connection, county, year)


def publish_rollup(
    engine: Engine, county: str, year: int, *, who: str, reason: str = "", now: datetime
) -> tuple[Publication, Rollup]:
    """Publish the newest rollup; what was published before stays as it was.

    ValueError in plain words while the rollup is a draft or blocked, when it is published already, when a restatement
    has no reason, or nobody's name stands for it.
    """
    with writing(engine, "rollup", county, year) as connection:
        rollup = find_rollup(connection, county, year)
        earlier = _find(connection, county, year)
        _refuse_unfit(rollup, earlier, year, who, reason)
        assert rollup is not None
        made = Publication(len(earlier) + 1, rollup.number, reason.strip(), who.strip(), now)
        row = {
            "county": county,
            "year": year,
            "publication": made.number,
            "rollup": made.rollup,
            "reason": storable(made.reason),
            "actor": storable(made.who),
            "published_at": to_time(now),
        }
        connection.execute(statement("rollup/insert_publication"), row)
        return made, rollup


def _refuse_unfit(rollup: Rollup | None, earlier: tuple[Publication, ...], year: int, who: str, reason: str) -> None:
    if rollup is None or rollup.status != "complete":
        raise ValueError(
            _("{year} 年度的汇总尚未齐全或有冲突，不能公布；先看 gouji rollup show {year}。").format(year=year)
        )
    if earlier and earlier[-1].rollup == rollup.number:
        raise ValueError(_("{year} 年度第 {number} 次汇总已经公布。").format(year=year, number=rollup.number))
    if earlier and not reason.strip():
        raise ValueError(_("公布之后再次公布是更正，须写明理由（--reason）。"))
    if not who.strip():
        raise ValueError(_("公布须写明经办人（--by）。"))


def _find(connection: Connection, county: str, year: int) -> tuple[Publication, ...]:
    rows = connection.execute(statement("rollup/select_publications"), {"county": county, "year": year}).mappings()
    return tuple(
        Publication(row["publication"], row["rollup"], row["reason"], row["actor"], from_time(row["published_at"]))
        for row in rows
    )
