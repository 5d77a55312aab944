"""What grows with every report lies in partitions by year, where the database has such; SQLite is left as it is."""

from importlib.resources import files

from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None

# 表：主键，引用谁、以哪几列
TABLES = {
    "core_cells": ("agency_code, year, revision, cell_code", "core_revisions", "agency_code, year, revision"),
    "core_sections": ("agency_code, year, revision, section", "core_revisions", "agency_code, year, revision"),
    "core_facts": ("agency_code, year, revision, position", "core_revisions", "agency_code, year, revision"),
    "core_findings": (
        "agency_code, year, revision, check_number, position",
        "core_checks",
        "agency_code, year, revision, check_number",
    ),
}
LIKE = "LIKE {table}_before INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        _make_anew(table, " PARTITION BY LIST (year)")
    function = files("sql").joinpath("migrations", "versions", "0013_partitions_by_year.sql")
    op.get_bind().exec_driver_sql(function.read_text(encoding="utf-8"))
    op.execute("SELECT open_year(years.year) FROM (SELECT DISTINCT year FROM core_revisions ORDER BY year) AS years")
    for table in TABLES:
        _move_in(table)


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP FUNCTION open_year")
    for table in TABLES:
        _make_anew(table, "")
        _move_in(table)


def _make_anew(table: str, kind: str) -> None:
    """The same table empty beside the old one, which is called `_before` meanwhile."""
    key, other, columns = TABLES[table]
    op.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
    op.execute(f"ALTER INDEX {table}_pkey RENAME TO {table}_before_pkey")
    op.execute(f"CREATE TABLE {table} ({LIKE.format(table=table)}){kind}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY ({key})")
    op.execute(f"ALTER TABLE {table} ADD FOREIGN KEY ({columns}) REFERENCES {other} ({columns})")


def _move_in(table: str) -> None:
    op.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")  # noqa: S608 - a name of this file
    op.execute(f"DROP TABLE {table}_before")
