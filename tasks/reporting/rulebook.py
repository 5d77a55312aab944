"""The rule pages of the review site: what a rule wants, why, its equation drawn on the form, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tasks.form import load_form
from tasks.language import _
from tasks.records import Severity
from tasks.reporting.explain import Shown
from tasks.reporting.layout import Layout, lay_out
from tasks.reporting.wording import consequence

_PLACE = re.compile(r"\{\w+\}")  # what a message says of a report stands here; a clerk reads “…”


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule in the active language. signs: by cell code, ＋ or ＝ in the equation `line` on a table of an edition.

    figures by label and sentences said stand in an example of a report that fails it, of which `told` is the message.
    """

    id: str
    title: str
    clause: str
    help: str
    formula: str
    years: str
    messages: Sequence[tuple[Severity, str]]
    undecided: Sequence[str] = ()
    not_applicable: Sequence[str] = ()
    form_id: str = ""
    table: str = ""
    line: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    said: Sequence[str] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The table on which an equation is drawn."""

    heading: str
    number: str
    layout: Layout


def rule_page(rule: RulePage) -> dict[str, Any]:
    """The words for its consequences, and the drawn table with a sign in each cell of the equation."""
    return {
        "severities": list(dict.fromkeys(consequence(severity) for severity, _text in rule.messages)),
        "messages": [(consequence(severity), _PLACE.sub("…", text)) for severity, text in rule.messages],
        "undecided": [_PLACE.sub("…", text) for text in rule.undecided],
        "not_applicable": [_PLACE.sub("…", text) for text in rule.not_applicable],
        "sketch": _sketch(rule),
        "shown": _signs(rule),
    }


def _sketch(rule: RulePage) -> Sketch | None:
    if not rule.signs:
        return None
    table = load_form(rule.form_id).table(rule.table)
    return Sketch(_("等式落在哪些格"), table.number, lay_out(table))


def _signs(rule: RulePage) -> dict[str, Shown]:
    if not rule.signs:
        return {}
    cells = load_form(rule.form_id).cells
    plain = {code: Shown("") for code, cell in cells.items() if cell.table == rule.table}
    return plain | {code: Shown(sign, "hard" if sign == "＝" else "soft") for code, sign in rule.signs.items()}
