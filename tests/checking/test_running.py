"""How Great Expectations is run: loudly when it breaks, silently otherwise, rightly in threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from expectations.suite import build, load_suite
from tasks.checking import CheckingError, check, failing_rows, wide_frame
from tasks.form import load_form
from tasks.records import Case
from tests.checking.reports import Raw, case, failures, report

KINDS = [column.code for column in load_form("f2021").table("t3").blocks[0].columns]


def test_a_crashed_expectation_is_an_error_and_no_finding() -> None:
    frame = wide_frame([case(report())]).drop(columns=["t3.granted.total"])
    with pytest.raises(CheckingError, match="W-01"):
        failing_rows(frame, load_suite("f2021"))


def test_a_crash_of_a_regex_is_an_error() -> None:
    entry = {
        "type": "expect_column_values_to_match_regex",
        "kwargs": {"column": "prose", "regex": "("},
        "meta": {"rule": "R-12"},
    }
    suite = build({"name": "broken", "expectations": [entry]}, 1)
    with pytest.raises(CheckingError, match="R-12"):
        failing_rows(wide_frame([case(report())]), suite)


def test_the_frame_holds_what_the_suite_looks_at() -> None:
    for form in ("f2019", "f2021"):
        frame = wide_frame([case(report(form=form))])
        metas = [expectation.meta or {} for expectation in load_suite(form).expectations]
        wanted = {c for meta in metas for c in meta.get("columns", meta.get("cells", ()))}
        assert wanted | set(load_form(form).cells) <= set(frame.columns)


def test_verdicts_tell_positions_whatever_the_index() -> None:
    frame = wide_frame([Case(str(n), report({"t4.review.total": 9} if n == 2 else None)) for n in range(4)])
    frame.index = frame.index + 100
    verdicts = failing_rows(frame, load_suite("f2021"))
    assert {v.meta["rule"]: set(v.failing) for v in verdicts if v.failing and v.meta["rule"] == "T-01"} == {"T-01": {2}}


def test_findings_do_not_depend_on_order_chunks_or_workers() -> None:
    """The same reports backwards, in three chunks, by three workers at once: what is found of each is the same."""
    changes: list[dict[str, Raw]] = [
        {"t4.review.total": n} if n % 3 else {f"t3.granted.{KINDS[n % 6]}": n} for n in range(12)
    ]
    cases = [Case(str(n), report(changed)) for n, changed in enumerate(changes)]
    whole = check(cases)
    chunks = [cases[::-1][start : start + size] for start, size in ((0, 1), (1, 4), (5, 7))]
    with ThreadPoolExecutor(len(chunks)) as pool:
        parts = list(pool.map(check, chunks))
    assert {key: found for part in parts for key, found in part.items()} == whole
    assert {key for key, found in whole.items() if "T-01" in failures(found)} == {
        str(n) for n in range(12) if n % 3 and n != 3
    }


def test_checking_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    check([Case("one", report({"t4.review.total": 9}))])
    assert capfd.readouterr() == ("", "")


def test_great_expectations_is_imported_by_the_first_check_only() -> None:
    heavy = "{'great_expectations', 'pandas'} & set(sys.modules)"
    code = f"import sys, tasks.checking, expectations; sys.exit(bool({heavy}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0


def test_a_large_frame_shown_by_a_few_columns_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [Case(str(n), report({"t4.review.total": 9} if n == 2 else None)) for n in range(4)]
    whole = check(cases)
    monkeypatch.setattr("tasks.checking.running._LARGE", 3)
    monkeypatch.setattr("tasks.checking.running._FEW", 40)
    assert check(cases) == whole
