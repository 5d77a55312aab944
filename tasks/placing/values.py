"""What a cell's text means: zero, number, blank, a mark for nothing, or words (domain spec 2.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tasks.form import compact
from tasks.records import Semantic

_NOTHING = frozenset(
    {"/", "\\", "-", "--", "---", "—", "——", "－", "–", "―", "─", "无", "不适用", "N/A", "n/a", "NA", "空"}
)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_UNITS = {"亿元": Decimal(10000), "万元": Decimal(1), "亿": Decimal(10000), "万": Decimal(1), "元": Decimal("0.0001")}
_PARTED = re.compile(r"\d\s+\d")
_PARTED_THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?")
_TWO_OR_ONE = 0.8  # digits with a space between: one figure, or two of two rows
_TWO_UNITS = 0.8  # one in the cell, another in the header
_LONGEST = 24  # more digits are no figure of an agency, and beyond what a Decimal keeps exactly
_COUNT_UNIT = re.compile(r"(?:件次|人次|[件条项个宗次份起部人])$")
_NOTE = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]$")
# words of another cell before a figure, none that say how exact it is
_GLUED = re.compile(r"(?![约近共计合超逾达大不])[\u4e00-\u9fff]{1,4}\d[\d,.]*")
_FOOTNOTE = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2089\u2460-\u24ff\u2776-\u2793]+")  # they would fold to digits
_SIGN_WORDS = {"减少": "-", "减": "-", "负": "-", "增加": "+", "增": "+", "加": "+", "−": "-", "﹣": "-"}


@dataclass(frozen=True, slots=True)
class Value:
    """semantic, value (amounts in 万元 where unit is 万元), unit ("" = not stated), certainty 0-1."""

    semantic: Semantic
    value: Decimal | None = None
    unit: str = ""
    certainty: float = 1.0


def parse_value(raw: str, cell_type: str = "count", header_unit: str = "") -> Value:
    """Read one cell. Words, ranges and doubtful digits are TEXT and have no value: nothing is guessed."""
    marked = _FOOTNOTE.sub("", raw)
    text = compact(marked)
    if not compact(raw):
        return Value(Semantic.BLANK)
    if text in _NOTHING:
        return Value(Semantic.NA_MARK)
    parted = bool(_PARTED.search(raw.strip()))
    if parted and not _PARTED_THOUSANDS.fullmatch(raw.strip()):
        return Value(Semantic.TEXT, certainty=_TWO_OR_ONE)
    certainty = _TWO_OR_ONE if parted else 1.0 if marked == raw else 0.95
    if noted := _NOTE.sub("", text) if text.lstrip("+-")[:1].isdigit() else "":
        certainty = certainty if noted == text else min(certainty, 0.95)
        text = noted
    if text.startswith("?"):
        text, certainty = text.lstrip("?"), min(certainty, 0.9)
    if text in {"零", "〇"}:
        return Value(Semantic.ZERO, Decimal(0), "万元" if header_unit else "")
    value = _number(text, cell_type, header_unit, certainty)
    cut = text.count("(") != text.count(")") or text.endswith(",")  # the rest of it stands elsewhere
    glued = bool(_GLUED.fullmatch(text))
    joined = text[:1] in _NOTHING and not any(map(str.isdigit, text))  # a mark, and the words of another cell
    return (
        Value(Semantic.TEXT, certainty=_TWO_OR_ONE)
        if (cut or joined or glued) and value.semantic is Semantic.TEXT
        else value
    )


def _number(text: str, cell_type: str, header_unit: str, certainty: float) -> Value:
    for word, sign in _SIGN_WORDS.items():
        if text.startswith(word) and text[len(word) : len(word) + 1].isdigit():
            if cell_type != "signed" and sign == "+":
                return Value(Semantic.TEXT)
            text = sign + text[len(word) :]
            break
    unit, factor = header_unit, Decimal(1)
    if cell_type == "amount":
        stated = next((name for name in _UNITS if text.endswith(name)), "")
        text = text.removesuffix(stated)
        if stated or header_unit:
            factor, unit = _UNITS[stated or header_unit], "万元"
            certainty = min(certainty, _TWO_UNITS) if _differ(stated, header_unit) else certainty
    else:
        text = _COUNT_UNIT.sub("", text)
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return Value(Semantic.TEXT)
    value = Decimal(text.replace(",", "")) * factor
    value = value.normalize() if value else Decimal(0)
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    return Value(Semantic.NUMERIC if value else Semantic.ZERO, value, unit, certainty)


def _differ(stated: str, header_unit: str) -> bool:
    return bool(stated and header_unit) and _UNITS[stated] != _UNITS[header_unit]


@lru_cache(maxsize=50_000)
def looks_like_value(text: str) -> bool:
    """Whether a table field can stand for a figure: blank, a mark, a number with or without a unit."""
    return (
        parse_value(text, "amount").semantic is not Semantic.TEXT
        or parse_value(text, "signed").semantic is not Semantic.TEXT
    )
