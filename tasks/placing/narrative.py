"""Figures that the prose claims, each with its sentence; what is not plainly said is left out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import cn2an

from tasks.form import compact
from tasks.records import Fact, Origin, SectionText

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?(?:[万亿](?!元))?|[零〇一二两三四五六七八九十百千万]+)(?P<more>余|多)?"
_PIECES = {
    "{cases}": rf"(?:共|为|计|有|约|达|合计|共计)?{_NUMBER}(?P<unit>件次|[件条宗份起次篇个])"
    r"(?!月|工作日|部门|方面|单位|小时|平台)",
    "{money}": rf"(?:共|为|计|合计|共计)?{_NUMBER}(?P<unit>万元|元)",
    "{gap}": r"[^,。;:\d]{0,14}?",
}
_LONGEST = 1000
_YEAR = re.compile(r"(20\d\d)年")
_OF_TWO_YEARS = {"carried_in", "carried_forward"}


@dataclass(frozen=True)
class Claim:
    """One kind of statement: how it is worded, and the words that must or must not be near.

    without = not in the clause; apart = not in the clause either, of a second list; unless = not in the sentence.
    """

    kind: str
    patterns: tuple[re.Pattern[str], ...]
    needs: str = ""
    without: re.Pattern[str] | None = None
    apart: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    parts: bool = False
    listed: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Wording:
    """narrative.toml, compiled."""

    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]
    words: Mapping[str, re.Pattern[str]]
    parts: Mapping[str, re.Pattern[str]]


@cache
def wording() -> Wording:
    """The wording that lies beside this module."""
    data = tomllib.loads((files(__package__) / "narrative.toml").read_text(encoding="utf-8"))
    words = {name: re.compile(pattern) for name, pattern in data["words"].items()}
    parts = {code: re.compile(rf"(?:{pattern}){_PIECES['{cases}']}") for code, pattern in data["parts"].items()}
    pieces = _PIECES | {f"{{{name}}}": pattern for name, pattern in data["pieces"].items()}
    claims, denials = ([_claim(entry, words, pieces) for entry in data[kind]] for kind in ("claims", "denials"))
    return Wording(tuple(claims), tuple(denials), words, parts)


def _claim(entry: Mapping[str, Any], words: Mapping[str, re.Pattern[str]], pieces: Mapping[str, str]) -> Claim:
    return Claim(
        entry["kind"],
        tuple(re.compile(_fill(pattern, pieces)) for pattern in entry["patterns"]),
        entry.get("needs", ""),
        words.get(entry.get("without", "")),
        words.get(entry.get("apart", "")),
        words.get(entry.get("unless", "")),
        entry.get("parts", False),
        entry.get("listed", False),
        entry.get("beside", False),
    )


def _fill(pattern: str, pieces: Mapping[str, str]) -> str:
    for name, piece in pieces.items():
        pattern = pattern.replace(name, piece)
    return pattern


def facts_of(sections: Mapping[int, SectionText], preamble: str = "", year: int | None = None) -> tuple[Fact, ...]:
    """All plainly stated figures of the preamble and the six chapters, in reading order; year = the report's."""
    found: list[Fact] = []
    texts = [(preamble, Origin(line=1))] if preamble else []
    texts += [(section.text, section.origin or Origin(line=1)) for section in sections.values() if section.text]
    for text, origin in texts:
        for sentence in _sentences(text):
            found.extend(facts_in(sentence, origin, year))
    return tuple(found)


def _sentences(text: str) -> Iterator[str]:
    """Sentences of a bearable length; what runs on for pages is a table's or a file's remains, and slow to search."""
    for line in text.split("\n"):
        # “其中” goes on about the number of the sentence before it
        pieces = (piece.strip() for piece in re.split(r"(?<=[。！？!?])(?!\s*其中)", line))
        yield from (piece for piece in pieces if 0 < len(piece) <= _LONGEST)


