"""Cell semantics of domain.md 2.9 and the cells seen in layouts.md."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.placing import parse_value
from tasks.records import Semantic


@pytest.mark.parametrize(
    ("raw", "semantic", "value"),
    [
        ("0", Semantic.ZERO, 0),
        ("０", Semantic.ZERO, 0),
        ("零", Semantic.ZERO, 0),
        ("? 0", Semantic.ZERO, 0),
        ("12", Semantic.NUMERIC, 12),
        ("1,234", Semantic.NUMERIC, 1234),
        ("1，234", Semantic.NUMERIC, 1234),
        ("３４件", Semantic.NUMERIC, 34),
        ("+1036", Semantic.NUMERIC, 1036),
        ("-3", Semantic.NUMERIC, -3),
        ("减3", Semantic.NUMERIC, -3),
        ("22（其中修订 16 件）", Semantic.NUMERIC, 22),
        ("55（含自然失效 29 件）", Semantic.NUMERIC, 55),
        ("", Semantic.BLANK, None),
        ("\u3000\u3000", Semantic.BLANK, None),
        ("\xa0", Semantic.BLANK, None),
        ("/", Semantic.NA_MARK, None),
        ("—", Semantic.NA_MARK, None),
        ("--", Semantic.NA_MARK, None),
        ("无", Semantic.NA_MARK, None),
        ("不适用", Semantic.NA_MARK, None),
        ("约10", Semantic.TEXT, None),
        ("10余", Semantic.TEXT, None),
        ("12 34", Semantic.TEXT, None),
        ("12\n34", Semantic.TEXT, None),
        ("1,23", Semantic.TEXT, None),
        ("见附件", Semantic.TEXT, None),
        ("三", Semantic.TEXT, None),
    ],
)
def test_counts(raw: str, semantic: Semantic, value: int | None) -> None:
    read = parse_value(raw, "count")
    assert (read.semantic, read.value) == (semantic, value)


@pytest.mark.parametrize(
    ("raw", "header", "value", "unit"),
    [
        ("18.8710", "万元", "18.871", "万元"),
        ("59237.2449", "万元", "59237.2449", "万元"),
        ("43.788万元", "万元", "43.788", "万元"),
        ("251000元", "", "25.1", "万元"),
        ("976.81万元", "", "976.81", "万元"),
        ("1.2亿元", "", "12000", "万元"),
        ("6944.93", "", "6944.93", ""),
    ],
)
def test_amounts(raw: str, header: str, value: str, unit: str) -> None:
    read = parse_value(raw, "amount", header)
    assert (read.value, read.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(("raw", "header"), [("43.788万元", "元"), ("251000元", "万元"), ("1.2亿", "万元")])
def test_a_cell_that_contradicts_its_header_is_doubted(raw: str, header: str) -> None:
    assert parse_value(raw, "amount", header).certainty < 0.9
    assert parse_value(raw, "amount").certainty == parse_value(raw, "amount", raw.strip("0123456789.")).certainty == 1


def test_words_glued_to_a_figure_may_be_another_cells() -> None:
    assert parse_value("许可9753").certainty < 0.9
    assert parse_value("约9753").certainty == 1


@given(st.integers(0, 10**12))
def test_every_whole_number_is_read_as_itself(value: int) -> None:
    assert parse_value(str(value)).value == value
    assert parse_value(f"{value:,}").value == value


@given(st.text(max_size=12))
def test_a_value_exists_only_for_zero_and_numbers(text: str) -> None:
    read = parse_value(text)
    assert (read.value is not None) == (read.semantic in {Semantic.ZERO, Semantic.NUMERIC})
    assert (read.semantic is Semantic.ZERO) == (read.value == 0)
