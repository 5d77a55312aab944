"""Replay: the catalogue of today against another over stored reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations import catalogue
from tasks.county import CountyError
from tasks.open import open_desk
from tasks.replay import other_catalogue, replay

RULES = Path(__file__).parents[2] / "expectations" / "rules"


def test_a_folder_of_the_same_rules_changes_nothing(sqlite_county: Path) -> None:
    same = other_catalogue(str(RULES))
    assert same.rules.keys() == catalogue().rules.keys()
    assert list(replay(open_desk(sqlite_county), same)) == []


def test_what_is_no_catalogue_is_refused_in_words() -> None:
    for reference in ("no-such-branch", "--output=x"):
        with pytest.raises(CountyError, match="既不是规则文件夹"):
            other_catalogue(reference)


def test_a_laxer_rule_of_before_shows_what_today_raises(sqlite_county: Path, tmp_path: Path) -> None:
    for path in RULES.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(
            text.replace("unit: 字, values: {2019: 30}}\n  clause", "unit: 字, values: {2019: 300}}\n  clause"),
            encoding="utf-8",
        )
    found = list(replay(open_desk(sqlite_county), other_catalogue(str(tmp_path))))
    assert {finding.rule for each in found for finding in each.cleared} == {"R-08"}
    assert [finding.text for each in found for finding in each.raised] == []
