"""The six chapters: headings by their words, order and ordinal; the prose between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel

from tasks.form import Section, compact, load_forms, normalise, split_ordinal
from tasks.placing.lines import Line
from tasks.records import SectionText

_LONGEST = 45
_CHAPTER = re.compile(r"^第?([一二三四五六七八])(?:部分)?[、.,．:：]")
_LEADER = re.compile(r"[.·]{3,}\d*$")  # dots and page number of a table of contents
_LOOSE = {"概述", "其他事项", "基本情况"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that is a chapter's heading: number 1-6, the line's index, its words."""

    number: int
    at: int
    text: str


def find_sections(
    lines: Sequence[Line], is_prose: Callable[[Line], bool]
) -> tuple[list[Heading], dict[int, SectionText]]:
    """Chapters found and the prose between them; missing ones have heading ""."""
    headings = _best_run(_headings(lines), lines)
    headings = sorted(headings + _renamed(lines, headings), key=lambda heading: heading.at)
    sections = {number: SectionText(number, "", "") for number in range(1, 7)}
    for index, heading in enumerate(headings):
        end = headings[index + 1].at if index + 1 < len(headings) else len(lines)
        text = "\n".join(_texts(lines[heading.at + 1 : end], is_prose))
        if not sections[heading.number].heading:
            sections[heading.number] = SectionText(heading.number, heading.text, text, lines[heading.at].origin)
    return headings, sections


def _texts(lines: Sequence[Line], is_prose: Callable[[Line], bool]) -> list[str]:
    return [text for line in lines if is_prose(line) and (text := " ".join(line.text.split()))]


def _headings(lines: Sequence[Line]) -> list[Heading]:
    found = []
    for at, line in enumerate(lines):
        text = line.text if line.table == 0 else line.sole
        if text and (number := heading_number(text)):
            found.append(Heading(number, at, " ".join(text.split())))
    return found


def heading_number(text: str) -> int | None:
    """Which of the six chapters a line announces, if it is a heading at all."""
    words = _LEADER.sub("", compact(text))
    if not 3 < len(words) <= _LONGEST:
        return None
    ordinal = _CHAPTER.match(words)
    bare = normalise(words)
    best, number = 0.0, None
    for section, spelling in _titles():
        if bare == spelling:
            score = 1.0 if ordinal or spelling not in _LOOSE else 0.0
        else:
            score = Indel.normalized_similarity(bare, spelling) if ordinal and len(spelling) > 4 else 0.0
        if score > best:
            best, number = score, section.number
    if words.startswith("(") or (not ordinal and best < 1.0) or re.match(r"^\d", words):
        return None
    return number if best >= 0.8 and _no_row(bare) else None


@cache
def _titles() -> tuple[tuple[Section, str], ...]:
    pairs: dict[str, Section] = {}
    for form in load_forms().values():
        for section in form.sections:
            for title in (section.title, *section.aliases):
                pairs.setdefault(normalise(title), section)
    return tuple((section, title) for title, section in pairs.items())


@cache
def _row_words() -> frozenset[str]:
    return frozenset(
        normalise(label)
        for form in load_forms().values()
        for table in form.tables
        for block in table.blocks
        for row in block.rows
        for label in (*row.spellings, *row.path)
    )


def _no_row(words: str) -> bool:
    return words not in _row_words()


def _best_run(found: Sequence[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Chapters may be listed twice (a table of contents, an annex): the fullest run wins, then the longer prose."""
    runs: list[list[Heading]] = []
    for heading in found:
        if not runs or any(heading.number == earlier.number for earlier in runs[-1]):
            runs.append([])
        runs[-1].append(heading)
    if not runs:
        return []
    return max(runs, key=lambda run: (len(run), _amount(run, runs, lines)))


def _amount(run: list[Heading], runs: list[list[Heading]], lines: Sequence[Line]) -> int:
    after = [other[0].at for other in runs if other[0].at > run[-1].at]
    return sum(len(line.text) for line in lines[run[0].at : min(after, default=len(lines))])


def _renamed(lines: Sequence[Line], headings: Sequence[Heading]) -> list[Heading]:
    """A chapter under words of the agency's own: the right ordinal, between its neighbours, short, no sentence."""
    known = {heading.number: heading.at for heading in headings}
    found = []
    for number in range(1, 7):
        if number in known:
            continue
        low = max((at for other, at in known.items() if other < number), default=-1)
        high = min((at for other, at in known.items() if other > number), default=len(lines))
        for at in range(low + 1, high):
            words = compact(lines[at].text)
            match = _CHAPTER.match(words) if lines[at].table == 0 else None
            if match and "一二三四五六".find(match.group(1)) + 1 == number and _heading_like(words):
                found.append(Heading(number, at, " ".join(lines[at].text.split())))
                known[number] = at
                break
    return found


def _heading_like(words: str) -> bool:
    _, bare = split_ordinal(words)
    return 2 <= len(bare) <= 30 and not re.search(r"[。；!?]|\d{2,}", bare) and _no_row(normalise(words))
