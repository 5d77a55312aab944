"""What was found about a season is kept once, and speaks of the revision that it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from tasks.records import Marks, SeasonFinding, State
from tasks.warehouse import (
    findings_of,
    keep_marks,
    latest_revisions,
    load_marks,
    record_season_check,
    row_counts,
    season_findings,
    season_inputs,
)
from tests.warehouse.reports import NOW, finding, load, placement

SHARED = SeasonFinding("d01", finding(rule="A-01"), 1)
MISSING = SeasonFinding("d02", finding(rule="A-04"))
PASSED = SeasonFinding("d03", finding(rule="A-04", state=State.PASS))


def record(engine: Engine, *found: SeasonFinding, part: str = "collate", inputs: str = "x") -> bool:
    return record_season_check(engine, "青禾县", 2023, part, found, inputs=inputs, now=NOW)


def test_findings_come_back_but_for_passes(warehouse: Engine) -> None:
    assert season_inputs(warehouse, "青禾县", 2023, "collate") == ""
    assert record(warehouse, SHARED, PASSED) and record(warehouse, MISSING, part="due")
    assert season_findings(warehouse, "青禾县", 2023) == (SHARED, MISSING)
    assert season_inputs(warehouse, "青禾县", 2023, "collate") == "x"
    assert season_findings(warehouse, "青禾县", 2022) == ()


def test_the_same_again_writes_nothing_but_what_was_looked_at(warehouse: Engine) -> None:
    record(warehouse, SHARED)
    before = row_counts(warehouse)
    assert not record(warehouse, SHARED, inputs="y")
    assert row_counts(warehouse) == before
    assert season_inputs(warehouse, "青禾县", 2023, "collate") == "y"


def test_only_the_last_check_holds(warehouse: Engine) -> None:
    record(warehouse, SHARED)
    assert record(warehouse)
    assert season_findings(warehouse, "青禾县", 2023) == ()
    assert record(warehouse, SHARED)
    assert season_findings(warehouse, "青禾县", 2023) == (SHARED,)


def test_a_revision_has_the_findings_that_name_it(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(), None, finding())
    record(warehouse, SHARED, MISSING)
    revision = latest_revisions(warehouse, 2023)["d01"]
    assert [it.rule for it in findings_of(warehouse, revision)] == ["W-01", "A-01"]
    assert [it.rule for it in findings_of(warehouse, replace(revision, number=2))] == []


def test_marks_are_kept_by_version(warehouse: Engine) -> None:
    load(warehouse, "d01", placement())
    revision = latest_revisions(warehouse, 2023)["d01"]
    marks = Marks({"t3": ("abc", 8.5)}, {1: (5, 7), 5: ()})
    keep_marks(warehouse, {revision: marks}, 1)
    assert load_marks(warehouse, 2023, [revision], 1) == {"d01": marks}
    assert load_marks(warehouse, 2023, [revision], 2) == {}
    keep_marks(warehouse, {replace(revision, loaded_at=NOW + timedelta(1)): Marks()}, 2)
    assert load_marks(warehouse, 2023, [revision], 2) == {"d01": Marks()}
