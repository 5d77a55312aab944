"""Suites: stored as derived, and loaded whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from expectations.suite import SuiteError, build, derive, load_suite, stored, suite_names, write


@pytest.mark.parametrize("name", suite_names())
def test_stored_suites_are_fresh(name: str) -> None:
    assert stored(name) == derive(name), "请运行 python -m expectations.suite"


def test_writing_gives_the_stored_text(tmp_path: Any) -> None:
    for path in write(tmp_path):
        assert stored(path.stem) == derive(path.stem)


@pytest.mark.parametrize("name", suite_names())
def test_the_number_of_expectations_is_what_the_catalogue_asks(name: str) -> None:
    suite = load_suite(name)
    assert len(suite.expectations) == len(derive(name)["expectations"]) == stored(name)["meta"]["count"]
    assert len({str(e.configuration.to_json_dict()) for e in suite.expectations}) == len(suite.expectations)


def test_severity_and_rule_are_native() -> None:
    suite = load_suite("f2021")
    entries = [(expectation.meta or {}, str(expectation.severity.value)) for expectation in suite.expectations]
    by_outcome = {(meta["rule"], meta["outcome"]): severity for meta, severity in entries}
    assert by_outcome["W-01", "unbalanced"] == "critical"
    assert by_outcome["C-03", "imputed_zero"] == "warning"
    assert by_outcome["Y-01", "total"] == "critical" and by_outcome["Y-01", "column"] == "warning"


def test_an_unknown_type_is_not_dropped_in_silence() -> None:
    data = derive("season_summed")
    data["expectations"] = [data["expectations"][0] | {"type": "expect_nonsense"}]
    with pytest.raises(SuiteError, match="载入 0 条"):
        build(data, 1)


def test_a_suite_that_lost_an_expectation_is_refused() -> None:
    data = derive("f2021")
    with pytest.raises(SuiteError, match="重新生成"):
        build(data | {"expectations": data["expectations"][1:]}, data["meta"]["count"])


def test_an_invalid_expectation_is_refused() -> None:
    data = derive("f2021")
    broken = data["expectations"][0] | {"kwargs": {"column_list": ["t3.granted.total"], "coefficients": [1]}}
    with pytest.raises(Exception, match=r"column_list|f2021"):
        build(data | {"expectations": [broken]}, 1)
