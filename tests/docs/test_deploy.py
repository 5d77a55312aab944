"""What stands in deploy/ names files that are there, and the heartbeat tells a night that did not run."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from deploy.heartbeat import main
from tasks import warehouse
from tasks.open import close_desks, moment, open_desk
from tests.docs.pages import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "county.toml").write_text('name = "清河口县"\ncode = "990001"\n', encoding="utf-8")
    (tmp_path / "roster.csv").write_text("code,name,kind\nd01,清河口县商务局,department\n", encoding="utf-8")
    for variable in ("GOUJI_DATABASE_URL", "GOUJI_SMTP_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path))
    yield tmp_path
    close_desks()


@pytest.mark.parametrize(("hours", "status", "code"), [(1, "completed", 0), (30, "completed", 2), (1, "failed", 2)])
def test_the_heartbeat_knows_the_last_night(home: Path, hours: int, status: str, code: int) -> None:
    engine = open_desk(home).engine
    began = moment() - timedelta(hours=hours)
    warehouse.begin_run(engine, "run", "nightly", began)
    warehouse.end_run(engine, "run", status, {}, began)
    assert main() == code


def test_without_any_night_or_county_the_heartbeat_complains(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main() == 2
    monkeypatch.setenv("GOUJI_HOME", str(home / "nowhere"))
    assert main() == 2
    assert "county.toml" in capsys.readouterr().err


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_what_is_there(unit: Path) -> None:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text(encoding="utf-8"))
    assert parser["Unit"]["Description"]
    for file in re.findall(r"\.venv/bin/python (\S+)", unit.read_text(encoding="utf-8")):
        assert (ROOT / file).is_file()
    if unit.suffix == ".timer":
        assert unit.with_suffix(".service").is_file()
        assert parser["Timer"]["OnCalendar"].endswith("Asia/Shanghai")


def test_the_image_copies_what_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    sources = [word for line in re.findall(r"^COPY (.*)$", text, re.MULTILINE) for word in line.split()[:-1]]
    assert {"flows", "tasks", "expectations", "sql", "deploy", "requirements.txt"} <= set(sources)
    assert all((ROOT / source).exists() for source in sources)
    allowed = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{source}" for source in sources} <= set(allowed)


def test_compose_mounts_and_builds_what_is_there() -> None:
    compose = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert set(compose["services"]) == {"postgres", "server", "deploy", "worker"}
    build = compose["x-gouji"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    volumes = [mount for service in compose["services"].values() for mount in service.get("volumes", [])]
    mounts = [mount for mount in volumes if mount.startswith("./")]
    assert mounts and all((DEPLOY / mount.split(":")[0]).is_file() for mount in mounts)
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text(encoding="utf-8")))
    given = set(re.findall(r"^(\w+)=", (DEPLOY / "example.env").read_text(encoding="utf-8"), re.MULTILINE))
    assert asked <= given
