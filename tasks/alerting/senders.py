"""The channels: e-mail, the terminal, files. Each one either delivers a digest or raises SendError."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, localtime
from pathlib import Path
from typing import Protocol, TextIO

from tasks.alerting.digest import Digest
from tasks.county import Mail, Settings
from tasks.language import _

TIMEOUT = 20.0


class SendError(Exception):
    """A channel refused a digest; the text says what to do and holds no secret."""


class Sender(Protocol):
    """One channel."""

    @property
    def channel(self) -> str: ...

    def send(self, digest: Digest) -> None:
        """Deliver, or raise SendError and have delivered nothing."""

    def close(self) -> None: ...


def choose_sender(settings: Settings, name: str, stream: TextIO) -> Sender:
    """E-mail where alerts are enabled and a mail server is configured, else the terminal. `name` signs the mails."""
    mail = settings.mail() if settings.alerts_enabled else None
    return SmtpSender(mail, name) if mail else PrintSender(stream)


class SmtpSender:
    """E-mail over one connection, opened at the first digest; SMTP errors come out as SendError."""

    channel = "smtp"

    def __init__(self, mail: Mail, name: str = "", timeout: float = TIMEOUT) -> None:
        self._mail = mail
        self._name = name
        self._timeout = timeout
        self._server: smtplib.SMTP | None = None

    def send(self, digest: Digest) -> None:
        if "@" not in digest.recipient:
            advice = _("“{name}”没有邮箱地址。请在名册或 county.toml 的 [office] 里补上。")
            raise SendError(advice.format(name=digest.recipient))
        try:
            letter = compose(self._mail, self._name, digest)
            if self._server is None:
                self._server = self._connect()
            self._server.send_message(letter)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._drop()
            advice = _("邮件没有发出（{reason}）。请检查 GOUJI_SMTP_* 设置和收件地址。")
            raise SendError(advice.format(reason=f"{type(error).__name__}: {error}")) from error

    def close(self) -> None:
        """Say goodbye; what goes wrong now no longer concerns a digest."""
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
        self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def _connect(self) -> smtplib.SMTP:
        mail, context = self._mail, ssl.create_default_context()
        if mail.tls == "ssl":
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=self._timeout, context=context)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=self._timeout)
        try:
            if mail.tls == "starttls":
                server.starttls(context=context)
            if mail.user:
                server.login(mail.user, mail.password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server


def compose(mail: Mail, name: str, digest: Digest) -> EmailMessage:
    """The letter: Chinese in headers by RFC 2047, in attachment names by RFC 2231; its id is that of the digest."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = digest.subject
    letter["From"] = formataddr((name, mail.sender))
    letter["To"] = digest.recipient
    letter["Date"] = localtime()
    letter["Message-ID"] = f"<{digest.id}@{mail.sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(digest.body, cte="base64")
    for file_name, data in digest.attachments:
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=file_name)
    return letter


class PrintSender:
    """The terminal: where no channel is configured, a person reads it here."""

    channel = "print"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def send(self, digest: Digest) -> None:
        try:
            print(
                _("致 {recipient}：{subject}").format(recipient=digest.recipient, subject=digest.subject),
                file=self._stream,
            )
            print(digest.body, file=self._stream, flush=True)
        except (OSError, UnicodeError) as error:
            raise SendError(_("打印不出（{reason}）。").format(reason=error)) from error

    def close(self) -> None:
        """The stream belongs to the caller."""


class FileSender:
    """One text file a digest under a folder, for an office that sends by hand."""

    channel = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, digest: Digest) -> None:
        name = re.sub(r"[^\w@-]", "_", digest.recipient)[:80]
        target = self._folder / f"{name}-{digest.id[:12]}.txt"
        text = _("致：{recipient}\n主题：{subject}\n\n{body}").format(
            recipient=digest.recipient, subject=digest.subject, body=digest.body
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = target.with_suffix(".tmp")
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(target)
        except OSError as error:
            raise SendError(_("写不出 {path}（{reason}）。").format(path=target, reason=error)) from error

    def close(self) -> None:
        """Every file is closed already."""
