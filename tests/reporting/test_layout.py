"""Every row of a drawn table fills its width, and no two cells lie on each other."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.form import Block, Group, Line, Table, load_forms
from tasks.form import parts as totals
from tasks.reporting import Layout, lay_out

TABLES = [
    pytest.param(form, table, id=f"{form.id}-{table.code}") for form in load_forms().values() for table in form.tables
]


def occupancy(layout: Layout) -> Counter[tuple[int, int]]:
    return Counter(
        (row, column)
        for box in layout.boxes
        for row in range(box.row, box.row + box.rowspan)
        for column in range(box.column, box.column + box.colspan)
    )


def whole(layout: Layout) -> dict[tuple[int, int], int]:
    return {(row, column): 1 for row in range(layout.height) for column in range(layout.width)}


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_every_place_of_an_official_table_is_covered_once(form, table):
    assert occupancy(lay_out(table)) == whole(lay_out(table))


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_the_figures_are_the_official_cells_in_order(form, table):
    drawn = [box.code for row in lay_out(table).rows for box in row if box.kind == "value"]
    assert drawn == [code for code, cell in form.cells.items() if cell.table == table.code]


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_every_printed_label_is_drawn(form, table):
    drawn = {box.text for box in lay_out(table).boxes}
    lines = [line for block in table.blocks for line in (*block.rows, *block.columns)]
    assert {text for line in lines for text in line.path} | {block.caption for block in table.blocks} <= drawn | {""}


def test_table_three_is_printed_as_the_ministry_prints_it():
    layout = lay_out(load_forms()["f2021"].table("t3"))
    spans = {box.text: (box.row, box.column, box.rowspan, box.colspan) for box in layout.boxes if box.kind != "value"}
    assert (layout.width, layout.height, layout.labels, layout.head) == (10, 28, 3, 3)
    assert spans["申请人情况"] == (0, 3, 1, 7)
    assert spans["自然人"] == (1, 3, 2, 1)
    assert spans["法人或其他组织"] == (1, 4, 1, 5)
    assert spans["三、本年度办理结果"] == (5, 0, 22, 1)
    assert spans["（一）予以公开"] == (5, 1, 1, 2)
    assert spans["（三）不予公开"] == (7, 1, 8, 1)
    assert spans["四、结转下年度继续办理"] == (27, 0, 1, 3)


def test_the_trial_form_has_a_shorter_group_three():
    boxes = lay_out(load_forms()["f2019"].table("t3")).boxes
    assert next(box.rowspan for box in boxes if box.text == "三、本年度办理结果") == 20


OUTER = [Group("a", "甲"), Group("b", "乙")]
GROUPS = [None, *OUTER, Group("a1", "甲一", OUTER[0]), Group("a2", "甲二", OUTER[0]), Group("b1", "乙一", OUTER[1])]


def lines(spans: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[Line, ...]]:
    drawn = st.lists(st.tuples(st.sampled_from(GROUPS), spans), min_size=1, max_size=6)
    return drawn.map(
        lambda many: tuple(Line(f"l{n}", f"栏{n}", group=group, span=span) for n, (group, span) in enumerate(many))
    )


@given(columns=lines(st.integers(1, 3)), rows=lines(st.just(1)), caption=st.sampled_from(["", "某项"]))
def test_any_grouping_fills_the_table(columns, rows, caption):
    layout = lay_out(Table("t9", "九", 2, (Block("t9", caption, "角", columns, rows),)))
    assert occupancy(layout) == whole(layout)


@pytest.mark.parametrize(("edition", "leaves"), [("f2021", 21), ("f2019", 19)])
def test_totals_know_their_parts(edition, leaves):
    form = load_forms()[edition]
    parts = totals(form)
    assert len(parts["t3.disposed_total.natural_person"]) == leaves
    assert len(parts["t3.disposed_total.total"]) == 6
    assert [code.rpartition(".")[2] for code in parts["t4.review.total"]] == [
        "upheld",
        "corrected",
        "other_result",
        "pending",
    ]
    assert len(parts) == sum(cell.column.total or cell.row.total for cell in form.cells.values())
