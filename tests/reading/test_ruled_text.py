"""Tables drawn in characters: what looks like one again and again is looked at once a line."""

from __future__ import annotations

import pytest

from tasks.reading import ruled_text


def test_lines_below_many_rules_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [(number, f"+---+---+ | +---+ {number:04}" if number % 2 else f"+{'-' * number}+") for number in range(400)]
    looked: list[str] = []
    places = ruled_text._places
    monkeypatch.setattr(ruled_text, "_places", lambda line: looked.append(line) or places(line))
    ruled_text._is_drawn.cache_clear()
    for at in range(len(lines)):
        ruled_text.ruled_end(lines, at)
    assert 0 < len(looked) <= len(lines)
