"""Going back to an earlier revision: its content becomes a new revision, and nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from tasks.language import _
from tasks.warehouse.columns import from_time, storable, to_time
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.findings import findings_of, insert_findings
from tasks.warehouse.placements import load_placement
from tasks.warehouse.revisions import Revision, find_revisions_of, revisions_of
from tasks.warehouse.season import Step, append_step
from tasks.warehouse.statements import statement
from tasks.warehouse.submissions import insert_revision


@dataclass(frozen=True, slots=True)
class Restoration:
    """Who made a revision out of an earlier one, when and why."""

    revision: int
    restores: int
    reason: str
    who: str
    at: datetime


def restore_revision(
    engine: Engine, agency: str, year: int, number: int, *, reason: str, who: str, now: datetime
) -> Revision:
    """Make the content of an earlier revision the newest one, with its findings; the season goes on from `parsed`.

    ValueError in plain words where there is no such revision, it is the newest already, or reason or name is lacking.
    """
    known = {revision.number: revision for revision in revisions_of(engine, agency, year)}
    if number not in known:
        raise ValueError(_("{agency} {year} 年度没有第 {number} 版。").format(agency=agency, year=year, number=number))
    if not reason.strip() or not who.strip():
        raise ValueError(_("恢复旧版须写明理由（--reason）和经办人（--by）。"))
    placement, findings = load_placement(engine, known[number]), findings_of(engine, known[number])
    with writing(engine, "agency", agency, year) as connection:
        newest = find_revisions_of(connection, agency, year)[-1]
        if newest.content_hash == known[number].content_hash:
            words = _("现行的第 {newest} 版与第 {number} 版内容相同。")
            raise ValueError(words.format(newest=newest.number, number=number))
        restored = replace(known[number], number=newest.number + 1, supersedes=newest.number, loaded_at=now)
        insert_revision(connection, restored, placement)
        insert_findings(connection, restored, findings, now, ("", ""))
        note = {"restores": number, "reason": storable(reason.strip()), "actor": storable(who.strip())}
        row = restored.key | note | {"restored_at": to_time(now)}
        connection.execute(statement("load/insert_restoration"), row)
        for state in ("received", "parsed"):  # as when a file arrives: the night then decides
            append_step(connection, Step(agency, year, 0, state, restored.number, who.strip(), reason.strip(), now))
    return restored


def original_revision(engine: Engine, agency: str, year: int, number: int) -> int:
    """The revision that a document led to: of a restored one, that which it restores in the end."""
    restored = restorations(engine, agency, year)
    while number in restored:
        number = restored[number].restores
    return number


def restorations(engine: Engine, agency: str, year: int) -> dict[int, Restoration]:
    """By their numbers, the revisions that restore an earlier one."""
    with reading(engine) as connection:
        key = {"agency_code": agency, "year": year}
        rows = connection.execute(statement("load/select_restorations"), key).mappings()
        return {
            row["revision"]: Restoration(
                row["revision"], row["restores"], row["reason"], row["actor"], from_time(row["restored_at"])
            )
            for row in rows
        }
