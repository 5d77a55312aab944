"""The least that the equations of each table must see, as data: expected.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def expected() -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """By edition, table and measure (independent, signatures, distance), the least value."""
    return tomllib.loads((files(__package__) / "expected.toml").read_text(encoding="utf-8"))
