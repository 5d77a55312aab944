"""Mail: attachment names however they were written, the text and the attachments as one package."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from tasks.reading import read_bytes
from tasks.reading.mail import looks_like_mail, mail_members
from tasks.records import Limits, Refusal
from tasks.sample import render
from tests.reading.archive_files import zipped
from tests.reading.truth import assert_all_right, numbered

DOCX = render(numbered(), "official.docx")
NAME = "2023年度报告.docx"
HEAD = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def encoded(data: bytes, headers: bytes) -> bytes:
    return headers + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)


def multipart(kind: str, boundary: str, *parts: bytes) -> bytes:
    mark = boundary.encode()
    head = b"Content-Type: multipart/" + kind.encode() + b'; boundary="' + mark + b'"\r\n\r\n'
    return head + b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + mark + b"--\r\n"


def mail(*attachments: bytes, text: str = "请查收附件。", boundary: str = "=_outer") -> bytes:
    plain = b"Content-Type: text/plain; charset=gb2312\r\n\r\n" + text.encode("gbk")
    rich = b"Content-Type: text/html; charset=gb2312\r\n\r\n<p>" + text.encode("gbk") + b"</p>"
    return HEAD + multipart("mixed", boundary, multipart("alternative", boundary + "_text", plain, rich), *attachments)


def attachment(data: bytes, disposition: bytes) -> bytes:
    return encoded(data, b"Content-Type: application/octet-stream" + disposition)


WORDS = base64.b64encode(NAME.encode("gbk")).decode()
DISPOSITIONS = {
    "raw gbk": b'\r\nContent-Disposition: attachment; filename="' + NAME.encode("gbk") + b'"',
    "raw utf-8": b'\r\nContent-Disposition: attachment; filename="' + NAME.encode() + b'"',
    "rfc 2047 gbk": f'\r\nContent-Disposition: attachment; filename="=?GB2312?B?{WORDS}?="'.encode(),
    "rfc 2231 gbk": f"\r\nContent-Disposition: attachment; filename*=gbk''{quote(NAME, encoding='gbk')}".encode(),
    "name only": f'; name="=?utf-8?B?{base64.b64encode(NAME.encode()).decode()}?="'.encode(),
    "with a path": b'; name="..\\..\\' + NAME.encode("gbk") + b'"',
}


@pytest.mark.parametrize("disposition", DISPOSITIONS.values(), ids=DISPOSITIONS)
def test_attachment_names(disposition: bytes) -> None:
    data = mail(attachment(DOCX, disposition))
    assert [member.name for member in mail_members(data, Limits())] == ["邮件正文.html", NAME]
    grid = read_bytes(data, "来件.eml")
    assert_all_right(grid, numbered())
    assert grid.note == f"主件是“{NAME}”（表二、表三、表四取自它）；“邮件正文.html”不含报告的章节和表格，未采用"


def test_the_report_may_stand_in_the_body() -> None:
    body = encoded(render(numbered(), "word_export.html"), b"Content-Type: text/html; charset=utf-8")
    assert_all_right(read_bytes(HEAD + body, "a.eml"), numbered())


def test_a_page_saved_with_its_pictures() -> None:
    page = encoded(render(numbered(), "official.html"), b"Content-Type: text/html; charset=utf-8")
    picture = encoded(b"\x89PNG\r\n", b"Content-Type: image/png\r\nContent-Location: a.png")
    for name in ("a.mht", "a.doc"):
        assert_all_right(read_bytes(HEAD + multipart("related", "=_x", page, picture), name), numbered())


def test_a_body_in_another_charset_is_turned_into_utf8() -> None:
    body = b"Content-Type: text/plain; charset=big5\r\n\r\n" + "資訊公開".encode("big5")
    assert [member.data.decode() for member in mail_members(HEAD + body, Limits())] == ["資訊公開"]


def test_attached_archives_and_mails_count_as_depth() -> None:
    archive = attachment(zipped({"a.docx": DOCX}), b'; name="a.zip"')
    assert_all_right(read_bytes(mail(archive), "a.eml"), numbered())
    forwarded = b"Content-Type: message/rfc822\r\n\r\n" + mail(attachment(DOCX, b'; name="a.docx"'), boundary="=_in")
    assert_all_right(read_bytes(mail(forwarded), "a.eml"), numbered())
    with pytest.raises(Refusal, match="too_large"):
        read_bytes(mail(b"Content-Type: message/rfc822\r\n\r\n" + mail(archive, boundary="=_in")), "a.eml")


def test_limits_and_locks() -> None:
    many = [attachment(b"x", b"") for _ in range(5)]
    for limits in (Limits(members=3), Limits(member_bytes=10)):
        with pytest.raises(Refusal, match="too_large"):
            read_bytes(mail(*many, text="长" * 20), "a.eml", limits)
    deep = b"".join(
        b"--B%d\r\nContent-Type: multipart/mixed; boundary=B%d\r\n\r\n" % (level, level + 1) for level in range(2000)
    )
    with pytest.raises(Refusal, match="too_large"):
        read_bytes(HEAD + b"Content-Type: multipart/mixed; boundary=B0\r\n\r\n" + deep, "a.eml")
    with pytest.raises(Refusal, match="encrypted"):
        read_bytes(HEAD + b"Content-Type: application/pkcs7-mime\r\n\r\nxx", "a.eml")


def test_what_is_no_mail() -> None:
    assert looks_like_mail(mail())
    assert not looks_like_mail("From: 甲\nTo: 乙\n\n正文".encode())
    assert not looks_like_mail(b"")
    assert read_bytes("标题: 年报\n来自: 甲局\n\n正文".encode(), "a.txt").kind == "txt"
