"""county.toml: read whole or refused with every problem."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tasks.county import CountyError, load_county

TOML = """
name = "青禾县"
code = "419901"
[office]
name = "青禾县政府办公室"
emails = ["gk@qinghe.example.cn", "gk2@qinghe.example.cn"]
[seasons.2023]
opened = 2024-01-09
internal_deadline = 2024-01-24
city_deadline = 2024-02-20
[calendar]
holidays = [2024-02-09]
[alerts]
findings_shown = 5
[alerts.steps.internal_reminder]
offsets = [-2]
"""


def _write(home: Path, text: str) -> Path:
    (home / "county.toml").write_text(text, encoding="utf-8")
    return home


def test_whole_file(tmp_path: Path) -> None:
    county = load_county(_write(tmp_path, TOML))
    assert (county.name, county.code, county.office.name) == ("青禾县", "419901", "青禾县政府办公室")
    assert county.office.emails == ("gk@qinghe.example.cn", "gk2@qinghe.example.cn")
    assert county.calendar.holidays == {date(2024, 2, 9)}
    assert county.findings_shown == 5
    assert county.steps == {"internal_reminder": {"offsets": [-2]}}
    season = county.season(2023)
    assert (season.opened, season.internal_deadline) == (date(2024, 1, 9), date(2024, 1, 24))
    assert (season.agency_deadline, season.county_deadline) == (date(2024, 1, 31), date(2024, 3, 31))


def test_silent_year_has_the_statutory_days_and_no_internal_one(tmp_path: Path) -> None:
    season = load_county(_write(tmp_path, TOML)).season(2025)
    assert (season.agency_deadline, season.county_deadline) == (date(2026, 1, 31), date(2026, 3, 31))
    assert season.internal_deadline is None
    assert season.covers(date(2026, 1, 1))
    assert not season.covers(date(2026, 4, 1))


def test_byte_order_mark_of_notepad_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "county.toml").write_text(TOML, encoding="utf-8-sig")
    assert load_county(tmp_path).name == "青禾县"


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = """
    nmae = "青禾县"
    code = "1"
    [office]
    emails = "gk@a.cn"
    [seasons.23]
    [seasons.2023]
    opened = "2024-01-09"
    deadline = 2024-01-01
    [seasons.2024]
    internal_deadline = 2025-02-01
    [alerts]
    findings_shown = true
    """
    with pytest.raises(CountyError) as caught:
        load_county(_write(tmp_path, text))
    told = "\n".join(caught.value.problems)
    for key in (" nmae", " name", " emails", "seasons.23", "seasons.2023.opened", "seasons.2023.deadline",
                "seasons.2024", "findings_shown"):  # fmt: skip
        assert key in told
    assert len(caught.value.problems) == 8


@pytest.mark.parametrize("content", [None, b"name = ", b'name = "\xff"'])
def test_missing_or_broken_file(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "county.toml").write_bytes(content)
    with pytest.raises(CountyError, match=r"county\.toml"):
        load_county(tmp_path)
