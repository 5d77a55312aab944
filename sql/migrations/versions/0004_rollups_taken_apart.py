"""Adjustments, restored revisions, publications and the areas below a rollup."""

from alembic import op

from sql import migration

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# 引用别人的表先删
TABLES = (
    "out_rollup_areas",
    "out_rollup_adjustments",
    "out_publications",
    "core_restorations",
    "core_adjustments",
)


def upgrade() -> None:
    for statement in migration("0004_rollups_taken_apart"):
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
