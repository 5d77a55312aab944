"""What was copied into staging tables becomes the partitions of its year."""

from importlib.resources import files

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        function = files("sql").joinpath("migrations", "versions", "0014_years_taken_in.sql")
        op.get_bind().exec_driver_sql(function.read_text(encoding="utf-8"))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION take_in_year")
