"""Measure reading a PDF against bare text extraction: `python -m tests.bench.read_pdf [file.pdf]`."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pypdfium2

from tasks.reading.pdf import read_pdf
from tasks.records import Limits
from tests.reading.pdf_writer import report_pdf

_ROUNDS = 15
_REAL = Path(__file__).parents[2].parent / "shared" / "real" / "huaian_2024.pdf"


def main(path: str = "") -> None:
    """Print milliseconds for bare text extraction and for reading, the best of several rounds, and the ratio."""
    chosen = Path(path) if path else _REAL
    data = chosen.read_bytes() if chosen.is_file() else report_pdf()
    steps: dict[str, Callable[[], object]] = {
        "bare text": lambda: _bare(data),
        "read": lambda: read_pdf(data, Limits()),
    }
    best = dict.fromkeys(steps, float("inf"))
    for _round in range(_ROUNDS):
        for name, step in steps.items():
            start = perf_counter()
            step()
            best[name] = min(best[name], perf_counter() - start)
    for name, spent in best.items():
        print(f"{name:14} {spent * 1000:7.1f} ms {spent / best['bare text']:7.2f} x")
    print(f"peak memory    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")


def _bare(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
