"""The form as data: counts, codes and labels of domain.md 2."""

import pytest

from tasks.form import form_for, load_form, load_forms, normalise, split_ordinal


@pytest.mark.parametrize(("edition", "counts"), [("f2021", (10, 175, 15)), ("f2019", (22, 161, 15))])
def test_editions_have_the_official_number_of_cells(edition: str, counts: tuple[int, ...]) -> None:
    form = load_form(edition)
    assert tuple(sum(cell.table == table.code for cell in form.cells.values()) for table in form.tables) == counts


def test_codes_are_those_of_the_specification() -> None:
    cells = load_form("f2021").cells
    assert {"t2.rules.made", "t2.admin_fees.amount", "t3.granted.natural_person", "t3.other_misc.total"} <= set(cells)
    assert {"t4.review.upheld", "t4.litigation_direct.pending", "t4.litigation_after_review.total"} <= set(cells)
    old = load_form("f2019").cells
    assert {"t2.central_procurement.amount", "t2.licensing.items_change", "t3.other_handling.total"} <= set(old)
    assert old["t2.licensing.items_change"].type == "signed"
    assert cells["t2.admin_fees.amount"].unit == "万元"


def test_leaves_of_the_disposed_total() -> None:
    for edition, leaves in (("f2021", 21), ("f2019", 19)):
        rows = load_form(edition).table("t3").blocks[0].rows
        assert sum(row.within("disposed") and not row.total for row in rows) == leaves


def test_merged_away_places_are_known() -> None:
    absent = load_form("f2021").table("t2").absent
    assert set(absent) == {
        (row, place) for row in ("licensing", "penalties", "coercion", "admin_fees") for place in (1, 2)
    }


def test_the_edition_follows_the_year() -> None:
    assert [form.id if (form := form_for(year)) else None for year in (2018, 2019, 2020, 2021, 2030)] == [
        None,
        "f2019",
        "f2019",
        "f2021",
        "f2021",
    ]


def test_six_headings() -> None:
    headings = [section.heading for section in load_form("f2021").sections]
    assert headings[0] == "一、总体情况" and headings[4] == "五、存在的主要问题及改进情况" and len(headings) == 6


def test_labels_are_unique_within_their_group() -> None:
    for form in load_forms().values():
        for table in form.tables:
            for block in table.blocks:
                assert len({row.path for row in block.rows}) == len(block.rows)
                assert len({column.path for column in block.columns}) == len(block.columns)


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("（三）不予公开", "不予公开"),
        ("(二) 部分公开 (区分处理的, 只计这一情形, 不计其他情形)", "部分公开"),
        ("3.危及「三安全一稳定」", "危及三安全一稳定"),
        ("3．危及“三安全一稳定”", "危及三安全一稳定"),
        ("结果 维持", "结果维持"),
        ("本年（2023）制发件数", "本年制发件数"),
        ("一、一、三、⾏政复议", "行政复议"),
        ("⻘川河县大桥镇⼈⺠政府", "青川河县大桥镇人民政府"),
        ("本年增/减", "本年增减"),
    ],
)
def test_normalise(printed: str, words: str) -> None:
    assert normalise(printed) == words


def test_split_ordinal() -> None:
    assert split_ordinal("２．重复申请") == ("2.", "重复申请")
    assert split_ordinal("无序号") == ("", "无序号")
