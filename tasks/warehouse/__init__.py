"""The warehouse: the only place that speaks SQL, by the statements of sql/, on SQLite or PostgreSQL."""

from sqlalchemy import Engine

from tasks.warehouse.engine import open_engine
from tasks.warehouse.evidence import check_warehouse, row_counts, warehouse_hash
from tasks.warehouse.findings import findings_of, record_findings
from tasks.warehouse.migrating import migrate
from tasks.warehouse.outbox import Message, outbox, outbox_mark, outbox_pending, outbox_put
from tasks.warehouse.past import past_reports
from tasks.warehouse.placements import content_hash, load_placement
from tasks.warehouse.receipts import Arrival, arrivals, known_hashes, load_grid, record_receipt, record_refusal
from tasks.warehouse.revisions import Revision, accepted_revisions, latest_revisions, revision_values
from tasks.warehouse.rollups import Conflict, Coverage, Rollup, RollupCell, latest_rollup
from tasks.warehouse.roster import lineage, record_lineage, record_roster, roster
from tasks.warehouse.runs import Run, begin_run, end_run, last_run
from tasks.warehouse.season import Step, history, set_state, states
from tasks.warehouse.settling import settle
from tasks.warehouse.submissions import LoadResult, load_submission
from tasks.warehouse.summing import roll_up

__all__ = [
    "Arrival",
    "Conflict",
    "Coverage",
    "Engine",
    "LoadResult",
    "Message",
    "Revision",
    "Rollup",
    "RollupCell",
    "Run",
    "Step",
    "accepted_revisions",
    "arrivals",
    "begin_run",
    "check_warehouse",
    "content_hash",
    "end_run",
    "findings_of",
    "history",
    "known_hashes",
    "last_run",
    "latest_revisions",
    "latest_rollup",
    "lineage",
    "load_grid",
    "load_placement",
    "load_submission",
    "migrate",
    "open_engine",
    "outbox",
    "outbox_mark",
    "outbox_pending",
    "outbox_put",
    "past_reports",
    "record_findings",
    "record_lineage",
    "record_receipt",
    "record_refusal",
    "record_roster",
    "revision_values",
    "roll_up",
    "roster",
    "row_counts",
    "set_state",
    "settle",
    "states",
    "warehouse_hash",
]
