"""The channels, e-mail against a real socket."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from pydantic import SecretStr

from tasks.alerting import (
    Digest,
    FileSender,
    Message,
    PrintSender,
    SendError,
    SmtpSender,
    choose_sender,
    digests,
    queue,
    send,
)
from tasks.county import Mail, Settings
from tests.alerting.mailserver import Mailbox, mail_server
from tests.alerting.outboxes import Outbox

ON = date(2024, 1, 24)
LONG = "青禾县商务局：尚未收到 2023 年度报告，" * 8


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as served:
        yield served


def _mail(box: Mailbox, **changes: object) -> Mail:
    settings: dict[str, object] = {
        "host": "127.0.0.1",
        "port": box.port,
        "tls": "none",
        "sender": "gk@qinghe.example.cn",
    }
    return Mail(**(settings | changes))  # type: ignore[arg-type]


def _message(recipient: str, key: str = "missing:2023:A01:x", subject: str = LONG) -> Message:
    return Message("missing", 2023, "A01", recipient, subject, "请在2024年1月24日前报送。\n.\n..点", key)


def _parsed(data: bytes) -> EmailMessage:
    letter = message_from_bytes(data, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def test_chinese_arrives_whole(box: Mailbox) -> None:
    [digest] = digests([_message("sw@x.cn")], ON)
    sender = SmtpSender(_mail(box), "青禾县政府办公室")
    sender.send(
        Digest(digest.recipient, digest.subject, digest.body, digest.messages, (("更正清单（商务局）.docx", b"\0\1"),))
    )
    sender.close()
    [(recipients, data)] = box.letters
    letter = _parsed(data)
    body = letter.get_body()
    assert recipients == ["sw@x.cn"]
    assert letter["Subject"] == LONG
    assert letter["From"].addresses[0].display_name == "青禾县政府办公室"
    assert letter["Message-ID"] == f"<{digest.id}@qinghe.example.cn>"
    assert body is not None
    assert body.get_content().splitlines() == ["请在2024年1月24日前报送。", ".", "..点"]
    [attachment] = letter.iter_attachments()
    assert (attachment.get_filename(), attachment.get_content()) == ("更正清单（商务局）.docx", b"\0\1")
    assert b"filename*" in data
    assert data.isascii()
    assert max(map(len, data.splitlines())) < 998


def test_one_connection_for_all_and_each_letter_to_its_own_recipient(box: Mailbox) -> None:
    outbox = Outbox()
    queue([_message(f"a{n}@x.cn") for n in range(4)], outbox.put)
    outcomes = send(outbox.pending(), SmtpSender(_mail(box)), outbox.claim, outbox.mark, ON)
    assert [outcome.error for outcome in outcomes] == [""] * 4
    assert [recipients for recipients, _data in box.letters] == [[f"a{n}@x.cn"] for n in range(4)]
    assert box.connections == 1
    assert send(outbox.pending(), SmtpSender(_mail(box)), outbox.claim, outbox.mark, ON) == []


def test_a_refused_recipient_stays_pending_and_is_served_when_the_server_relents(box: Mailbox) -> None:
    outbox, box.refused = Outbox(), {"a@x.cn"}
    queue([_message("a@x.cn"), _message("b@x.cn")], outbox.put)
    outcomes = send(outbox.pending(), SmtpSender(_mail(box)), outbox.claim, outbox.mark, ON)
    assert "550" in outcomes[0].error
    assert "no such user" in outcomes[0].error
    assert [message.recipient for message in outbox.pending()] == ["a@x.cn"]
    box.refused = set()
    send(outbox.pending(), SmtpSender(_mail(box)), outbox.claim, outbox.mark, ON)
    assert sorted(recipients[0] for recipients, _data in box.letters) == ["a@x.cn", "b@x.cn"]
    assert outbox.pending() == []


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "DATA"])
def test_a_server_that_hangs_up_loses_nothing(box: Mailbox, verb: str) -> None:
    outbox, box.hang_up_at = Outbox(), verb
    queue([_message("a@x.cn")], outbox.put)
    [outcome] = send(outbox.pending(), SmtpSender(_mail(box)), outbox.claim, outbox.mark, ON)
    assert "SMTPServerDisconnected" in outcome.error
    box.hang_up_at = ""
    send(outbox.pending(), SmtpSender(_mail(box)), outbox.claim, outbox.mark, ON)
    assert len(box.letters) == 1
    assert outbox.pending() == []


def test_a_rude_goodbye_does_not_unsend(box: Mailbox) -> None:
    outbox, box.quit_reply = Outbox(), "451 go away"
    queue([_message("a@x.cn")], outbox.put)
    send(outbox.pending(), SmtpSender(_mail(box)), outbox.claim, outbox.mark, ON)
    assert outbox.pending() == []


def test_no_server_at_all_is_an_error_on_the_row() -> None:
    with mail_server() as gone:
        mail = _mail(gone)
    outbox = Outbox()
    queue([_message("a@x.cn")], outbox.put)
    [outcome] = send(outbox.pending(), SmtpSender(mail, timeout=2), outbox.claim, outbox.mark, ON)
    assert "GOUJI_SMTP_" in outcome.error
    assert outbox.pending()


def test_wrong_password_is_told_without_the_password(box: Mailbox) -> None:
    mail = _mail(box, user="gk", password=SecretStr("hidden-word"))
    with pytest.raises(SendError, match="wrong password") as caught:
        SmtpSender(mail).send(digests([_message("a@x.cn")], ON)[0])
    assert box.logins == 1
    assert "hidden-word" not in f"{caught.value}{caught.value.__cause__!r}{mail!r}"
    assert box.letters == []


def test_without_the_promised_tls_neither_password_nor_letter_is_sent(box: Mailbox) -> None:
    mail = _mail(box, tls="starttls", user="gk", password=SecretStr("hidden-word"))
    with pytest.raises(SendError, match="STARTTLS"):
        SmtpSender(mail).send(digests([_message("a@x.cn")], ON)[0])
    assert (box.logins, box.letters) == (0, [])


@pytest.mark.parametrize("recipient", ["青禾县政府办公室", "", "a@x.cn\nBcc: z@x.cn"])
def test_what_is_no_address_is_refused(box: Mailbox, recipient: str) -> None:
    with pytest.raises(SendError):
        SmtpSender(_mail(box)).send(digests([_message(recipient)], ON)[0])
    assert box.letters == []


def test_a_line_break_in_a_subject_adds_no_header(box: Mailbox) -> None:
    with pytest.raises(SendError):
        SmtpSender(_mail(box)).send(digests([_message("a@x.cn", subject="催报\nBcc: z@x.cn")], ON)[0])
    assert box.letters == []


def test_printing_shows_whom_and_what() -> None:
    stream = io.StringIO()
    PrintSender(stream).send(digests([_message("a@x.cn", subject="催报")], ON)[0])
    assert stream.getvalue().startswith("致 a@x.cn：催报\n请在2024年1月24日前报送。")


def test_a_terminal_that_knows_no_chinese_is_an_error_and_not_a_crash() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with pytest.raises(SendError):
        PrintSender(stream).send(digests([_message("a@x.cn")], ON)[0])


@pytest.mark.parametrize("recipient", ["a@x.cn", "../../etc/x", "青禾县政府办公室", "x" * 300])
def test_files_stay_in_their_folder(tmp_path: Path, recipient: str) -> None:
    sender = FileSender(tmp_path / "outbox")
    [digest] = digests([_message(recipient, subject="催报")], ON)
    sender.send(digest)
    sender.send(digest)
    [path] = tmp_path.rglob("*.*")
    assert path.parent == tmp_path / "outbox"
    assert path.read_text(encoding="utf-8").startswith(f"致：{recipient}\n主题：催报\n\n请在")


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("")
    with pytest.raises(SendError, match="写不出"):
        FileSender(tmp_path / "outbox").send(digests([_message("a@x.cn")], ON)[0])


@pytest.mark.parametrize(
    ("enabled", "host", "channel"),
    [(False, "", "print"), (False, "mail", "print"), (True, "", "print"), (True, "mail", "smtp")],
)
def test_mail_goes_out_only_where_enabled_and_configured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, enabled: bool, host: str, channel: str
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(alerts_enabled=enabled, smtp_host=host, smtp_from="gk@x.cn")
    assert choose_sender(settings, "办公室", io.StringIO()).channel == channel
