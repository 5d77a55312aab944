"""Rulebook: the catalogue as pages of the review site, in the active language."""

from __future__ import annotations

from typing import Literal

from expectations import catalogue
from expectations.explain import Example, explained
from tasks import reporting
from tasks.language import language


def rulebook() -> list[reporting.RulePage]:
    """A page a rule, in the order of the catalogue."""
    spoken: Literal["zh", "en"] = "en" if language() == "en" else "zh"
    pages = []
    for rule in catalogue().rules.values():
        one = explained(rule, spoken)
        drawn = one.drawn
        pages.append(
            reporting.RulePage(
                one.id,
                one.title,
                one.clause,
                one.help,
                one.formula,
                one.years,
                one.messages,
                one.undecided,
                one.not_applicable,
                drawn.form if drawn else "",
                drawn.table if drawn else "",
                drawn.line if drawn else "",
                drawn.signs if drawn else {},
                *_example(one.example, spoken),
            )
        )
    return pages


def _example(one: Example | None, spoken: Literal["zh", "en"]) -> tuple[dict[str, str], tuple[str, ...], str]:
    """Figures, sentences and the message of a rule's example."""
    if one is None:
        return {}, (), ""
    return dict(one.figures), one.said, one.message_en if spoken == "en" else one.message
