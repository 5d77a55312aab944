"""A county's SQLite warehouse moves into the database that the settings name."""

from pathlib import Path

import pytest

from flows.command.app import run
from tasks.warehouse import migrate, open_engine, warehouse_hash
from tests.warehouse.reports import accept, placement


@pytest.fixture
def county(tmp_path: Path) -> Path:
    (tmp_path / "county.toml").touch()
    engine = open_engine(f"sqlite:///{tmp_path / 'warehouse.db'}")
    migrate(engine)
    accept(engine, "d01", placement({"t2.licensing.decisions": 3}))
    engine.dispose()
    return tmp_path


def test_a_warehouse_is_moved_once(
    county: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GOUJI_DATABASE_URL", postgresql_url)
    assert run(["move", "--home", str(county)]) == 0
    assert "两边内容一致" in capsys.readouterr().out
    assert run(["move", "--home", str(county)]) == 2
    assert "已有内容" in capsys.readouterr().err
    here, there = open_engine(f"sqlite:///{county / 'warehouse.db'}"), open_engine(postgresql_url)
    assert warehouse_hash(here) == warehouse_hash(there)
    for engine in (here, there):
        engine.dispose()


def test_nowhere_to_move_and_nothing_to_move(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GOUJI_DATABASE_URL", raising=False)
    assert run(["move", "--home", str(county)]) == 2
    assert "GOUJI_DATABASE_URL" in capsys.readouterr().err
    assert run(["move", "--home", str(county), "--from", str(county / "other.db")]) == 2
    assert "other.db" in capsys.readouterr().err
