"""Reading, against the bare parse of the same bytes: milliseconds a file, ratios in one run."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree, html
from python_calamine import CalamineWorkbook

from tasks.form import load_form
from tasks.placing import place
from tasks.reading import close, read, read_bytes
from tasks.sample import SampleReport, render

LAYOUTS = ("tab_dump.txt", "word_export.html", "official.docx", "official.xlsx")
ROUNDS = 30


def bare(layout: str) -> Callable[[bytes], object]:
    """The least that any reader of this type must do."""
    return {
        "txt": lambda data: data.decode("utf-8", errors="replace").splitlines(),
        "html": lambda data: html.document_fromstring(data.decode("utf-8", errors="replace")),
        "docx": lambda data: etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")),
        "xlsx": lambda data: CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(),
    }[layout.rpartition(".")[2]]


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least milliseconds of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Print a line a type."""
    values = {code: number for number, code in enumerate(load_form("f2021").cells)}
    sample = SampleReport("清河口县商务局", 2023, values, sections=dict.fromkeys(range(1, 7), ("我局公开。",) * 20))
    print("读取（毫秒/件）     裸解析    读取   倍数   归位   受限进程")
    with TemporaryDirectory() as folder:
        for layout in LAYOUTS:
            data = render(sample, layout)
            path = Path(folder) / layout
            path.write_bytes(data)
            floor = best(lambda data=data, layout=layout: bare(layout)(data))  # type: ignore[misc]
            reading = best(lambda data=data, layout=layout: read_bytes(data, layout))  # type: ignore[misc]
            grid = read_bytes(data, layout)
            placing = best(lambda grid=grid: place(grid))  # type: ignore[misc]
            bounded = best(lambda path=path: read(path))  # type: ignore[misc]
            extra = bounded - reading
            print(f"{layout:18} {floor:8.2f} {reading:8.2f} {reading / floor:6.1f} {placing:6.1f} {extra:+8.2f}")
    close()


if __name__ == "__main__":
    main()