def facts_in(sentence: str, origin: Origin, year: int | None = None) -> list[Fact]:
    """The facts of one sentence; of two readings that share a number the one that begins later (nearer) stands.

    What is said of a year other than the report's is none of its facts.
    """
    words = compact(sentence)
    denied = {
        claim.kind for claim in wording().denials for pattern in claim.patterns
        if (match := pattern.search(words)) and _of_year(year, words[: match.end()])
    }  # fmt: skip
    found: dict[int, tuple[int, Fact]] = {}
    beside: dict[tuple[int, str], Fact] = {}
    for claim in wording().claims:
        for match in (match for pattern in claim.patterns for match in pattern.finditer(words)):
            fact = _fact(claim, match, words, sentence, origin)
            at = match.start("number")
            if fact and fact.period == "year" and claim.kind not in _OF_TWO_YEARS and not _of_year(year, words[:at]):
                continue
            if fact and claim.beside:
                beside[at, fact.kind] = fact
                beside |= {(place, share.kind): share for place, share in _share(match, words, fact)}
            elif fact and (at not in found or found[at][0] < match.start()):
                found[at] = (match.start(), fact)
                found |= {place: (match.start(), part) for place, part in _more(claim, match, words, fact)}
                beside |= {(place, part.kind): part for place, part in _listed(claim, match, words, fact)}
    whole = {(at, fact.kind): fact for at, (_start, fact) in found.items()} | beside
    facts = [fact for _at, fact in sorted(whole.items(), key=lambda item: item[0])] + _rates(words, sentence, origin)
    stated = {fact.kind for fact in facts if fact.value}
    return [
        Fact(kind, Decimal(0), "", sentence, origin, negated=True, period="year", scope=_scope(words, len(words)))
        for kind in sorted(denied - stated)
    ] + facts


def _of_year(year: int | None, before: str) -> bool:
    """Whether the last year that is named is the report's; so it is where none is, or the report's is not known."""
    named = _YEAR.findall(before)
    return year is None or not named or int(named[-1]) == year


def _fact(claim: Claim, match: re.Match[str], words: str, sentence: str, origin: Origin) -> Fact | None:
    start = max(words.rfind(mark, 0, match.start()) for mark in ",。;:，；：") + 1
    clause = words[start : match.end()]
    known = wording().words
    before = words[: match.end()]
    if claim.needs and (claim.needs not in before or ("公开" not in clause and _of_others(claim, before))):
        return None
    unwanted = (claim.without, claim.apart, known["another_year"])
    if any(words_ and words_.search(clause) for words_ in unwanted) or (claim.unless and claim.unless.search(words)):
        return None
    value = to_number(match["number"])
    if value is None or (not match["number"][0].isdigit() and _ordinal(words, match)):
        return None
    period = "cumulative" if known["cumulative"].search(clause) else "year"
    return Fact(
        claim.kind,
        value,
        match["unit"],
        sentence,
        origin,
        False,
        period,
        _scope(words, match.end()),
        bool(match["more"]),
    )


def _of_others(claim: Claim, words: str) -> bool:
    return bool(claim.without and claim.without.search(words))


def _ordinal(words: str, match: re.Match[str]) -> bool:
    """“一是”, “第二条”, “三个方面”: a Chinese numeral that counts the speaker's points."""
    at = match.start("number")
    return words[at - 1 : at] == "第" or words[at + len(match["number"]) :][:1] == "是"


def _scope(words: str, end: int) -> str:
    """Of whom the sentence speaks: the last such word before the figure."""
    spoken = [match.group() for match in wording().words["scope"].finditer(words, 0, end)]
    return spoken[-1] if spoken else ""


def _more(claim: Claim, match: re.Match[str], words: str, fact: Fact) -> Iterator[tuple[int, Fact]]:
    """What is said of a number beside itself, with its place in the sentence."""
    yield from _parts(claim, match, words, fact)
    yield from _share(match, words, fact)


