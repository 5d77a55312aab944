"""The SQL of sql/, by name."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from sqlalchemy import TextClause, bindparam, text

_LIST = re.compile(r"\bIN :(\w+)")


@cache
def source(name: str) -> str:
    """The text of sql/<name>.sql."""
    return files("sql").joinpath(*f"{name}.sql".split("/")).read_text(encoding="utf-8")


@cache
def statement(name: str) -> TextClause:
    """The statement of sql/<name>.sql; `IN :names` takes a list, of pairs where the left side is a pair."""
    sql = source(name)
    return text(sql).bindparams(*(bindparam(key, expanding=True) for key in _LIST.findall(sql)))
