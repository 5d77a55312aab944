"""How well a printed label says what the form says: exact words, known spellings, then likeness."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import Indel

from tasks.form import Line as FormLine
from tasks.form import normalise, split_ordinal

LIKELY = 0.72
OWN = 0.85  # labels of two rows of a table are 0.75 alike at most: however blurred, these words are the row's own
_COUNTS = re.compile(r"\d(?:件|条|起|份|次|个|项|人|元|万|%)")  # a sentence that begins with a label's words
_SHORT = 4  # words this short differ by one character and mean another row (予以公开, 不予公开)


@cache
def spellings(line: FormLine) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (normalise(text) for text in (*line.spellings, line.label + line.hint)))))


_BARE_ORDINAL = re.compile(r"^\d{1,2}(?=[^\W\d])")  # an ordinal that lost its point: 1 属于国家秘密


@cache
def _words(text: str) -> str:
    return _BARE_ORDINAL.sub("", normalise(text))


@cache
def _without_groups(text: str, line: FormLine) -> str:
    """The row's own words where its groups' labels stand in the same cell before them."""
    words = _words(text)
    for label in line.path[:-1]:
        words = words.removeprefix(normalise(label))
    return _BARE_ORDINAL.sub("", words)


def likeness(text: str, line: FormLine) -> float:
    """0-1: 1 for the label or a known spelling, else the best ratio of common characters (Indel)."""
    return _likeness(_words(text), spellings(line))


@cache
def _likeness(words: str, known: tuple[str, ...]) -> float:
    if not words:
        return 0.0
    if words in known:
        return 1.0
    if len(words) <= _SHORT:
        return 0.0
    best = max((Indel.normalized_similarity(words, spelling) for spelling in known if len(spelling) > 2), default=0.0)
    opening = any(
        len(spelling) > 5
        and not _COUNTS.search(words)
        and (words.startswith(spelling) or (spelling.startswith(words) and len(words) > 5))
        for spelling in known
    )
    return min(max(best, 0.9 if opening else 0.0), 0.98)


def row_likeness(text: str, line: FormLine) -> float:
    """Likeness of a row label; the same ordinal (3. before 其他) speaks for it, another against it."""
    score = max(likeness(text, line), _likeness(_without_groups(text, line), spellings(line)))
    if score < LIKELY:
        return 0.0
    printed, _ = split_ordinal(text)
    official, _ = split_ordinal(line.label)
    same = printed.strip("().、,．:：") == official.strip("().、,．:：")
    return score + (0.05 if same and printed else 0.0) - (0.04 if printed and official and not same else 0.0)
