"""Bytes to Grid: text with its place, without meaning; one module a file type."""

from tasks.reading.bounded import close, read
from tasks.reading.documents import read_bytes
from tasks.records import Limits

__all__ = ["Limits", "close", "read", "read_bytes"]