def _parts(claim: Claim, match: re.Match[str], words: str, fact: Fact) -> Iterator[tuple[int, Fact]]:
    """The results that follow a number of reviews or lawsuits: “其中结果维持 72 件……”."""
    if not claim.parts:
        return
    end = min(
        (at for mark in ("行政诉讼", "行政复议", "。") if (at := words.find(mark, match.end())) >= 0),
        default=len(words),
    )
    for code, pattern in wording().parts.items():
        if part := pattern.search(words, match.end(), end):
            value = to_number(part["number"])
            if value is not None:
                yield part.start("number"), replace(fact, kind=f"{claim.kind}.{code}", value=value, unit=part["unit"])

    if _ALL_UPHELD.search(words, match.end(), len(words)):
        yield match.end("number"), replace(fact, kind=f"{claim.kind}.upheld")


_ALL_UPHELD = re.compile(r"均(?:获|被|予以|为|已)?[^,。;，；]{0,4}维持")
_INSIDE = re.compile(r"[(（][^)）]*[)）]")
_LISTED = re.compile(_PIECES["{cases}"])
_LIST = re.compile(r"[,，]?(?:其中|包括|包含|[:：(（])")
_RATE = re.compile(
    r"(?<!增长)(?:答复|办结|办理|回复|公开|满意|回应|处理|受理|及时|按时|按期)率[^,。;:\d]{0,4}?(?P<number>\d+(?:\.\d+)?)%"
)
_SHARE = re.compile(r"[,，]?(?:约)?占(?:比|总数|总量|总数的|总量的|全部)?(?:的)?(?:为|约)?(?P<number>\d+(?:\.\d+)?)%")


def _listed(claim: Claim, match: re.Match[str], words: str, fact: Fact) -> Iterator[tuple[int, Fact]]:
    """What “其中……” lists of a number, to the end of the sentence; what stands in brackets is part of a part."""
    opened = _LIST.match(words, match.end())
    start = opened.end() if opened else words.find("其中", match.end())
    if not claim.listed or start < 0:
        return
    # a list that stands in brackets is read to their end
    end = re.compile(r"[)）]|$").search(words, start) if opened and opened.group()[-1] in "(（" else None
    blanked = _INSIDE.sub(lambda inside: "□" * len(inside.group()), words[start : end.start() if end else None])
    for part in _LISTED.finditer(" " * start + blanked, start):
        value = to_number(part["number"])
        if value is not None and part["unit"] == fact.unit and not _ordinal(words, part):
            yield part.start("number"), replace(fact, kind=f"{claim.kind}.part", value=value)


def _share(match: re.Match[str], words: str, fact: Fact) -> Iterator[tuple[int, Fact]]:
    """The percentage that a number is said to be of the whole."""
    if share := _SHARE.match(words, match.end()):
        yield share.start("number"), replace(fact, kind=f"share.{fact.kind}", value=Decimal(share["number"]), unit="%")


def _rates(words: str, sentence: str, origin: Origin) -> list[Fact]:
    """How much of the applications is said to be answered, as a percentage of its own."""
    return [
        Fact("share.rate", Decimal(match["number"]), "%", sentence, origin, period="year", scope=_scope(words, at))
        for match in _RATE.finditer(words)
        for at in (match.end(),)
    ]


def to_number(text: str) -> Decimal | None:
    """Arabic or Chinese digits, with 万 and 亿, as a number; None when they are not one."""
    plain = text.replace(",", "")
    factor = {"万": 10_000, "亿": 100_000_000}.get(plain[-1:], 1) if plain[:1].isdigit() else 1
    digits = plain.rstrip("万亿") if factor > 1 else plain
    if digits[:1].isdigit():
        return Decimal(digits) * factor
    try:
        return Decimal(str(cn2an.cn2an(plain.replace("〇", "零"), "smart")))
    except ValueError:
        return None
