"""Addresses, secrets and limits from the environment; everything else about a county stands in its folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import PositiveInt, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from tasks.county.problem import CountyError
from tasks.language import _
from tasks.records import Limits

Tls = Literal["starttls", "ssl", "none"]
_SCHEMES: dict[str, tuple[Tls, int]] = {"smtp": ("starttls", 587), "smtps": ("ssl", 465), "smtp+plain": ("none", 25)}
_PORTS: dict[Tls, int] = dict(_SCHEMES.values())


@dataclass(frozen=True, slots=True)
class Mail:
    """Where e-mail is handed over, and as whom."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: SecretStr = field(default=SecretStr(""))


class Settings(BaseSettings):
    """GOUJI_* variables over .env over these defaults; GOUJI_LIMITS__PAGES=300 sets one limit."""

    model_config = SettingsConfigDict(
        env_prefix="GOUJI_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a message must not repeat a password
    )

    home: Path = Path("county")
    database_url: SecretStr = SecretStr("")
    alerts_enabled: bool = False
    smtp_url: SecretStr = SecretStr("")
    smtp_host: str = ""
    smtp_port: PositiveInt | None = None
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = ""
    smtp_tls: Tls = "starttls"
    limits: Limits = Limits()

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the warehouse; it may hold a password, so never print it."""
        return self.database_url.get_secret_value() or f"sqlite:///{(self.home / 'warehouse.db').as_posix()}"

    def mail(self) -> Mail | None:
        """The mail server to use, None where none is configured; raises CountyError on a half set one."""
        if url := self.smtp_url.get_secret_value():
            return _complete(_from_url(url, self.smtp_from))
        if not self.smtp_host:
            return None
        port = self.smtp_port or _PORTS[self.smtp_tls]
        return _complete(Mail(self.smtp_host, port, self.smtp_tls, self.smtp_from, self.smtp_user, self.smtp_password))


def load_settings() -> Settings:
    """The settings of this process; raises CountyError naming each wrong variable, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        raise CountyError(_variable_problem(fault["loc"], fault["msg"]) for fault in error.errors()) from None
    except SettingsError as error:  # a whole group given at once, as GOUJI_LIMITS=..., that is no JSON
        raise CountyError([_("环境变量不能用（{reason}）。请改正后重试。").format(reason=error)]) from None


def _variable_problem(path: tuple[int | str, ...], reason: str) -> str:
    variable = "GOUJI_" + "__".join(str(part) for part in path).upper()
    return _("环境变量 {variable} 的值不能用（{reason}）。请改正后重试。").format(variable=variable, reason=reason)


def _from_url(url: str, sender: str) -> Mail:
    try:
        parts = urlsplit(url)
        tls, port = _SCHEMES[parts.scheme]
        named = parse_qs(parts.query).get("from", [""])[0]
        password = SecretStr(unquote(parts.password or ""))
        return Mail(
            parts.hostname or "", parts.port or port, tls, sender or named, unquote(parts.username or ""), password
        )
    except (KeyError, ValueError):
        shape = "smtps://用户:密码@主机:465/?from=发件地址"
        advice = _("环境变量 GOUJI_SMTP_URL 写法不对。请写成 {shape}，密码里的特殊字符用 %XX 表示。")
        raise CountyError([advice.format(shape=shape)]) from None


def _complete(mail: Mail) -> Mail:
    sender = mail.sender or (mail.user if "@" in mail.user else "")
    if not mail.host:
        raise CountyError([_("邮件服务器没有主机名。请设置 GOUJI_SMTP_HOST 或改正 GOUJI_SMTP_URL。")])
    if "@" not in sender:
        raise CountyError([_("邮件没有发件地址。请设置 GOUJI_SMTP_FROM。")])
    return Mail(mail.host, mail.port, mail.tls, sender, mail.user, mail.password)
