"""Suites: derived from the catalogue, stored as JSON, loaded with their count asserted.

`python -m expectations.suite` writes them anew after the catalogue or a form was changed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import warnings
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.catalogue import CatalogueError, Expect, Outcome, Rule, catalogue
from expectations.identities import Identity, identities
from tasks.form import Form, load_form, load_forms
from tasks.records import Severity

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

SEASON = "season"
_SEVERITY = {Severity.HARD: "critical", Severity.SOFT: "warning", Severity.INFO: "info"}


_importing = threading.Lock()


class SuiteError(RuntimeError):
    """A stored suite does not hold what the catalogue says."""


def suite_names() -> tuple[str, ...]:
    """One suite an edition of the form, and one for the roster of a season."""
    return (*load_forms(), SEASON)


def derive(name: str) -> dict[str, Any]:
    """A suite in Great Expectations' own JSON, made from the catalogue and the form alone."""
    if name == SEASON:
        expectations = list(_expected(catalogue()["A-04"], None))
    else:
        form = load_form(name)
        expectations = [_identity(identity) for identity in identities(name)]
        expectations += [entry for rule in catalogue().of(name) for entry in _expected(rule, form)]
    return {"name": name, "expectations": expectations, "meta": {"count": len(expectations)}}


def stored(name: str) -> dict[str, Any]:
    """The stored JSON of a suite, as it lies under suites/."""
    text = (files(__package__) / "suites" / f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def load_suite(name: str) -> ExpectationSuite:
    """The stored suite. SuiteError unless it holds exactly as many expectations as the catalogue asks for."""
    return build(stored(name), len(derive(name)["expectations"]))


def build(data: Mapping[str, Any], count: int) -> ExpectationSuite:
    """A Great Expectations suite from its JSON; SuiteError unless all `count` expectations are in it."""
    _import_great_expectations()
    from great_expectations import ExpectationSuite  # noqa: PLC0415

    entries = [dict(entry) for entry in data["expectations"]]
    suite = ExpectationSuite(name=data["name"], expectations=entries, meta=dict(data.get("meta", {})))
    if not len(suite.expectations) == len(entries) == count:
        raise SuiteError(
            f"校验集 {data['name']} 应有 {count} 条，文件中 {len(entries)} 条，载入 {len(suite.expectations)} 条；"
            "请运行 python -m expectations.suite 重新生成"
        )
    return suite


def _import_great_expectations() -> None:
    """Import it late (2 s) and without its warnings of the standard library; our own expectation registers itself."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
    with _importing:  # warning filters belong to the whole process
        if "expectations.linear_identity" not in sys.modules:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import expectations.linear_identity  # noqa: F401, PLC0415


def _identity(identity: Identity) -> dict[str, Any]:
    rule = catalogue()[identity.rule]
    kwargs = {"column_list": list(identity.cells), "coefficients": list(identity.coefficients)}
    meta = {"rule": rule.id, "outcome": identity.outcome, "subject": identity.subject, "cells": list(identity.cells)}
    severity = rule.outcomes[identity.outcome].severity
    return _entry("expect_linear_identity", kwargs, meta, severity, f"{rule.title.zh}：{identity.line}")


def _expected(rule: Rule, form: Form | None) -> Iterator[dict[str, Any]]:
    for name, outcome in rule.outcomes.items():
        if outcome.expect is None:
            continue
        kind, condition = _condition(rule, outcome.expect)
        for column in _columns(outcome.expect, form):
            meta = {"rule": rule.id, "outcome": name, "columns": [column]}
            yield _entry(kind, {"column": column, **condition}, meta, outcome.severity, rule.title.zh)


def _entry(kind: str, kwargs: dict[str, Any], meta: dict[str, Any], severity: Severity, words: str) -> dict[str, Any]:
    return {"type": kind, "kwargs": kwargs, "meta": meta, "severity": _SEVERITY[severity], "description": words}


def _columns(expect: Expect, form: Form | None) -> list[str]:
    if expect.cells is None or form is None:
        return list(expect.columns)
    wanted = [f"{expect.cells.table}.{expect.cells.row}.{column}" for column in expect.cells.columns]
    unknown = [code for code in wanted if not any(code in edition.cells for edition in load_forms().values())]
    if unknown:
        raise CatalogueError(f"没有一种格式有这些格：{'、'.join(unknown)}")
    return [expect.prefix + code for code in wanted if code in form.cells]


def _condition(rule: Rule, expect: Expect) -> tuple[str, dict[str, Any]]:
    if expect.in_set is not None:
        return "expect_column_values_to_be_in_set", {"value_set": list(expect.in_set)}
    if expect.min_length is not None:
        return "expect_column_value_lengths_to_be_between", {"min_value": expect.min_length}
    if expect.not_match is not None:
        return "expect_column_values_to_not_match_regex", {"regex": expect.not_match}
    if expect.match is not None:
        return "expect_column_values_to_match_regex", {"regex": expect.match}
    return "expect_column_values_to_match_regex", {"regex": _figures(rule.outcomes[str(expect.figures)])}


def _figures(outcome: Outcome) -> str:
    """All figures of a column, printed with a space between, each of the one pattern."""
    return f"^(?:{outcome.figure})?(?: (?:{outcome.figure}))*$"


def write(folder: Path) -> list[Path]:
    """Write every suite anew; the files written."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.json" for name in suite_names()]
    for path in paths:
        path.write_text(_text(derive(path.stem)), encoding="utf-8")
    return paths


def _text(suite: Mapping[str, Any]) -> str:
    """JSON with one expectation a line, so that a change shows as the lines it changes."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in suite["expectations"])
    head = json.dumps({"name": suite["name"], "meta": suite["meta"]}, ensure_ascii=False)[:-1]
    return f'{head}, "expectations": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    for written in write(Path(__file__).parent / "suites"):
        print(written.name)
