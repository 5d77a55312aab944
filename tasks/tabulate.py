"""Tabulate: decisions out into a table that clerks can read, and in from one that they wrote, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from tasks import deciding, reporting, warehouse
from tasks.county import CountyError
from tasks.county.sheet import Faults
from tasks.decide import report_of, standings
from tasks.deciding import sheet
from tasks.language import _
from tasks.open import Desk
from tasks.records import Agency, Decision, DecisionKind
from tasks.reread import agency_named


def export_decisions(desk: Desk, path: Path, on: date, year: int | None = None) -> int:
    """Write every decision, with how it stands on a day; gives their number."""
    words = {judged.decision.id: reporting.standing_word(judged.standing) for judged in standings(desk, on, year)}
    known = [it for it in warehouse.decisions(desk.engine, desk.county.code) if year in {None, it.year}]
    return sheet.write_sheet([(it, desk.name(it.agency), words.get(it.id, "")) for it in known], path)


def import_decisions(desk: Desk, path: Path, now: datetime) -> tuple[Decision, ...]:
    """Record what a table holds and the warehouse does not; gives the new decisions. Once more, and nothing happens.

    SheetError with every fault by its line, and then nothing is recorded.
    """
    faults, rows = sheet.read_sheet(path)
    reading = _Reading(desk, now, path.name, faults, list(warehouse.decisions(desk.engine, desk.county.code)))
    for line, row in rows:
        reading.take(line, row)
    faults.tell()
    return warehouse.record_decisions(desk.engine, desk.county.code, reading.made)


@dataclass
class _Reading:
    """One import: known grows by what earlier rows made, so that later ones can take it back."""

    desk: Desk
    now: datetime
    source: str
    faults: Faults
    known: list[Decision]
    made: list[Decision] = field(default_factory=list)

    def take(self, line: int, row: sheet.Row) -> None:
        """The decisions of one row, or what is wrong with it."""
        plain = self._plain(line, row)
        if plain is None:
            return
        agency, decision = plain
        try:
            new = self._restored(row, decision) if row.get("id") else self._said(row, agency, decision)
        except CountyError as error:
            for problem in error.problems:
                self.faults.note(line, problem)
        else:
            self.known += new
            self.made += new

    def _plain(self, line: int, row: sheet.Row) -> tuple[Agency, Decision] | None:
        """Whose report a row speaks of and what it says, whatever it says that of; None where that is not clear."""
        kind = sheet.kind_of(line, row, self.faults)
        year = sheet.year_of(line, row, self.faults)
        until, at = sheet.until_of(line, row, self.faults), sheet.moment_of(line, row, self.faults)
        if kind is None or not year:
            return None
        try:
            agency = agency_named(self.desk, row.get("code") or row["agency"], year)
        except CountyError as error:
            self.faults.note(line, str(error))
            return None
        decision = Decision(
            kind=kind,
            county=self.desk.county.code,
            agency=agency.code,
            year=year,
            reason=row["reason"],
            person=row["person"],
            at=at or self.now,
            second=row.get("second", ""),
            until=until,
            source=self.source,
        )
        return agency, decision

    def _restored(self, row: sheet.Row, plain: Decision) -> Sequence[Decision]:
        """A row with an id was exported: it is known and the same, or it is put back as it was."""
        same = next((it for it in self.known if it.id == row["id"]), None)
        if same and (same.words, same.agency, same.year) == (plain.words, plain.agency, plain.year):
            return []
        if same:
            raise CountyError(
                [_("{id} 登记过，内容不同。决定不能改：请撤销它，另起一行（编号留空）登记。").format(id=same.id)]
            )
        try:
            decision = sheet.restored(row, plain)
        except ValueError:
            advice = _("编号 {id} 与内容不符，可能改动过。登记新的决定，请把编号留空。")
            raise CountyError([advice.format(id=row["id"])]) from None
        if decision.revokes and not any(it.id == decision.revokes for it in self.known):
            raise CountyError([_("要撤销的 {id} 没有登记过。").format(id=decision.revokes)])
        return [decision]

    def _said(self, row: sheet.Row, agency: Agency, plain: Decision) -> Sequence[Decision]:
        """A row that a clerk wrote; one that was taken in before says nothing new, whatever became of its finding."""
        target = row.get("finding") or row.get("rule", "")
        if any(_same(it, plain, target, row.get("revokes", "")) for it in self.known):
            return []
        words = deciding.Words(
            plain.kind, plain.reason, plain.person, plain.at, self.now.date(), plain.second, plain.until, self.source
        )
        if plain.kind is DecisionKind.REVOKE:
            return deciding.revoke(words, row.get("revokes", ""), self.known)
        if not target:
            if plain.kind is DecisionKind.CONFIRM:
                raise CountyError([_("核实要写明是哪一处：请填规则或问题编号。")])
            return deciding.waive_report(words, plain.county, agency, plain.year, self.known)
        return deciding.excuse(words, target, report_of(self.desk, agency, plain.year, words.on))


def _same(known: Decision, plain: Decision, target: str, revokes: str) -> bool:
    """Whether a decision on record is what a row without an id says."""
    if (known.kind, known.agency, known.year, known.words) != (plain.kind, plain.agency, plain.year, plain.words):
        return False
    if plain.kind is DecisionKind.REVOKE:
        return known.revokes == revokes
    named = target.casefold()
    fingerprint = named.rpartition(":")[2]
    return named == known.rule.casefold() or (len(fingerprint) >= 4 and known.finding.startswith(fingerprint))
