"""Cells: blanks, marks, other digits, signs, notes and units."""

from __future__ import annotations

from decimal import Decimal

from tasks.records import Semantic
from tasks.sample.drawing import Box
from tests.accuracy.document import BLANK, Document, Gone, Meaning, refigured, some
from tests.accuracy.variations import DUMPS, STREAMS, variation

_MARK: Meaning = (Semantic.NA_MARK, None)
_TEXT: Meaning = (Semantic.TEXT, None)


def _instead(document: Document, words: str, now: Meaning, share: float = 0.3) -> None:
    refigured(document, some(document, share), lambda box: (words, now))


def _count(code: str) -> bool:
    return not code.endswith(".amount")


def _as(document: Document, style: str, share: float = 0.5) -> None:
    """Print some counts in a style with {} for the digits; the meaning stays."""
    counts = some(document, share, lambda code: _count(code) and document.truth[code][1] is not None)
    refigured(document, counts, lambda box: (style.format(_digits(document, box)), None))


def _digits(document: Document, box: Box) -> str:
    value = document.truth[box.code][1]
    return box.text if value is None else format(value, "f")


@variation("cells", "Blank", loses_in=DUMPS)
def blanks(document: Document) -> None:
    _instead(document, "", BLANK)


@variation("cells", "&nbsp;", loses_in=DUMPS)
def no_break_spaces(document: Document) -> None:
    _instead(document, "\u00a0", BLANK)


@variation("cells", "U+3000", loses_in=DUMPS)
def ideographic_spaces(document: Document) -> None:
    _instead(document, "\u3000\u3000", BLANK)


@variation("cells", "/")
def slashes(document: Document) -> None:
    _instead(document, "/", _MARK)


@variation("cells", "-")
def hyphens(document: Document) -> None:
    _instead(document, "-", _MARK)


@variation("cells", "—")
def dashes(document: Document) -> None:
    _instead(document, "—", _MARK)


@variation("cells", "无")
def words_for_nothing(document: Document) -> None:
    _instead(document, "无", _MARK)


@variation("cells", "? 0")
def question_marks(document: Document) -> None:
    _instead(document, "? 0", (Semantic.ZERO, Decimal(0)))


def _rows(document: Document, number: int) -> set[str]:
    rows = sorted({code.rpartition(".")[0] for code in document.truth if code.startswith("t3.")})
    if len(rows) < number:
        raise Gone
    return set(document.rng.sample(rows, number))


@variation("cells", "a whole row of /")
def rows_of_marks(document: Document) -> None:
    chosen = _rows(document, 6)
    refigured(document, lambda code: code.rpartition(".")[0] in chosen, lambda box: ("/", _MARK))


@variation("cells", "零")
def chinese_zero(document: Document) -> None:
    _instead(document, "零", (Semantic.ZERO, Decimal(0)))


@variation("cells", "full-width digits")
def full_width_digits(document: Document) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    refigured(document, some(document, 0.6, _count), lambda box: (_digits(document, box).translate(wide), None))


@variation("cells", "1,234")
def thousands(document: Document) -> None:
    def printed(box: Box) -> tuple[str, Meaning | None]:
        value = 1_234_567 + document.rng.randint(0, 8_000_000)
        return f"{value:,}", (Semantic.NUMERIC, Decimal(value))

    refigured(document, some(document, 0.3, _count), printed)


def _signed(document: Document, style: str, sign: int) -> None:
    def printed(box: Box) -> tuple[str, Meaning | None]:
        value = document.rng.randint(1, 2000)
        return style.format(value), (Semantic.NUMERIC, Decimal(sign * value))

    refigured(document, lambda code: code.endswith(".items_change"), printed)


@variation("cells", "+1036", editions=("f2019",))
def plus_signs(document: Document) -> None:
    _signed(document, "+{}", 1)


@variation("cells", "-3", editions=("f2019",))
def minus_signs(document: Document) -> None:
    _signed(document, "-{}", -1)


@variation("cells", "减3", editions=("f2019",))
def minus_in_words(document: Document) -> None:
    _signed(document, "减{}", -1)


@variation("cells", "增3", editions=("f2019",))
def plus_in_words(document: Document) -> None:
    _signed(document, "增{}", 1)


