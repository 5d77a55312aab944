"""The bounds within which a document is read; measured values, changed through Settings only."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, counts and seconds beyond which a document is refused."""

    file_bytes: int = 50 * 1024 * 1024
    member_bytes: int = 64 * 1024 * 1024
    ratio: int = 200
    members: int = 2000
    cells: int = 200_000
    cpu_seconds: int = 20
    memory_bytes: int = 1024 * 1024 * 1024
    output_bytes: int = 256 * 1024 * 1024

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
