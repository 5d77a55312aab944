"""Number formats: what a person sees of a stored number, and whether that is the same number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.reading.looks import Doubt, Look, number_look
from tasks.reading.number_format import shown

ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '
PRINTED = [
    ("12", '0"件"', "12件"),
    ("1234567", "#,##0", "1,234,567"),
    ("1234567", "#,##0.00", "1,234,567.00"),
    ("12", ";;;", ""),
    ("43.788", "0.0", "43.8"),
    ("43.788", "0.00###", "43.788"),
    ("0.125", "0.0%", "12.5%"),
    ("12345", "0!.0,", "1.2"),
    ("12345", '0\\.0,"万"', "1.2万"),
    ("12345", "#,##0,", "12"),
    ("0", "0;-0;;@", ""),
    ("-5", "0;[Red]0", "5"),
    ("-5", "0.00_);[Red](0.00)", "(5.00)"),
    ("0", ACCOUNTING, "-"),
    ("0", '[=0]"";General', ""),
    ("7", '[=0]"";General', "7"),
    ("5", '[>=10]"多";[<10]0"少"', "5少"),
    ("0", "#,###", ""),
    ("7", "000", "007"),
    ("138", "000-000", "000-138"),
    ("1000000", "0.00E+00", "1.00E+6"),
    ("12", "G/通用格式", "12"),
    ("3", "yyyy-mm-dd", None),
    ("0.5", "# ?/?", None),
]


@pytest.mark.parametrize(("number", "code", "text"), PRINTED)
def test_a_number_is_printed_as_a_workbook_does(number: str, code: str, text: str | None) -> None:
    seen = shown(Decimal(number), code)
    assert (seen if seen is None else "".join(seen.split())) == text


@pytest.mark.parametrize(
    ("number", "code", "look"),
    [
        (12.0, '0"件"', Look("12件")),
        (1234567.0, "#,##0.00", Look()),
        (1000000.0, "0.00E+00", Look()),
        (0.0, ACCOUNTING, Look()),
        (0.0, "0;-0;;@", Look(doubt=Doubt.BLANKED)),
        (12.0, ";;;", Look(doubt=Doubt.BLANKED)),
        (43.788, "0.0", Look(doubt=Doubt.ROUNDED)),
        (43.788000000000004, "0.000", Look()),
        (0.5, "0%", Look("50%", Doubt.ROUNDED)),
        (12.0, "0.##", Look()),
        (12.0, "¥#,##0.00", Look(doubt=Doubt.CURRENCY)),
        (12345.0, "0!.0,", Look("1.2", Doubt.ROUNDED)),
        (0.5, "# ?/?", Look(doubt=Doubt.ROUNDED)),
    ],
)
def test_what_is_seen_of_a_number_is_the_number_or_doubtful(number: float, code: str, look: Look) -> None:
    assert number_look(number, code) == look


def test_zeros_that_a_sheet_does_not_show_are_doubtful() -> None:
    assert number_look(0.0, "", zeros=False) == Look(doubt=Doubt.BLANKED)
    assert number_look(5.0, "", zeros=False) == Look()
