"""The project's Markdown, taken apart for the tests: links, headings, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")])
_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
_ANCHOR = re.compile(r'<a id="([^"]+)">')


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return [match[3] for match in _FENCE.finditer(text) if match[2] == language]


def links(text: str) -> list[str]:
    return _LINK.findall(_FENCE.sub("", text))


def anchors(text: str) -> set[str]:
    """The places of a page that a link can name: headings as GitHub spells them, and ids set by hand."""
    plain = _FENCE.sub("", text)
    return {_slug(heading) for heading in _HEADING.findall(plain)} | set(_ANCHOR.findall(plain))


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def code(text: str) -> Iterator[str]:
    """Every line of code: of fenced blocks, and what stands between backticks."""
    for match in _FENCE.finditer(text):
        yield from match[3].splitlines()
    yield from _SPAN.findall(_FENCE.sub("", text))
