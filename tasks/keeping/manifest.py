"""What a backup says of itself: which files it holds, with their hashes, and where each belongs."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

import msgspec

from tasks.county import TABLES

NAME, WAREHOUSE = "manifest.json", "warehouse.db"
FOLDERS = ("archive", "inbox", "published")
VERSION = 1


class Entry(msgspec.Struct, frozen=True):
    """One file: its place in the county folder, its bytes, its time (seconds), and the member that holds it."""

    path: str
    sha256: str
    size: int
    modified: int
    member: str


class Manifest(msgspec.Struct, frozen=True):
    """All files of a backup; warehouse is the hash of what the warehouse holds, made_at an ISO time."""

    version: int
    made_at: str
    warehouse: str
    files: tuple[Entry, ...]


def to_json(manifest: Manifest) -> bytes:
    """ASCII, so that even a name that is no text comes back as it was."""
    return json.dumps(msgspec.to_builtins(manifest), indent=1).encode("ascii")


def from_json(data: bytes) -> Manifest:
    """A manifest none of whose paths leads out of the county folder; ValueError for any other."""
    said: Any = json.loads(data)
    try:
        manifest = msgspec.convert(said, Manifest)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    places = [entry.path for entry in manifest.files]
    if manifest.version != VERSION or places.count(WAREHOUSE) != 1 or len({p.casefold() for p in places}) < len(places):
        raise ValueError("not such a manifest")
    if wrong := [entry.path for entry in manifest.files if not belongs(entry.path) or entry.size < 0]:
        raise ValueError(f"a path that leads elsewhere: {wrong[0]!r}")
    return manifest


def belongs(path: str) -> bool:
    """Whether a path is one of a county folder's own: the warehouse, a table, or a file below one of its folders."""
    parts = path.split("/")
    if any(part.startswith(".") or not part or part != part.strip() for part in parts):
        return False
    if any(letter in '\\:*?"<>|' or ord(letter) < 32 or ord(letter) == 127 for letter in path):
        return False
    if len(parts) == 1:
        return path == WAREHOUSE or PurePosixPath(path).suffix in TABLES
    return parts[0] in FOLDERS
