"""Publications, pairs and registers: read as clerks write them, every fault by its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.county import load_registers
from tasks.county.registers import Noted, Pair, Registered, Registers
from tasks.records import Agency

ROSTER = (
    Agency("a", "青禾县审批局", "审批局", "department"),
    Agency("b", "青禾县水务局", "水务局", "department", valid_to=date(2022, 6, 30)),
    Agency("c", "青禾县水利局", "水利局", "department", ("水务局",), valid_from=date(2022, 7, 1)),
)


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8-sig")
    return folder


def test_nothing_there_is_nothing_noted(tmp_path: Path) -> None:
    assert load_registers(tmp_path, ROSTER) == Registers()


def test_all_three_are_read(tmp_path: Path) -> None:
    write(
        tmp_path,
        "publications.csv",
        "年度,机关,网址,公开日期\n2023,水务局,http://x.invalid/1,2024/1/30\n2021,水务局,http://x.invalid/0,2022-01-30\n",
    )
    write(tmp_path, "pairs.csv", "one,other,item,why\na,水利局,行政许可,集中办理\n")
    write(
        tmp_path,
        "registers.csv",
        "年度,机关,项目,数,来源\n2023,,行政复议,12,复议台账\n2023,a,t2.licensing.decisions,7,双公示\n",
    )
    assert load_registers(tmp_path, ROSTER) == Registers(
        (
            Noted("c", 2023, "http://x.invalid/1", date(2024, 1, 30)),
            Noted("b", 2021, "http://x.invalid/0", date(2022, 1, 30)),
        ),
        (Pair("a", "c", "t2.licensing.decisions", "集中办理"),),
        (
            Registered("", 2023, "t4.review.total", Decimal(12), "复议台账"),
            Registered("a", 2023, "t2.licensing.decisions", Decimal(7), "双公示"),
        ),
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("publications.csv", "年度,机关,网址,公开日期\n23,a,x,2024-01-30\n", "年度“23”不对"),
        ("publications.csv", "年度,机关,网址,公开日期\n2023,a,,2024-01-30\n", "缺了一个"),
        ("publications.csv", "年度,机关,网址,公开日期\n2023,z,x,2024-01-30\n", "没有“z”"),
        ("pairs.csv", "机关甲,机关乙,项目,说明\na,a,行政许可,\n", "是同一个"),
        ("pairs.csv", "机关甲,机关乙,项目,说明\na,c,行政奖励,\n", "不认识项目“行政奖励”"),
        ("registers.csv", "年度,机关,项目,数,来源\n2023,a,行政许可,很多,x\n", "“很多”不是数"),
    ],
)
def test_a_fault_is_told_by_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    found = load_registers(write(tmp_path, name, text), ROSTER)
    assert found.faults[0].startswith(f"{name} 第 2 行：") and words in found.faults[0]
    assert found == Registers(faults=found.faults)


def test_a_line_that_cannot_be_used_is_left_out_alone(tmp_path: Path) -> None:
    text = "机关甲,机关乙,项目,说明\na,c,行政许可,集中办理\na,z,行政许可,\n"
    found = load_registers(write(tmp_path, "pairs.csv", text), ROSTER)
    assert found.pairs == (Pair("a", "c", "t2.licensing.decisions", "集中办理"),) and len(found.faults) == 1
    broken = load_registers(write(tmp_path, "pairs.csv", "甲,乙\na,c\n"), ROSTER)
    assert broken.pairs == () and broken.faults[0].startswith("pairs.csv 第 1 行")
