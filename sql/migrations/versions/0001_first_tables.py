"""The first tables, as they were then; a later change of one is a migration of its own."""

from alembic import op

from sql import migration

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# 引用别人的表先删
TABLES = (
    "out_outbox",
    "out_rollup_conflicts",
    "out_coverage",
    "out_rollup_cells",
    "out_rollups",
    "core_runs",
    "core_states",
    "core_findings",
    "core_checks",
    "core_unplaced",
    "core_facts",
    "core_sections",
    "core_cells",
    "core_revisions",
    "core_agencies",
    "raw_grids",
    "raw_receipts",
    "core_form_addends",
    "core_form_cells",
)


def upgrade() -> None:
    for statement in migration("0001_first_tables"):
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
