"""昨夜跑了没有：最近一次完成的归集早于 26 小时，就说出来并以 2 退出。

由 systemd 定时器或计划任务在 Prefect 之外运行：Prefect 自己停了，也有人知道。
"""

from __future__ import annotations

import sys
from datetime import timedelta

from tasks import warehouse
from tasks.county import CountyError
from tasks.open import CLOCK, close_desks, default_home, moment, open_desk

LONGEST = timedelta(hours=26)


def main() -> int:
    """0 when a night came to its end within the last 26 hours, else 2."""
    try:
        run = warehouse.last_run(open_desk(default_home()).engine, "nightly", completed=True)
    except CountyError as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        return 2
    finally:
        close_desks()
    if run is None:
        print("还没有一夜归集完成过。请查看 worker 或定时器的日志。", file=sys.stderr)
        return 2
    began = run.started_at.astimezone(CLOCK)
    if moment() - began > LONGEST:
        print(f"最近一次完成的归集始于 {began:%Y-%m-%d %H:%M}，昨夜没有跑成。请查看日志。", file=sys.stderr)
        return 2
    print(f"最近一次完成的归集始于 {began:%Y-%m-%d %H:%M}。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
