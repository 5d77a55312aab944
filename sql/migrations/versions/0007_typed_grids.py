"""Every block of a kept grid says what it is, a paragraph or a table, as readers now write it."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

GRIDS = sa.table("raw_grids", sa.column("sha256"), sa.column("grid"))


def upgrade() -> None:
    rewrite(lambda block: {**block, "type": "table" if "rows" in block else "paragraph"})


def downgrade() -> None:
    rewrite(lambda block: {name: value for name, value in block.items() if name != "type"})


def rewrite(change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    connection = op.get_bind()
    for sha256, text in connection.execute(sa.select(GRIDS.c.sha256, GRIDS.c.grid)).all():
        grid = {"title": "", **json.loads(text)}
        grid["blocks"] = [change(block) for block in grid["blocks"]]
        spelt = json.dumps(grid, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        connection.execute(sa.update(GRIDS).where(GRIDS.c.sha256 == sha256).values(grid=spelt))
