"""Mail (eml): the text and the attachments as members of one package; its leaves are those of a saved page, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from tasks.language import _
from tasks.reading.archives import Member
from tasks.records import Limits, Refusal

_HEADER = re.compile(rb"(?P<name>[A-Za-z][A-Za-z0-9-]*):[ \t]*[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n")
_TELLING = {
    b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"content-type", b"return-path",
}  # fmt: skip
_SENT = {b"to", b"received", b"message-id", b"delivered-to", b"return-path"}
_CHINESE = {"", "us-ascii", "ascii", "utf-8", "utf8", "gb2312", "gbk", "gb18030", "cp936", "x-gbk", "unknown-8bit"}
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')


def looks_like_mail(data: bytes) -> bool:
    """Whether the bytes open with a block of mail headers."""
    return len(_headers(data).keys() & _TELLING) >= 3


def looks_like_page(data: bytes) -> bool:
    """Whether the bytes are a web page in a single file (mht): it has the headers of a mail that nobody sent."""
    found = _headers(data)
    return b"multipart/related" in found.get(b"content-type", b"").lower() and not found.keys() & _SENT


def _headers(data: bytes) -> dict[bytes, bytes]:
    """The headers on top by their names in small letters; none where no blank line ends them."""
    at, found = 0, {}
    data = data.lstrip(b"\r\n")
    while match := _HEADER.match(data, at):
        found[match["name"].lower()] = match[0]
        at = match.end()
    return found if data[at : at + 1] in {b"", b"\r", b"\n"} else {}


def mail_members(data: bytes, limits: Limits) -> Iterator[Member]:
    """The text (html before plain) and every attachment; Refusal when the mail is encrypted or breaks a limit."""
    for number, (part, content) in enumerate(leaves(data, limits), 1):
        if content.strip():
            yield Member(_name(part, number), content)


def leaves(data: bytes, limits: Limits) -> Iterator[tuple[Message, bytes]]:
    """The parts that hold no other, with their bytes; a text in UTF-8 or Chinese. Refusal as in `mail_members`."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)  # it keeps attachment names in raw GBK
        parts = list(_parts(message))
    except RecursionError as error:
        raise Refusal("too_large", _("邮件嵌套过深，已拒收")) from error
    if len(parts) > limits.members:
        raise Refusal("too_large", _("邮件附件过多，已拒收"))
    left = limits.output_bytes
    for part in parts:
        content = _content(part)
        left -= len(content)
        if len(content) > limits.member_bytes or left < 0:
            raise Refusal("too_large", _("邮件附件过大，请拆分后重新报送"))
        yield part, content


def _parts(message: Message) -> Iterator[Message]:
    """Leaves of a mail, attached mails whole; of a text in two forms the richer one."""
    kind = message.get_content_type()
    if kind in {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}:
        raise Refusal("encrypted", _("邮件是加密的，请以普通邮件重新报送"))
    if kind == "message/rfc822" or not message.is_multipart():
        yield message
        return
    children = [part for part in message.get_payload() if isinstance(part, Message)]
    if kind == "multipart/alternative":
        rich = [part for part in children if part.get_content_type() != "text/plain"]
        children = rich or children
    for part in children:
        yield from _parts(part)


def _content(part: Message) -> bytes:
    """The bytes of a leaf; a text in a charset of another family is turned into UTF-8."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_param("charset", "") or "").strip("\"' ").lower()
    if part.get_content_maintype() != "text" or charset in _CHINESE:
        return content
    try:
        return content.decode(charset).encode()
    except (LookupError, UnicodeDecodeError):
        return content


def _name(part: Message, number: int) -> str:
    """The name an attachment was sent under (RFC 2231, RFC 2047, raw UTF-8 or raw GBK), without any path."""
    given = _given_name(part)
    if given:
        return _UNSAFE.sub("_", given.replace("\\", "/").rsplit("/", 1)[-1])[:200] or _("附件{n}").format(n=number)
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return _("转发邮件{n}").format(n=number) + ".eml"
    if kind in {"text/plain", "text/html"}:
        return _("邮件正文") + (".html" if kind == "text/html" else ".txt")
    return _("附件{n}").format(n=number)


def _given_name(part: Message) -> str:
    headers = Message()
    for name, raw in part.raw_items():
        if name.lower() in {"content-disposition", "content-type"} and name not in headers:
            headers[name] = _text(str(raw))
    given = headers.get_param("filename", None, "content-disposition")
    value = given if given is not None else headers.get_param("name", None)
    if value is None or isinstance(value, tuple):
        return collapse_rfc2231_value(value, errors="replace") if value else ""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(_decoded(piece, charset) for piece, charset in pieces)


def _text(value: str) -> str:
    """Raw bytes in a header arrive as surrogates; they are UTF-8 or, from old clients, GBK."""
    return value if value.isascii() else _decoded(value.encode("utf-8", "surrogateescape"), None)


def _decoded(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    named = "gb18030" if charset in {"gb2312", "gbk"} else charset
    for encoding in (named, "utf-8", "gb18030"):
        if encoding:
            try:
                return piece.decode(encoding)
            except (LookupError, UnicodeDecodeError):
                continue
    return piece.decode("latin-1")
