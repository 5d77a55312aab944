"""How figures, times and structures are written into columns and read back, the same on both databases."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tasks.records import Origin

MICRO = 1_000_000
# 一格至多十位整数：九百个机关相加仍在 64 位之内
_DIGITS = 10


def to_micros(value: Decimal | None, digits: int = _DIGITS) -> int | None:
    """Millionths of a unit, or None where that would not be exact or there are more digits before the point."""
    if value is None or not value.is_finite():
        return None
    if not value:
        return 0
    if not -7 < value.adjusted() < digits:
        return None
    numerator, denominator = value.as_integer_ratio()
    micros, rest = divmod(numerator * MICRO, denominator)
    return None if rest else micros


def from_micros(micros: int | None) -> Decimal | None:
    """The figure of some millionths, without trailing zeros."""
    if micros is None:
        return None
    whole, rest = divmod(micros, MICRO)
    return Decimal(whole) if rest == 0 else (Decimal(micros) / MICRO).normalize()


def to_text(value: Decimal | None) -> str | None:
    """All digits of a figure, without exponent."""
    return None if value is None else format(value, "f")


def from_text(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def to_scalar(value: Decimal | str | None) -> str | None:
    """A figure or a text as a JSON scalar that keeps every digit."""
    return to_text(value) if isinstance(value, Decimal) or value is None else to_json(value)


def from_scalar(text: str | None) -> Decimal | str | None:
    value: Decimal | str | None = json.loads(text, parse_float=Decimal, parse_int=Decimal) if text else None
    return value


def to_json(data: Any) -> str:
    """One spelling of a structure, whatever the order of its keys."""
    return storable(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def from_json(text: str) -> Any:
    return json.loads(text)


def storable(text: str) -> str:
    """A text that both databases take: NUL and lone surrogates become the replacement character."""
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def to_origin(origin: Origin | None) -> str | None:
    return to_json(origin.to_json()) if origin else None


def from_origin(text: str) -> Origin:
    return Origin.from_json(from_json(text))


def to_time(moment: datetime) -> str:
    """ISO text in UTC, to the microsecond so that texts sort as times; ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without its time zone cannot be stored: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def to_date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def from_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def digest(data: Any) -> str:
    """The SHA-256 of a structure in its one spelling."""
    return hashlib.sha256(to_json(data).encode()).hexdigest()
