"""Put a file where it belongs, but only when its bytes are new."""

from __future__ import annotations

from pathlib import Path


def sweep(folder: Path) -> None:
    """Remove what a writer that was killed left half written; only for one who writes here alone."""
    for part in folder.rglob(".*.part"):
        part.unlink(missing_ok=True)


def store(path: Path, data: bytes) -> bool:
    """Write the bytes whole or not at all; False when the file already holds them. OSError when it cannot."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)
    return True
