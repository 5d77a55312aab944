"""The unit that a header prints for an amount; it holds for the figures below, whatever the form prescribes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tasks.form import Block, compact, normalise
from tasks.form import Line as FormLine

_BETWEEN = r"(?:\W|单位)*"


def in_printed_unit(block: Block, headers: Iterable[str]) -> Block:
    """The block with its amounts in the unit of the nearest header, nearest first; else as it is."""
    if all(column.type != "amount" for column in block.columns):
        return block
    texts = [compact(text) for text in headers]
    return replace(block, columns=tuple(_printed(column, texts) for column in block.columns))


def _printed(column: FormLine, texts: list[str]) -> FormLine:
    labels = "|".join(re.escape(normalise(text)) for text in column.spellings)
    pattern = re.compile(rf"(?:{labels}){_BETWEEN}(亿元|万元|元)")
    units = [match.group(1) for text in texts for match in pattern.finditer(text)]
    return (
        replace(column, unit=units[-1] if len(texts) == 1 else units[0])
        if units and column.type == "amount"
        else column
    )
