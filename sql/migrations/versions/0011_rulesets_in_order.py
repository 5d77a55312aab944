"""Sets of rules in the order in which they came into use."""

from alembic import op

from sql import migration

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in migration("0011_rulesets_in_order"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("core_rulesets")
    for statement in migration("0009_rulesets"):
        op.execute(statement)
