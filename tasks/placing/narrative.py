"""Figures that the prose claims, each with its sentence; what is not plainly said is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import cn2an

from tasks.form import compact
from tasks.records import Fact, Origin, SectionText

_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?(?:[万亿](?!元))?|[零〇一二两三四五六七八九十百千万]+)(?P<more>余|多)?"
_CASES = rf"{_NUMBER}(?P<unit>件次|[件条宗份起次个])"
_GAP = r"[^,。;，；\d]{0,14}?"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("applications_received", rf"(?:收到|接收|新收|受理|共收){_GAP}申请(?:公开)?{_GAP}{_CASES}"),
    ("applications_received", rf"(?:收到|接收|新收|受理){_GAP}{_CASES}(?:政府)?(?:信息公开|依申请公开)(?:的)?申请"),
    ("carried_in", rf"上年(?:度)?结转{_GAP}{_CASES}"),
    ("disposed", rf"(?:答复|办结|办理完毕){_GAP}申请{_GAP}{_CASES}"),
    ("carried_forward", rf"(?:结转|顺延)(?:到|至)?下(?:一)?年(?:度)?{_GAP}{_CASES}"),
    ("granted", rf"(?<!不)予以公开(?![及和与、]部分公开){_GAP}{_CASES}"),
    ("partially_granted", rf"(?<![及和与、])部分公开{_GAP}{_CASES}"),
    ("denied", rf"不予公开{_GAP}{_CASES}"),
    ("unavailable", rf"无法提供{_GAP}{_CASES}"),
    ("not_processed", rf"不予处理{_GAP}{_CASES}"),
    ("reviews", rf"行政复议{_GAP}{_CASES}"),
    ("lawsuits", rf"行政诉讼{_GAP}{_CASES}"),
    ("normative_docs_made", rf"(?:制发|印发|出台|制定){_GAP}规范性文件{_GAP}{_CASES}"),
    ("normative_docs_repealed", rf"废止{_GAP}规范性文件{_GAP}{_CASES}"),
    ("proactive_disclosures", rf"主动公开(?:各类)?(?:政府)?信息{_GAP}{_CASES}"),
    ("information_fee", rf"信息处理费{_GAP}{_NUMBER}(?P<unit>万元|元)"),
    ("posts", rf"(?:公众号|微博|新媒体|客户端|抖音){_GAP}(?:发布|推送)?{_GAP}{_CASES}"),
    ("hotline", rf"热线{_GAP}{_CASES}"),
    ("petitions", rf"信访{_GAP}{_CASES}"),
    ("proposals", rf"(?:提案|建议){_GAP}{_CASES}"),
)
_NEGATIONS: tuple[tuple[str, str], ...] = (
    (
        "applications_received",
        r"(?:未|没有|无|尚未)(?:新)?(?:收到|接到|接收|受理)?[^,。;]{0,10}(?:信息公开|公开)[^,。;]{0,4}申请",
    ),
    ("reviews", r"(?:未发生|未收到|没有|无|未)[^,。;]{0,16}行政复议"),
    ("lawsuits", r"(?:未发生|未收到|没有|无|未)[^,。;]{0,24}(?:行政诉讼|诉讼)"),
    (
        "information_fee",
        r"(?:未|没有|无|不)(?:收取|产生|涉及)?[^,。;]{0,16}(?:信息处理费|信息公开处理费|任何费用|费用)",
    ),
)
_RULES = [(kind, re.compile(pattern)) for kind, pattern in _PATTERNS]
_NOT_RULES = [(kind, re.compile(pattern)) for kind, pattern in _NEGATIONS]
_OTHER_MATTERS = re.compile(r"热线|信访|提案|建议案|信箱|留言|投诉件|来电|许可申请|补贴|低保|救助")
_OF_APPLICATIONS = {
    "applications_received",
    "disposed",
    "carried_in",
    "carried_forward",
    "granted",
    "partially_granted",
}
_CUMULATIVE = re.compile(r"累计|历年|自20\d\d年以来|至今")
_ANOTHER_YEAR = re.compile(r"上年同期|去年同期|同比|较上年|较去年")


def facts_of(sections: Mapping[int, SectionText], preamble: str = "") -> tuple[Fact, ...]:
    """All plainly stated figures of the six chapters and the preamble, in reading order."""
    found: list[Fact] = []
    texts = [(preamble, Origin(line=1))] if preamble else []
    texts += [(section.text, section.origin or Origin(line=1)) for section in sections.values() if section.text]
    for text, origin in texts:
        for sentence in _sentences(text):
            found.extend(_facts(sentence, origin))
    return tuple(found)


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from (piece.strip() for piece in re.split(r"(?<=[。！？!?；;])", line) if piece.strip())


def _facts(sentence: str, origin: Origin) -> Iterator[Fact]:
    words = compact(sentence)
    denied = {kind: match for kind, pattern in _NOT_RULES if (match := pattern.search(words))}
    for kind in denied:
        yield Fact(kind, Decimal(0), "", sentence, origin, negated=True)
    seen: set[tuple[str, int]] = set()
    for kind, pattern in _RULES:
        for match in pattern.finditer(words):
            if kind in denied or not _plain(kind, words, match) or (kind, match.end()) in seen:
                continue
            seen.add((kind, match.end()))
            value = to_number(match["number"])
            if value is not None:
                period = "cumulative" if _CUMULATIVE.search(words[: match.end()]) else "year"
                yield Fact(kind, value, match["unit"], sentence, origin, False, period, "", bool(match["more"]))


def _plain(kind: str, words: str, match: re.Match[str]) -> bool:
    """No figure of a hotline, a petition or another year is taken for one of applications."""
    clause_start = max(words.rfind(mark, 0, match.start()) for mark in ",。;，；") + 1
    clause = words[clause_start : match.end()]
    if _ANOTHER_YEAR.search(clause):
        return False
    return kind not in _OF_APPLICATIONS or not _OTHER_MATTERS.search(clause)


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
