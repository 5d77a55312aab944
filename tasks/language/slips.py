"""How a wrong figure came about, and what speaks for a correction: the words for the names that a Fix bears."""

from __future__ import annotations

from tasks.language import N_, said

SLIPS = {
    "blank": N_("漏填"),
    "digits_swapped": N_("相邻两位数字写反"),
    "digit_dropped": N_("漏写一位数字"),
    "digit_doubled": N_("重写一位数字"),
    "digit_mistyped": N_("写错一位数字"),
    "neighbour": N_("抄成了相邻格的数"),
    "stale_total": N_("分项改了，总计没有重新相加"),
    "sign": N_("多写了负号"),
    "cells_exchanged": N_("两格的数互换"),
    "row_shifted": N_("整行错开一格"),
    "column_shifted": N_("整列错开一行"),
    "rows_exchanged": N_("两行互换"),
    "columns_exchanged": N_("两列互换"),
}
WITNESSES = {
    "previous": N_("上年报告"),
    "narrative": N_("正文"),
}
_TOGETHER = "+"


def slip_words(slip: str, language: str) -> str:
    """The slip in words; of several cells each its own, "" where none is likely."""
    names = [name for name in slip.split(_TOGETHER) if name]
    return said(N_("、"), language).join(said(SLIPS[name], language) for name in names)


def witness_words(evidence: tuple[str, ...], language: str) -> str:
    """What speaks for a correction beside the equations."""
    return said(N_("、"), language).join(said(WITNESSES[name], language) for name in evidence)
