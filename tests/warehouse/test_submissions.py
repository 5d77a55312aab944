from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tasks.form import load_form
from tasks.records import Fact, Grid, Origin, Paragraph, PlacedCell, Placement, Semantic
from tasks.warehouse import (
    content_hash,
    findings_of,
    history,
    known_hashes,
    latest_revisions,
    load_grid,
    load_placement,
    load_submission,
    migrate,
    open_engine,
    record_receipt,
    revision_values,
    row_counts,
    set_state,
    warehouse_hash,
)
from tests.warehouse.reports import NOW, accept, finding, load, placement, receipt


def test_a_first_load_writes_everything(warehouse: Engine) -> None:
    result = load(warehouse, "d01", placement({"t3.granted.other_org": 2}), None, finding())
    assert (result.number, result.written, result.checked) == (1, True, True)
    counts = row_counts(warehouse)
    assert counts["raw_receipts"] == counts["raw_grids"] == counts["core_revisions"] == 1
    assert counts["core_states"] == 2
    assert counts["core_cells"] == 200
    assert counts["core_findings"] == 1
    assert (load_grid(warehouse, "a" * 64) or {})["kind"] == "txt"
    assert [step.state for step in history(warehouse, "d01", 2023)] == ["received", "parsed"]


def test_the_same_load_again_writes_nothing(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(), None, finding())
    before = warehouse_hash(warehouse), row_counts(warehouse)
    again = load(warehouse, "d01", placement(), None, finding())
    assert (again.number, again.written, again.checked) == (1, False, False)
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == before


def test_the_same_content_in_another_file_makes_no_revision(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(), receipt("a"))
    saved_again = placement(title_origin=Origin(line=7))
    assert load(warehouse, "d01", saved_again, receipt("b")).written is False
    assert row_counts(warehouse)["core_revisions"] == 1
    assert known_hashes(warehouse, 2023) == {"a" * 64, "b" * 64}


def test_other_content_makes_a_revision_that_supersedes(warehouse: Engine) -> None:
    first, second = placement(), placement({"t3.granted.other_org": 2})
    load(warehouse, "d01", first, receipt("a"))
    result = load(warehouse, "d01", second, receipt("b"))
    assert (result.number, result.written, result.revision.supersedes) == (2, True, 1)
    assert latest_revisions(warehouse, 2023) == {"d01": result.revision}
    assert load_placement(warehouse, replace(result.revision, number=1)) == first
    assert load_placement(warehouse, result.revision) == second


def test_going_back_to_earlier_figures_in_a_new_file_is_a_new_revision(warehouse: Engine) -> None:
    first, second = placement(), placement({"t3.granted.other_org": 2})
    load(warehouse, "d01", first, receipt("a"))
    load(warehouse, "d01", second, receipt("b"))
    assert load(warehouse, "d01", first, receipt("c")).number == 3


def test_a_second_night_over_all_files_writes_nothing(warehouse: Engine) -> None:
    first, second = placement(), placement({"t3.granted.other_org": 2})
    night = [(first, receipt("a")), (first, receipt("d")), (second, receipt("b")), (first, receipt("c"))]
    for report, arrival in night:
        load(warehouse, "d01", report, arrival, finding())
    before = warehouse_hash(warehouse), row_counts(warehouse)
    assert not any(load(warehouse, "d01", report, arrival, finding()).written for report, arrival in night)
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == before


def test_a_better_reading_of_the_newest_file_is_a_new_revision(warehouse: Engine) -> None:
    load(warehouse, "d01", placement({"t3.granted.other_org": None}), receipt("a"))
    assert load(warehouse, "d01", placement({"t3.granted.other_org": 3}), receipt("a")).number == 2


def test_an_old_file_read_anew_never_overtakes_a_later_one(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(), receipt("a"))
    load(warehouse, "d01", placement({"t3.granted.other_org": 2}), receipt("b"))
    reread = load(warehouse, "d01", placement({"t3.granted.other_org": 9}), receipt("a"), finding())
    assert (reread.number, reread.written, reread.checked) == (1, False, False)
    assert latest_revisions(warehouse, 2023)["d01"].number == 2


def test_years_and_agencies_are_numbered_apart(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(), receipt("a"))
    assert load(warehouse, "d02", placement(), receipt("a", submitter="d02")).number == 1
    assert load(warehouse, "d01", placement(), receipt("b", year=2024)).number == 1


