"""What lies in the inbox: files only, nothing hidden or half written, nothing behind a link.

A shortcut of Windows is listed where an agency's folder holds nothing else: who sent it is told that no file came.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from tasks.county import CountyError
from tasks.language import _

_TEMPORARY = re.compile(
    r"\.|~|__MACOSX$|(?:thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r)$|.*\.(?:tmp|temp|part|partial|crdownload|download|swp)$",
    re.IGNORECASE,
)
_SHORTCUT = ".lnk"


def inbox(home: Path, year: int) -> Path:
    return home / "inbox" / str(year)


def scan(home: Path, year: int, name: str = "inbox") -> list[Path]:
    """Every file handed in for the report year, sorted; a folder that cannot be opened is listed in its own place.

    Links are not followed. Raises CountyError where the inbox itself is one: an empty list would call everybody late.
    `name` is another folder of the county with a folder a year, such as published.
    """
    root = home / name / str(year)
    for folder in (root.parent, root):
        if folder.is_symlink():
            raise CountyError([_("文件夹 {path} 是一个链接。请换成真正的文件夹。").format(path=folder)])
    return sorted(_walk(root), key=lambda path: path.parts) if root.exists() else []


def _walk(root: Path) -> list[Path]:
    found: list[Path] = []

    def unopened(error: OSError) -> None:
        found.append(Path(error.filename))

    for folder, folders, files in os.walk(root, onerror=unopened, followlinks=False):
        here = Path(folder)
        folders[:] = [name for name in folders if not _TEMPORARY.match(name) and not (here / name).is_symlink()]
        paths = (here / name for name in files if not _TEMPORARY.match(name))
        plain = [path for path in paths if path.is_file() and not path.is_symlink()]
        files_proper = [path for path in plain if path.suffix.lower() != _SHORTCUT]
        found += files_proper if files_proper or here == root else plain
    return found
