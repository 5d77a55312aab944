"""Conventions of sql/: a head sentence, bind parameters only, nothing unused, no statement in Python."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tasks.warehouse.statements import source

SQL = Path(str(files("sql")))
PYTHON = Path(str(files("tasks.warehouse")))
STATEMENTS = sorted(SQL.rglob("*.sql"))
NAMES = [path.relative_to(SQL).with_suffix("").as_posix() for path in STATEMENTS]


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_opens_with_one_sentence(name: str) -> None:
    first = source(name).splitlines()[0]
    assert re.fullmatch(r"-- [A-Z].*\.", first), first
    assert ":" not in first.replace(": ", "")


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_takes_bind_parameters_only(name: str) -> None:
    assert not re.search(r"[%{}?]|\$\d", source(name))


@pytest.mark.parametrize("name", [name for name in NAMES if "/insert_" in name or "/upsert_" in name])
def test_an_insert_can_be_rerun(name: str) -> None:
    assert "ON CONFLICT" in source(name)


def test_every_statement_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PYTHON.glob("*.py"))
    patterns = [re.sub(r"\{[^}]*\}", "[a-z_]+", literal) for literal in re.findall(r'"((?:\w+)/[\w{}]+)"', code)]
    run_as_a_folder = ("schema/", "views/", "checks/", "migrations/")
    unused = [
        name
        for name in NAMES
        if not name.startswith(run_as_a_folder) and not any(re.fullmatch(pattern, name) for pattern in patterns)
    ]
    assert unused == []


def test_no_statement_stands_in_python() -> None:
    spoken = re.compile(
        r"\b(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE|ALTER TABLE|DROP TABLE|PRAGMA)\b"
    )
    found = [path.name for path in PYTHON.glob("*.py") if spoken.search(path.read_text(encoding="utf-8"))]
    assert found == []
