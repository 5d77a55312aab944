"""Changes of the roster: every fault by its line, and whose reports a report continues."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.county import RosterError, descents, load_lineage, load_roster
from tasks.records import Change, Descent

ROSTER = """code,name,short_name,kind,valid_from,valid_to
a,青禾县商务局,商务局,department,,2024-03-14
b,青禾县商务和投资局,商务投资局,department,2024-03-15,
c,青禾县扶贫办,扶贫办,department,,2024-05-31
d,青禾县农业局,农业局,department,,
e,青禾县工业园,工业园,other,,2024-06-30
f,青禾县东园,东园,other,2024-07-01,
g,青禾县西园,西园,other,2024-07-01,
h,青禾县数据局,数据局,department,2024-08-01,
"""
GOOD = """日期,变动,原机关,现机关,依据
2024-03-15,改名,a,b,青编〔2024〕3号
2024/6/1,abolished,扶贫办,d,
2024年7月1日,分立,e,f；g,
2024-08-01,新设,,h,
"""


def changes(folder: Path, lineage: str) -> tuple[Change, ...]:
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "lineage.csv").write_text(lineage, encoding="utf-8")
    return load_lineage(folder / "lineage.csv", load_roster(folder / "roster.csv"))


def test_changes_are_read_as_clerks_write_them(tmp_path: Path) -> None:
    found = changes(tmp_path, GOOD)
    assert [(change.kind, change.before, change.after) for change in found] == [
        ("renamed", ("a",), ("b",)),
        ("abolished", ("c",), ("d",)),
        ("split", ("e",), ("f", "g")),
        ("created", (), ("h",)),
    ]
    assert found[0] == Change("renamed", date(2024, 3, 15), ("a",), ("b",), "青编〔2024〕3号")


def test_no_file_means_no_changes(tmp_path: Path) -> None:
    assert load_lineage(tmp_path / "lineage.csv", ()) == ()


def test_descent_of_every_kind(tmp_path: Path) -> None:
    found = descents(changes(tmp_path, GOOD), "acde", "bdfgh", 2024)
    assert found == {
        "b": Descent(("a",)),
        "d": Descent(("c", "d")),
        "f": Descent(("e",), ("g",)),
        "g": Descent(("e",), ("f",)),
        "h": Descent(()),
    }
    assert found["b"].plain and not found["d"].plain and not found["f"].plain


def test_only_the_years_own_changes_count(tmp_path: Path) -> None:
    assert descents(changes(tmp_path, GOOD), "bd", "bd", 2025) == {"b": Descent(("b",)), "d": Descent(("d",))}


def test_changes_of_one_year_follow_each_other() -> None:
    day = date(2024, 1, 1)
    steps = [
        Change("split", day.replace(month=9), ("m",), ("m", "n")),
        Change("merged", day.replace(month=2), ("a", "b"), ("m",)),
    ]
    found = descents(steps, ["a", "b", "x"], ["m", "n", "x"], 2024)
    assert found == {"m": Descent(("a", "b"), ("n",)), "n": Descent(("a", "b"), ("m",)), "x": Descent(("x",))}


def test_those_who_share_one_source_share_all() -> None:
    day = date(2024, 4, 1)
    steps = [Change("split", day, ("a",), ("a", "b")), Change("abolished", day.replace(month=5), ("c",), ("b",))]
    found = descents(steps, ["a", "c"], ["a", "b"], 2024)
    assert found == {"a": Descent(("a", "c"), ("b",)), "b": Descent(("a", "c"), ("a",))}


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=8))
def test_nothing_of_last_year_is_lost_or_counted_twice(pairs: list[tuple[str, str]]) -> None:
    """Whatever ends with an heir: the heirs' sources together are last year's agencies, each in one group only."""
    steps, living = [], set("abcdef")
    for month, (gone, heir) in enumerate(pairs, 1):
        if gone != heir and {gone, heir} <= living:
            living.discard(gone)
            steps.append(Change("abolished", date(2024, month, 1), (gone,), (heir,)))
    found = descents(steps, "abcdef", sorted(living), 2024)
    assert sorted(source for line in found.values() for source in line.before) == list("abcdef")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2024-03-15,改姓,a,b", "不认识变动“改姓”"),
        (",改名,a,b", "缺少日期"),
        ("三月,改名,a,b", "日期“三月”不对"),
        ("2024-03-15,改名,z,b", "名册里没有“z”"),
        ("2024-03-15,改名,a；c,b", "“原机关”应当写 1 个机关"),
        ("2024-03-15,合并,a,b", "“原机关”至少写 2 个机关"),
        ("2024-07-01,分立,e,f", "“现机关”至少写 2 个机关"),
        ("2024-08-01,新设,d,h", "“原机关”应当空着"),
        ("2024-06-01,撤销,c,d；h", "“现机关”应当写 1 个机关"),
        ("2024-03-10,改名,a,b", "a 在 2024-03-10 还有效"),
        ("2024-06-01,撤销,c,f", "f 在 2024-06-01 不在名册有效期内"),
    ],
)
def test_a_fault_is_told_by_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(RosterError) as caught:
        changes(tmp_path, f"date,kind,before,after\n{row}\n")
    assert caught.value.problems[0].startswith("lineage.csv 第 2 行：")
    assert words in "".join(caught.value.problems)


def test_nobody_ends_twice(tmp_path: Path) -> None:
    rows = "2024-06-01,撤销,c,d\n2024-06-02,撤销,c,\n"
    with pytest.raises(RosterError, match="第 3 行：c 的去向第 2 行已经写过"):
        changes(tmp_path, f"date,kind,before,after\n{rows}")