def test_a_load_that_breaks_off_leaves_nothing(warehouse: Engine) -> None:
    record_receipt(warehouse, receipt())
    before = warehouse_hash(warehouse), row_counts(warehouse)

    def break_off() -> None:
        raise KeyboardInterrupt

    class Broken(list[object]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            break_off()

    with pytest.raises(KeyboardInterrupt):
        load_submission(
            warehouse,
            receipt(),
            "d01",
            placement(),
            grid={"kind": "txt"},
            findings=Broken(),  # type: ignore[arg-type]
            now=NOW,
        )
    assert (warehouse_hash(warehouse), row_counts(warehouse)) == before
    assert known_hashes(warehouse, 2023) == frozenset()
    assert load(warehouse, "d01", placement(), receipt()).written is True


def test_findings_are_recorded_with_the_load_and_rerun_when_they_change(warehouse: Engine) -> None:
    load(warehouse, "d01", placement(), None, finding())
    result = load(warehouse, "d01", placement(), None, finding(), finding(rule="Y-01"))
    assert (result.written, result.checked) == (False, True)
    assert [found.rule for found in findings_of(warehouse, result.revision)] == ["W-01", "Y-01"]


def test_two_at_once_make_two_revisions(warehouse: Engine) -> None:
    loads: list[Callable[[], int]] = [
        lambda: load(warehouse, "d01", placement(), receipt("a")).number,
        lambda: load(warehouse, "d01", placement({"t3.granted.other_org": 2}), receipt("b")).number,
    ]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(job.result() for job in [pool.submit(task) for task in loads]) == [1, 2]


def test_the_same_at_once_makes_one_revision(warehouse: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(load, warehouse, "d01", placement(), receipt("a")) for _ in range(4)]
    assert sorted(job.result().written for job in jobs) == [False, False, False, True]
    assert row_counts(warehouse)["core_revisions"] == 1


def test_values_are_those_of_the_accepted_revision(warehouse: Engine) -> None:
    assert revision_values(warehouse, "d01", 2023) is None
    load(warehouse, "d01", placement({"t2.admin_fees.amount": Decimal("0.100001")}), receipt("a"))
    assert revision_values(warehouse, "d01", 2023) is None
    set_state(warehouse, "d01", 2023, "accepted", who="张三", when=NOW)
    values = revision_values(warehouse, "d01", 2023)
    assert values is not None
    assert values["t2.admin_fees.amount"] == Decimal("0.100001")
    load(warehouse, "d01", placement({"t3.granted.other_org": None}), receipt("b"))
    newest = revision_values(warehouse, "d01", 2023, accepted=False)
    assert newest is not None
    assert newest["t3.granted.other_org"] is None
    assert revision_values(warehouse, "d01", 2023) is None


def test_an_unknown_revision_is_said(warehouse: Engine) -> None:
    result = load(warehouse, "d01", placement())
    with pytest.raises(KeyError, match="revision 9"):
        load_placement(warehouse, replace(result.revision, number=9))


AGENCIES = count()
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
origins = st.builds(
    Origin,
    line=st.none() | st.integers(1, 99),
    sheet=st.none() | texts,
    box=st.none() | st.tuples(*[st.floats(0, 800)] * 4),
)
figures = st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)
cells = st.builds(
    PlacedCell,
    code=st.sampled_from(list(load_form("f2021").cells)),
    raw=texts,
    semantic=st.just(Semantic.NUMERIC),
    value=figures,
    origin=origins,
    unit=texts,
    certainty=st.floats(0, 1),
    why=st.lists(texts, max_size=2).map(tuple),
)
facts = st.builds(Fact, texts, figures, texts, texts, origins, st.booleans(), texts, texts, st.booleans())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cells, max_size=9), st.lists(facts, max_size=3).map(tuple), texts, st.none() | st.integers(1990, 2030))
def test_a_placement_comes_back_as_it_was_loaded(
    warehouse: Engine, found: list[PlacedCell], narrative: tuple[Fact, ...], preamble: str, year: int | None
) -> None:
    base = placement()
    report = replace(
        base,
        cells={**base.cells, **{cell.code: cell for cell in found}},
        narrative=narrative,
        preamble=preamble,
        year=year,
    )
    assert load_placement(warehouse, load(warehouse, f"d{next(AGENCIES)}", report).revision) == report


def test_the_order_of_loading_agencies_leaves_no_trace(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = open_engine(f"sqlite:///{tmp_path_factory.mktemp('other') / 'w.db'}")
    engine = open_engine(database_url)
    reports = {f"d{n:02}": placement({"t3.granted.other_org": n}) for n in range(5)}
    for target, codes in ((engine, list(reports)), (other, list(reversed(reports)))):
        migrate(target)
        for code in codes:
            accept(target, code, reports[code])
    assert warehouse_hash(engine) == warehouse_hash(other)
    engine.dispose()
    other.dispose()


def test_the_hash_of_a_placement_ignores_where_and_how_surely_it_was_read() -> None:
    base = placement()
    code = "t3.granted.other_org"

    def changed(**changes: Any) -> Placement:
        return replace(base, cells={**base.cells, code: replace(base.cells[code], **changes)})

    assert content_hash(changed(origin=Origin(line=99), certainty=0.5, why=())) == content_hash(base)
    assert content_hash(changed(raw="０")) != content_hash(base)
    assert content_hash(changed(semantic=Semantic.BLANK, value=None)) != content_hash(base)
    assert content_hash(replace(base, preamble="")) != content_hash(base)


def test_times_do_not_count_in_the_hash_of_the_warehouse(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    engine, other = open_engine(database_url), open_engine(f"sqlite:///{tmp_path_factory.mktemp('later') / 'w.db'}")
    for target, moment in ((engine, NOW), (other, NOW + timedelta(days=1))):
        migrate(target)
        load_submission(target, receipt(), "d01", placement(), grid={"kind": "txt"}, findings=[finding()], now=moment)
    assert warehouse_hash(engine) == warehouse_hash(other)
    engine.dispose()
    other.dispose()


def test_a_report_without_findings_must_be_one_that_is_known(warehouse: Engine) -> None:
    """Another process may have loaded something else since it was looked up: then nothing is written."""
    known = load(warehouse, "d01", placement(), None, finding())
    grid = Grid("txt", (Paragraph("", Origin(line=1)),)).to_json()
    same = load_submission(warehouse, receipt("b"), "d01", placement(), grid=grid, findings=None, now=NOW)
    assert (same.revision, same.written, same.checked) == (known.revision, False, False)
    assert findings_of(warehouse, same.revision) == (finding(),)
    before = warehouse_hash(warehouse)
    other = placement({"t2.licensing.decisions": 5})
    with pytest.raises(RuntimeError):
        load_submission(warehouse, receipt("c"), "d01", other, grid=grid, findings=None, now=NOW)
    assert warehouse_hash(warehouse) == before
