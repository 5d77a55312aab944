"""Suites: derived from the catalogue, stored as JSON, loaded with their count asserted.

`python -m expectations.suite` writes them anew after the catalogue or a form was changed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import warnings
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.catalogue import FRAMES, Catalogue, catalogue
from expectations.entries import entries, season_entries
from tasks.form import load_forms

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

SEASON = "season_"
_importing = threading.Lock()


class SuiteError(RuntimeError):
    """A stored suite does not hold what the catalogue says."""


def suite_names() -> tuple[str, ...]:
    """One suite an edition of the form, and one for each kind of row of a season."""
    return (*load_forms(), *(SEASON + frame for frame in FRAMES))


def derive(name: str, rules: Catalogue | None = None) -> dict[str, Any]:
    """A suite in Great Expectations' own JSON, made from the rules (by default the catalogue) and the form alone."""
    rules = rules or catalogue()
    found = season_entries(name.removeprefix(SEASON), rules) if name.startswith(SEASON) else entries(name, rules)
    return {"name": name, "expectations": found, "meta": {"count": len(found)}}


def stored(name: str) -> dict[str, Any]:
    """The stored JSON of a suite, as it lies under suites/."""
    text = (files(__package__) / "suites" / f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def whole(name: str) -> dict[str, Any]:
    """The stored JSON. SuiteError unless it holds exactly as many expectations as the catalogue asks for."""
    data = stored(name)
    if len(data["expectations"]) != (count := _count(name)):
        raise SuiteError(_stale(name, count, len(data["expectations"])))
    return data


@cache
def _count(name: str) -> int:
    return len(derive(name)["expectations"])


def _stale(name: str, count: int, held: int, loaded: int | None = None) -> str:
    more = "" if loaded is None else f"，载入 {loaded} 条"
    return f"校验集 {name} 应有 {count} 条，文件中 {held} 条{more}；请运行 python -m expectations.suite 重新生成"


def load_suite(name: str) -> ExpectationSuite:
    """The stored suite for Great Expectations. SuiteError unless it is whole."""
    return build(whole(name), _count(name))


def build(data: Mapping[str, Any], count: int) -> ExpectationSuite:
    """A Great Expectations suite from its JSON; SuiteError unless all `count` expectations are in it."""
    _import_great_expectations()
    from great_expectations import ExpectationSuite  # noqa: PLC0415

    entries = [dict(entry) for entry in data["expectations"]]
    suite = ExpectationSuite(name=data["name"], expectations=entries, meta=dict(data.get("meta", {})))
    if not len(suite.expectations) == len(entries) == count:
        raise SuiteError(_stale(data["name"], count, len(entries), len(suite.expectations)))
    return suite


def _import_great_expectations() -> None:
    """Import it late (2 s) and without its warnings of the standard library; our own expectation registers itself."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
    with _importing:  # warning filters belong to the whole process
        if "expectations.linear_identity" not in sys.modules:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import expectations.linear_identity  # noqa: F401, PLC0415


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
