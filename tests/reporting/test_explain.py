"""Cards, equations and marks."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tasks.form import load_form
from tasks.records import Broken, Finding, Fix, Severity, State
from tasks.reporting.compare import year_on_year
from tasks.reporting.equations import equation
from tasks.reporting.explain import issues, shown_cells, undecided
from tasks.reporting.views import Standing
from tasks.reporting.ways import in_words, suspects
from tasks.reporting.wording import figure, headline_codes, next_step, ordinal_mark
from tests.reporting.factory import agency_view, carry, place

FORM = load_form("f2021")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**11), max_value=10**11))
def test_figures_are_exact_and_plain(value):
    text = figure(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


def test_no_value_is_not_zero():
    assert (figure(None), figure(Decimal("-0.0")), figure(Decimal("1E+3"))) == ("", "0", "1000")


def test_ordinal_marks_go_on_after_twenty():
    assert [ordinal_mark(n) for n in (1, 20, 21, 36, 50, 51)] == ["①", "⑳", "㉑", "㊱", "㊿", "(51)"]


def test_an_equation_shows_both_sides_and_the_gap():
    found = equation(carry("natural_person"), FORM, {})
    assert [(term.figure, term.label) for term in found.left.terms] == [
        ("3", "本年新收政府信息公开申请数量"),
        ("0", "上年结转政府信息公开申请数量"),
    ]
    assert [term.label for term in found.right.terms] == ["本年度办理结果·总计", "结转下年度继续办理"]
    assert (found.left.total, found.right.total, found.difference) == ("3", "2", "1")


def row_sum(**values):
    codes = [f"t3.granted.{column.code}" for column in FORM.table("t3").blocks[0].columns]
    parts = tuple(
        (code, -1 if code.endswith(".total") else 1, Decimal(values.get(code.split(".")[2], 0))) for code in codes
    )
    return Finding("W-01", State.FAIL, Severity.HARD, "不等", cells=tuple(codes), parts=parts, difference=Decimal(1))


def test_long_sums_leave_out_zeros_and_say_how_many_of_them_are_blank():
    placed = place(FORM, {"t3.granted.natural_person": "2", "t3.granted.other_org": ""}).cells
    found = equation(row_sum(natural_person=2, total=3), FORM, placed)
    assert [term.label for term in found.left.terms] == ["自然人"]
    assert (found.left.zeros, found.left.blanks, found.left.total) == (5, 1, "2")
    assert found.right.single


def test_a_blank_that_was_tried_as_a_figure_is_marked_as_assumed():
    placed = place(FORM, {"t3.carried_in.natural_person": ""}).cells
    found = equation(carry("natural_person"), FORM, placed)
    assert [term.assumed for term in found.left.terms] == [False, True]


def test_a_figure_of_last_years_report_says_so_and_has_no_cell_here():
    parts = (("previous.t3.carried_forward.total", 1, Decimal(4)), ("t3.carried_in.total", -1, Decimal(1)))
    found = equation(Finding("Y-01", State.FAIL, Severity.HARD, "不接", cells=(parts[1][0],), parts=parts), FORM, {})
    assert found.left.terms[0].label == "上年报告：结转下年度继续办理"
    assert (found.left.terms[0].code, found.difference) == ("", "3")


def test_parts_on_one_side_only_are_no_equation():
    finding = Finding("C-03", State.FAIL, Severity.SOFT, "空白", parts=(("t2.rules.made", 1, None),))
    assert equation(finding, FORM, {}) is None


def test_cards_join_the_findings_of_a_rule_and_start_with_what_must_be_corrected():
    cards = issues(agency_view())
    assert [(card.number, card.rule, card.severity, len(card.items)) for card in cards] == [
        (1, "K-01", Severity.HARD, 2),
        (2, "C-03", Severity.SOFT, 1),
        (3, "R-09", Severity.SOFT, 1),
    ]
    assert cards[0].title == "表三「自然人」「总计」勾稽关系不成立"


def test_a_long_message_is_headed_by_its_first_words_and_said_in_full_below():
    text = "124 格空白，按 0 计各项勾稽均成立，暂按 0 计：" + "、".join(["某格"] * 40)
    card = issues(agency_view(findings=(Finding("C-03", State.FAIL, Severity.SOFT, text),)))[0]
    assert card.title == "124 格空白，按 0 计各项勾稽均成立，暂按 0 计"
    assert card.lead == text


def test_the_excerpt_shows_the_raw_rows_and_where_they_stand():
    first = issues(agency_view())[0].excerpts[0]
    assert (first.label, first.origin) == ("一、本年新收政府信息公开申请数量", "第36行")
    assert [text for text, marked in first.fields if marked] == ["3", "3"]
    assert issues(agency_view())[1].excerpts[0].fields == (("（空）", True),)


def test_marks_stand_on_the_cells_that_carry_the_error_and_zeros_are_only_near_it():
    view = agency_view()
    shown = shown_cells(view, issues(view))
    assert list(shown) == list(FORM.cells)
    assert (shown["t3.new_received.total"].glyph, shown["t3.new_received.total"].numbers) == ("✗", (1,))
    assert (shown["t3.carried_in.total"].weight, shown["t3.carried_in.total"].numbers) == ("near", ())
    assert (shown["t2.coercion.decisions"].glyph, shown["t2.coercion.decisions"].text) == ("△", "")
    assert (shown["t2.rules.repealed"].text, shown["t2.rules.repealed"].weight) == ("/", "")
    assert shown["t2.admin_fees.amount"].text == "18.8710"


def test_a_cell_that_was_not_found_is_not_blank():
    placement = place(FORM, {})
    cells = {code: cell for code, cell in placement.cells.items() if code != "t2.rules.made"}
    view = agency_view(placement=replace(placement, cells=cells), findings=())
    assert shown_cells(view, [])["t2.rules.made"].text == "未见"


def test_undecided_rules_are_neither_cards_nor_passes():
    assert undecided(agency_view()) == [("Y-01", ["没有上年报告，无法核对结转"])]
    assert "Y-01" not in {card.rule for card in issues(agency_view())}


def test_last_year_is_compared_by_what_is_known():
    view = agency_view(previous={"t2.licensing.decisions": Decimal(1000), "t2.coercion.decisions": Decimal(1)})
    lines = {line.code: line for line in year_on_year(view)}
    assert list(lines) == headline_codes(FORM)
    assert (lines["t2.licensing.decisions"].before, lines["t2.licensing.decisions"].change) == ("1000", "+286")
    assert (lines["t2.coercion.decisions"].now, lines["t2.coercion.decisions"].change) == ("（空）", "")
    assert lines["t2.penalties.decisions"].before == "（无此项）"
    assert year_on_year(agency_view(previous=None)) == []


def test_every_state_has_a_next_step_without_open_slots():
    for state in Standing:
        for due in (agency_view().due, None):
            assert "{" not in next_step(agency_view(state=state, due=due))


def located() -> Finding:
    """A row total that is one too many, with the other equation that it breaks."""
    row = row_sum(natural_person=2, total=3)
    column = (("t3.granted.total", 1, Decimal(3)), ("t3.disposed_total.total", -1, Decimal(2)))
    fix = Fix({"t3.granted.total": Decimal(2)}, "digit_mistyped", unique=True, evidence=("narrative",))
    cells = (*row.cells, "t3.disposed_total.total")
    return replace(row, cells=cells, fixes=(fix,), broken=(Broken("W-01", row.parts), Broken("K-02", column)))


def test_a_located_cell_heads_its_card_with_what_it_should_say():
    placement = place(FORM, {"t3.granted.natural_person": "2", "t3.granted.total": "3"})
    view = agency_view(placement=placement, findings=(located(),))
    (card,) = issues(view)
    assert card.title == "表三「（一）予以公开·总计」填的是 3，应为 2"
    (item,) = card.items
    assert (len(item.broken), item.broken[0].difference) == (1, "1")
    assert in_words(item.ways[0]) == "表三「（一）予以公开·总计」 3 改为 2（像是写错一位数字），正文可以印证"
    shown = shown_cells(view, [card])
    assert (shown["t3.granted.total"].weight, shown["t3.granted.natural_person"].weight) == ("hard", "near")


def test_where_several_corrections_would_do_all_their_cells_are_suspected():
    fixes = tuple(Fix({code: Decimal(1)}) for code in ("t4.review.upheld", "t4.review.total"))
    cells = ("t4.review.upheld", "t4.review.pending", "t4.review.total")
    finding = Finding("T-01", State.FAIL, Severity.HARD, "不等", cells=cells, fixes=fixes)
    assert suspects(finding) == {"t4.review.upheld", "t4.review.total"}
    assert suspects(replace(finding, fixes=(replace(fixes[1], unique=True), fixes[0]))) == {"t4.review.total"}
