"""The first tables, each from its file in sql/schema; a later change of one is a migration of its own."""

from importlib.resources import files

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# 被引用的表在前
TABLES = (
    "core_form_cells",
    "core_form_addends",
    "raw_receipts",
    "raw_grids",
    "core_agencies",
    "core_revisions",
    "core_cells",
    "core_sections",
    "core_facts",
    "core_unplaced",
    "core_checks",
    "core_findings",
    "core_states",
    "core_runs",
    "out_rollups",
    "out_rollup_cells",
    "out_coverage",
    "out_rollup_conflicts",
    "out_outbox",
)


def upgrade() -> None:
    for table in TABLES:
        op.execute(files("sql").joinpath("schema", f"{table}.sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
