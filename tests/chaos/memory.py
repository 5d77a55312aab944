"""Checks remembered by all that they are made from: the same case is checked by Great Expectations once a run.

What is killed and run again is everything else; the findings of a case depend on it and the rules, on nothing else.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeVar

from expectations.suite import load_suite
from tasks import check
from tasks.checking import running
from tasks.form import load_forms
from tasks.records import Case, Finding
from tasks.ruling import Ruling

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations import ExpectationSuite

_really, _really_failing = check.check_cases, running.failing_rows
T = TypeVar("T")


def remember(folder: Path) -> None:
    """Let this process and its children look a case, or the rows of a season, up before they check them."""
    for form in load_forms():
        load_suite(form)  # what takes seconds to import is there before any fork
    folder.mkdir(exist_ok=True)
    check.check_cases = lambda cases, rules: _check(folder, cases, rules)
    running.failing_rows = lambda frame, suite: _failing(folder, frame, suite)


def _check(folder: Path, cases: Sequence[Case], rules: Ruling) -> dict[str, list[Finding]]:
    unknown = [case for case in cases if not _place(folder, rules.version, case).exists()]
    found = _really(unknown, rules) if unknown else {}
    return {case.key: _known(_place(folder, rules.version, case), lambda key=case.key: found[key]) for case in cases}


def _failing(folder: Path, frame: pd.DataFrame, suite: ExpectationSuite) -> list[running.Verdict]:
    asked = [[type(each).__name__, each.configuration.to_json_dict()] for each in suite.expectations]
    return _known(_place(folder, asked, frame.to_csv()), lambda: _really_failing(frame, suite))


def _place(folder: Path, *asked: object) -> Path:
    return folder / hashlib.sha256(repr(asked).encode()).hexdigest()


def _known(place: Path, find: Callable[[], T]) -> T:
    if not place.exists():
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            pickle.dump(find(), file)
        Path(file.name).replace(place)
    known: T = pickle.loads(place.read_bytes())
    return known
