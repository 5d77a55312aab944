"""A few agencies of the sample county after a night: played once a session for each kind of database, then copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tasks.language import use
from tasks.open import close_desks
from tasks.sample import deliveries, write_county
from tests.flows.plain import plain_night

DAY = date(2024, 2, 14)
AGENCIES = {"d12", "d28", "d05", "d30"}
Played = Callable[[str], Path]


@pytest.fixture(params=["sqlite", "postgresql"])
def county(
    request: pytest.FixtureRequest, played_county: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Three reports and one that is missing, after a night of the 2023 season, on either kind of database."""
    yield from _copied(request, played_county, tmp_path / "county", monkeypatch, request.param)


@pytest.fixture
def sqlite_county(
    request: pytest.FixtureRequest, played_county: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The same on the embedded database only."""
    yield from _copied(request, played_county, tmp_path / "county", monkeypatch, "sqlite")


def _copied(
    request: pytest.FixtureRequest, played: Played, home: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> Iterator[Path]:
    use("zh")
    source = played(kind)
    shutil.copytree(source, home)
    if kind == "sqlite":
        monkeypatch.delenv("GOUJI_DATABASE_URL", raising=False)
    else:
        copied = request.getfixturevalue("postgresql_copy")(source.name)
        monkeypatch.setenv("GOUJI_DATABASE_URL", copied)
    yield home
    close_desks()


@pytest.fixture(scope="session")
def played_county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Gives the folder of a kind of database; on PostgreSQL the database bears the folder's name."""

    @cache
    def of(kind: str) -> Path:
        home = tmp_path_factory.mktemp(f"played_{kind}")
        use("zh")
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("GOUJI_DATABASE_URL", raising=False)
            if kind == "postgresql":
                patch.setenv("GOUJI_DATABASE_URL", request.getfixturevalue("postgresql_copy")("", home.name))
            _few_agencies(home)
            plain_night(home, DAY)
            close_desks()
        return home

    return of


def _few_agencies(home: Path) -> None:
    write_county(home)
    for delivery in deliveries():
        if delivery.agency not in AGENCIES or delivery.year == 2024:
            (home / "inbox" / delivery.path).unlink()
    roster = (home / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in roster if line.split(",")[0] in {"code", "代码", *AGENCIES}]
    (home / "roster.csv").write_text("\n".join(kept), encoding="utf-8-sig")
    for name in ("lineage.csv", "pairs.csv", "publications.csv"):
        (home / name).unlink()
    shutil.rmtree(home / "published")
    settings = (home / "county.toml").read_text(encoding="utf-8").replace("[seasons.2024]", "[seasons.2022]")
    (home / "county.toml").write_text(settings.replace("2025-", "2023-"), encoding="utf-8")
