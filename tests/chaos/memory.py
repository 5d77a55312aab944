"""Checks remembered by all that they are made from: the same case is checked by Great Expectations once a run.

What is killed and run again is everything else; the findings of a case depend on nothing outside of it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import tasks.checking
from expectations.suite import load_suite
from tasks.form import load_forms
from tasks.records import Case, Finding

_really = tasks.checking.check


def remember(folder: Path) -> None:
    """Let this process and its children look a case up before they check it."""
    for form in load_forms():
        load_suite(form)  # what takes seconds to import is there before any fork
    folder.mkdir(exist_ok=True)
    tasks.checking.check = lambda cases: _check(folder, cases)  # type: ignore[assignment]


def _check(folder: Path, cases: Sequence[Case]) -> dict[str, list[Finding]]:
    places = {case.key: folder / hashlib.sha256(repr(case).encode()).hexdigest() for case in cases}
    unknown = [case for case in cases if not places[case.key].exists()]
    for key, findings in (_really(unknown) if unknown else {}).items():
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            pickle.dump(findings, file)
        Path(file.name).replace(places[key])
    return {key: pickle.loads(place.read_bytes()) for key, place in places.items()}
