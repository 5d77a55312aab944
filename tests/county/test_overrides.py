"""rules.csv: read as a clerk writes it, every fault by its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tasks.county import Changeable, SheetError, load_overrides
from tasks.records import Override, OverrideKind

KNOWN = {
    "W-01": Changeable(True, {}),
    "R-09": Changeable(False, {}),
    "R-08": Changeable(True, {"shortest": "最少字数"}),
}
HEAD = "规则,调整,参数,值,起始年度,终止年度,负责人,原因,登记日期"


def written(folder: Path, *rows: str) -> Path:
    path = folder / "rules.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8-sig")
    return path


def test_no_file_changes_nothing_and_asks_for_no_rules(tmp_path: Path) -> None:
    assert load_overrides(tmp_path / "rules.csv", lambda: pytest.fail("not needed")) == ()


def test_a_rule_is_switched_off_softened_or_set(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "r-09,停用,,,2024,2024,经办员,县里统一在总报告里说明,2025/1/6",
        "W-01,soften,,,2023,,经办员,过渡,",
        "R-08,改参数,最少字数,20,2024,2025,经办员,乡镇报告短,",
    )
    off, soft, set_ = load_overrides(path, lambda: KNOWN)
    assert off == Override(
        "R-09", OverrideKind.DISABLE, 2024, "经办员", "县里统一在总报告里说明", 2024, on=date(2025, 1, 6)
    )
    assert (soft.kind, soft.last, soft.covers(2022), soft.covers(2099)) == (OverrideKind.SOFTEN, None, False, True)
    assert (set_.parameter, set_.value, set_.covers(2026)) == ("shortest", Decimal(20), False)


def test_every_fault_is_told_by_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "R-90,停用,,,2024,,经办员,理由,",
        "W-01,关掉,,,2024,,经办员,理由,",
        "W-01,停用,,,2024,2023,,,昨天",
        "R-09,降为请核实,,,2024,,经办员,理由,",
        "R-08,改参数,字数,多,2024,,经办员,理由,",
        "W-01,停用,最少字数,3,2024,,经办员,理由,",
    )
    with pytest.raises(SheetError) as refused:
        load_overrides(path, lambda: KNOWN)
    for fault in (
        "第 2 行：没有规则“R-90”。相近的有：R-09、",
        "第 3 行：不认识调整“关掉”",
        "第 4 行：终止年度 2023 早于起始年度 2024",
        "第 4 行：请填写“负责人”",
        "第 4 行：请填写“原因”",
        "第 4 行：日期“昨天”不对",
        "第 5 行：R-09 没有“必须更正”，不用降",
        "第 6 行：R-08 没有参数“字数”。可以改的是：shortest（最少字数）",
        "第 6 行：值“多”不是数",
        "第 7 行：只有“改参数”才写参数和值",
    ):
        assert f"rules.csv {fault}" in str(refused.value), fault


def test_two_rows_about_the_same_years_clash(tmp_path: Path) -> None:
    rows = ["W-01,停用,,,2021,2023,经办员,因,", "W-01,停用,,,2023,,经办员,因,", "W-01,停用,,,2019,2020,经办员,因,"]
    with pytest.raises(SheetError) as refused:
        load_overrides(written(tmp_path, *rows), lambda: KNOWN)
    assert str(refused.value) == "rules.csv 第 3 行：与第 2 行说的是同一件事，年度重叠。请删去一行或改年度。"
