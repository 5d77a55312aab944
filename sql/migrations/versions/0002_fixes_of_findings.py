"""A finding keeps the corrections that would do, and all the equations that one cause breaks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = ("fixes", "broken")


def upgrade() -> None:
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("core_findings")}
    for name in COLUMNS:
        if name not in there:  # tables made from the schema of today have them already
            op.add_column("core_findings", sa.Column(name, sa.Text, nullable=False, server_default="[]"))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("core_findings", name)
