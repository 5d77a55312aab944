"""A check keeps what it took from other reports, so that one that no longer holds is found and made again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("core_checks", sa.Column("grounds", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("core_checks", "grounds")
