"""Program: one word for what parts of this program are, so that what an older one made is known as such."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def program_word(*packages: str) -> str:
    """A hash of the files of some packages (dotted names); it changes with an upgrade that touches them."""
    paths = [path for name in packages for path in Path(str(files(name))).rglob("*") if path.is_file()]
    whole = hashlib.sha256()
    for path in sorted(path for path in paths if path.suffix != ".pyc"):
        whole.update(path.read_bytes())
    return whole.hexdigest()
