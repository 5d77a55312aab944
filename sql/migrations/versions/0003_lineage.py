"""Whose work passed to whom, who reports within another's report, and a telephone number."""

from alembic import op

from sql import migration

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in migration("0003_lineage"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("core_lineage")
    for column in ("included_in", "phone"):
        op.drop_column("core_agencies", column)
