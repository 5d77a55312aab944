"""Decisions of people; a finding keeps the name of the way in which its rule fails."""

import sqlalchemy as sa
from alembic import op

from sql import migration

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in migration("0006_decisions"):
        op.execute(statement)
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("core_findings")}
    if "outcome" not in there:  # tables made from the schema of today have it already
        op.add_column("core_findings", sa.Column("outcome", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("core_findings", "outcome")
    op.drop_table("core_decisions")
