"""Labels: misprints, short forms, ordinals, spaces, cuts, other characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from tasks.form import split_ordinal
from tasks.sample.drawing import Box, DrawnTable
from tests.accuracy.document import Document, column_labels, reheaded, relabelled, spelt, texts
from tests.accuracy.variations import STREAMS, variation

_KANGXI = {
    chr(code): chr(radical)
    for radical in range(0x2F00, 0x2FD6)
    if len(folded := unicodedata.normalize("NFKC", chr(radical))) == 1 and (code := ord(folded))
}
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}


def _all_labels(document: Document, change: Callable[[str], str]) -> None:
    document.draw("", lambda table: spelt(table, lambda box: not box.code, lambda box: change(box.text)))


@variation("labels", "misprints: 其他法律行政止公开")
def misprinted_row(document: Document) -> None:
    relabelled(document, "denied_prohibited_by_law", "2.其他法律行政止公开")


@variation("labels", "misprints: 本年处理绝对数量", editions=("f2021",))
def misprinted_header(document: Document) -> None:
    reheaded(document, "decisions", lambda text: "本年处理绝对数量")


@variation("labels", "misprints: 上年结转政府信息公开数量")
def misprinted_carried_in(document: Document) -> None:
    relabelled(document, "carried_in", "二、上年结转政府信息公开数量")


@variation("labels", "short forms: 1.逾期不补正", editions=("f2021",))
def short_overdue_correction(document: Document) -> None:
    relabelled(document, "other_correction_overdue", "1.逾期不补正")
    relabelled(document, "other_fee_unpaid", "2.逾期未缴费")


@variation("labels", "short forms: 规范性文件", editions=("f2021",))
def short_normative_documents(document: Document) -> None:
    relabelled(document, "normative_docs", "规范性文件")


@variation("labels", "short forms: 结转下一年度")
def short_carried_forward(document: Document) -> None:
    relabelled(document, "carried_forward", "四、结转下一年度")


@variation("labels", "五、存在问题及改进情况; 三、行政机关收到和处理…; 四、因政府信息公开工作被申请行政复议…")
def other_headings(document: Document) -> None:
    words = {
        "三、": "三、行政机关收到和处理政府信息公开申请情况",
        "四、": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、": "五、存在问题及改进情况",
    }
    document.write("heading", lambda text: words.get(text[:2], text))


@variation("labels", "Header cut at a break: 本年新 twice", editions=("f2019",))
def header_cut_short(document: Document) -> None:
    for column in ("produced", "disclosed"):
        reheaded(document, column, lambda text: "本年新")


@variation("labels", "Header cut at a break: 本年增/", editions=("f2019",))
def header_cut_at_slash(document: Document) -> None:
    reheaded(document, "items_change", lambda text: "本年增/")


@variation("labels", "Header cut at <br>", only=("html", "docx", "xlsx"))
def break_inside_labels(document: Document) -> None:
    _all_labels(document, lambda text: f"{text[:3]}\n{text[3:]}" if len(text) > 3 else text)


@variation("labels", "Year inside: 本年（2023）制发件数")
def year_in_header(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        labels = {
            label for code in table.boxes if code.code for label in column_labels(table, code.code.split(".")[-1])
        }
        dated = f"本年（{document.year}）"
        return spelt(table, labels.__contains__, lambda box: re.sub("^本年", dated, box.text))

    document.draw("t2", change)


def _numbered(document: Document, style: Callable[[int], str]) -> None:
    """Leaves 1. to 8. of table 三 in another style of numbering."""

    def words(text: str) -> str:
        match = re.match(r"^(\d)[.．、]\s*", text)
        return style(int(match.group(1))) + text[match.end() :] if match else text

    _all_labels(document, words)


@variation("labels", "Numbering 1、")
def ordinal_with_comma(document: Document) -> None:
    _numbered(document, lambda number: f"{number}、")


@variation("labels", "Numbering 1．, full-width")
def ordinal_full_width(document: Document) -> None:
    _numbered(document, lambda number: f"{chr(0xFF10 + number)}．")


@variation("labels", "Numbering （1）")
def ordinal_in_brackets(document: Document) -> None:
    _numbered(document, lambda number: f"（{number}）")


@variation("labels", "Numbering with a space: 1 ", loses_in=STREAMS)
def ordinal_with_space(document: Document) -> None:
    _numbered(document, lambda number: f" {number} ")


@variation("labels", "1. 2. 3. restart in each group: numbers lost")
def ordinals_lost(document: Document) -> None:
    _numbered(document, lambda number: "")


@variation("labels", "1. 2. 3. numbered through instead of restarting")
def ordinals_run_on(document: Document) -> None:
    count = iter(range(1, 100))
    _numbered(document, lambda number: f"{next(count)}.")


@variation("labels", "(一) and （一）")
def half_width_brackets(document: Document) -> None:
    _all_labels(document, lambda text: text.translate(str.maketrans("（），：", "(),:")))


@variation("labels", "doubled ordinals: 一、一、")
def doubled_ordinals(document: Document) -> None:
    def twice(text: str) -> str:
        ordinal, _ = split_ordinal(text)
        return text[: len(ordinal)] + text if ordinal.endswith("、") else text

    _all_labels(document, twice)
    document.write("heading", twice)


@variation("labels", "spaces inside: 结果 维持", loses_in=STREAMS)
def spaces_inside(document: Document) -> None:
    def loose(text: str) -> str:
        at = document.rng.randint(1, max(1, len(text) - 1))
        return f"{text[:at]} {text[at:]}" if len(text) > 1 else text

    _all_labels(document, loose)


@variation("labels", "spaces inside, every character: 总  计", loses_in=STREAMS)
def letter_spaced(document: Document) -> None:
    _all_labels(document, lambda text: "\u3000".join(text) if len(text) <= 4 else text)


@variation("labels", "Kangxi-radical code points (⾏ ⼈ ⼆)")
def kangxi_radicals(document: Document) -> None:
    radicals = str.maketrans(_KANGXI)
    _all_labels(document, lambda text: text.translate(radicals))
    for kind in ("title", "heading", "prose"):
        document.write(kind, lambda text: text.translate(radicals))


@variation("labels", "traditional characters (prose)")
def traditional_prose(document: Document) -> None:
    pairs = str.maketrans("开关务办实发问题进项处门电网热线条", "開關務辦實發問題進項處門電網熱線條")
    document.write("prose", lambda text: text.translate(pairs))


@variation("labels", "portals append long hints to labels")
def hints_appended(document: Document) -> None:
    relabelled(document, "granted", "（一）予以公开（含主动公开后告知获取方式和途径的）")
    relabelled(document, "unavailable_not_held", "1.本机关不掌握相关政府信息（含不属于本机关负责公开的、信息不存在的）")


@variation("labels", "hints of labels left out: （二）部分公开")
def hints_left_out(document: Document) -> None:
    relabelled(document, "partially_granted", "（二）部分公开")


@variation("labels", "the corner's words are left out")
def corner_empty(document: Document) -> None:
    def corner(box: Box) -> bool:
        return "勾稽" in box.text

    document.draw("t3", lambda table: spelt(table, corner, lambda box: ""))


@variation("labels", "一、一、三、: a chapter's number printed twice")
def chapter_number_twice(document: Document) -> None:
    headings = list(texts(document, "heading"))
    if len(headings) > 1:
        second = headings[1][1].text
        document.write("heading", lambda text: "一" + text[1:] if text == second else text)


@variation("labels", "numbering of chapters by （一） or 1.")
def chapters_numbered_otherwise(document: Document) -> None:
    document.write(
        "heading",
        lambda text: f"{_DIGITS[text[0]]}．{text[2:]}" if text[0] in _DIGITS else text,
    )
