"""How a person's decision is said: what, why, by whom, until when, and how it stands today."""

from __future__ import annotations

from tasks.form import Form
from tasks.language import _
from tasks.records import Severity
from tasks.reporting.views import DecisionNote, Quality
from tasks.reporting.wording import consequence, day


def deed(note: DecisionNote) -> str:
    """What was done, in a word or two."""
    if not note.rule:
        return _("同意免报")
    return {"confirm": _("确认"), "waive": _("豁免")}[note.kind]


def persons(note: DecisionNote) -> str:
    return _("、").join(filter(None, (note.person, note.second)))


def until(note: DecisionNote) -> str:
    if not note.rule and note.until is None:
        return _("只管这一年度")
    return _("有效至{day}").format(day=day(note.until)) if note.until else _("所认可的数字不变即有效")


def standing_word(standing: str) -> str:
    """How a decision stands; an unknown standing stands for itself."""
    words = {
        "active": _("有效"),
        "lapsed": _("数字已变，失效"),
        "expired": _("到期失效"),
        "revoked": _("已撤销"),
        "replaced": _("已有新的决定"),
        "idle": _("问题已消除"),
    }
    return words.get(standing, standing)


def decision_sentence(note: DecisionNote) -> str:
    """A decision in one line: whose report, what, why, by whom, until when."""
    what = f"{deed(note)} {note.rule}".strip()
    return _("{agency} {year} 年度，{what}：{reason}（{persons}，{until}）").format(
        agency=note.agency, year=note.year, what=what, reason=note.reason, persons=persons(note), until=until(note)
    )


def why_not(note: DecisionNote, form: Form) -> str:
    """Why a decision no longer holds: the values that changed, the day, or who took it back."""
    if note.standing == "expired" and note.until:
        return _("有效期到{day}为止").format(day=day(note.until))
    if note.revoked_by:
        return _("由{revoked_by}撤销").format(revoked_by=note.revoked_by)
    said = [
        _("{label} {before} → {after}").format(
            label=_label(code, form), before=_value(code, before), after=_value(code, after)
        )
        for code, before, after in note.changes[:_SHOWN]
    ]
    more = len(note.changes) - len(said)
    return _("；").join([*said, *([_("等 {n} 处").format(n=len(note.changes))] if more > 0 else [])])


def lapse_sentence(note: DecisionNote, form: Form) -> str:
    """That a decision no longer holds, why, and what is to be done."""
    return _("{sentence}已失效：{why}。请重新核实。").format(sentence=decision_sentence(note), why=why_not(note, form))


QUALITY_HEADING = "附：核实、豁免与规则调整（供审定，公布时抽去本页）"


def quality_lines(quality: Quality) -> list[str]:
    """What stands behind a sum, a numbered sentence each: decisions with what they excuse, then changed rules."""
    decisions = [
        _("{sentence}。所认可的问题：{message}").format(sentence=decision_sentence(note), message=_brief(note.message))
        if note.message
        else _("{sentence}。").format(sentence=decision_sentence(note))
        for note in quality.decisions
    ]
    changed = [_("规则调整：{sentence}。").format(sentence=sentence) for sentence in quality.overrides]
    return [f"{number}. {text}" for number, text in enumerate([*decisions, *changed], 1)]


def _brief(message: str) -> str:
    """A finding's sentence without the equations that follow it."""
    return message if len(message) <= _LONGEST else message[: _LONGEST - 1] + "…"


_LONGEST = 80
_SHOWN = 4


def _label(code: str, form: Form) -> str:
    named = {"expected": _("应为"), "found": _("所填"), "severity": _("后果")}
    if code in named:
        return named[code]
    bare = code.removeprefix("previous.")
    label = form.cells[bare].label if bare in form.cells else bare
    return _("上年报告{label}").format(label=label) if bare != code else label


def _value(code: str, value: str | None) -> str:
    if code == "severity" and value:
        return consequence(Severity(value))
    return value or _("空白")
