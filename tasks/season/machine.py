"""The states of states.toml, and the refusal of a step that it does not know."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tasks.language import _, language

START = "start"
# 计入全县汇总的状态
COUNTED = frozenset({"accepted", "published", "corrected"})


class TransitionError(ValueError):
    """A step that the season does not allow; the sentence says where the agency stands and where it can go."""

    def __init__(self, agency: str, year: int, before: str, after: str) -> None:
        ways = _("、").join(_("“{state}”").format(state=word(state)) for state in onward(before))
        super().__init__(
            _("{agency} {year} 年度现在是“{before}”，不能记为“{after}”；可以转为：{ways}。").format(
                agency=agency, year=year, before=word(before), after=word(after), ways=ways
            )
        )
        self.before, self.after = before, after


@dataclass(frozen=True, slots=True)
class StateWord:
    """One state: its words in both languages, the states it may follow, who brings it about and why."""

    code: str
    zh: str
    en: str
    sources: tuple[str, ...]
    by: Mapping[str, str]
    why: Mapping[str, str]


@cache
def states() -> Mapping[str, StateWord]:
    """Every state by its code, in the order of the file. ValueError where a source is no state."""
    data = tomllib.loads((files(__package__) / "states.toml").read_text(encoding="utf-8"))
    found = {
        code: StateWord(code, entry["zh"], entry["en"], tuple(entry["from"]), entry["by"], entry["why"])
        for code, entry in data.items()
    }
    for state in found.values():
        if unknown := set(state.sources) - {*found, START}:
            raise ValueError(f"states.toml {state.code}: {', '.join(sorted(unknown))}")
    return found


def onward(before: str) -> tuple[str, ...]:
    """The states that may follow one (`start` = none yet)."""
    return tuple(code for code, state in states().items() if before in state.sources)


def check_step(agency: str, year: int, before: str, after: str) -> None:
    """Let a step pass, or raise TransitionError. ValueError for a state that does not exist."""
    if after not in states():
        known = _("、").join(states())
        raise ValueError(_("没有“{state}”这个状态。可用的是：{known}。").format(state=after, known=known))
    if after not in onward(before):
        raise TransitionError(agency, year, before, after)


def word(state: str) -> str:
    """A state's name in the active language; an unknown one stands for itself."""
    if state == START:
        return _("还没有状态")
    known = states().get(state)
    return state if known is None else known.en if language() == "en" else known.zh
