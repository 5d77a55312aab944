"""The warehouse says in a table what its tables, views and columns mean; views are made with it, not by migrations."""

from alembic import op

from sql import migration

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in migration("0015_dictionary"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("core_dictionary")
