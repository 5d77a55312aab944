"""Bytes to Grid: text with its place, without meaning; one module a file type."""

from tasks.reading.bounded import close, picture, read, read_all
from tasks.reading.documents import read_bytes
from tasks.reading.package import Part, combine, part_of, whole
from tasks.records import Limits

__all__ = ["Limits", "Part", "close", "combine", "part_of", "picture", "read", "read_all", "read_bytes", "whole"]
