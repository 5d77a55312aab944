"""Reading, against the bare parse of the same bytes: the least milliseconds of many rounds, ratios in one run."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from lxml import etree, html
from python_calamine import CalamineWorkbook

from tasks.placing import place
from tasks.reading import close, read, read_all, read_bytes
from tasks.records import Grid
from tests.bench.documents import county, documents

ROUNDS = 30
AIMS = {"txt": "≤ 2 毫秒", "html": "≤ 4 倍", "docx": "≤ 2.5 倍", "xlsx": "≤ 5 毫秒", "xls": "≤ 5 毫秒", "pdf": "≤ 3 倍"}
Steps = Mapping[str, Callable[[], object]]


def bare(kind: str, data: bytes) -> object:
    """The least that any reader of this type must do."""
    if kind == "txt":
        return data.decode("utf-8", errors="replace").splitlines()
    if kind == "html":
        return html.document_fromstring(data.decode("utf-8", errors="replace"))
    if kind == "docx":
        return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    if kind == "pdf":
        document = pypdfium2.PdfDocument(data)
        texts = [page.get_textpage().get_text_range() for page in document]
        document.close()
        return texts
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def best(steps: Steps, rounds: int) -> dict[str, float]:
    """The least milliseconds of each step, the steps taken in turn so that all meet the same machine."""
    least = dict.fromkeys(steps, float("inf"))
    for _round in range(rounds):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            least[name] = min(least[name], (time.perf_counter() - start) * 1000)
    return least


def main() -> None:
    """A line a type, then a hundred mixed files at once."""
    print("读取（毫秒/件）            裸解析    读取   倍数   目标       归位   受限进程")
    with TemporaryDirectory() as folder:
        for label, (name, data) in documents().items():
            kind = name.rpartition(".")[2]
            path = Path(folder) / name
            path.write_bytes(data)
            grid = read_bytes(data, name)
            steps: Steps = {
                "bare": lambda kind=kind, data=data: bare(kind, data),  # type: ignore[misc]
                "read": lambda name=name, data=data: read_bytes(data, name),  # type: ignore[misc]
                "place": lambda grid=grid: place(grid),  # type: ignore[misc]
                "bounded": lambda path=path: read(path),  # type: ignore[misc]
            }
            took = best(steps, ROUNDS)
            ratio, extra = took["read"] / took["bare"], took["bounded"] - took["read"]
            wide = label + " " * (24 - len(label.encode("gb18030")))
            numbers = f"{took['bare']:8.2f} {took['read']:8.2f} {ratio:6.1f}   {AIMS[kind]:8} {took['place']:6.1f}"
            print(f"{wide} {numbers} {extra:+8.2f}")
        close()
        hundred(Path(folder))


def hundred(folder: Path, rounds: int = 5) -> None:
    """A county's mixed files: in this process, one by one in bounded ones, and as the flow reads them."""
    made = county()
    files = [(folder / f"{number}-{name}", "") for number, (name, _data) in enumerate(made)]
    for (path, _name), (_kind, data) in zip(files, made, strict=True):
        path.write_bytes(data)

    def inside() -> None:
        for path, _name in files:
            read_bytes(path.read_bytes(), path.name)

    def one_by_one() -> None:
        for path, _name in files:
            read(path)

    def at_once() -> None:
        assert all(isinstance(outcome, Grid) for outcome in read_all(files))

    def from_nothing() -> None:
        close()
        at_once()

    took = best({"in": inside, "one": one_by_one, "all": at_once, "new": from_nothing}, rounds)
    kinds = Counter(name.rpartition(".")[2] for name, _data in made)
    print(
        f"\n一个县的 {len(files)} 份混合文件：" + "，".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    )
    print(f"（{os.cpu_count()} 个处理器）             毫秒/件    件/秒   与本进程内之比   每件多花")
    rows = {"in": "本进程内，逐个", "one": "受限进程，逐个", "all": "受限进程，流程的做法", "new": "同上，连开服务进程"}
    for step, label in rows.items():
        each, ratio = took[step] / len(files), took[step] / took["in"]
        extra = f"{each - took['in'] / len(files):+8.2f}" if step != "in" else ""
        wide = label + " " * (24 - len(label.encode("gb18030")))
        print(f"{wide} {each:9.2f} {1000 / each:8.0f} {ratio:12.2f} {extra:>14}")
    close()


if __name__ == "__main__":
    main()
