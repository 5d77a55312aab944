"""The roster: every fault by its line, and who is expected."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tasks.county import RosterError, expected, load_roster

HEAD = "code,name,short_name,kind,aliases,valid_from,valid_to,contact,email,exempt,flags"
GOOD = f"""{HEAD}
A01,青禾县商务局,商务局,department,青禾县商务和粮食局；粮食局,2019-03-01,,联系人甲,sw@qinghe.example.cn,,
A02,青禾县乡村振兴局,乡村振兴局,department,扶贫办,,2023/12/30,,,,
T01,青禾县柳河镇人民政府,柳河镇,township,,,,,,,may_issue_rules;无行政处罚权
V01,青禾县税务局,税务局,other,,,,,,vertical,
"""


def _roster(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_good_roster_in_the_encodings_of_excel(tmp_path: Path, encoding: str) -> None:
    roster = load_roster(_roster(tmp_path, GOOD.replace("\n", "\r\n"), encoding))
    assert [agency.code for agency in roster] == ["A01", "A02", "T01", "V01"]
    assert roster[0].aliases == ("青禾县商务和粮食局", "粮食局")
    assert roster[0].valid_from == date(2019, 3, 1)
    assert roster[1].valid_to == date(2023, 12, 30)
    assert roster[2].flags == {"may_issue_rules", "penalties=false"}


def test_expected_leaves_out_the_exempt_and_the_abolished(tmp_path: Path) -> None:
    roster = load_roster(_roster(tmp_path, GOOD))
    assert [agency.code for agency in expected(roster, 2022)] == ["A01", "A02", "T01"]
    assert [agency.code for agency in expected(roster, 2023)] == ["A01", "T01"]
    assert [agency.code for agency in expected(roster, 2018)] == ["A02", "T01"]


def test_what_a_flag_says_is_true_false_or_unknown(tmp_path: Path) -> None:
    flags = [
        load_roster(_roster(tmp_path, GOOD))[2].flag(name) for name in ("may_issue_rules", "penalties", "coercion")
    ]
    assert flags == [True, False, None]


def test_an_exempt_kind_and_an_included_agency_report_nothing(tmp_path: Path) -> None:
    head = "code,name,kind,included_in,phone"
    rows = "A1,青禾县卫健委,department,,0990-1\nA2,青禾县疾控中心,other,A1,\nV1,青禾县气象局,垂直管理,,\n"
    roster = load_roster(_roster(tmp_path, f"{head}\n{rows}"))
    assert [agency.code for agency in expected(roster, 2023)] == ["A1"]
    assert (roster[0].phone, roster[1].included_in) == ("0990-1", "A1")
    assert (roster[2].kind, roster[2].exempt) == ("exempt:vertical", "垂直管理")


@pytest.mark.parametrize("parent", ["A9", "A2", "A3"])
def test_the_one_that_covers_must_report_itself(tmp_path: Path, parent: str) -> None:
    rows = f"A1,甲局,department,\nA2,乙中心,other,{parent}\nA3,丙中心,other,A1\n"
    with pytest.raises(RosterError, match=f"roster.csv 第 3 行：“并入谁报”写的 {parent}"):
        load_roster(_roster(tmp_path, f"code,name,kind,included_in\n{rows}"))


def test_chinese_headings_and_kinds(tmp_path: Path) -> None:
    roster = load_roster(_roster(tmp_path, "代码,名称,类别\nA1,青禾县教育局,部门\n,,\nT1,柳河镇,乡镇\n"))
    assert [(agency.kind, agency.short_name) for agency in roster] == [
        ("department", "青禾县教育局"),
        ("township", "柳河镇"),
    ]


def test_a_name_may_pass_on_when_its_first_holder_ends(tmp_path: Path) -> None:
    rows = "A1,甲局,,department,老局,,2023-05-31,,,,\nA2,乙局,,department,老局,2023-06-01,,,,,\n"
    assert len(load_roster(_roster(tmp_path, f"{HEAD}\n{rows}"))) == 2


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ("A1,甲局,,department,,,,,,,\na1,乙局,,department,,,,,,,", 3, "与第 2 行重复"),
        ("A1,甲局,,department,,,,,,,\nA2,乙局,,department,甲 局,,,,,,", 3, "与第 2 行同时有效"),
        ("A1,甲局,,department,,,2023-06-01,,,,\nA2,甲局,,department,,2023-06-01,,,,,", 3, "与第 2 行同时有效"),
        ("A1,甲局,,department,,2023-02-30,,,,,", 2, "日期“2023-02-30”不对"),
        ("A1,甲局,,department,,,去年,,,,", 2, "日期“去年”不对"),
        ("A1,甲局,,department,,2024-01-01,2023-01-01,,,,", 2, "晚于"),
        ("A1,甲局,,bureau,,,,,,,", 2, "不认识类别“bureau”"),
        ("A1,甲局,,department,,,,,,,pilot", 2, "不认识标记“pilot”"),
        ("A1,甲局,,department,,,,,,,licensing；无行政许可权", 2, "互相矛盾"),
        ("A1,,,department,,,,,,,", 2, "缺少机关名称"),
        (",甲局,,department,,,,,,,", 2, "代码“”不能用"),
        ("../A1,甲局,,department,,,,,,,", 2, "代码“../A1”不能用"),
        ("A1,甲局,,department,,,,,a@b.cn\tx,,", 2, "邮箱"),
        ("A1,甲局,,department,,,,,,,,多了", 2, "多余的逗号"),
        ('A1,"甲局,,department', 2, "引号"),
        ("", 1, "没有机关"),
    ],
)
def test_fault_is_told_by_line(tmp_path: Path, rows: str, line: int, words: str) -> None:
    with pytest.raises(RosterError) as caught:
        load_roster(_roster(tmp_path, f"{HEAD}\n{rows}\n"))
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(f"roster.csv 第 {line} 行：")
    assert words in caught.value.problems[0]


def test_faults_of_many_lines_come_together_in_order(tmp_path: Path) -> None:
    rows = "A1,,,bureau,,,,,,,\nA2,乙局,,department,,,,,,,\nA2,丙局,,department,,x,,,,,"
    with pytest.raises(RosterError) as caught:
        load_roster(_roster(tmp_path, f"{HEAD}\n{rows}\n"))
    lines = [problem.split("：")[0] for problem in caught.value.problems]
    assert lines == ["roster.csv 第 2 行"] * 2 + ["roster.csv 第 4 行"] * 2


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("code,name,kind,exmept", "不认识列名“exmept”"),
        ("code,name", "缺少列 kind"),
        ("code,name,kind,kind", "出现两次"),
    ],
)
def test_wrong_heading(tmp_path: Path, head: str, words: str) -> None:
    with pytest.raises(RosterError, match=words):
        load_roster(_roster(tmp_path, f"{head}\nA1,甲局\n"))


SHORT = "代码,名称,类别,起始日期,并入谁报"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("甲局,A01,部门,,", "代码“甲局”与名称“A01”像是写反了"),
        ("1.0,甲局,部门,,", "被 Excel 改成了数"),
        ("3.2E+11,甲局,部门,,", "被 Excel 改成了数"),
        ("A01,甲局,部门,43525,", "是 Excel 的序号"),
        ("A01,甲局,部门,3/1/2019,", "请写成 2019-01-01"),
        ("A01,甲局,部门,20190230,", "请写成 2019-01-01"),
        ("A01,甲局,部门,########,", "显示不出或算不出"),
        ("A01,#REF!,部门,,", "“#REF!”是 Excel 显示不出或算不出"),
        ("A01,甲局,部门,,A99", "“并入谁报”写的 A99 不是"),
        ("A01,甲局,部门,,乙局", "要写代码：B01"),
    ],
)
def test_what_a_spreadsheet_does_to_a_roster_is_told_by_line(tmp_path: Path, row: str, words: str) -> None:
    with pytest.raises(RosterError, match=f"^roster.csv 第 3 行：.*{re.escape(words)}") as error:
        load_roster(_roster(tmp_path, f"{SHORT}\nB01,乙局,部门,,\n{row}\n", "gb18030"))
    assert {problem.partition("：")[0] for problem in error.value.problems} == {"roster.csv 第 3 行"}


@pytest.mark.parametrize(
    "day", ["2019/3/1", "2019.3.1", "2019年3月1日", "20190301", "2019-3-1 0:00", "2019/03/01 00:00:00"]
)
def test_a_day_as_a_spreadsheet_writes_it(tmp_path: Path, day: str) -> None:
    roster = load_roster(_roster(tmp_path, f"{SHORT}\nA01,甲\u200b局,部门,{day},\n"))
    assert (roster[0].valid_from, roster[0].name) == (date(2019, 3, 1), "甲局")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("代码\t名称\t类别\r\nA01\t甲局\t部门\r\n", "utf-16"),
        ("代码\t名称\t类别\r\nA01\t甲局\t部门\r\n", "gb18030"),
        ("代码;名称;类别\nA01;甲局;部门\n", "utf-8-sig"),
        ("sep=;\n代码;名称;类别\nA01;甲局;部门\n", "gb18030"),
    ],
)
def test_other_ways_in_which_excel_saves_text(tmp_path: Path, text: str, encoding: str) -> None:
    assert [agency.name for agency in load_roster(_roster(tmp_path, text, encoding))] == ["甲局"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "文件是空的"),
        ("清河口县机关名册,,\n代码,名称,类别\nA01,甲局,部门\n", "这一行不是列名"),
        ("代码，名称，类别\nA01，甲局，部门\n", "用英文逗号分开"),
    ],
)
def test_a_table_without_headings_is_one_fault(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RosterError, match=words) as error:
        load_roster(_roster(tmp_path, text))
    assert len(error.value.problems) == 1


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1"])
def test_a_workbook_with_another_suffix(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "roster.csv").write_bytes(head + bytes(range(256)))
    with pytest.raises(RosterError, match="是 Excel 工作簿"):
        load_roster(tmp_path / "roster.csv")


def test_unreadable_roster(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="打不开"):
        load_roster(tmp_path / "roster.csv")
    with pytest.raises(RosterError, match="编码"):
        load_roster(_roster(tmp_path, GOOD, "utf-16-le"))
