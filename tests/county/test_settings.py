"""Settings: the environment decides, and no secret is ever repeated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tasks.county import CountyError, Settings, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_defaults_are_a_county_folder_with_sqlite_and_no_sending() -> None:
    settings = load_settings()
    assert settings.home == Path("county")
    assert settings.database == "sqlite:///county/warehouse.db"
    assert settings.alerts_enabled is False
    assert settings.mail() is None


def test_warehouse_follows_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOUJI_HOME", str(tmp_path))
    assert load_settings().database == f"sqlite:///{tmp_path}/warehouse.db"


def test_limits_are_those_measured_and_one_can_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = load_settings().limits
    assert (limits.file_bytes, limits.member_bytes) == (50 * 2**20, 64 * 2**20)
    assert (limits.ratio, limits.members, limits.depth) == (200, 2000, 2)
    assert (limits.cells, limits.pages, limits.cpu_seconds, limits.memory_bytes) == (200_000, 200, 20, 2**30)
    monkeypatch.setenv("GOUJI_LIMITS__PAGES", "300")
    assert load_settings().limits == replace(limits, pages=300)


def test_mail_from_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SMTP_URL", "smtps://gk%40a.gov.cn:s%3Acret@mail.a.gov.cn")
    mail = load_settings().mail()
    assert mail is not None
    assert (mail.host, mail.port, mail.tls, mail.user, mail.sender) == (
        "mail.a.gov.cn", 465, "ssl", "gk@a.gov.cn", "gk@a.gov.cn",
    )  # fmt: skip
    assert mail.password.get_secret_value() == "s:cret"


def test_mail_from_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"HOST": "mail", "USER": "gk", "PASSWORD": "hidden-word", "FROM": "gk@a.cn"}.items():
        monkeypatch.setenv(f"GOUJI_SMTP_{name}", value)
    mail = load_settings().mail()
    assert mail is not None
    assert (mail.host, mail.port, mail.tls, mail.sender) == ("mail", 587, "starttls", "gk@a.cn")


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"GOUJI_SMTP_URL": "ftp://u:hidden-word@h"}, "GOUJI_SMTP_URL"),
        ({"GOUJI_SMTP_URL": "smtp://u:hidden-word@h:port"}, "GOUJI_SMTP_URL"),
        ({"GOUJI_SMTP_URL": "smtp://u:hidden-word@h"}, "GOUJI_SMTP_FROM"),
        ({"GOUJI_SMTP_PASSWORD": "hidden-word", "GOUJI_SMTP_PORT": "many"}, "GOUJI_SMTP_PORT"),
        ({"GOUJI_SMTP_PASSWORD": "hidden-word", "GOUJI_LIMITS__RATIO": "-1"}, "GOUJI_LIMITS__RATIO"),
        ({"GOUJI_LIMITS": "{"}, "limits"),
    ],
)
def test_wrong_variable_is_named_and_no_secret_told(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CountyError) as caught:
        load_settings().mail()
    assert named in str(caught.value)
    assert "hidden-word" not in str(caught.value)


def test_secrets_are_masked_wherever_settings_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_DATABASE_URL", "postgresql+psycopg://u:hidden-word@h/db")
    monkeypatch.setenv("GOUJI_SMTP_URL", "smtps://a%40b.cn:hidden-word@h")
    monkeypatch.setenv("GOUJI_SMTP_PASSWORD", "hidden-word")
    settings = Settings()
    shown = [repr(settings), str(settings), settings.model_dump_json(), repr(settings.mail())]
    assert not [text for text in shown if "hidden-word" in text]
    assert settings.database.endswith("hidden-word@h/db")
