"""A bounded run: each variation in a few layouts, and mixtures; nothing wrong in silence, nothing less than due."""

from __future__ import annotations

import pytest

from tasks.form import load_forms
from tests.accuracy.cases import SOURCES, Case, fits, make, mixed_case
from tests.accuracy.score import Score, score
from tests.accuracy.variations import STREAMS, VARIATIONS, Variation
from tests.tracing import untraced

MIXED = 80


def sampled(each: Variation) -> list[Case]:
    """One case an edition, the layouts in turn."""
    number = list(VARIATIONS).index(each.name)
    found = []
    for place, edition in enumerate(load_forms()):
        layouts = [layout for layout in SOURCES if fits(each, edition, layout)]
        if layouts:
            found.append(Case(1 + place, edition, layouts[(7 * number + 3 * place) % len(layouts)], (each.name,)))
    return found


def scored(case: Case) -> Score:
    with untraced():
        data, document = make(case)
        return score(data, case.layout, document)


def test_there_are_enough_variations_each_with_its_source() -> None:
    assert len(VARIATIONS) >= 40
    assert all(each.seen and each.theme for each in VARIATIONS.values())


@pytest.mark.parametrize("each", VARIATIONS.values(), ids=lambda each: each.name)
def test_a_variation_is_read_as_expected(each: Variation) -> None:
    for case in sampled(each):
        result = scored(case)
        assert result.wrong == [], case.name
        assert result.lost == [] or (case.loses and case.layout in STREAMS), (case.name, result.lost[:5])
        if not case.loses:
            assert result.all_right, (case.name, result.short[:5])


def test_a_case_is_the_same_every_time() -> None:
    case = mixed_case(7)
    assert make(case)[0] == make(case)[0]


@pytest.mark.parametrize("start", range(0, MIXED, 20))
def test_mixtures_are_never_wrong_in_silence(start: int) -> None:
    for seed in range(start, start + 20):
        case = mixed_case(seed)
        assert scored(case).wrong == [], case.name


@pytest.mark.parametrize("seed", [20093, 20128, 20343])
def test_mixtures_that_were_once_wrong_in_silence(seed: int) -> None:
    """A column of the agency's own without its rowspan; blanks dropped in a dump, and in running text."""
    case = mixed_case(seed)
    assert scored(case).wrong == [], case.name


def test_what_was_destroyed_is_said() -> None:
    result = scored(Case(1, "f2021", "official.html", ("blanks_dropped",)))
    assert result.wrong == []
    assert not result.all_right


def test_a_blank_form_that_lost_its_cells_is_asked_about() -> None:
    for layout in ("one_line.txt", "pipe_lines.txt"):
        result = scored(Case(2, "f2021", layout, ("form_blank",)))
        assert (result.wrong, result.counts["flagged"]) == ([], 200)


def test_a_sentence_never_fills_a_blank_form() -> None:
    result = scored(Case(1, "f2021", "cell_paragraphs.txt", ("form_blank", "figures_in_prose")))
    assert result.wrong == []


@pytest.mark.parametrize(
    "case",
    [
        Case(5014, "f2019", "flat_header.docx", ("blanks_dropped", "requests_on_their_side")),
        Case(6053, "f2019", "pipe_rows.txt", ("split_by_caption", "last_years_requests_first")),
        Case(6119, "f2019", "flat_header.html", ("form_blank", "last_years_row")),
        Case(20152, "f2019", "line_breaks.html", ("no_numbers", "blanks_dropped", "serial_numbers_between")),
        Case(5289, "f2021", "pipe_table.txt", ("totals_blank", "serial_numbers_between")),
        Case(47348, "f2021", "flat_header.docx", ("form_blank", "last_years_requests_first")),
        Case(54386, "f2019", "one_line_of_pipes.txt", ("form_blank", "last_years_review_behind")),
        Case(51758, "f2021", "spaced_rows.txt", ("form_blank", "last_years_row")),
        Case(131870, "f2021", "pipe_runs.txt", ("blanks", "dashes", "results_swapped", "misprinted_row")),
        Case(203889, "f2021", "under_dashes.txt", ("form_blank", "last_years_row")),
        Case(47457, "f2021", "official.html", ("empty_rows", "requests_on_their_side")),
        Case(43682, "f2019", "table_heads.html", ("requests_on_their_side", "row_merged_to_one_figure")),
        Case(49946, "f2019", "pipe_table.txt", ("totals_blank", "unknown_column")),
        Case(52190, "f2021", "pipe_rows.txt", ("no_break_spaces", "blanks_dropped")),
        Case(55521, "f2019", "one_line_wrapped.txt", ("no_break_spaces", "last_years_review_behind")),
        Case(141841, "f2021", "pipe_rows.txt", ("hyphens", "headings_lost")),
        Case(800935, "f2021", "overlong_rowspan.html", ("rows_blank", "form_blank", "serial_numbers_between")),
        Case(802765, "f2021", "official.docx", ("blanks_dropped", "last_years_column")),
        Case(
            804223,
            "f2021",
            "flat_header.docx",
            (
                "unknown_column",
                "break_inside_labels",
                "group_subtotals",
                "requests_on_their_side",
            ),
        ),
        Case(
            970018,
            "f2019",
            "line_breaks.html",
            ("all_zero", "requests_on_their_side", "last_years_requests_first", "rows_in_one_cell"),
        ),
        Case(
            977226,
            "f2019",
            "cell_paragraphs.txt",
            ("rows_blank", "label_lost", "another_year_before", "row_merged_to_one_figure"),
        ),
        Case(984272, "f2019", "flat_header.html", ("totals_blank", "unknown_column_without_rowspan")),
        Case(
            992787,
            "f2019",
            "collapsed_tabs.txt",
            ("amount_in_ten_thousands", "groups_repeated", "blanks_dropped", "requests_on_their_side"),
        ),
        Case(
            996679,
            "f2021",
            "text_numbers.xlsx",
            ("nameless_subtotals", "groups_repeated", "serial_numbers_first", "last_years_review_behind"),
        ),
        Case(900440, "f2019", "cell_paragraphs.txt", ("totals_blank", "rows_blank", "serial_numbers_first")),
    ],
    ids=lambda case: case.name,
)
def test_found_by_mixtures(case: Case) -> None:
    assert scored(case).wrong == []
