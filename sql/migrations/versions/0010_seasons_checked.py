"""Checks of a whole season, and the marks by which twins are found."""

from alembic import op

from sql import migration

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in migration("0010_seasons_checked"):
        op.execute(statement)


def downgrade() -> None:
    for table in ("core_season_findings", "core_season_checks", "core_marks"):
        op.drop_table(table)
