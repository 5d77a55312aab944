"""Blocks whose origins say more: the file of an archive, the page of a web archive, the picture of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from tasks.records import GridTable, Origin, Paragraph

Block = Paragraph | GridTable


def with_origins(blocks: Iterable[Block], change: Callable[[Origin], Origin]) -> tuple[Block, ...]:
    """The blocks with each of their origins changed."""
    return tuple(_changed(block, change) for block in blocks)


def within(blocks: Iterable[Block], name: str) -> tuple[Block, ...]:
    """The blocks as those of a member of that name; a member of a member keeps its own name after it."""
    return with_origins(
        blocks, lambda origin: replace(origin, member=f"{name}/{origin.member}" if origin.member else name)
    )


def _changed(block: Block, change: Callable[[Origin], Origin]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, origin=change(block.origin))
    rows = (tuple(replace(cell, origin=change(cell.origin)) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows))
