"""Ways in which offices spell the same labels, figures and titles. Every word comes from the form."""

from __future__ import annotations

import re

from tasks.form import Form, Group, Line, split_ordinal
from tasks.sample.drawing import Wording
from tasks.sample.report import SampleReport

_HALF = str.maketrans({"（": "(", "）": ")", "，": ", ", "：": ":"})
_WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def official_label(line: Line | Group) -> str:
    """As printed in the form, with the hint."""
    return line.label + (line.hint if isinstance(line, Line) else "")


def half_width_label(line: Line | Group) -> str:
    """Half-width brackets and a space after the ordinal: (一) 予以公开, 1. 属于国家秘密."""
    return re.sub(r"^(\([一二三四五六七]\)|\d\.)", r"\1 ", official_label(line).translate(_HALF))


def short_label(line: Line | Group) -> str:
    """The form's first other spelling, with the ordinal of the official one: 四、结转下一年度."""
    if not line.aliases or isinstance(line, Group):
        return official_label(line)
    ordinal, words = split_ordinal(line.label)
    return (line.label[: len(ordinal)] if words else "") + line.aliases[0]


def spaced_label(line: Line | Group) -> str:
    """A space inside, as a narrow column leaves it: 结果 维持, 本年 制发件数."""
    text = official_label(line)
    return f"{text[:2]} {text[2:]}" if len(text) == 4 or text.startswith("本年") else text


def plain(number: str) -> str:
    return number


def thousands(number: str) -> str:
    """1,234"""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


def full_width(number: str) -> str:
    """１２３"""
    return number.translate(_WIDE)


def official_title(form: Form, report: SampleReport) -> tuple[str, ...]:
    return (form.title.format(agency=report.agency, year=report.year),)


def spaced_title(form: Form, report: SampleReport) -> tuple[str, ...]:
    """Spaces around the year."""
    return (form.title.format(agency=report.agency, year=f" {report.year} "),)


def year_first_title(form: Form, report: SampleReport) -> tuple[str, ...]:
    """The year before the agency."""
    turned = form.title.replace("{agency}{year}年", "{year}年{agency}")
    return (turned.format(agency=report.agency, year=report.year),)


def two_line_title(form: Form, report: SampleReport) -> tuple[str, ...]:
    """The agency on a line of its own."""
    return (report.agency, form.title.format(agency="", year=report.year))


OFFICIAL = Wording(official_label, official_label, plain, official_title)
SEED = Wording(half_width_label, spaced_label, plain, spaced_title)
SHORT = Wording(short_label, official_label, plain, year_first_title)
THOUSANDS = Wording(official_label, official_label, thousands, official_title)
WIDE = Wording(official_label, spaced_label, full_width, two_line_title)
TWO_LINES = Wording(half_width_label, official_label, plain, two_line_title)
YEAR_FIRST = Wording(official_label, spaced_label, thousands, year_first_title)
