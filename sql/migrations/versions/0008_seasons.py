"""Openings and closings of seasons, and what agencies published."""

from alembic import op

from sql import migration

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in migration("0008_seasons"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("core_disclosures")
    op.drop_table("core_seasons")
