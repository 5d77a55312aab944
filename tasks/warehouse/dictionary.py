"""What every table, view and column means, as the comments of sql/schema and sql/views say; views are made from there.

The warehouse says it too: in core_dictionary on either database, and as comments of its own where it is PostgreSQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, inspect

from tasks.season import states
from tasks.warehouse.statements import source, statement

_COLUMN = re.compile(r"    (\w+) (?:TEXT|INTEGER|BIGINT|BOOLEAN|DOUBLE PRECISION)\b")
_VIEW_COLUMN = re.compile(r"\bAS (\w+),? -- ")
_COMMENT = re.compile(r" -- (?P<zh>\S.*) / (?P<en>.*\S)$")
_CONSTRAINT = re.compile(r"    (?:PRIMARY|FOREIGN|UNIQUE|CHECK)\b")
_KEY = re.compile(r"FOREIGN KEY \(([^)]*)\)\s+REFERENCES (\w+)|^    ([a-z_]+) .*\bREFERENCES (\w+)", re.MULTILINE)
_PRIMARY = re.compile(r"PRIMARY KEY \(([^)]*)\)|^    ([a-z_0-9]+) .*\bPRIMARY KEY", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its meaning in both languages, "" where nobody wrote it down."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view; definition is the statement that makes it, key its primary key, others whom it refers to."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    definition: str
    key: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def view(self) -> bool:
        return self.name.startswith("v_")


@cache
def relations() -> tuple[Relation, ...]:
    """Every view, then every table, by name."""
    return tuple(read_relation(source(f"{folder}/{name}")) for folder in ("views", "schema") for name in _names(folder))


def read_relation(sql: str) -> Relation:
    """A relation out of the statement that makes it; words without a comment are left empty."""
    head = [line.removeprefix("-- ") for line in sql.splitlines() if line.startswith("-- ")]
    chinese = [line for line in head if not line.isascii()]
    made = re.search(r"CREATE (?:TABLE IF NOT EXISTS|VIEW) (\w+)", sql)
    assert made, "no table and no view"
    view = made[1].startswith("v_")
    return Relation(
        made[1],
        "".join(chinese),
        " ".join(line for line in head if line not in chinese),
        tuple(_view_columns(sql) if view else _columns(sql)),
        "\n".join(line for line in sql.splitlines() if not line.startswith("-- ")) if view else "",
        tuple(name for match in _PRIMARY.finditer(sql) for name in (match[1] or match[2]).split(", ")),
        tuple((match[2] or match[4], tuple((match[1] or match[3]).split(", "))) for match in _KEY.finditer(sql)),
    )


def publish_dictionary(connection: Connection) -> bool:
    """Bring views and dictionary in step with sql/ where they are not; True if they were not."""
    wanted = list(_rows())
    stored = [dict(row) for row in connection.execute(statement("dictionary/select_dictionary")).mappings()]
    views = {name for name in inspect(connection).get_view_names() if name.startswith("v_")}
    if stored == wanted and views == set(_names("views")):
        return False
    for name in sorted(views):
        connection.exec_driver_sql(f"DROP VIEW {name}")
    connection.execute(statement("dictionary/delete_dictionary"))
    connection.execute(statement("dictionary/insert_dictionary"), wanted)
    for relation in relations():
        if relation.view:
            connection.exec_driver_sql(relation.definition)
        if connection.dialect.name == "postgresql":
            _comment(connection, relation)
    return True


def _comment(connection: Connection, relation: Relation) -> None:
    said = {f"{'VIEW' if relation.view else 'TABLE'} {relation.name}": (relation.zh, relation.en)}
    said |= {f"COLUMN {relation.name}.{column.name}": (column.zh, column.en) for column in relation.columns}
    for subject, words in said.items():
        quoted = " / ".join(words).replace("'", "''")
        connection.exec_driver_sql(f"COMMENT ON {subject} IS '{quoted}'")


def _rows() -> Iterator[dict[str, Any]]:
    """The rows of core_dictionary in order."""
    for position, (relation, column, word, zh, en, definition) in enumerate(_entries()):
        yield {
            "relation": relation,
            "column_name": column,
            "word": word,
            "position": position,
            "zh": zh,
            "en": en,
            "definition": definition,
        }


def _entries() -> Iterator[tuple[str, str, str, str, str, str]]:
    for relation in relations():
        yield relation.name, "", "", relation.zh, relation.en, relation.definition
        for column in relation.columns:
            yield relation.name, column.name, "", column.zh, column.en, ""
    for state in states().values():
        yield "core_states", "state", state.code, state.zh, state.en, ""


def _columns(sql: str) -> Iterator[Column]:
    """The columns of a table; a comment stands on the line on which its column ends."""
    open_column = ""
    for line in sql.splitlines():
        if match := _COLUMN.match(line):
            if open_column:
                yield Column(open_column, "", "")
            open_column = match[1]
        elif _CONSTRAINT.match(line):
            break
        if open_column and (said := _COMMENT.search(line)):
            yield Column(open_column, said["zh"], said["en"])
            open_column = ""
    if open_column:
        yield Column(open_column, "", "")


def _view_columns(sql: str) -> Iterator[Column]:
    for line in sql.splitlines():
        match, said = _VIEW_COLUMN.search(line), _COMMENT.search(line)
        if match and said:
            yield Column(match[1], said["zh"], said["en"])


def _names(folder: str) -> list[str]:
    paths = files("sql").joinpath(folder).iterdir()
    return sorted(path.name.removesuffix(".sql") for path in paths if path.name.endswith(".sql"))
