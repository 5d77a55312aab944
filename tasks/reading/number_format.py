"""What a workbook's number format makes of a stored number: the text that a person sees in the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

PLAIN = frozenset({"general", "@", "g/通用格式", "", "通用格式"})
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>general|g/通用格式|通用格式)'
    r"|(?P<power>e[+-])|(?P<sign>[0#?.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r'"[^"]*"?|[\\!_*].|\[[^\]]*\]|;|.', re.DOTALL)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*")
_CURRENCY = re.compile(r"\$([^-\]]*)")
_LONGEST = 255  # what Excel allows a code
_DATE = frozenset("ymdhs")
_DIGITS = frozenset("0#?")
_Token = tuple[str, str]  # kind (literal, digit, point, comma, percent, general, power, text, strange) and what it is


def plainly(number: float) -> str:
    """A stored number as a workbook shows it without a format: 15 significant digits, whole ones without a point."""
    return format(int(number), "d") if number.is_integer() and abs(number) < 1e15 else format(number, ".15g")


@lru_cache(maxsize=2000)
def shown(number: Decimal, code: str) -> str | None:
    """The number as the format code prints it; "" where it prints nothing, None where it is no plain number format.

    Dates and fractions are None, and so is a code that cannot be understood.
    """
    if code.lower() in PLAIN:
        return format(number, "f")
    if len(code) > _LONGEST:
        return None
    found = _section(number, _sections(code))
    if found is None:
        return "#" * 8  # as a workbook shows what no section fits
    tokens, negative = found
    kinds = {kind for kind, _text in tokens}
    if "strange" in kinds:
        return None
    if kinds & {"digit", "general"}:
        return _printed(abs(number), tokens, negative, "power" in kinds)
    return "-" * negative + "".join(text for kind, text in tokens if kind == "literal")


def _sections(code: str) -> list[tuple[str, tuple[_Token, ...]]]:
    """The condition ("" for none) and the tokens of each part of a code."""
    parts = [""]
    for piece in _SECTIONS.findall(code):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return [_tokens(part) for part in parts[:4]]


def _tokens(part: str) -> tuple[str, tuple[_Token, ...]]:
    condition, found = "", []
    for match in _TOKEN.finditer(part):
        kind, text = str(match.lastgroup), match[match.lastgroup or 0]
        if kind == "bracket":
            currency = _CURRENCY.match(text)
            condition = text if _CONDITION.fullmatch(text) else condition
            found += [("literal", currency[1])] if currency and currency[1] else []
        elif kind in {"quoted", "escaped"}:
            found.append(("literal", text))
        elif kind == "sign":
            found.append((_kind_of(text), text))
        elif kind == "other":
            found.append(("strange" if text.lower() in _DATE else "literal", text))
        elif match.lastgroup:
            found.append((kind, text))
    return condition, tuple(found)


def _kind_of(sign: str) -> str:
    known = {".": "point", ",": "comma", "%": "percent", "@": "text", "/": "strange"}
    return "digit" if sign in _DIGITS else known[sign]


def _section(
    number: Decimal, sections: Sequence[tuple[str, tuple[_Token, ...]]]
) -> tuple[tuple[_Token, ...], bool] | None:
    """The tokens that print a number, and whether a minus sign is to stand before them."""
    if any(condition for condition, _tokens in sections):
        for condition, tokens in sections[:3]:
            if not condition or _meets(number, condition):
                return tokens, number < 0
        return None
    numeric = sections[:3]
    if number < 0 and len(numeric) > 1:
        return numeric[1][1], False
    if number == 0 and len(numeric) > 2:
        return numeric[2][1], False
    if any(kind == "text" for kind, _text in numeric[0][1]):
        return (("general", ""),), number < 0
    return numeric[0][1], number < 0


def _meets(number: Decimal, condition: str) -> bool:
    sign, bound = _CONDITION.fullmatch(condition).groups()  # type: ignore[union-attr]
    other = Decimal(bound)
    return {
        "<": number < other,
        ">": number > other,
        "<=": number <= other,
        ">=": number >= other,
        "=": number == other,
        "<>": number != other,
    }[str(sign)]


def _printed(number: Decimal, tokens: Sequence[_Token], negative: bool, power: bool) -> str:
    kinds = [kind for kind, _text in tokens]
    if "general" in kinds:
        words = [format(number, "f") if kind == "general" else text for kind, text in tokens if kind != "comma"]
        return "-" * negative + "".join(words)
    point = kinds.index("point") if "point" in kinds else len(kinds)
    decimals = _decimals(tokens, point)
    if power:
        return "-" * negative + f"{number:.{decimals}E}"
    last = max(place for place, kind in enumerate(kinds[:point] or kinds) if kind == "digit") if point else -1
    thousands = sum(kind == "comma" for kind in kinds[last + 1 : point])
    scaled = number * Decimal(100) ** kinds.count("percent") / Decimal(1000) ** thousands
    try:
        rounded = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except InvalidOperation:
        return format(number, "f")
    whole, _dot, fraction = format(rounded, "f").partition(".")
    before = _whole(whole, tokens[:point], thousands)
    return "-" * (negative and bool(rounded)) + before + _fraction(fraction, tokens[point:])


def _decimals(tokens: Sequence[_Token], point: int) -> int:
    """Digits behind the point, up to the power of ten where there is one."""
    count = 0
    for kind, _text in tokens[point:]:
        if kind == "power":
            break
        count += kind == "digit"
    return count


def _whole(digits: str, tokens: Sequence[_Token], thousands: int) -> str:
    """The digits before the point on their placeholders, from the right; literals stay where they stand."""
    left, parts = "" if digits == "0" else digits, []
    first = next((place for place, (kind, _text) in enumerate(tokens) if kind == "digit"), None)
    grouped = sum(kind == "comma" for kind, _text in tokens) > thousands
    for place in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[place]
        if kind == "digit":
            take = left if place == first else left[-1:]
            left = "" if place == first else left[:-1]
            parts.append(take or ("0" if text == "0" else ""))
        elif kind in {"literal", "percent"}:
            parts.append(text)
    words = "".join(reversed(parts))
    return re.sub(r"(?<=\d)(?=(?:\d{3})+(?!\d))", ",", words) if grouped else words


def _fraction(digits: str, tokens: Sequence[_Token]) -> str:
    parts, at = [], 0
    shown_to = max((place for place, digit in enumerate(digits, 1) if digit != "0"), default=0)
    for kind, text in tokens:
        if kind == "digit":
            parts.append(digits[at] if text == "0" or at < shown_to else "")
            at += 1
        elif kind in {"literal", "percent", "point"}:
            parts.append(text)
    return "".join(parts)
