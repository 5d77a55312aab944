"""One county night by Prefect against the same functions in a plain loop; an unchanged night and a rerun beside it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_PLAIN = """
import sys, time, json
from datetime import date
from pathlib import Path
from tests.flows.plain import plain_night
import tasks.checking
out = []
for _ in range(2):
    start = time.perf_counter()
    plain_night(Path(sys.argv[1]), date(2025, 2, 14))
    out.append(time.perf_counter() - start)
print(json.dumps(out))
"""
_FLOW = """
import sys, time, json
from datetime import date
from flows.command.quiet import without_server
out = []
with without_server(quiet=True) as flows:
    from prefect import flow
    start = time.perf_counter()
    empty = flow(lambda: None, name="empty")
    empty()
    out.append(time.perf_counter() - start)
    day = date(2025, 2, 14)
    for run in (
        lambda: flows.nightly(sys.argv[1], day),
        lambda: flows.nightly(sys.argv[1], day),
        lambda: flows.agency("财政局", 2024, sys.argv[1], day),
        lambda: flows.agency("财政局", 2024, sys.argv[1], day),
        empty,
    ):
        start = time.perf_counter()
        run()
        out.append(time.perf_counter() - start)
print(json.dumps(out))
"""


def timed(script: str, folder: Path) -> list[float]:
    """Run a script in a process of its own over a fresh sample county; its list of seconds."""
    from tasks.sample import write_county

    home = folder / "county"
    write_county(home)
    environment = os.environ | {"PREFECT_HOME": str(folder / "prefect"), "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", script, str(home)], env=environment, capture_output=True, text=True, check=True
    )
    seconds: list[float] = json.loads(done.stdout.strip().splitlines()[-1])
    return seconds


def main() -> None:
    """Print both nights and their ratios, with the peak memory of the children."""
    with TemporaryDirectory() as folder:
        plain, plain_again = timed(_PLAIN, Path(folder))
    with TemporaryDirectory() as folder:
        start, flow, flow_again, _first, rerun, warm = timed(_FLOW, Path(folder))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print("一夜（秒）            首夜   未变的一夜   比")
    print(f"纯函数循环         {plain:7.1f} {plain_again:10.1f} {plain_again / plain:7.1%}")
    print(f"Prefect 流程       {flow:7.1f} {flow_again:10.1f} {flow_again / flow:7.1%}")
    print(f"热的进程里重跑一个机关 {rerun:.2f} 秒，空流程 {warm:.2f} 秒：多 {rerun - warm:.2f} 秒")
    print("样例县 48 家、两个年度，近百份报告；不忙的机器上量才准")
    print(f"流程 / 循环 = {flow / plain:.2f}；Prefect 自身启动 {start:.1f} 秒；内存峰值 {peak:.0f} MB")


if __name__ == "__main__":
    main()
