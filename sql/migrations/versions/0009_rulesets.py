"""A check keeps by which rules it was made, and what these were."""

import sqlalchemy as sa
from alembic import op

from sql import migration

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in migration("0009_rulesets"):
        op.execute(statement)
    op.add_column("core_checks", sa.Column("ruleset", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("core_checks", "ruleset")
    op.drop_table("core_rulesets")
