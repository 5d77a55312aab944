"""A handful of kills; `make chaos` does hundreds. A loss would be noticed: every run proves it by one more trial."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.chaos.__main__ import differences
from tests.chaos.facts import Facts
from tests.chaos.trial import Kill, Outcome

ROOT = Path(__file__).parents[2]
CALM = Outcome(False, Facts("w", "p", "f", (), 0))


def test_a_night_killed_anywhere_is_made_good_by_the_next() -> None:
    asked = ["--kills", "1", "--boundaries", "1", "--scenes", "sqlite-2", "--steps", "5", "--flows", "0"]
    words = [sys.executable, "-m", "tests.chaos", *asked]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r"(\d+) kills, (\d+) in time; 1 warehouse hash", done.stdout)
    assert found and int(found[1]) == 2 and int(found[2]) >= 1
    assert "inbox, lock, disk, two at once: 0 wrong" in done.stdout


def test_every_difference_is_said() -> None:
    kill = Kill(boundary=3)
    other = replace(CALM, facts=Facts("v", "q", "g", ("said 2 times: k",), 0))
    assert list(differences(CALM, [kill], [CALM])) == []
    assert len(list(differences(CALM, [kill], [other]))) == 3
