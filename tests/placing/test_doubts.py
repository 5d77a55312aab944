"""What makes a table, or a row of it, doubtful although every figure has found a place: one small case a cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tasks.form import load_form
from tasks.placing import place
from tasks.reading import read_bytes

SURE = 0.9
FORM = load_form("f2021")
BLOCK = FORM.table("t3").blocks[0]
HEADER = [BLOCK.corner, *(column.label for column in BLOCK.columns)]
TITLE = "清河口县商务局2023年政府信息公开工作年度报告"
CHAPTERS = [section.heading for section in FORM.sections]
REVIEW = FORM.table("t4").blocks[0]


def requests() -> dict[str, list[str]]:
    """Table 三 by row: its label and figures of which no two are the same."""
    width = len(BLOCK.columns)
    return {
        row.code: [row.label, *(str(100 + width * number + place) for place in range(width))]
        for number, row in enumerate(BLOCK.rows)
    }


def page(*tables: Iterable[Sequence[str]]) -> bytes:
    """A web page; a cell may bring its own <td>."""
    drawn = (
        "".join(f"<tr>{''.join(t if t.startswith('<td') else f'<td>{t}</td>' for t in row)}</tr>" for row in table)
        for table in tables
    )
    body = "".join(f"<table>{rows}</table><p>上表为本机关数据。</p>" for rows in drawn)
    before, after = ("".join(f"<p>{words}</p>" for words in CHAPTERS[part]) for part in (slice(0, 3), slice(3, 6)))
    return f"<p>{TITLE}</p>{before}{body}{after}".encode()


def text(*lines: str) -> bytes:
    return "\n".join([TITLE, *CHAPTERS[:3], *lines, *CHAPTERS[4:]]).encode()


def sure(data: bytes, name: str = "report.html") -> set[str]:
    """The rows of which no figure is doubted."""
    cells = place(read_bytes(data, name)).cells
    doubted = {code.rpartition(".")[0] for code, cell in cells.items() if cell.certainty < SURE}
    return {code.rpartition(".")[0].partition(".")[2] for code in cells if code.rpartition(".")[0] not in doubted}


def dump(rows: Iterable[Sequence[str]]) -> bytes:
    return text(*("\t".join(row) for row in rows))


def test_a_plain_table_is_sure() -> None:
    rows = [HEADER, *requests().values()]
    assert sure(page(rows)) == sure(dump(rows), "report.txt") == set(requests())


def test_a_table_printed_again_and_left_blank_contradicts_the_filled_one() -> None:
    filled = [HEADER, *requests().values()]
    blank = [HEADER, *([label, *[""] * len(row)] for label, *row in filled[1:])]
    assert sure(page(filled, blank)) == sure(page(blank, filled)) == set()
    assert sure(page(filled, filled)) == set(requests())


def test_a_table_printed_again_of_which_no_row_can_be_read() -> None:
    filled = [HEADER, *requests().values()]
    columns = zip(*(row[1:] for row in requests().values()), strict=True)
    in_one_cell = ["<br>".join(row[0] for row in requests().values()), *("<br>".join(each) for each in columns)]
    assert sure(page(filled, [HEADER, in_one_cell])) == sure(page([HEADER, in_one_cell], filled)) == set()
    assert sure(page(filled, [HEADER])) == set(requests())


def test_running_text_that_prints_a_table_twice_and_its_figures_once() -> None:
    filled = [" ".join(row) for row in [HEADER, *requests().values()]]
    labels = [row[0] for row in requests().values()]
    assert sure(text(*filled), "report.txt") == set(requests())
    assert sure(text(" ".join(HEADER), *labels, "本年数据：", *filled), "report.txt") == set()


def test_the_only_figures_of_running_text_whose_other_tables_lost_all_of_theirs() -> None:
    heads = [column.label for column in REVIEW.columns]
    groups = [words for column in REVIEW.columns[::5] for words in column.path[:-1]]
    review = [CHAPTERS[3], " ".join(groups), " ".join(heads), " ".join(map(str, range(1, 16)))]
    labels = [" ".join(HEADER), *(row[0] for row in requests().values())]
    assert sure(text(*review), "report.txt") == {column.group.code for column in REVIEW.columns if column.group}
    assert sure(text(*labels, *review), "report.txt") == set()


def test_rows_between_which_another_row_was_moved() -> None:
    rows = requests()
    moved = rows.pop("granted")
    names = list(rows)
    names.insert(names.index("disposed_total"), "")
    table = [rows.get(name, moved) for name in names]
    between = set(names[names.index("partially_granted") : names.index("")])
    assert sure(page([HEADER, *table])) & between == set()


def test_a_figure_that_is_merged_over_the_rows_below() -> None:
    rows = requests()
    rows["granted"][1] = '<td rowspan="3">0</td>'
    del rows["partially_granted"][1], rows["denied_state_secret"][1]
    assert sure(page([HEADER, *rows.values()])) == set(rows) - {"granted", "partially_granted", "denied_state_secret"}


def test_words_of_no_column_between_the_headers_of_a_dump() -> None:
    header = [HEADER[0], HEADER[1], "同比", *HEADER[2:]]
    rows = [[label, first, "9%", *rest[:-1], ""] for label, first, *rest in requests().values()]
    assert sure(dump([header, *rows]), "report.txt") == set()


def test_rows_of_a_dump_that_lost_blanks_make_other_short_rows_doubtful() -> None:
    rows = requests()
    rows["granted"][3], rows["granted"][7] = "", ""
    assert sure(dump([HEADER, *rows.values()]), "report.txt") == set(rows)
    rows["carried_in"][4:] = [""] * 4
    assert sure(dump([HEADER, *rows.values()]), "report.txt") == set(rows) - {"granted", "carried_in"}


def test_a_short_row_of_a_dump_fills_a_column_that_no_whole_row_does() -> None:
    rows = {code: [label, row[0], *[""] * (len(row) - 2), row[-1]] for code, (label, *row) in requests().items()}
    rows["granted"][3], rows["granted"][-1] = "5", ""
    assert sure(dump([HEADER, *rows.values()]), "report.txt") == set(rows) - {"granted"}


def test_a_group_row_is_its_subtotal_only_where_every_leaf_was_read() -> None:
    rows = requests()
    rows["granted"][0] = "三、本年度办理结果"
    rows["new_received"][0], rows["carried_in"][0] = "一、本年新收申请数量", "二、上年结转申请数量"
    said = "本年新收政府信息公开申请 17 件，上年结转政府信息公开申请数量 2 件，予以公开 9 件，部分公开 1 件。"
    cells = place(read_bytes(text(said, *(" ".join(row) for row in [HEADER, *rows.values()])), "report.txt")).cells
    assert not [code for code, cell in cells.items() if code.startswith("t3.grp_") and cell.certainty >= SURE]


def summed() -> dict[str, list[str]]:
    """Table 三 with totals that are the sums of their rows."""
    rows = {
        code: [label, *map(str, range(3 * n, 3 * n + 6))] for n, (code, (label, *_)) in enumerate(requests().items())
    }
    return {code: [*row, str(sum(map(int, row[1:])))] for code, row in rows.items()}


def test_a_column_of_the_agencys_own_is_believed_away_where_the_sums_hold() -> None:
    header = " ".join([HEADER[0], "上年总计", *HEADER[1:]])
    right = [" ".join(row) for row in summed().values()]
    wrong = [" ".join([*row[:-1], f"{row[-1]}7"]) for row in summed().values()]
    assert sure(text(header, *right), "report.txt") == set(requests())
    assert sure(text(header, *wrong), "report.txt") == set()


def test_numbers_of_rows_that_end_the_row_before() -> None:
    rows = [[str(n), *row[:-1]] for n, row in enumerate(requests().values(), 1)]
    assert sure(text(" ".join(HEADER), *(" ".join(row) for row in rows)), "report.txt") == set()


def test_numbers_of_rows_of_which_some_were_left_blank() -> None:
    rows = [[str(n), *row[:-1]] for n, row in enumerate(requests().values(), 1)]
    some = [row if place % 3 else row[:2] for place, row in enumerate(rows)]
    assert sure(text(" ".join(HEADER), *(" ".join(row) for row in some)), "report.txt") == set()


def test_ordinals_that_stand_apart_from_their_labels() -> None:
    rows = [[row[0].replace(".", " ", 1), *row[1:-1]] for row in requests().values()]
    told = sure(text(" ".join(HEADER), *(" ".join(row) for row in rows)), "report.txt")
    assert not [code for code in told if code.startswith(("denied_", "not_processed_", "unavailable_"))]


def test_figures_of_running_text_behind_the_blank_row_before_a_lost_label() -> None:
    rows = requests()
    rows["denied_prohibited_by_law"][1:], rows["denied_enforcement_file"][1:] = [], []
    rows["denied_security_stability"][0] = ""
    cells = [words for row in [HEADER, *rows.values()] for words in row if words]
    lost = {"denied_prohibited_by_law", "denied_security_stability", "denied_enforcement_file"}
    assert sure(text(*cells), "report.txt") == set(rows) - lost


def test_the_number_of_a_page_among_the_figures_of_a_row() -> None:
    rows = requests()
    rows["granted"][3:6] = ["-", "3", "-"]
    assert sure(text(*(" ".join(row) for row in [HEADER, *rows.values()])), "report.txt") == set(rows) - {"granted"}


def test_a_column_that_only_the_first_row_of_a_dump_fills() -> None:
    rows = [[label, "", *rest] for label, _, *rest in requests().values()]
    rows[0][1] = "0"
    cells = place(read_bytes(dump([HEADER, *rows]), "report.txt")).cells
    assert {c.certainty < SURE for code, c in cells.items() if code.endswith(".natural_person")} == {True}


def test_a_sentence_that_begins_like_a_label_is_no_row() -> None:
    said = ["本年新收政府信息公开申请 17 件，比上年增长 5 件。", *[""] * 9]
    table = [said, HEADER, *list(requests().values())[1:]]
    assert "new_received" not in sure(page(table))


def test_words_in_the_first_cell_of_table_four_are_its_label_or_its_first_figure() -> None:
    heads = [column.label for column in REVIEW.columns]
    row = ["未发生", *map(str, range(2, 16)), ""]
    assert sure(dump([[*heads, ""], row]), "report.txt") == set()


def test_a_page_number_in_the_place_of_a_row_whose_label_was_lost() -> None:
    rows = requests()
    rows["unavailable_not_held"][0] = "（四）无法提供"
    footer = {"unavailable_creation_needed": [["- 3 -", *[""] * 7]]}
    table = [line for code, row in rows.items() for line in (*footer.get(code, []), row)]
    cells = place(read_bytes(page([HEADER, *table]), "report.html")).cells
    assert not [code for code, cell in cells.items() if code.startswith("t3.grp_") and cell.certainty >= SURE]


def test_a_unit_in_the_place_of_a_rows_first_figure() -> None:
    rows = requests()
    rows["granted"] = [rows["granted"][0], "件", *rows["granted"][1:-1]]
    assert sure(page([HEADER, *rows.values()])) == set(rows) - {"granted"}


def test_a_column_that_stops_where_the_last_rows_cannot_be_read() -> None:
    rows = list(requests().values())
    short = [row[:-2] for row in rows[-4:]]
    assert sure(text(*("|".join(row) for row in [HEADER, *rows[:-4], *short])), "report.txt") == set()


def test_a_label_and_its_figures_in_one_cell_are_listed_as_that_rows() -> None:
    rows = requests()
    label, *figures = rows["granted"]
    rows["granted"] = [f"<td colspan='8'>{label} {' '.join(figures)}</td>"]
    placement = place(read_bytes(page([HEADER, *rows.values()]), "report.html"))
    listed = [item for item in placement.unplaced if "t3.granted.total" in item.candidates]
    assert [figures[-1] in item.text for item in listed] == [True]


def test_figures_on_a_line_of_their_own_below_a_row() -> None:
    rows = requests()
    table = [line for code, row in rows.items() for line in ((row, ["", "5", "5"]) if code == "granted" else (row,))]
    assert sure(page([HEADER, *table])) == sure(dump([HEADER, *table]), "report.txt") == set(rows) - {"granted"}


def test_words_of_a_menu_are_no_blank_rows() -> None:
    menu = [[label, ""] for label in ("行政许可", "行政处罚", "行政强制", "行政事业性收费")]
    assert sure(page(menu, [HEADER, *requests().values()])) == set(requests())


def test_a_first_column_that_every_row_of_a_dump_leaves_blank() -> None:
    rows = [[label, "", *figures[:-1]] for label, *figures in requests().values()]
    assert sure(dump([HEADER, *rows]), "report.txt") == set()


def test_a_row_that_fits_only_because_it_lost_a_cell() -> None:
    rows = {code: [*row[:3], str(900 + n), *row[3:]] for n, (code, row) in enumerate(requests().items())}
    del rows["granted"][5]
    assert sure(page([HEADER, *rows.values()])) == set()


def test_figures_of_a_sentence_are_no_table_of_one_column() -> None:
    said = "本年办理行政许可 45 件，行政处罚 3 件，行政强制 0 件。"
    rows = [" ".join(row) for row in [HEADER, *requests().values()]]
    assert sure(text(said, *rows), "report.txt") == set(requests())


def test_words_of_no_column_that_push_the_headers_behind_them_aside() -> None:
    rows = [
        f"<tr><td>{'</td><td>'.join([row[0], row[1], '9%', *row[2:-1], ''])}</td></tr>" for row in requests().values()
    ]
    _, first, *heads, total = HEADER
    top = f"<tr><td rowspan=2>{BLOCK.corner}</td><td rowspan=2>{first}</td><td colspan=5>组织</td><td>{total}</td></tr>"
    below = f"<tr><td>同比</td>{''.join(f'<td>{head}</td>' for head in heads)}</tr>"
    table = f"<p>{TITLE}</p><p>{CHAPTERS[2]}</p><table>{top}{below}{''.join(rows)}</table><p>{CHAPTERS[3]}</p>"
    assert sure(table.encode()) == set()


def test_the_header_of_a_column_among_the_figures() -> None:
    rows = requests()
    rows["carried_in"][2] = BLOCK.columns[1].label
    assert sure(page([HEADER, *rows.values()])) == set()


def closed(rows: Iterable[Sequence[str]], width: int) -> list[list[str]]:
    """The rows without their blank cells, filled up at the end: what some converters leave of a page."""
    return [(kept := [cell for cell in row if cell]) + [""] * (width - len(kept)) for row in rows]


def test_rows_that_all_lost_their_blanks_and_end_alike() -> None:
    rows = [[label, figures[0], "", "", "", "", "", figures[0]] for label, *figures in requests().values()]
    assert sure(dump([HEADER, *closed(rows, 8)]), "report.txt") == set()
    assert sure(dump([HEADER, *rows]), "report.txt") == set(requests())


def test_six_zeros_are_not_told_to_be_the_first_six() -> None:
    rows = [[label, "", *["0"] * 6] for label, *_ in requests().values()]
    assert sure(dump([HEADER, *closed(rows, 8)]), "report.txt") == set()


def test_rows_with_too_few_cells_make_those_with_blanks_doubtful() -> None:
    rows = requests()
    rows = {code: [label, figures[0], "", "", "", "", "", figures[0]] for code, (label, *figures) in rows.items()}
    rows["granted"] = [*rows["granted"][:2], "", "", rows["granted"][-1]]
    assert sure(dump([HEADER, *rows.values()]), "report.txt") == set()


def test_table_four_with_blanks_adds_up_or_is_doubted() -> None:
    heads = "\t".join(["行政复议", *[""] * 4, "行政诉讼", *[""] * 9])
    labels = "\t".join(column.label for column in REVIEW.columns)
    for figures, doubted in ((["3", "", "2", "", "5", *["0"] * 10], False), (["3", "2", "", "5", *["0"] * 11], True)):
        data = text(
            *("\t".join(row) for row in [HEADER, *requests().values()]), CHAPTERS[3], heads, labels, "\t".join(figures)
        )
        assert ("review" not in {code.partition(".")[0] for code in sure(data, "report.txt")}) == doubted


def reviews(*direct: str) -> bytes:
    """Table 四 on a page; the labels of its second group stand a line lower than those of the first."""
    leaves = [column.label for column in REVIEW.columns[:5]]
    groups = [f"<td colspan=5>{label}</td>" for label in dict.fromkeys(c.path[-2] for c in REVIEW.columns[5:])]
    upper = ["<td colspan=5>行政复议</td>", "<td colspan=10>行政诉讼</td>"]
    middle = [*(f"<td rowspan=2>{label}</td>" for label in leaves), *groups]
    return page([upper, middle, [*direct, *leaves], [str(200 + n) for n in range(15)]])


def test_a_label_so_misread_that_it_has_digits_hides_no_other_order() -> None:
    upheld, corrected, other, pending, total = (column.label for column in REVIEW.columns[:5])
    groups = {"review", "litigation_direct", "litigation_after_review"}
    assert sure(reviews(upheld, corrected, other, pending, total)) == groups
    assert sure(reviews("仕田2HZ", corrected, other, pending, total)) == groups
    assert sure(reviews("仕田2HZ", corrected, pending, other, total)) == set()
