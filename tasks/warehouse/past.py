"""What the warehouse knows of many agencies' reports of a year, read in a few statements however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping

from tasks.records import Fact, PastReport
from tasks.warehouse.columns import from_json, from_text
from tasks.warehouse.engine import reading
from tasks.warehouse.placements import to_fact
from tasks.warehouse.revisions import Revision, batched, find_revisions
from tasks.warehouse.statements import statement

_ZERO = Decimal(0)


def past_reports(
    engine: Engine, year: int, agencies: Collection[str], sections: Sequence[int] = (), *, newest: bool = False
) -> dict[str, PastReport]:
    """The accepted, else the newest report of each agency by code, with the prose of some chapters; name is left empty.

    Blanks are None. A revision that was not accepted gives no figure that one of its open hard findings names.
    `newest` asks for the newest report whatever was accepted.
    """
    with reading(engine) as connection:
        accepted = find_revisions(connection, "accepted", year)
        latest = find_revisions(connection, "latest", year)
        chosen = latest if newest else {**latest, **accepted}
        found = [chosen[code] for code in sorted(set(agencies) & chosen.keys())]
        reports: dict[str, PastReport] = {}
        for part in batched(found):
            reports |= _reports(connection, year, part, accepted, sections)
    return reports


def standing_reports(engine: Engine, year: int) -> dict[str, list[Any]]:
    """By agency code which report of a year past_reports gives, as plain data that changes when what it gives does."""
    with reading(engine) as connection:
        accepted = find_revisions(connection, "accepted", year)
        chosen = {**find_revisions(connection, "latest", year), **accepted}
        ever: defaultdict[str, list[int]] = defaultdict(list)
        for part in batched(chosen.values()):
            own = {"year": year, "agencies": [revision.agency for revision in part]}
            for row in _rows(connection, "season/select_accepted_steps", own):
                ever[row["agency_code"]].append(row["revision"])
        checks = {key: row["check_number"] for key, row in _last_checks(connection, year).items()}
    return {
        code: [it.content_hash, sorted(set(ever[code])), code in accepted or checks.get((code, it.number))]
        for code, it in chosen.items()
    }


def check_grounds(engine: Engine, year: int) -> dict[tuple[str, int], tuple[str, str]]:
    """By (agency code, revision) what the last check of every report of a year was founded on, and by which rules."""
    with reading(engine) as connection:
        return {key: (row["grounds"], row["ruleset"]) for key, row in _last_checks(connection, year).items()}


def _last_checks(connection: Connection, year: int) -> dict[tuple[str, int], RowMapping]:
    rows = _rows(connection, "load/select_last_checks", {"year": year})
    return {(row["agency_code"], row["revision"]): row for row in rows}


def _reports(
    connection: Connection,
    year: int,
    revisions: Sequence[Revision],
    accepted: Mapping[str, Revision],
    sections: Sequence[int],
) -> dict[str, PastReport]:
    key = {"year": year, "revisions": [(revision.agency, revision.number) for revision in revisions]}
    cells: defaultdict[str, dict[str, Decimal | None]] = defaultdict(dict)
    for row in _rows(connection, "load/select_cells_of", key):
        cells[row["agency_code"]][row["cell_code"]] = _value(row)
    doubted = [(it.agency, it.number) for it in revisions if accepted.get(it.agency) != it]
    if doubted:
        for row in _rows(connection, "load/select_disputed_cells", {"year": year, "revisions": doubted}):
            cells[row["agency_code"]] |= dict.fromkeys(from_json(row["cells"]))
    prose: defaultdict[str, dict[int, str]] = defaultdict(dict)
    if sections:
        for row in _rows(connection, "load/select_sections_of", key | {"sections": list(sections)}):
            prose[row["agency_code"]][row["section"]] = row["prose"]
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    for row in _rows(connection, "load/select_facts_of", key):
        facts[row["agency_code"]].append(to_fact(row))
    steps: defaultdict[str, dict[int, None]] = defaultdict(dict)
    own = {"year": year, "agencies": [revision.agency for revision in revisions]}
    for row in _rows(connection, "season/select_accepted_steps", own):
        steps[row["agency_code"]][row["revision"]] = None
    return {
        it.agency: PastReport(
            it.agency,
            "",
            year,
            it.form,
            cells[it.agency],
            prose[it.agency],
            tuple(facts[it.agency]),
            counted=accepted.get(it.agency) == it,
            accepted=tuple(steps[it.agency]),
            revision=it.number,
        )
        for it in revisions
    }


def _rows(connection: Connection, name: str, key: Mapping[str, Any]) -> Iterator[RowMapping]:
    yield from connection.execute(statement(name), key).mappings()


def _value(row: RowMapping) -> Decimal | None:
    return _ZERO if row["semantic"] == "ZERO" else from_text(row["value"])