def _amount(document: Document, printed: str, value: str) -> None:
    now = (Semantic.NUMERIC, Decimal(value))
    refigured(document, lambda code: code.endswith(".amount"), lambda box: (printed, now))


@variation("cells", "18.8710, 59237.2449", editions=("f2021",))
def decimals(document: Document) -> None:
    _amount(document, "59237.2449", "59237.2449")


@variation("cells", "43.788万元 under 万元", editions=("f2021",))
def unit_in_cell(document: Document) -> None:
    _amount(document, "43.788万元", "43.788")


@variation("cells", "采购总金额 251000元", editions=("f2019",))
def amount_in_yuan(document: Document) -> None:
    _amount(document, "251000元", "25.1")


@variation("cells", "采购总金额 976.81万元", editions=("f2019",))
def amount_in_ten_thousands(document: Document) -> None:
    _amount(document, "976.81 万元", "976.81")


@variation("cells", "6944.93 (unit unknown: say so)", editions=("f2019",))
def amount_without_unit(document: Document) -> None:
    _amount(document, "6944.93", "6944.93")


@variation("cells", "Unit in the cell")
def units_of_counts(document: Document) -> None:
    _as(document, "{}件")


@variation("cells", "22（其中修订 16 件）, 55（含自然失效 29 件）")
def notes_inside(document: Document) -> None:
    _as(document, document.rng.choice(["{}（其中修订 16 件）", "{}（含自然失效29件）", "{} (含上年结转 3 件)"]), 0.2)


@variation("cells", "约10, 10余", loses_in=STREAMS)
def approximate_words(document: Document) -> None:
    _instead(document, document.rng.choice(["约10", "10余"]), _TEXT, 0.05)


@variation("cells", "Totals filled and parts blank", loses_in=DUMPS)
def parts_blank(document: Document) -> None:
    parts = [code for code in document.truth if code.startswith("t3.") and not code.endswith(".total")]
    refigured(document, set(parts).__contains__, lambda box: ("", BLANK))


@variation("cells", "parts filled and totals blank", loses_in=DUMPS)
def totals_blank(document: Document) -> None:
    refigured(document, lambda code: code.endswith(".total"), lambda box: ("", BLANK))


@variation("cells", "whole rows blank", loses_in=DUMPS)
def rows_blank(document: Document) -> None:
    chosen = _rows(document, 8)
    refigured(document, lambda code: code.rpartition(".")[0] in chosen, lambda box: ("", BLANK))


@variation("cells", "form left wholly blank: blank is not zero", loses_in=(*STREAMS, "under_dashes.txt", "sheets.xlsx"))
def form_blank(document: Document) -> None:
    refigured(document, lambda code: True, lambda box: ("", BLANK))


@variation("cells", "All 200 cells = 0: valid")
def all_zero(document: Document) -> None:
    refigured(document, lambda code: True, lambda box: ("0", (Semantic.ZERO, Decimal(0))))


@variation("cells", "figures with spaces round them")
def padded(document: Document) -> None:
    refigured(document, some(document, 0.5, _count), lambda box: (f" {_digits(document, box)}\u00a0", None))


@variation("cells", "a number split by a line break: one figure, or two", only=("html", "docx"), loses=True)
def number_on_two_lines(document: Document) -> None:
    refigured(document, some(document, 0.1, _count), lambda box: ("12\n345", (Semantic.NUMERIC, Decimal(12345))))


@variation("cells", "figures with a space inside: 1 234", only=("html", "docx", "xlsx"), loses=True)
def digits_parted(document: Document) -> None:
    refigured(document, some(document, 0.1, _count), lambda box: ("1 234", (Semantic.NUMERIC, Decimal(1234))))


@variation("cells", "notes inside: 12① 12² 12₂", loses_in=STREAMS)
def footnote_marks(document: Document) -> None:
    _as(document, document.rng.choice(["{}①", "{}²", "{}₂", "{}[1]"]), 0.2)


@variation("cells", "what is no number: (3) 12* O 十二 一 3-5 3+2 12,34 ③ 1E3 50% 未发生", loses_in=STREAMS)
def no_numbers(document: Document) -> None:
    words = ["(3)", "12*", "O", "十二", "一", "3-5", "3+2", "12,34", "③", "1E3", "50%", "未发生", "共12", "12件/3次"]
    refigured(document, some(document, 0.05, _count), lambda box: (document.rng.choice(words), _TEXT))
