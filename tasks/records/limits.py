"""The bounds within which a document is read: measured values, changed by GOUJI_LIMITS__… variables only."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from annotated_types import Gt

Positive = Annotated[int, Gt(0)]
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, counts and seconds beyond which a document is refused; every one is greater than zero."""

    file_bytes: Positive = 50 * _MEBIBYTE
    member_bytes: Positive = 64 * _MEBIBYTE
    ratio: Positive = 200
    members: Positive = 2000
    depth: Positive = 2
    cells: Positive = 200_000
    characters: Positive = 2_000_000
    pages: Positive = 200
    cpu_seconds: Positive = 20
    memory_bytes: Positive = 1024 * _MEBIBYTE
    ocr_cpu_seconds: Positive = 300
    ocr_memory_bytes: Positive = 2048 * _MEBIBYTE
    output_bytes: Positive = 256 * _MEBIBYTE

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
