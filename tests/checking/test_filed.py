"""Reports beside each other: near-identical prose and tables are found, whatever the number of reports."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tasks.checking import check_filed, court, marks_of, to_compare
from tasks.form import load_form
from tasks.records import Filed, SeasonFinding, State
from tests.checking.reports import balanced

FORM = load_form("f2021")
BY = court(2023)
PROSE = (
    "{name}认真落实条例，全年公开信息{posts}条，其中政策解读{posts}篇。我{self}对申请件逐件登记，按期答复，"
    "没有发生被纠正的情形；同时整理历史文件，方便群众查询，公开的范围有所扩大，质量有所提高。"
)
OTHER = "本年度工作的重点是把热线里问得最多的事项写成问答，逐条贴在窗口，并在集市日派人讲解，效果不错，明年接着做。"


def filed(agency: str, text: str, values: dict[str, Decimal] | None = None, year: int = 2023) -> Filed:
    names = (f"清河口县{agency}局", f"{agency}局")
    chapters = {1: text, 5: ""}
    marks = marks_of(FORM, values or {}, chapters, names)
    return Filed(agency, names[0], year, 1, marks, names, (agency,), chapters=chapters)


def prose(agency: str, posts: int, own: str = "局") -> str:
    return PROSE.format(name=f"清河口县{agency}局", posts=posts, self=own)


def failures(found: list[SeasonFinding]) -> set[tuple[str, str]]:
    return {(it.agency, it.finding.rule) for it in found if it.finding.state is State.FAIL and it.revision}


def figures(more: int = 0) -> dict[str, Decimal]:
    values = {code: Decimal(str(value)) for code, value in balanced(FORM).items()}
    return values | {"t3.granted.natural_person": Decimal(37 + more), "t3.granted.total": Decimal(38 + more)}


def test_prose_that_differs_in_names_and_digits_only_is_found() -> None:
    found = check_filed([filed("甲", prose("甲", 12)), filed("乙", prose("乙", 345, "委")), filed("丙", OTHER)], BY)
    assert failures(found) == {("甲", "A-02"), ("乙", "A-02")}
    messages = [it.finding.message for it in found if it.finding.rule == "A-02" and it.finding.failed]
    assert messages[0] == "清河口县甲局的第一部分与清河口县乙局雷同，相似度 100%"


def test_prose_below_the_bound_is_not() -> None:
    half = prose("甲", 12)[:60] + OTHER
    assert failures(check_filed([filed("甲", prose("甲", 12)), filed("乙", half)], BY)) == set()


def test_only_likely_twins_are_compared() -> None:
    reports = [filed("甲", prose("甲", 12)), filed("乙", prose("乙", 3)), filed("丙", OTHER), filed("丁", "无。")]
    assert to_compare(reports) == {"甲", "乙"}
    short = check_filed([reports[-1]], BY)
    assert [it.finding.state for it in short if it.finding.rule == "A-02"] == [State.NOT_APPLICABLE]


def test_many_of_one_template_are_all_found_by_name_and_number() -> None:
    reports = [filed(f"第{number}", prose(f"第{number}", number)) for number in range(40)]
    found = [it.finding for it in check_filed(reports, BY) if it.finding.rule == "A-02"]
    assert all(finding.failed for finding in found) and "等 " in found[-1].message


def test_one_table_of_two_agencies() -> None:
    found = check_filed([filed("甲", OTHER, figures()), filed("乙", "", figures()), filed("丙", "", figures(1))], BY)
    assert failures(found) == {("甲", "S-05"), ("乙", "S-05")}
    assert "的表三与清河口县乙局本年的一格不差" in "".join(it.finding.message for it in found)


def test_the_table_of_another_agencys_earlier_year() -> None:
    earlier = [filed("乙", "", figures(), 2022), filed("甲", "", figures(), 2022)]
    assert failures(check_filed([filed("甲", "", figures())], BY, earlier)) == {("甲", "S-06")}
    renamed = replace(filed("丁", "", figures()), line=("甲", "乙"))
    assert failures(check_filed([renamed], BY, earlier)) == set()


def test_a_small_table_says_nothing() -> None:
    few = {code: Decimal(0) for code in FORM.cells} | {"t2.licensing.decisions": Decimal(6)}
    reports = [filed("甲", "", few), filed("乙", "", few)]
    assert failures(check_filed(reports, BY)) == set()


def test_a_resubmission_is_for_information() -> None:
    again = replace(filed("甲", OTHER), revision=2)
    (told,) = [it for it in check_filed([again], BY) if it.finding.rule == "A-03"]
    assert told.finding.failed and told.revision is None and "第 2 版为准" in told.finding.message
