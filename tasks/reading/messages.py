"""What goes in and out of the reading process: one line of JSON each way, proved by its type when it arrives."""

from __future__ import annotations

from msgspec import DecodeError, Struct, json

from tasks.records import Grid, Limits, Origin, Refusal


class Request(Struct, frozen=True, omit_defaults=True):
    """The file at path, sent under name: its grid, or where a place is given the picture of that place."""

    path: bytes
    name: str
    limits: Limits
    language: str
    place: Origin | None = None


class Refused(Struct, frozen=True):
    """A Refusal on its way."""

    reason: str
    detail: str


class Answer(Struct, frozen=True, omit_defaults=True):
    """Exactly one of: what the document holds, the PNG of a place in it, why it was not read."""

    grid: Grid | None = None
    picture: bytes | None = None
    refused: Refused | None = None

    @classmethod
    def of(cls, refusal: Refusal) -> Answer:
        return cls(refused=Refused(refusal.reason, refusal.detail))


_requests, _answers = json.Decoder(Request), json.Decoder(Answer)


def line_of(message: Request | Answer) -> bytes:
    """One line; a line break inside a text is escaped, so that the end of the line is the end of the message."""
    return json.encode(message) + b"\n"


def request_in(line: bytes) -> Request:
    return _requests.decode(line)


def answer_in(line: bytes) -> Answer:
    """Raises ValueError on anything but an answer: the process that read a hostile file is not trusted."""
    try:
        return _answers.decode(line)
    except DecodeError as error:
        raise ValueError(f"no answer: {error}") from error
