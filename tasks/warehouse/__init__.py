"""The warehouse: the only place that speaks SQL, by the statements of sql/, on SQLite or PostgreSQL."""

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError as DatabaseError

from tasks.warehouse.adjustments import Adjustment, adjust, adjustments, take_back
from tasks.warehouse.campaigns import (
    Disclosure,
    SeasonStep,
    disclose,
    disclosures,
    record_season_step,
    season_steps,
)
from tasks.warehouse.columns import digest
from tasks.warehouse.comparing import CellChange, Difference, compare_revisions
from tasks.warehouse.decisions import decisions, decisions_on, record_decisions
from tasks.warehouse.engine import open_engine
from tasks.warehouse.evidence import check_warehouse, row_counts, warehouse_hash
from tasks.warehouse.findings import failing_findings, findings_of, record_findings
from tasks.warehouse.marks import keep_marks, load_marks
from tasks.warehouse.migrating import migrate
from tasks.warehouse.moving import move_warehouse
from tasks.warehouse.outbox import Message, outbox, outbox_claim, outbox_mark, outbox_pending, outbox_put
from tasks.warehouse.past import check_grounds, past_reports, standing_reports
from tasks.warehouse.placements import content_hash, counted_cells, load_placement
from tasks.warehouse.publications import Publication, publications, publish_rollup
from tasks.warehouse.receipts import (
    Arrival,
    arrivals,
    grid_note,
    known_hashes,
    load_grid,
    originals,
    record_beside,
    record_receipt,
    record_refusal,
)
from tasks.warehouse.restoring import Restoration, original_revision, restorations, restore_revision
from tasks.warehouse.revisions import (
    Revision,
    accepted_revisions,
    accepted_values,
    latest_revisions,
    revision_values,
    revisions_of,
)
from tasks.warehouse.rollup_rows import latest_rollup, rollup_as_of, rollup_numbered
from tasks.warehouse.rollups import Area, Conflict, Coverage, Rollup, RollupCell
from tasks.warehouse.roster import lineage, record_lineage, record_roster, roster
from tasks.warehouse.rulesets import Ruleset, record_ruleset, rulesets
from tasks.warehouse.runs import Run, begin_run, end_run, last_run
from tasks.warehouse.season import Step, history, set_state, states
from tasks.warehouse.seasonal import record_season_check, season_findings, season_inputs
from tasks.warehouse.settling import Decide, Settled, Situation, settle, unsettled
from tasks.warehouse.snapshot import file_hash, snapshot
from tasks.warehouse.standing import standing
from tasks.warehouse.submissions import LoadResult, load_submission
from tasks.warehouse.summing import differing_cells, roll_up

__all__ = [
    "Adjustment",
    "Area",
    "Arrival",
    "CellChange",
    "Conflict",
    "Coverage",
    "DatabaseError",
    "Decide",
    "Difference",
    "Disclosure",
    "Engine",
    "LoadResult",
    "Message",
    "Publication",
    "Restoration",
    "Revision",
    "Rollup",
    "RollupCell",
    "Ruleset",
    "Run",
    "SeasonStep",
    "Settled",
    "Situation",
    "Step",
    "accepted_revisions",
    "accepted_values",
    "adjust",
    "adjustments",
    "arrivals",
    "begin_run",
    "check_grounds",
    "check_warehouse",
    "compare_revisions",
    "content_hash",
    "counted_cells",
    "decisions",
    "decisions_on",
    "differing_cells",
    "digest",
    "disclose",
    "disclosures",
    "end_run",
    "failing_findings",
    "file_hash",
    "findings_of",
    "grid_note",
    "history",
    "keep_marks",
    "known_hashes",
    "last_run",
    "latest_revisions",
    "latest_rollup",
    "lineage",
    "load_grid",
    "load_marks",
    "load_placement",
    "load_submission",
    "migrate",
    "move_warehouse",
    "open_engine",
    "original_revision",
    "originals",
    "outbox",
    "outbox_claim",
    "outbox_mark",
    "outbox_pending",
    "outbox_put",
    "past_reports",
    "publications",
    "publish_rollup",
    "record_beside",
    "record_decisions",
    "record_findings",
    "record_lineage",
    "record_receipt",
    "record_refusal",
    "record_roster",
    "record_ruleset",
    "record_season_check",
    "record_season_step",
    "restorations",
    "restore_revision",
    "revision_values",
    "revisions_of",
    "roll_up",
    "rollup_as_of",
    "rollup_numbered",
    "roster",
    "row_counts",
    "rulesets",
    "season_findings",
    "season_inputs",
    "season_steps",
    "set_state",
    "settle",
    "snapshot",
    "standing",
    "standing_reports",
    "states",
    "take_back",
    "unsettled",
    "warehouse_hash",
]
