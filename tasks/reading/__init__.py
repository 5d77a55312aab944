"""Bytes to Grid: text with its place, without meaning; one module a file type."""

from tasks.reading.bounded import close, picture, read, read_all, read_pages_of
from tasks.reading.documents import read_bytes
from tasks.reading.package import combine, whole
from tasks.reading.pages import is_picture
from tasks.reading.versions import MOST_CHAPTERS, Part, by_eye, part_of, title_of
from tasks.records import Limits

__all__ = [
    "MOST_CHAPTERS",
    "Limits",
    "Part",
    "by_eye",
    "close",
    "combine",
    "is_picture",
    "part_of",
    "picture",
    "read",
    "read_all",
    "read_bytes",
    "read_pages_of",
    "title_of",
    "whole",
]
